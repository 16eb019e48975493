"""What is due on a day, without a time, is due all that day and late from the next: on every page alike."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.pipeline.actions import activities, activity_batches
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries import agenda
from kariz.pipeline.rules.due import end_of_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def midnight(deal: Deal) -> datetime:
    """The first moment of today in the company's zone, as a file or a program gives a day."""
    Activity.objects.filter(deal=deal).delete()
    return preferences.now().replace(hour=0, minute=0, second=0, microsecond=0)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def plan_by_hand(deal: Deal, owner: User, at: datetime) -> Activity:
    return activities.plan(by=owner, deal=deal, kind="call", name="زنگ", due_at=at)


def plan_by_file(deal: Deal, owner: User, at: datetime) -> Activity:
    new = activity_batches.NewActivity("call", "زنگ", deal=deal, owner=owner, due_at=at)
    return activity_batches.bring_in(news=[new], by=owner)[0]


def plan_by_program(deal: Deal, owner: User, at: datetime) -> Activity:
    body = {"kind": "call", "name": "زنگ", "deal": deal.pk, "due_at": at.isoformat(), "all_day": True}
    answer = signed_in(owner).post("/api/v1/activities", body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return Activity.objects.get(pk=answer.json()["id"])


LATE = re.compile(r'tag-late|text-late|data-(?:state|step)="late"|<bdi data-tone="late"')
"""How a page colours what is late."""


def addresses(deal: Deal) -> list[str]:
    """The deal, the table, the board, the month and the day."""
    return [f"/deals/{deal.pk}/", "/deals/", f"/board/{deal.pipeline_id}/", "/calendar/", "/activities/"]


WAYS = pytest.mark.parametrize("plan", [plan_by_hand, plan_by_file, plan_by_program])


@WAYS
def test_what_ali_has_for_today_is_late_nowhere(ali: User, deal: Deal, midnight: datetime, plan) -> None:
    step = plan(deal, ali, midnight)
    deal.refresh_from_db()
    assert step.due_at == end_of_day(midnight.date()) == deal.next_step_at
    mine = agenda.agenda_of(ali, owner=ali.pk)
    assert ([*mine.late.rows], [one.pk for one in mine.today.rows]) == ([], [step.pk])
    client = signed_in(ali)
    for address in addresses(deal):
        assert not LATE.search(client.get(address, follow=True).content.decode()), address
    assert deal.title not in client.get("/deals/?quick=late").content.decode()
    assert deal.title in client.get("/deals/?quick=today").content.decode()


@WAYS
def test_the_day_after_it_is_late(ali: User, deal: Deal, midnight: datetime, plan) -> None:
    step = plan(deal, ali, midnight - timedelta(hours=1))
    mine = agenda.agenda_of(ali, owner=ali.pk)
    assert [one.pk for one in mine.late.rows] == [step.pk]
    client = signed_in(ali)
    for address in addresses(deal):
        assert LATE.search(client.get(address, follow=True).content.decode()), address
    assert deal.title in client.get("/deals/?quick=late").content.decode()


def test_an_hour_that_ali_gave_is_kept(ali: User, deal: Deal, midnight: datetime) -> None:
    call = activities.plan(by=ali, deal=deal, kind="call", name="زنگ", due_at=midnight, all_day=False)
    assert call.due_at == midnight
    activities.change(activity=call, by=ali, all_day=True)
    call.refresh_from_db()
    assert call.due_at == end_of_day(midnight.date())


def test_what_earlier_versions_planned_for_midnight_moves_to_the_end_of_its_day(
    ali: User, deal: Deal, midnight: datetime
) -> None:
    call = plan_by_hand(deal, ali, midnight)
    Activity.objects.filter(pk=call.pk).update(due_at=midnight)
    Deal.objects.filter(pk=deal.pk).update(next_step_at=midnight)
    import_module("kariz.pipeline.migrations.0013_whole_days").to_the_end_of_their_day(apps, None)
    call.refresh_from_db()
    deal.refresh_from_db()
    assert (
        call.due_at
        == deal.next_step_at
        == datetime.combine(midnight.date(), time(23, 59, 59), tzinfo=midnight.tzinfo)
    )
