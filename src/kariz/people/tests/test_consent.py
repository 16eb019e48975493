"""Whether a person agreed, where they said so and when: kept, shown, asked for, undone."""

from datetime import date

import pytest

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.localisation import preferences
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.rules import compile as rules
from kariz.web.errors import FieldErrors


def test_consent_that_is_given_today_counts_from_today(sara):
    contact = contacts.create(by=sara, name="علی", consent="given", consent_source="فرم سایت")
    assert (contact.consent, contact.consent_source) == ("given", "فرم سایت")
    assert contact.consent_on == preferences.today()


def test_nobody_is_taken_to_have_agreed(sara):
    contact = contacts.create(by=sara, name="علی")
    assert (contact.consent, contact.consent_on) == ("unknown", None)


def test_consent_of_an_old_form_keeps_its_own_day_as_typed(sara):
    contact = contacts.create(by=sara, name="علی", consent="given", consent_on="۱۴۰۳/۱/۵")
    assert Contact.objects.get(pk=contact.pk).consent_on == date(2024, 3, 24)


def test_a_day_that_is_none_is_refused_at_its_field(sara):
    with pytest.raises(FieldErrors) as refused:
        contacts.create(by=sara, name="علی", consent="given", consent_on="1404/12/30")
    assert list(refused.value.errors) == ["consent_on"]


def test_a_withdrawal_is_taken_back_with_its_day(sara):
    contact = contacts.create(by=sara, name="علی", consent="given", consent_on=date(2024, 3, 24))
    contacts.change(contact=contact, by=sara, consent="withdrawn")
    event = Event.objects.get(verb="contact.changed")
    assert event.changes["consent_on"] == ["2024-03-24", preferences.today().isoformat()]
    undo(event=event, by=sara)
    fresh = Contact.objects.get()
    assert (fresh.consent, fresh.consent_on) == ("given", date(2024, 3, 24))


def test_sara_lists_those_who_agreed_lately(sara):
    contacts.create(by=sara, name="علی", consent="given")
    contacts.create(by=sara, name="رضا", consent="given", consent_on=date(2020, 1, 1))
    contacts.create(by=sara, name="مینا", consent="refused")
    rule = {
        "all": [
            {"field": "consent", "op": "=", "value": "given"},
            {"field": "consent_on", "op": "within_last", "value": 30},
        ]
    }
    found = rules.apply(Contact.objects.all(), rule, subject="contact", user=sara)
    assert [one.name for one in found] == ["علی"]


def test_the_form_dates_a_new_consent_although_it_shows_the_old_day(client, sara):
    client.force_login(sara)
    contact = contacts.create(by=sara, name="علی", consent="given", consent_on=date(2024, 3, 24))
    page = client.get(f"/contacts/{contact.pk}/edit/").content.decode()
    shown = "۱۴۰۳/۰۱/۰۵"
    assert shown in page
    sent = {
        "name": "علی",
        "role": "unknown",
        "consent": "withdrawn",
        "consent_on": shown,
        "version": "1",
    }
    client.post(f"/contacts/{contact.pk}/edit/", sent)
    fresh = Contact.objects.get()
    assert (fresh.consent, fresh.consent_on) == ("withdrawn", preferences.today())


def test_the_page_shows_the_day_as_the_reader_writes_days(client, sara):
    client.force_login(sara)
    contact = contacts.create(by=sara, name="علی", consent="given", consent_on=date(2024, 3, 24))
    assert "۵ فروردین ۱۴۰۳" in client.get(f"/contacts/{contact.pk}/").content.decode()


def test_programs_read_and_write_consent(client, sara):
    client.force_login(sara)
    sent = {"name": "علی", "consent": "given", "consent_source": "API", "consent_on": "2026-01-02"}
    made = client.post("/api/v1/contacts", sent, content_type="application/json")
    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in sent} == sent
    wrong = client.post(
        "/api/v1/contacts", {"name": "x", "consent": "maybe"}, content_type="application/json"
    )
    assert wrong.status_code == 422 and "consent" in wrong.json()["errors"]
