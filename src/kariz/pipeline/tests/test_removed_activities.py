"""A call that somebody removed lies in the bin with its notes and files, comes back, or is gone after thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.config import housekeeping
from kariz.events.models import Event
from kariz.pipeline.actions import activities, closures, deals
from kariz.pipeline.models import Activity, Deal, LostReason
from kariz.pipeline.queries.deal_story import story_of
from kariz.records.actions import comments
from kariz.records.models import Comment

pytestmark = pytest.mark.django_db
BIN = "/deals/bin/?kind=activities"


@pytest.fixture
def call(ali: User, deal: Deal) -> Activity:
    made = activities.log_done(by=ali, deal=deal, kind="call", name="تماس با مدیر خرید")
    comments.create(subject=("activity", made.pk), body="گارانتی دوساله", by=ali)
    return made


@pytest.fixture
def page(client: Client, ali: User) -> Client:
    client.force_login(ali)
    return client


def gone(call: Activity, by: User, days: int = 0) -> Activity:
    activities.remove(activity=Activity.objects.get(pk=call.pk), by=by)
    at = timezone.now() - timedelta(days=days)
    if days:
        Activity.objects.filter(pk=call.pk).update(deleted_at=at)
    return Activity.objects.get(pk=call.pk)


def test_ali_finds_what_he_removed_in_the_bin_and_brings_it_back_with_its_notes(
    page: Client, ali: User, deal: Deal, call: Activity
) -> None:
    gone(call, ali)
    body = page.get(BIN).content.decode()
    assert "تماس با مدیر خرید" in body and str(deal) in body and "Ali" in body
    answer = page.post(f"/activities/{call.pk}/restore/")
    assert answer["Location"] == call.get_absolute_url()
    assert "گارانتی دوساله" in page.get(f"/comments/activity/{call.pk}/").content.decode()
    assert "تماس با مدیر خرید" not in page.get(BIN).content.decode()


def test_a_call_that_was_removed_is_told_as_taken_back_and_not_undone_twice(
    ali: User, deal: Deal, call: Activity
) -> None:
    [told] = [line for line in story_of(deal.pk, ali) if line.event.verb == "activity.done"]
    assert not told.undone
    gone(call, ali)
    lines = {line.event.verb: line for line in story_of(deal.pk, ali)}
    assert lines["activity.done"].undone and not lines["activity.done"].can_undo
    assert lines["activity.removed"].can_undo and not lines["activity.removed"].undone


def test_the_bin_is_searched_by_what_it_was_about_and_whose_it_was(
    page: Client, ali: User, deal: Deal, call: Activity
) -> None:
    gone(call, ali)
    for q, there in (("مدیر خرید", True), (str(deal)[:4], True), ("چیزی دیگر", False)):
        rows = page.get("/deals/bin/", {"kind": "activities", "q": q}).context["rows"]
        assert bool(rows) == there


def test_what_went_with_its_deal_or_stage_is_not_listed(
    page: Client, ali: User, deal: Deal, call: Activity
) -> None:
    closures.lose(deal=deal, by=ali, lost_reason=LostReason.objects.filter(retired_at=None).first())
    assert Activity.objects.filter(deal=deal, deleted_at__isnull=False).exists()
    assert page.get(BIN).context["rows"] == []
    gone(call, ali)
    deals.delete(deal=Deal.objects.get(pk=deal.pk), by=ali)
    assert page.get(BIN).context["rows"] == []
    assert page.post(f"/activities/{call.pk}/restore/").status_code == 404


def test_what_others_removed_of_theirs_ali_neither_sees_nor_restores(
    page: Client, admin: User, deal: Deal
) -> None:
    hers = activities.log_done(by=admin, deal=deal, kind="call", name="تماس مدیر")
    gone(hers, admin)
    assert page.get(BIN).context["rows"] == []
    assert page.post(f"/activities/{hers.pk}/restore/").status_code == 404
    assert page.post(f"/api/v1/activities/{hers.pk}/restoration").status_code == 404


def test_a_program_removes_it_and_brings_it_back(page: Client, call: Activity) -> None:
    assert page.delete(f"/api/v1/activities/{call.pk}").status_code == 204
    back = page.post(f"/api/v1/activities/{call.pk}/restoration", content_type="application/json")
    assert (back.status_code, back.json()["id"]) == (201, call.pk)
    again = page.post(f"/api/v1/activities/{call.pk}/restoration", content_type="application/json")
    assert again.status_code == 404


def test_after_thirty_days_it_is_gone_with_its_notes_and_what_was_put_away_stays(
    ali: User, deal: Deal, call: Activity
) -> None:
    closures.lose(deal=deal, by=ali, lost_reason=LostReason.objects.filter(retired_at=None).first())
    Activity.objects.filter(deal=deal).exclude(deleted_at=None).update(
        deleted_at=timezone.now() - timedelta(days=40)
    )
    others = Activity.objects.exclude(pk=call.pk).count()
    gone(call, ali, days=29)
    assert housekeeping.empty_bin() == 0
    Activity.objects.filter(pk=call.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    assert housekeeping.empty_bin() == 1
    assert not Activity.objects.filter(pk=call.pk).exists() and not Comment.objects.exists()
    assert Activity.objects.count() == others
    assert Event.objects.get(verb="activity.purged").subject_id == call.pk
