"""A call of yesterday, or of any past moment, is written down with the day and hour when it was."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.localisation import preferences
from kariz.pipeline.actions import activities, deals
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.deal_story import story_of
from kariz.web.errors import FieldErrors

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(client: Client, ali: User) -> Client:
    client.force_login(ali)
    return client


def at_ten(days_ago: int) -> datetime:
    now = preferences.now()
    return datetime.combine(now.date() - timedelta(days=days_ago), time(10), tzinfo=now.tzinfo)


def logged(page: Client, address: str, **given: object):
    return page.post(address, {"kind": "call", "result": "done", **given}, headers=HTMX)


def test_ali_logs_yesterdays_call_on_a_deal_and_it_stands_there_with_its_hour(
    page: Client, deal: Deal
) -> None:
    address = f"/deals/{deal.pk}/activities/log/"
    assert 'name="done_at"' in page.get(address, headers=HTMX).content.decode()
    logged(page, address, name="حرف از قیمت", done_at="دیروز ساعت ۱۰")
    call = Activity.objects.latest("pk")
    assert (str(call.title), call.done_at) == ("حرف از قیمت", at_ten(1))
    deal.refresh_from_db()
    assert deal.last_touch_at == at_ten(1)


def test_an_empty_field_means_now_and_so_does_today_alone(page: Client, deal: Deal) -> None:
    for given in ({}, {"done_at": ""}, {"done_at": "امروز"}):
        before = timezone.now()
        logged(page, f"/deals/{deal.pk}/activities/log/", **given)
        made = Activity.objects.latest("pk").done_at
        assert made is not None and before <= made <= timezone.now()


def test_ali_corrects_the_day_of_a_call_to_today_and_an_empty_field_leaves_it(
    page: Client, ali: User, deal: Deal
) -> None:
    call = activities.log_done(by=ali, deal=deal, kind="call", name="تماس", done_at=at_ten(3))
    given = {"kind": "call", "name": "تماس", "deal": deal.pk, "owner": ali.pk}
    edit = f"/activities/{call.pk}/edit/"
    page.post(edit, given | {"done_at": "", "version": call.version}, headers=HTMX)
    call.refresh_from_db()
    assert call.done_at == at_ten(3)
    page.post(edit, given | {"done_at": "امروز", "version": call.version}, headers=HTMX)
    call.refresh_from_db()
    assert call.done_at is not None and timezone.now() - call.done_at < timedelta(minutes=1)
    said = call.done_at
    page.post(edit, given | {"done_at": "امروز", "version": call.version}, headers=HTMX)
    call.refresh_from_db()
    assert call.done_at == said


def test_a_day_without_an_hour_is_shown_as_a_day(page: Client, deal: Deal) -> None:
    logged(page, f"/deals/{deal.pk}/activities/log/", name="بازدید انبار", done_at="دیروز")
    assert Activity.objects.latest("pk").done_at == at_ten(1).replace(hour=0)
    body = page.get(f"/deals/{deal.pk}/").content.decode()
    assert "بازدید انبار" in body and "00:00" not in body and "۰۰:۰۰" not in body


@pytest.mark.parametrize("address", ["/activities/new/", "/deals/{deal}/activities/log/"])
def test_what_is_still_to_come_is_refused_at_the_field_and_nothing_is_written(
    page: Client, deal: Deal, address: str
) -> None:
    before = (Activity.objects.count(), Event.objects.count())
    answer = logged(page, address.format(deal=deal.pk), deal=deal.pk, done_at="فردا ساعت ۱۰")
    assert answer.status_code == 422 and "به‌جای ثبت، برنامه‌ریزی کنید" in answer.content.decode()
    assert (Activity.objects.count(), Event.objects.count()) == before


def test_a_year_with_a_digit_too_few_is_refused_by_program_too(page: Client, deal: Deal) -> None:
    given = {"kind": "call", "deal": deal.pk, "done": True, "done_at": "0500-01-01T00:00:00Z"}
    for at in ("0500-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00", "1900-01-01T00:00:00Z"):
        told = json.dumps(given | {"done_at": at})
        answer = page.post("/api/v1/activities", told, content_type="application/json")
        assert answer.status_code == 422 and "۵۰ سال" in answer.content.decode()


def test_from_anywhere_a_past_call_is_logged_too(page: Client, deal: Deal) -> None:
    logged(page, "/activities/new/", deal=deal.pk, done_at="۳ روز پیش")
    assert Activity.objects.latest("pk").done_at == at_ten(3).replace(hour=0)


def test_a_planned_call_is_marked_as_done_yesterday(page: Client, ali: User, deal: Deal) -> None:
    call = activities.plan(by=ali, deal=deal, kind="call", name="پیگیری", due_at=timezone.now())
    address = f"/deals/{deal.pk}/activities/{call.pk}/done/"
    assert logged(page, address, version=call.version, done_at="tomorrow at 9").status_code == 422
    logged(page, address, version=call.version, done_at="yesterday at 10")
    call.refresh_from_db()
    assert call.done_at == at_ten(1)


def test_the_timeline_tells_it_where_it_happened_and_when_it_was_written(ali: User, deal: Deal) -> None:
    activities.log_done(by=ali, deal=deal, kind="call", name="اول", done_at=at_ten(2))
    activities.log_done(by=ali, deal=deal, kind="call", name="سوم")
    activities.log_done(by=ali, deal=deal, kind="call", name="دوم", done_at=at_ten(1))
    told = [line for line in story_of(deal.pk, ali, only="activities") if line.event.verb == "activity.done"]
    assert [line.about for line in told] == ["سوم", "دوم", "اول"]
    assert [bool(line.note) for line in told] == [False, True, True]
    older = story_of(deal.pk, ali, told[1].event.pk, only="activities")
    assert [line.about for line in older] == ["اول"]


def test_taking_back_and_taking_that_back_keep_the_moment(ali: User, deal: Deal) -> None:
    call = activities.plan(by=ali, deal=deal, kind="call", name="پیگیری", due_at=timezone.now())
    call = activities.complete(activity=call, by=ali, done_at=at_ten(1))
    activities.reopen(activity=call, by=ali)
    undo(event=Event.objects.filter(verb="activity.reopened").latest("id"), by=ali)
    call.refresh_from_db()
    assert call.done_at == at_ten(1)
    logged_one = activities.log_done(by=ali, deal=deal, kind="call", done_at=at_ten(1))
    undo(event=Event.objects.filter(verb="activity.done").latest("id"), by=ali)
    assert Activity.objects.get(pk=logged_one.pk).deleted_at is not None


def test_ali_corrects_when_a_call_was_and_takes_it_back(page: Client, ali: User, deal: Deal) -> None:
    call = activities.log_done(by=ali, deal=deal, kind="call", name="پیگیری")
    was = call.done_at
    given = {"kind": "call", "name": "پیگیری", "deal": deal.pk, "owner": ali.pk, "version": call.version}
    answer = page.post(f"/activities/{call.pk}/edit/", given | {"done_at": "دیروز ۱۰:۰۰"}, headers=HTMX)
    assert answer.status_code == 204
    call.refresh_from_db()
    assert call.done_at == at_ten(1)
    undo(event=Event.objects.filter(verb="activity.changed").latest("id"), by=ali)
    call.refresh_from_db()
    assert call.done_at == was
    with pytest.raises(FieldErrors):
        activities.change(activity=call, by=ali, done_at=None)
    waiting = activities.plan(by=ali, kind="task", name="کاری")
    with pytest.raises(FieldErrors):
        activities.change(activity=waiting, by=ali, done_at=at_ten(1))


def test_saving_other_words_does_not_move_the_moment(page: Client, ali: User, deal: Deal) -> None:
    call = activities.log_done(by=ali, deal=deal, kind="call", name="پیگیری")
    window = page.get(f"/activities/{call.pk}/edit/", headers=HTMX).content.decode()
    shown = window.split('name="done_at" value="')[1].split('"')[0]
    given = {"kind": "call", "name": "تازه", "deal": deal.pk, "owner": ali.pk, "version": call.version}
    page.post(f"/activities/{call.pk}/edit/", given | {"done_at": shown}, headers=HTMX)
    fresh = Activity.objects.get(pk=call.pk)
    assert (str(fresh.title), fresh.done_at) == ("تازه", call.done_at)


def test_a_program_logs_the_past_and_is_told_of_the_future(page: Client, deal: Deal) -> None:
    past, future = at_ten(1).isoformat(), (timezone.now() + timedelta(hours=2)).isoformat()

    def sent(address: str = "/api/v1/activities", **body: object):
        return page.post(address, {"kind": "call", "deal": deal.pk} | body, content_type="application/json")

    made = sent(done=True, done_at=past)
    assert made.status_code == 201
    assert datetime.fromisoformat(made.json()["done_at"]) == at_ten(1)
    for refused in (sent(done=True, done_at=future), sent(name="x", done_at=past)):
        assert refused.status_code == 422 and "done_at" in str(refused.json())
    step = sent(name="کاری").json()["id"]
    address = f"/api/v1/activities/{step}/completion"
    assert page.post(address, {"done_at": future}, content_type="application/json").status_code == 422
    over = page.post(address, {"done_at": past}, content_type="application/json").json()
    assert datetime.fromisoformat(over["done_at"]) == at_ten(1)
    moved = page.patch(
        f"/api/v1/activities/{step}", {"done_at": at_ten(2).isoformat()}, content_type="application/json"
    )
    assert datetime.fromisoformat(moved.json()["done_at"]) == at_ten(2)


def test_a_call_before_the_deal_was_there_does_not_move_its_stage_history(ali: User, deal: Deal) -> None:
    seen = deals.Deal.objects.get(pk=deal.pk).entered_stage_at
    activities.log_done(by=ali, deal=deal, kind="call", done_at=at_ten(400))
    assert Deal.objects.get(pk=deal.pk).entered_stage_at == seen
