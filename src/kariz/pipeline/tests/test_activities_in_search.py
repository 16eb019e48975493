"""What somebody planned, did and wrote down is found by its own words, by whom it is open to."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts, erasing, merging
from kariz.pipeline.actions import activities, activity_batches, activity_owners, deals
from kariz.pipeline.actions.activity_batches import NewActivity
from kariz.pipeline.models import Activity, Deal, Pipeline
from kariz.records.actions import comments
from kariz.records.models import SearchSpelling, WorkEntry
from kariz.records.search import finder, showing

pytestmark = pytest.mark.django_db


def found(user: User, q: str) -> list[str]:
    """The subjects of the activities that the user is shown."""
    return [row.title for row in showing.rows_of(finder.find(user, q, 20, ["activity"]), user)]


@pytest.fixture
def call(ali: User, deal: Deal) -> Activity:
    return activities.log_done(
        by=ali, deal=deal, kind="call", name="قیمت شیر پروانه‌ای", notes="گفت تخفیف نمی‌خواهد، گارانتی می‌خواهد."
    )


@pytest.mark.parametrize(
    "q", ["قیمت", "قيمت شير", "گارانتی", "قمیت", "gheymat", "pump تماس", "call پروانه‌ای"]
)
def test_ali_finds_his_call_by_subject_words_deal_and_kind_and_with_a_slip(
    call: Activity, ali: User, q: str
) -> None:
    assert found(ali, q) == ["قیمت شیر پروانه‌ای"]


def test_the_kind_alone_finds_no_call_as_it_would_find_every_one(call: Activity, ali: User) -> None:
    assert found(ali, "call") == found(ali, "تماس") == []
    activities.change(activity=call, by=ali, name="تماس دوم")
    assert found(ali, "تماس") == ["تماس دوم"]


def test_a_call_without_a_deal_is_found_by_its_company_and_its_person(ali: User) -> None:
    firm = companies.create(by=ali, name="پترو آذر")
    person = contacts.create(by=ali, name="مریم صدر", company=firm)
    activities.plan(by=ali, contact=person, company=firm, kind="meeting", name="بازدید انبار")
    assert found(ali, "بازدید آذر") == found(ali, "صدر انبار") == ["بازدید انبار"]


def test_reza_of_another_team_finds_nothing_of_alis_call_and_the_manager_does(
    call: Activity, ali: User, reza: User, sara: User
) -> None:
    assert found(reza, "قیمت") == []
    assert found(sara, "قیمت") == ["قیمت شیر پروانه‌ای"]


def test_what_ali_gives_to_reza_is_found_by_reza_from_then_on_and_not_by_ali(
    call: Activity, ali: User, reza: User, admin: User
) -> None:
    activity_owners.give(activities=[call], to=reza, by=admin)
    assert found(reza, "قیمت") == ["قیمت شیر پروانه‌ای"]
    assert found(ali, "قیمت") == []


def test_it_is_found_by_what_it_is_called_now_and_not_while_it_is_in_the_bin(
    call: Activity, ali: User
) -> None:
    call = activities.change(activity=call, by=ali, name="نمونه فرستادم", notes="")
    assert found(ali, "گارانتی") == [] and found(ali, "نمونه") == ["نمونه فرستادم"]
    activities.remove(activity=call, by=ali)
    assert found(ali, "نمونه") == [] and not WorkEntry.objects.exists()
    activities.restore(activity=Activity.objects.get(pk=call.pk), by=ali)
    assert found(ali, "نمونه") == ["نمونه فرستادم"]


def test_a_result_that_says_something_is_found_until_the_call_is_open_again(ali: User, deal: Deal) -> None:
    step = activities.plan(by=ali, deal=deal, kind="call", name="پیگیری پیشنهاد")
    assert found(ali, "بی‌پاسخ") == found(ali, "no answer") == []
    step = activities.complete(activity=step, by=ali, result="no_answer")
    assert found(ali, "no answer") == ["پیگیری پیشنهاد"]
    activities.reopen(activity=step, by=ali)
    assert found(ali, "no answer") == []


def test_what_a_stage_planned_by_itself_is_found_only_when_somebody_did_it_or_wrote_on_it(
    ali: User, deal: Deal
) -> None:
    step = deal.activities.get(template="research")
    assert found(ali, "research") == found(ali, "Pump") == []
    note = comments.create(subject=("activity", step.pk), body="دفترشان به ری رفته است", by=ali)
    assert found(ali, "دفترشان") == [step.title]
    comments.delete(comment=note, by=ali)
    assert found(ali, "دفترشان") == []
    activities.complete(activity=step, by=ali)
    assert found(ali, "research") == [step.title]


def test_a_company_stands_before_its_deals_and_these_before_the_calls_with_it(
    ali: User, pipeline: Pipeline
) -> None:
    firm = companies.create(by=ali, name="کلسو")
    deal = deals.create(new=deals.NewDeal("پمپ کلسو", pipeline, owner=ali, company=firm), by=ali)
    for number in range(120):
        activities.log_done(by=ali, deal=deal, kind="call", name=f"تماس با کلسو {number}")
    kinds = [one.kind for one in finder.find(ali, "کلسو", 12)]
    assert kinds[:2] == ["company", "deal"] and set(kinds[2:]) == {"activity"}
    [first, *_others] = finder.find(ali, "تماس با کلسو 7", 12)
    assert (first.kind, first.title) == ("activity", "تماس با کلسو 7")


def test_what_a_file_brings_is_found_and_what_it_takes_back_is_not(ali: User, deal: Deal) -> None:
    made = activity_batches.bring_in(
        news=[
            NewActivity("call", "سفارش نمونه", deal=deal, owner=ali, done_at=timezone.now(), result="done"),
            NewActivity("task", "ارسال کاتالوگ", deal=deal, owner=ali),
        ],
        by=ali,
    )
    assert found(ali, "سفارش pump") == ["سفارش نمونه"] and found(ali, "کاتالوگ") == ["ارسال کاتالوگ"]
    activity_batches.remove_many(activities=made, by=ali)
    assert found(ali, "سفارش") == found(ali, "کاتالوگ") == []


def test_a_merge_of_two_companies_brings_their_calls_together_and_its_undo_parts_them(ali: User) -> None:
    one, two = (companies.create(by=ali, name=name) for name in ("نیکان", "نیک آن"))
    activities.log_done(by=ali, company=two, kind="call", name="قرار ملاقات")
    merging.merge(survivor=one, others=[two], by=ali)
    assert found(ali, "قرار نیکان") == ["قرار ملاقات"]
    undo(event=Event.objects.get(verb="company.merged"), by=ali)
    [entry] = finder.find(ali, "قرار", 5, ["activity"])
    assert entry.subtitle == "نیک آن"


def test_notes_that_are_erased_with_a_person_are_not_found(ali: User, admin: User) -> None:
    person = contacts.create(by=ali, name="کامران رستگار")
    activities.log_done(
        by=ali, contact=person, kind="call", name="گفت‌وگو با کامران رستگار", notes="کامران رستگار بیمار است"
    )
    assert found(ali, "رستگار") != []
    erasing.erase(contact=person, by=admin, confirm=person.name)
    assert found(ali, "رستگار") == [] and not WorkEntry.objects.filter(folded__contains="رستگار").exists()


def test_the_row_tells_the_day_in_the_readers_calendar_whose_it_is_and_the_deal(
    call: Activity, client, ali: User
) -> None:
    activities.change(activity=call, by=ali, done_at=datetime(2026, 3, 21, 8, tzinfo=UTC))
    client.force_login(ali)
    page = client.get("/search/", {"q": "گارانتی"}, headers={"HX-Request": "true"}).content.decode()
    assert f'href="/activities/{call.pk}/"' in page and "تماس" in page
    assert "۱ فروردین ۱۴۰۵" in page and "Ali" in page and "Pump station" in page
    assert client.get(f"/activities/{call.pk}/").status_code == 200


def test_what_ali_opened_lately_stands_among_the_records_before_he_types(
    call: Activity, client, ali: User
) -> None:
    client.force_login(ali)
    assert client.post("/search/opened/", {"on": f"activity/{call.pk}"}).status_code == 204
    assert "قیمت شیر" in client.get("/search/", headers={"HX-Request": "true"}).content.decode()
    activities.remove(activity=call, by=ali)
    assert "قیمت شیر" not in client.get("/search/", headers={"HX-Request": "true"}).content.decode()


def test_activities_of_an_older_installation_are_found_after_its_upgrade(
    call: Activity, ali: User, deal: Deal
) -> None:
    comments.create(subject=("activity", call.pk), body="شمارهٔ سریال ۴۴۷۱", by=ali)
    removed = activities.log_done(by=ali, deal=deal, kind="call", name="اشتباه")
    activities.remove(activity=removed, by=ali)
    before = {one.object_id: one for one in WorkEntry.objects.all()}
    assert list(before) == [call.pk]
    WorkEntry.objects.all().delete()
    SearchSpelling.objects.all().delete()
    import_module("kariz.pipeline.migrations.0018_activities_in_search").find_activities(apps, None)
    said = ("title", "title_folded", "subtitle", "folded", "url", "owner_id")
    after = {one.object_id: one for one in WorkEntry.objects.all()}
    assert {pk: [getattr(one, name) for name in said] for pk, one in after.items()} == {
        pk: [getattr(one, name) for name in said] for pk, one in before.items()
    }
    assert found(ali, "پروانهای") == found(ali, "4471") == ["قیمت شیر پروانه‌ای"]
