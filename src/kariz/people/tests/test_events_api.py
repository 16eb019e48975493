"""What happened to a contact or a company, and taking it back, by programs."""

import pytest
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts, duplicate_search, duplicates
from kariz.people.actions.merging import merge
from kariz.people.models import Company, Contact, DuplicatePair, DuplicateSearch
from kariz.people.queries.personal import events

from .test_fit_api import program_of

pytestmark = pytest.mark.django_db
MOBILE = [{"kind": "mobile", "value": "0912 123 4567"}]


@pytest.fixture
def program(sara):
    return program_of(sara)


def told(program, path):
    status, page = program("GET", path)
    assert status == 200, page
    return page["items"]


def test_saras_program_reads_what_happened_to_a_company_and_takes_it_back(program, sara):
    toos = companies.create(by=sara, name="Toos", city="Tehran")
    companies.change(company=toos, by=sara, city="Shiraz")
    changed, created = told(program, f"/companies/{toos.pk}/events")
    assert (changed["verb"], created["verb"]) == ("company.changed", "company.created")
    assert changed["changes"]["city"] == ["Tehran", "Shiraz"] and changed["actor"] == sara.pk
    status, undone = program("POST", f"/companies/{toos.pk}/events/{changed['id']}/undo")
    assert status == 201 and undone["undoes"] == changed["id"] and undone["via"] == "api"
    assert Company.objects.get(pk=toos.pk).city == "Tehran"
    status, refused = program("POST", f"/companies/{toos.pk}/events/{changed['id']}/undo")
    assert (status, refused["code"]) == (409, "cannot_undo")


def test_pages_and_verbs_narrow_the_events_of_a_contact(program, sara):
    nika = contacts.create(by=sara, name="Nika")
    for position in ("Buyer", "Head of buying"):
        nika = contacts.change(contact=nika, by=sara, position=position)
    path = f"/contacts/{nika.pk}/events"
    _status, first = program("GET", f"{path}?limit=2")
    _status, rest = program("GET", f"{path}?limit=2&cursor={first['next']}")
    assert [one["verb"] for one in first["items"] + rest["items"]] == [
        "contact.changed",
        "contact.changed",
        "contact.created",
    ]
    assert len(told(program, f"{path}?verb=contact.changed")) == 2
    program("POST", f"{path}/{first['items'][0]['id']}/undo")
    assert told(program, f"{path}?verb=contact.changed")[0]["verb"] == "contact.changed.undone"
    status, refused = program("GET", f"{path}?verb=contact.danced")
    assert (status, refused["code"]) == (400, "unknown_verb") and "contact.changed" in refused["detail"]


def test_a_merge_is_told_of_and_goes_back_before_what_was_done_to_the_merged_one(program, sara):
    nika = contacts.create(by=sara, name="Nika Rad")
    other = contacts.create(by=sara, name="Nika Raad")
    contacts.change(contact=other, by=sara, position="Buyer")
    merge(survivor=nika, others=[Contact.objects.get(pk=other.pk)], by=sara)
    path = f"/contacts/{nika.pk}/events"
    found = {(one["verb"], one["subject_id"]): one["id"] for one in told(program, path)}
    early = found["contact.changed", other.pk]
    status, refused = program("POST", f"{path}/{early}/undo")
    assert (status, refused["code"]) == (409, "cannot_undo")
    assert program("POST", f"{path}/{found['contact.merged', nika.pk]}/undo")[0] == 201
    assert program("POST", f"/contacts/{other.pk}/events/{early}/undo")[0] == 201
    assert Contact.objects.get(pk=other.pk).position == ""


def test_events_of_another_record_are_not_there(program, sara):
    toos, nikan = (companies.create(by=sara, name=name) for name in ("Toos", "Nikan"))
    (created,) = told(program, f"/companies/{nikan.pk}/events")
    assert program("POST", f"/companies/{toos.pk}/events/{created['id']}/undo")[0] == 404
    assert program("POST", f"/contacts/{nikan.pk}/events/{created['id']}/undo")[0] == 404
    assert program("GET", "/companies/99999/events")[0] == 404


def test_reza_reads_nothing_of_a_person_he_may_not_see_and_vida_takes_nothing_back(sara, vida):
    narrow = User.objects.create_user(name="Reza", email="r@example.com", role="seller", language="en")
    nika = contacts.create(by=sara, name="Nika", owner=sara)
    seen = Contact.objects.visible_to(narrow).filter(pk=nika.pk).exists()
    assert program_of(narrow)("GET", f"/contacts/{nika.pk}/events")[0] == (200 if seen else 404)
    event = told(program_of(sara), f"/contacts/{nika.pk}/events")[0]["id"]
    assert program_of(vida)("POST", f"/contacts/{nika.pk}/events/{event}/undo")[0] == 403


def test_nobody_learns_by_an_answer_of_the_other_person_that_is_hidden_from_them(program, sara, reza):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()
    nika = contacts.create(by=sara, name="Nika Rad", points=MOBILE)
    other = contacts.create(by=sara, name="nika rad", points=MOBILE)
    DuplicateSearch.objects.create(kind="contact", due_at=timezone.now())
    duplicate_search.work_all()
    duplicates.dismiss(pair=DuplicatePair.objects.get(), by=sara)
    Contact.objects.filter(pk=nika.pk).update(owner=reza)
    path = f"/contacts/{nika.pk}/events?verb=contact.duplicate_dismissed"
    (hers,) = told(program_of(reza), path)
    assert "nika rad" not in str(hers) and not {"other", "name", "pair"} & hers["data"].keys()
    client = Client()
    client.force_login(reza)
    assert "nika rad" not in client.get(f"/events/contact/{nika.pk}/").content.decode()
    (event,) = events([nika.pk])[:1]
    assert event["verb"] == "contact.duplicate_dismissed" and "nika rad" not in str(event)
    Contact.objects.filter(pk=other.pk).update(owner=reza)
    (both,) = told(program_of(reza), path)
    assert (both["data"]["other"], both["data"]["name"]) == (other.pk, "nika rad")


def test_who_was_merged_is_named_while_they_are_one_and_then_only_to_who_sees_them(program, sara, reza):
    nika, other = (contacts.create(by=sara, name=name) for name in ("Nika Rad", "Nika Raad"))
    merge(survivor=nika, others=[Contact.objects.get(pk=other.pk)], by=sara)
    Contact.objects.filter(pk=nika.pk).update(owner=reza)
    path = f"/contacts/{nika.pk}/events?verb=contact.merged"
    (one,) = told(program_of(reza), path)
    assert one["data"]["others"] == [{"id": other.pk, "name": "Nika Raad"}] and "moved" not in one["data"]
    Contact.objects.filter(pk=nika.pk).update(owner=sara)
    assert program("POST", f"/contacts/{nika.pk}/events/{one['id']}/undo")[0] == 201
    Contact.objects.filter(pk=nika.pk).update(owner=reza)
    (apart,) = [event for event in told(program_of(reza), path) if event["verb"] == "contact.merged"]
    assert apart["data"]["others"] == [] and "aside" not in apart["data"]
