"""What happened to a contact or a company, and taking it back, by programs."""

import pytest

from kariz.access.models import User
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Company, Contact

from .test_fit_api import program_of

pytestmark = pytest.mark.django_db


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
