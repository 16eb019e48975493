"""Given names that are one in two forms, beside one family name: proposed, not joined."""

import pytest
from django.utils.translation import override

from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts
from kariz.people.likeness import CERTAIN, LIKELY, Person, of_people
from kariz.people.likeness.short_given_names import are_one
from kariz.people.queries import alike
from kariz.people.tests.test_duplicates import search

TWO_FORMS = [
    ("Steve Brown", "Stephen Brown"),
    ("Steven Brown", "Stephen Brown"),
    ("Raj Patel", "Rajesh Patel"),
    ("Mike Daly", "Michael Daly"),
    ("Liz Taylor", "Elizabeth Taylor"),
    ("Bill Murphy", "William Murphy"),
    ("Kate O'Brien", "Katherine O Brien"),
    ("Tom Fahy", "Thomas Fahy"),
    ("Dave Burke", "David Burke"),
    ("Bob Smith", "Mr. Robert Smith"),
    ("Smith, Bob", "Robert Smith"),
    ("Bob Smith", "Robert J. Smith"),
    ("Mohamed Nazari", "Mohammad Nazari"),
    ("ابی نوری", "ابراهیم نوری"),
    ("کامی رستمی", "کامران رستمی"),
    ("R. Smith", "Robert Smith"),
    ("RJ Smith", "Robert Smith"),
    ("ع. رضایی", "علی رضایی"),
]


def person(name, *points, **more):
    return Person.of(name=name, points=points, **more)


@pytest.mark.parametrize(("one", "other"), TWO_FORMS)
def test_at_one_company_they_are_likely_whichever_comes_first(one, other):
    likeness = of_people(person(one, company="Kelso"), person(other, company="Kelso Ltd"))
    assert likeness.verdict == LIKELY
    assert likeness == of_people(person(other, company="Kelso Ltd"), person(one, company="Kelso"))


@pytest.mark.parametrize(("one", "other"), TWO_FORMS)
def test_never_certain_by_company_switchboard_and_position_and_nothing_by_the_name_alone(one, other):
    if one.split()[0][:3] != other.split()[0][:3]:
        assert of_people(person(one), person(other)).verdict == ""
    same = {"company": "Kelso", "position": "Buyer"}
    likeness = of_people(
        person(one, ("phone", "+35314567890"), **same), person(other, ("phone", "+35314567890"), **same)
    )
    assert likeness.verdict == LIKELY or "name_alike" in likeness.reasons


def test_with_one_mobile_they_are_certain_and_still_not_merged_by_night():
    one, other = (person(name, ("mobile", "+353861234567")) for name in ("Bob Smith", "Robert Smith"))
    likeness = of_people(one, other)
    assert likeness.verdict == CERTAIN and not likeness.identical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob Smith", "Robert Brown"),
        ("Bob Smith", "Bill Smith"),
        ("Tim Smith", "Tom Smith"),
        ("Peter Smith", "Paul Smith"),
        ("John Smith", "Joan Smith"),
        ("M. Smith", "Robert Smith"),
        ("Bob", "Robert"),
        ("محمد رضایی", "محمود رضایی"),
        ("سعید کریمی", "سعیده کریمی"),
        ("علی رضایی", "علیرضا رضایی"),
    ],
)
def test_other_names_of_one_family_at_one_company_are_two_people(one, other):
    assert of_people(person(one, company="Kelso"), person(other, company="Kelso")).verdict == ""


def test_one_mobile_and_half_of_a_double_name_is_worth_a_look():
    one, other = (person(name, ("mobile", "+989123456789")) for name in ("علی رضایی", "علیرضا رضایی"))
    assert of_people(one, other).verdict == LIKELY
    one, other = (person(name, ("mobile", "+989123456789")) for name in ("سعید رضایی", "سعیده رضایی"))
    assert of_people(one, other).verdict == ""


def test_a_short_name_may_stand_for_several_and_these_are_not_one():
    assert are_one("alex", "alexander") and are_one("alexandra", "alex")
    assert not are_one("alexander", "alexandra") and not are_one("bob", "bob")


def test_the_night_proposes_bob_and_robert_of_one_company_and_says_why(sara):
    Organisation.objects.create(name="Kelso")
    refresh()
    firm = companies.create(by=sara, name="Kelso Interiors")
    for name in ("Bob Smith", "Robert Smith", "Peter Smith"):
        contacts.create(by=sara, name=name, company=firm.pk)
    (pair,) = search()
    assert (pair.verdict, pair.reasons) == ("likely", ["company", "name_given:Bob = Robert"])
    with override("en"):
        assert alike.words_of(pair.reasons)[1] == "one given name in two forms: Bob = Robert"
    with override("fa"):
        assert alike.words_of(pair.reasons)[1] == "یک نام کوچک به دو شکل: Bob = Robert"
