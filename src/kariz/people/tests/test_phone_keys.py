"""The company says another country: its phones are read again in the background, and found by what they are now."""

import threading
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.jobs.leases import claim
from kariz.organisation.actions import organisation
from kariz.organisation.models import Organisation
from kariz.people.actions import companies, contacts, duplicate_search, phone_keys
from kariz.people.models import Company, ContactPoint, DuplicatePair, DuplicateSearch, PhoneRun
from kariz.people.queries.matching import match_phones
from kariz.records.actions import custom_fields
from kariz.records.models import SearchEntry

pytestmark = pytest.mark.django_db

YORK = "01632 960344"


def reached(*values: str) -> list[dict[str, str]]:
    return [{"kind": "phone", "value": value} for value in values]


def keys(contact) -> list[str]:
    return list(contact.points.order_by("pk").values_list("normal", flat=True))


def to_britain() -> None:
    organisation.change(by=SYSTEM, country="GB")


def second_time() -> None:
    PhoneRun.objects.update(due_at=timezone.now())
    phone_keys.work_all()


def test_phones_of_people_and_companies_are_read_as_the_new_country_dials_them(company, sara, monkeypatch):
    monkeypatch.setattr(phone_keys, "STEP", 2)
    people = contacts.create_many(
        by=sara, rows=[{"name": f"Helen {n}", "points": reached(f"01632 96034{n}")} for n in range(5)]
    )
    york = companies.create(by=sara, name="York Mills", phone=YORK)
    far = contacts.create(by=sara, name="Zahra", points=reached("+98 21 8877 6655"))
    to_britain()
    phone_keys.work_all()
    assert [keys(one) for one in people] == [[f"+44163296034{n}"] for n in range(5)]
    assert keys(far) == ["+982188776655"]
    york.refresh_from_db()
    assert (york.phone_normal, york.phone) == ("+441632960344", YORK)
    assert match_phones(["+44 1632 960344"], by=sara)["+44 1632 960344"] == [people[4].pk]
    assert "01632960344" in SearchEntry.objects.get(kind="company", object_id=york.pk).folded
    run = PhoneRun.objects.get(kind="contact")
    assert (run.done, run.total, run.late, run.state) == (6, 6, True, "waiting")
    second_time()
    assert set(PhoneRun.objects.values_list("state", flat=True)) == {"done"}


def test_what_was_written_with_the_old_country_meanwhile_is_read_the_second_time(company, sara):
    to_britain()
    phone_keys.work_all()
    late = contacts.create(by=sara, name="Helen", points=reached(YORK))
    ContactPoint.objects.update(normal="+981632960344")
    second_time()
    assert keys(late) == ["+441632960344"]


def test_a_number_given_with_and_without_its_country_stands_once_and_the_timeline_says_so(company, sara):
    helen = contacts.create(by=sara, name="Helen", points=reached(YORK, "+44 1632 960344"))
    assert len(keys(helen)) == 2
    to_britain()
    phone_keys.work_all()
    assert list(helen.points.values_list("value", "normal", "primary")) == [(YORK, "+441632960344", True)]
    event = Event.objects.get(verb="contact.changed", subject_id=helen.pk)
    assert [len(side) for side in event.changes["points"]] == [2, 1]


def test_of_two_numbers_one_may_take_the_key_that_the_other_gives_up(company, sara):
    helen = contacts.create(by=sara, name="Helen", points=reached("020 7946 0018", "01632 960344"))
    first, second = helen.points.order_by("pk")
    ContactPoint.objects.filter(pk=first.pk).update(normal="+440")
    ContactPoint.objects.filter(pk=second.pk).update(normal="+442079460018")
    to_britain()
    phone_keys.work_all()
    assert keys(helen) == ["+442079460018", "+441632960344"]


def test_what_is_no_number_in_the_new_country_keeps_its_key_and_the_person_can_still_be_changed(
    company, sara
):
    zahra = contacts.create(by=sara, name="Zahra", points=reached("02188776655"))
    organisation.change(by=SYSTEM, country="US")
    phone_keys.work_all()
    assert keys(zahra) == ["+982188776655"]
    points = [*reached("02188776655"), {"kind": "email", "value": "zahra@pars.example"}]
    contacts.change(contact=zahra, by=sara, points=points)
    assert keys(zahra) == ["+982188776655", "zahra@pars.example"]


