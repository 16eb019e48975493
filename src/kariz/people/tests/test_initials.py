"""Names in initials, and names with O' and Ó: proposed where they tell, never joined by the name alone."""

import pytest
from django.utils import timezone

from kariz.people.actions import companies, contacts, duplicate_search
from kariz.people.likeness import Firm, of_firms
from kariz.people.likeness.names import person_words
from kariz.people.models import DuplicatePair, DuplicateSearch


def search(kind):
    DuplicateSearch.objects.get_or_create(kind=kind, defaults={"due_at": timezone.now()})
    duplicate_search.work_all()
    return list(DuplicatePair.objects.filter(kind=kind))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Kavanagh General Contractors", "Kavanagh GC Ltd", "name_initials:GC"),
        ("Brennan Construction Services Ltd", "Brennan CS", "name_initials:CS"),
        ("North Shore Dental Group", "NSDG", "name_initials:NSDG"),
        ("North Shore Dental Group Ltd", "N.S.D.G. Ltd", "name_initials:NSDG"),
    ],
)
def test_initials_are_proposed_and_never_certain(sara, company, one, other, said):
    for name in (one, other):
        companies.create(by=sara, name=name)
    (pair,) = search("company")
    assert (pair.verdict, pair.reasons[0]) == ("likely", said)


def test_one_phone_beside_the_initials_is_still_a_proposal():
    one = Firm.of(name="Kavanagh General Contractors", phone="+353871234567", city="Galway")
    other = Firm.of(name="Kavanagh GC", phone="+353871234567", city="Galway")
    assert of_firms(one, other).verdict == "likely"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kavanagh General Contractors", "Brennan GC"),
        ("General Contractors", "GC"),
        ("Kavanagh General Contractors", "Kavanagh CS"),
        ("North Shore Dental Group", "NSD Cork Motors"),
        ("North Shore Dental Group", "Nsdga"),
        ("All Real Estate Needs Agency", "Arena"),
    ],
)
def test_other_initials_are_nobodys(sara, company, one, other):
    for name in (one, other):
        companies.create(by=sara, name=name)
    assert not search("company")


def test_initials_that_many_names_have_tell_nothing(sara, company):
    for name in (
        "Nolan Stone Design Group",
        "New Salt Deli Group",
        "Noble Sea Drinks Group",
        "Near Sky Data Group",
    ):
        companies.create(by=sara, name=name)
    companies.create(by=sara, name="NSDG")
    assert not search("company")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Seán O’Brien", "Sean OBrien"), ("Seán Ó Briain", "Sean O'Briain"), ("Ann Mc Hugh", "Ann McHugh")],
)
def test_an_apostrophe_or_an_accent_makes_nobody_another_person(sara, company, one, other):
    assert person_words(one) == person_words(other)
    mobile = [{"kind": "phone", "value": "+35391123456"}]
    for name in (one, other):
        contacts.create(by=sara, name=name, points=mobile)
    assert [pair.verdict for pair in search("contact")] == ["likely"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien Motors", "OBrien Motors"),
        ("Ó Briain Foods", "O'Briain Foods Ltd"),
        ("Salt & Sea", "Salt and Sea"),
        ("Café Rúa", "Cafe Rua"),
        ("O Brien Motors Galway", "O'Brien Motors (Galway)"),
    ],
)
def test_signs_and_accents_make_no_other_company(one, other):
    assert Firm.of(name=one).words == Firm.of(name=other).words
