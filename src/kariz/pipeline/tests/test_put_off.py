"""Putting off what is to be done, and seeing for whom too much waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.access.models import User
from kariz.events.models import Event
from kariz.localisation import preferences
from kariz.localisation.workdays import is_working_day
from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions import activities
from kariz.pipeline.actions.stage_work import coming_working_days
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.rules.due import end_of_day

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def late_calls(owner: User, deal: Deal, count: int) -> list[Activity]:
    Activity.objects.filter(deal=deal).delete()
    long_ago = timezone.now() - timedelta(days=40)
    return [
        activities.plan(
            by=owner, owner=owner, deal=deal, kind="call", name=f"پیگیری {at}", due_at=long_ago, all_day=True
        )
        for at in range(count)
    ]


def test_ali_puts_a_late_call_off_to_tomorrow_and_takes_it_back(ali: User, deal: Deal) -> None:
    [call] = late_calls(ali, deal, 1)
    day = coming_working_days(1)[0]
    client = signed_in(ali)
    answer = client.post(f"/activities/{call.pk}/put-off/", {"to": day.isoformat()}, headers=HTMX)
    assert answer.status_code == 200 and answer["HX-Retarget"] == "#agenda"
    call.refresh_from_db()
    deal.refresh_from_db()
    assert call.due_at == end_of_day(day) == deal.next_step_at
    event = Event.objects.filter(verb="activity.changed").latest("id")
    client.post(f"/events/{event.pk}/undo/")
    call.refresh_from_db()
    assert call.due_at < timezone.now() - timedelta(days=39)


def test_a_meeting_keeps_its_time_of_day(ali: User, deal: Deal) -> None:
    at_ten = (preferences.now() - timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    call = activities.plan(by=ali, deal=deal, kind="meeting", name="جلسه", due_at=at_ten, all_day=False)
    day = preferences.today() + timedelta(days=7)
    signed_in(ali).post(f"/activities/{call.pk}/put-off/", {"to": day.isoformat()})
    call.refresh_from_db()
    local = call.due_at.astimezone(at_ten.tzinfo)
    assert (local.date(), local.hour) == (day, 10)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": "day", "day": ""}, "Choose a day."),
        ({"to": "day", "day": "2020-01-01"}, "This day is over"),
        ({"to": "2020-01-01"}, "This day is over"),
        ({"to": "day", "day": "some day"}, "field-error"),
        ({"to": "spread"}, "Choose a day."),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field(ali: User, deal: Deal, given: dict, words: str) -> None:
    [call] = late_calls(ali, deal, 1)
    ali.language = "en"
    ali.save()
    answer = signed_in(ali).post(f"/activities/{call.pk}/put-off/", given, headers=HTMX)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Activity.objects.get(pk=call.pk).version == call.version


def test_ali_spreads_a_heap_over_five_working_days_and_takes_it_back_at_once(ali: User, deal: Deal) -> None:
    calls = late_calls(ali, deal, 12)
    client = signed_in(ali)
    answer = client.post("/activities/late/put-off/", {"to": "spread"}, headers=HTMX)
    assert answer.status_code == 200
    days = [row.due_at.astimezone(preferences.now().tzinfo).date() for row in Activity.objects.order_by("pk")]
    assert days == sorted(days) and len(set(days)) == 5 and max(days.count(day) for day in days) == 3
    week = organisation().working_days
    assert all(is_working_day(day, week) for day in days)
    assert Event.objects.filter(verb="activity.changed").count() == 12
    batch = Event.objects.latest("id").batch.removeprefix("bulk-")
    client.post(f"/events/batches/{batch}/undo/", headers=HTMX)
    assert set(Activity.objects.values_list("due_at", flat=True)) == {calls[0].due_at}


def test_old_follow_ups_are_put_away_undone_and_can_be_brought_back(ali: User, deal: Deal) -> None:
    late_calls(ali, deal, 3)
    client = signed_in(ali)
    client.post("/activities/late/put-off/", {"to": "away"}, headers=HTMX)
    assert not Activity.objects.filter(deleted_at=None).exists()
    deal.refresh_from_db()
    assert deal.next_step_at is None
    batch = Event.objects.latest("id").batch.removeprefix("bulk-")
    client.post(f"/events/batches/{batch}/undo/", headers=HTMX)
    assert Activity.objects.filter(deleted_at=None).count() == 3


def test_a_heap_is_put_off_in_as_many_questions_as_a_few(ali: User, deal: Deal) -> None:
    client = signed_in(ali)
    counts = []
    for number in (5, 40):
        late_calls(ali, deal, number)
        with CaptureQueriesContext(connection) as asked:
            client.post("/activities/late/put-off/", {"to": "spread"}, headers=HTMX)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_viewer_cannot_put_off(viewer: User, ali: User, deal: Deal) -> None:
    [call] = late_calls(ali, deal, 1)
    client = signed_in(viewer)
    day = coming_working_days(1)[0].isoformat()
    assert client.post(f"/activities/{call.pk}/put-off/", {"to": day}).status_code == 403
    assert client.post("/activities/late/put-off/", {"to": day}).status_code == 403
    assert Activity.objects.get(pk=call.pk).due_at == call.due_at


def test_the_manager_sees_for_whom_work_waits_although_nothing_waits_for_herself(
    sara: User, ali: User, deal: Deal
) -> None:
    late_calls(ali, deal, 3)
    page = signed_in(sara).get("/activities/?part=others", headers=HTMX)
    assert [(one.name, one.late, one.today) for one in page.context["colleagues"]] == [(ali.name, 3, 0)]
    assert f'href="?owner={ali.pk}"' in page.content.decode()


def test_a_meeting_whose_hour_is_over_is_put_off_to_the_end_of_today(ali: User, deal: Deal) -> None:
    long_ago = preferences.now() - timedelta(days=2)
    midnight = long_ago.replace(hour=0, minute=0, second=0, microsecond=0)
    call = activities.plan(by=ali, deal=deal, kind="meeting", name="جلسه", due_at=midnight, all_day=False)
    client = signed_in(ali)
    client.post(f"/activities/{call.pk}/put-off/", {"to": preferences.today().isoformat()}, headers=HTMX)
    call.refresh_from_db()
    assert (call.due_at, call.all_day) == (end_of_day(preferences.today()), True)
    client.post(f"/events/{Event.objects.filter(verb='activity.changed').latest('id').pk}/undo/")
    call.refresh_from_db()
    assert (call.due_at, call.all_day) == (midnight, False)