def test_a_worker_that_died_is_gone_on_from_and_a_country_that_changes_again_begins_anew(
    company, sara, monkeypatch
):
    monkeypatch.setattr(phone_keys, "STEP", 1)
    people = [contacts.create(by=sara, name=f"Helen {n}", points=reached(YORK)) for n in range(3)]
    to_britain()
    run = claim(PhoneRun.objects.filter(kind="contact"), by="elsewhere-1-x")
    assert run
    PhoneRun.objects.filter(pk=run.pk).update(
        position=people[0].pk, done=1, lease_until=timezone.now() - timedelta(minutes=1)
    )
    phone_keys.work_all()
    assert [keys(one)[0][:3] for one in people] == ["+98", "+44", "+44"]
    organisation.change(by=SYSTEM, country="DE")
    stale = claim(PhoneRun.objects.filter(kind="contact"))
    to_britain()
    phone_keys.work(stale)
    assert PhoneRun.objects.get(kind="contact").position == 0
    phone_keys.work_all()
    assert [keys(one)[0][:3] for one in people] == ["+44"] * 3


def test_the_next_search_for_duplicates_finds_who_is_the_same_now(company, sara):
    first = contacts.create(by=sara, name="Helen Pryce", points=reached(YORK))
    second = contacts.create(by=sara, name="Helen Pryce-Jones", points=reached("+44 1632 960344"))
    night()
    before = list(DuplicatePair.objects.values_list("score", flat=True))
    to_britain()
    phone_keys.work_all()
    assert DuplicateSearch.objects.get(kind="contact").changed_since is None
    night()
    assert (before, DuplicatePair.objects.get().ids) == ([], (first.pk, second.pk))


def test_a_search_that_is_at_work_while_phones_are_read_begins_anew(company, sara):
    contacts.create(by=sara, name="Helen", points=reached(YORK))
    night()
    DuplicateSearch.objects.update(due_at=timezone.now())
    busy = duplicate_search.claim(DuplicateSearch.objects.filter(kind="contact"))
    to_britain()
    phone_keys.work_all()
    assert not duplicate_search.work(busy)
    again = DuplicateSearch.objects.get(kind="contact")
    assert (again.state, again.changed_since, again.busy) == ("waiting", None, True)


def test_a_phone_in_a_field_of_the_companys_own_is_searched_as_it_is_dialled_now(company, admin, sara):
    field = custom_fields.create(subject="company", label="Factory", type="phone", by=admin)
    mills = companies.create(by=sara, name="York Mills", custom={field.key: YORK})
    to_britain()
    phone_keys.work_all()
    assert "+441632960344" in SearchEntry.objects.get(kind="company", object_id=mills.pk).folded


def test_the_settings_say_how_far_it_is(company, admin, sara):
    companies.create(by=sara, name="York Mills", phone=YORK)
    browser = Client()
    browser.force_login(admin)
    assert "hx-get" not in browser.get("/settings/organisation/renewals/").content.decode()
    form = {name: getattr(Organisation.objects.get(), name) for name in organisation.FIELDS}
    answer = browser.post("/settings/organisation/", form | {"version": 1, "country": "GB"}, follow=True)
    assert "شماره‌های تلفن دوباره خوانده می‌شوند" in answer.content.decode()
    phone_keys.work_all()
    assert "شماره‌های" not in browser.get("/settings/organisation/renewals/").content.decode()


@pytest.mark.parametrize(("country", "runs"), [("IR", 0), ("GB", 2)])
def test_an_installation_from_before_outside_iran_reads_its_phones_again(company, sara, country, runs):
    companies.create(by=sara, name="York Mills", phone=YORK)
    Organisation.objects.update(country=country)
    import_module("kariz.people.migrations.0017_phones_read_again").forwards(apps, None)
    assert PhoneRun.objects.count() == runs
    phone_keys.work_all()
    assert Company.objects.get().phone_normal[:3] == ("+44" if runs else "+98")


def night() -> None:
    DuplicateSearch.objects.update(due_at=timezone.now())
    for kind in ("contact", "company"):
        DuplicateSearch.objects.get_or_create(kind=kind)
    duplicate_search.work_all()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_what_sara_changes_while_phones_are_read_is_not_lost(company, sara, monkeypatch):
    monkeypatch.setattr(phone_keys, "STEP", 3)
    people = contacts.create_many(
        by=sara, rows=[{"name": f"Helen {n}", "points": reached(f"01632 9603{n:02}")} for n in range(30)]
    )
    to_britain()

    def change_all() -> None:
        try:
            for n, one in enumerate(reversed(people)):
                contacts.change(contact=one, by=sara, points=reached(f"01632 9604{n:02}"))
        finally:
            connections.close_all()

    sara_at_work = threading.Thread(target=change_all)
    sara_at_work.start()
    phone_keys.work_all()
    sara_at_work.join()
    second_time()
    now = {one.pk: f"+4416329604{n:02}" for n, one in enumerate(reversed(people))}
    assert dict(ContactPoint.objects.values_list("contact_id", "normal")) == now
    assert set(PhoneRun.objects.values_list("state", "error")) == {("done", "")}
