"""Companies whose names shorten a word: proposed where something else is the same, never joined by it."""

import pytest
from django.utils.translation import override

from kariz.people.actions import companies
from kariz.people.likeness import LIKELY, Firm, of_firms
from kariz.people.queries import alike
from kariz.people.tests.test_short_given_names import search

SHORT = [
    ("Kelso Int.", "Kelso Interiors"),
    ("Kelso Ints Ltd", "Kelso Interiors"),
    ("Kelso I.", "Kelso Interiors"),
    ("Harmon Bldrs", "Harmon Builders"),
    ("Murphy Hlge", "Murphy Haulage"),
    ("J. Murphy Haulage", "John Murphy Haulage"),
    ("Shannon E. Svcs", "Shannon Engineering Services"),
    ("کلینیک آرتا ط.", "کلینیک آرتا طب"),
]
USUAL = [("Harmon Bldrs", "Harmon Builders")]
"""Everybody writes so: see test_usual_words."""
OTHERS = [
    ("Kelso Interiors", "Kelso Industries"),
    ("Kelso Int.", "Kelso Insurance"),
    ("Kelso Int.", "Harmon Interiors"),
    ("Int.", "Interiors"),
]


@pytest.mark.parametrize(("one", "other"), SHORT)
@pytest.mark.parametrize(
    "same",
    [
        {"city": "Dublin"},
        {"website": "kelso.ie"},
        {"phone": "+35314567890"},
        {"city": "Cork", "phone": "+35314567890"},
    ],
)
def test_with_one_more_thing_in_common_they_are_likely_and_not_certain(one, other, same):
    made = [Firm.of(name=name, **same) for name in (one, other)]
    likeness = of_firms(*made)
    assert likeness.verdict == LIKELY and likeness == of_firms(*reversed(made))


@pytest.mark.parametrize(("one", "other"), [pair for pair in SHORT if pair not in USUAL])
def test_with_nothing_more_or_in_another_city_they_are_not_proposed(one, other):
    assert of_firms(Firm.of(name=one), Firm.of(name=other)).verdict == ""
    assert of_firms(Firm.of(name=one, city="Cork"), Firm.of(name=other, city="Dublin")).verdict == ""


@pytest.mark.parametrize(("one", "other"), SHORT[:3])
def test_people_with_one_number_or_domain_are_one_more_thing(one, other):
    for point in (("mobile", "+353861234567"), ("email", "emma@kelso.ie")):
        made = [Firm.of(name=name).with_people([point]) for name in (one, other)]
        assert of_firms(*made).verdict == LIKELY


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_words_and_names_that_tell_nothing_are_two_companies(one, other):
    likeness = of_firms(Firm.of(name=one, city="Dublin"), Firm.of(name=other, city="Dublin"))
    assert likeness.verdict == ""


def test_the_night_proposes_kelso_int_and_says_why(sara, company):
    for name in ("Kelso Ints", "Kelso Interiors"):
        companies.create(by=sara, name=name, city="Dublin")
    (pair,) = search("company")
    assert (pair.verdict, pair.reasons) == ("likely", ["name_short:Ints = Interiors", "city"])
    with override("fa"):
        assert alike.words_of(pair.reasons)[0] == "یکی واژه‌ای از نام را کوتاه نوشته است: Ints = Interiors"
    with override("en"):
        assert alike.words_of(pair.reasons)[0] == "one name shortens a word of the other: Ints = Interiors"
