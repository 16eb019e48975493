"""Next steps: planned, done, changed and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals
from kariz.pipeline.actions.moves import CannotMove
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries import agenda
from kariz.web.errors import FieldErrors, NotAllowed, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(ali, deal):
    Activity.objects.filter(deal=deal).delete()
    due = timezone.now() + timedelta(days=1)
    return activities.plan(by=ali, deal=deal, kind="call", name="تماس با مدیر خرید", due_at=due)


def last(verb):
    return Event.objects.filter(verb=verb).latest("id")


def test_the_soonest_open_activity_is_the_deals_next_step(ali, deal, call):
    sooner = activities.plan(by=ali, deal=deal, kind="task", name="پیش‌نویس", due_at=timezone.now())
    assert Deal.objects.get(pk=deal.pk).next_step_id == sooner.pk
    activities.complete(activity=sooner, by=ali)
    assert Deal.objects.get(pk=deal.pk).next_step_id == call.pk
    activities.remove(activity=call, by=ali)
    assert Deal.objects.get(pk=deal.pk).next_step_at is None


def test_doing_it_twice_is_doing_it_once(ali, call):
    for _ in range(2):
        one = Activity.objects.get()
        activities.complete(activity=one, by=ali, result="positive", version=call.version)
    assert Event.objects.filter(verb="activity.done").count() == 1


def test_two_people_who_say_different_things_of_one_call_learn_of_each_other(ali, sara, call):
    seen = call.version
    activities.complete(activity=call, by=ali, result="positive", version=seen)
    with pytest.raises(Stale):
        activities.complete(activity=Activity.objects.get(), by=sara, result="negative", version=seen)
    assert Activity.objects.get().result == "positive"


def test_what_sara_writes_of_a_talk_that_ali_just_ended_is_kept_for_her_and_said_by_her_second_try(
    client, ali, sara, call
):
    address, told = f"/activities/{call.pk}/result/", {"HX-Request": "true"}
    said = {"result": "done", "notes": "قیمت را پذیرفت", "version": call.version}
    activities.complete(activity=call, by=ali)
    client.force_login(sara)
    answer = client.post(address, said, headers=told)
    assert answer.status_code == 409 and "قیمت را پذیرفت" in answer.content.decode()
    call.refresh_from_db()
    assert call.notes == ""
    for _twice in range(2):
        assert client.post(address, said | {"version": call.version}, headers=told).status_code == 204
    call.refresh_from_db()
    assert (call.notes, call.result) == ("قیمت را پذیرفت", "done")
    undo(event=last("activity.changed"), by=sara)
    call.refresh_from_db()
    assert (call.notes, call.done_at is not None) == ("", True)


def test_a_second_tab_does_not_overwrite_what_the_first_one_saved(ali, call):
    seen = call.version
    activities.change(activity=call, by=ali, version=seen, name="تماس دوم")
    with pytest.raises(Stale):
        activities.change(activity=Activity.objects.get(), by=ali, version=seen, name="تماس سوم")
    assert str(Activity.objects.get().title) == "تماس دوم"


def test_undo_brings_each_change_back_unless_something_newer_stands_on_it(ali, call):
    activities.change(activity=call, by=ali, name="تماس دوم")
    first = last("activity.changed")
    activities.change(activity=Activity.objects.get(), by=ali, name="تماس سوم")
    with pytest.raises(Stale):
        undo(event=first, by=ali)
    undo(event=last("activity.changed"), by=ali)
    assert str(Activity.objects.get().title) == "تماس دوم"


def test_done_taken_back_is_open_and_a_logged_touch_goes(ali, deal, call):
    activities.complete(activity=call, by=ali)
    undo(event=last("activity.done"), by=ali)
    assert Activity.objects.get(pk=call.pk).done_at is None
    touch = activities.log_done(by=ali, deal=deal, kind="message")
    undo(event=last("activity.done"), by=ali)
    assert Activity.objects.get(pk=touch.pk).deleted_at is not None


def test_reopened_by_hand_the_old_done_is_not_taken_back_again(ali, call):
    activities.complete(activity=call, by=ali)
    done = last("activity.done")
    activities.reopen(activity=Activity.objects.get(), by=ali)
    with pytest.raises(Stale):
        undo(event=done, by=ali)


def test_removed_comes_back_by_undo(ali, deal, call):
    activities.remove(activity=call, by=ali)
    undo(event=last("activity.removed"), by=ali)
    assert Deal.objects.get(pk=deal.pk).next_step_id == call.pk


@pytest.mark.parametrize(
    ("wrong", "field"), [({"name": " "}, "name"), ({"name": "آ" * 201}, "name"), ({"kind": "dance"}, "kind")]
)
def test_what_is_no_activity_is_refused_at_its_field(ali, deal, wrong, field):
    with pytest.raises(FieldErrors) as refused:
        activities.plan(by=ali, deal=deal, **{"kind": "call", "name": "تماس", **wrong})
    assert field in refused.value.errors


def test_nothing_is_planned_for_a_deal_in_the_bin(ali, deal):
    deals.delete(deal=deal, by=ali)
    with pytest.raises(CannotMove):
        activities.plan(by=ali, deal=deal, kind="call", name="تماس")


def test_reza_does_not_do_the_work_of_another_team(reza, call):
    with pytest.raises(NotAllowed):
        activities.complete(activity=call, by=reza)


def test_the_day_says_that_more_waits_than_it_shows(client, ali, deal, monkeypatch):
    monkeypatch.setattr(agenda, "SHOWN", 3)
    for number in range(5):
        due = timezone.now() + timedelta(days=3, hours=number)
        activities.plan(by=ali, deal=deal, kind="call", name=f"Call {number}", due_at=due)
    client.force_login(ali)
    ali.language = "en"
    ali.save()
    page = client.get("/activities/").content.decode()
    upcoming = agenda.agenda_of(ali, owner=ali.pk).upcoming
    assert (len(upcoming.rows), upcoming.more) == (3, True)
    assert "These are the first 3; more come after them." in page


def test_a_call_to_a_company_alone_is_not_led_by_a_dot(client, ali, deal):
    firm = companies.create(by=ali, name="Pars")
    person = contacts.create(by=ali, name="Reza", company=firm)
    due = timezone.now() + timedelta(days=3)
    activities.plan(by=ali, kind="call", name="Firm", due_at=due, company=firm)
    activities.plan(by=ali, kind="call", name="Both", due_at=due, company=firm, contact=person)
    client.force_login(ali)
    page = client.get("/activities/").content.decode()
    assert 'text-muted"><bdi>Pars</bdi></p>' in page
    assert 'text-muted"><bdi>Pars</bdi> · <bdi>Reza</bdi></p>' in page
