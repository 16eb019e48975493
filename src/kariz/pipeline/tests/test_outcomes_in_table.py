"""The table of deals says that it shows the board's deals, and leads to the others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.pipeline.actions import activities, closures, deals
from kariz.pipeline.models import Deal, LostReason


@pytest.fixture
def lost(sara, pipeline):
    new = deals.NewDeal(title="Order 070", pipeline=pipeline, owner=sara)
    return closures.lose(deal=deals.create(new=new, by=sara), by=sara, lost_reason=LostReason.objects.first())


def test_sara_does_not_find_a_lost_deal_and_is_told_where_to_look(client, sara, lost):
    sara.language = "en"
    sara.save()
    client.force_login(sara)
    page = client.get("/deals/?q=070").content.decode()
    assert "Look among won, lost and resting deals too" in page
    wider = client.get("/deals/?q=070&outcome__in=open,won,lost,resting").content.decode()
    assert "Order 070" in wider and "Look among won" not in wider


def test_one_click_shows_the_lost_ones(client, sara, lost):
    client.force_login(sara)
    assert 'href="?outcome=lost"' in client.get("/deals/").content.decode()
    page = client.get("/deals/?outcome=lost").content.decode()
    assert "Order 070" in page and 'href="?view=all"' in page


def test_no_step_of_a_lost_deal_is_late(client, sara, pipeline):
    deal = deals.create(new=deals.NewDeal(title="Order 071", pipeline=pipeline, owner=sara), by=sara)
    yesterday = timezone.now() - timedelta(days=1)
    activities.plan(by=sara, deal=deal, kind="call", name="Call", due_at=yesterday)
    client.force_login(sara)
    pages = ("/deals/?outcome__in=open,lost&columns=title,next_step", f"/deals/{deal.pk}/")
    marks = ('data-tone="late"', "tag-late")
    assert all(mark in client.get(page).content.decode() for page, mark in zip(pages, marks, strict=True))
    fresh = Deal.objects.get(pk=deal.pk)
    closures.lose(deal=fresh, by=sara, lost_reason=LostReason.objects.first())
    assert all(mark not in client.get(page).content.decode() for page, mark in zip(pages, marks, strict=True))
