"""What another did is told as theirs; who brought it in is said beside, and did nothing else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.pipeline.actions import activity_batches
from kariz.pipeline.actions.activity_batches import NewActivity
from kariz.pipeline.models import Deal
from kariz.records.actions import comment_batches
from kariz.records.actions.comment_batches import NewNote


@pytest.fixture
def page(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def _call(deal: Deal, owner: User, by: User) -> None:
    call = NewActivity("call", "قیمت شیر", deal=deal, owner=owner, done_at=timezone.now(), result="done")
    activity_batches.bring_in(news=[call], by=by)


def _told(page: Client, deal: Deal, kind: str) -> str:
    """The words of the timeline."""
    body = page.get(f"/deals/{deal.pk}/timeline/?verb={kind}").content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", body).split())


def test_a_call_that_mina_brought_in_is_told_as_alis(
    page: Client, deal: Deal, ali: User, admin: User
) -> None:
    _call(deal, ali, admin)
    told = _told(page, deal, "activities")
    assert "تماس Ali: قیمت شیر" in told and "واردکننده: Mina" in told
    assert "Mina فعالیتی را انجام داد" not in told


def test_a_note_that_mina_brought_in_is_told_as_its_writers(
    page: Client, deal: Deal, ali: User, admin: User
) -> None:
    comment_batches.bring_in(notes=[NewNote(("deal", deal.pk), "بتن ریخته شد", author=ali)], by=admin)
    told = _told(page, deal, "comments")
    assert "یادداشت Ali: بتن ریخته شد" in told and "واردکننده: Mina" in told
    own = page.get(f"/events/deal/{deal.pk}/").content.decode()
    assert "واردکننده" in own


def test_her_own_call_is_told_as_hers_alone(page: Client, deal: Deal, admin: User) -> None:
    _call(deal, admin, admin)
    told = _told(page, deal, "activities")
    assert "Mina فعالیتی را انجام داد: قیمت شیر" in told and "واردکننده" not in told
