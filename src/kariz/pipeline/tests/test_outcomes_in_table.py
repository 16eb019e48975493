"""The table of deals says that it shows the board's deals, and leads to the others."""

from __future__ import annotations

import pytest

from kariz.pipeline.actions import closures, deals
from kariz.pipeline.models import LostReason


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
