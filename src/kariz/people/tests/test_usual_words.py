"""Companies of Dutch's book whose names have words in the short forms that everybody uses: proposed by the name alone."""

import pytest

from kariz.people.actions import companies
from kariz.people.likeness import LIKELY, Firm, of_firms
from kariz.people.tests.test_short_given_names import search

USUAL = [
    ("Archbold Comm Ctr", "Archbold Community Center"),
    ("Bryan Med Group", "Bryan Medical Group"),
    ("Blanchard Valley Med Ctr", "Blanchard Valley Medical Center"),
    ("Maumee Cold Stg", "Maumee Cold Storage"),
    ("Buckeye Data Ctrs", "Buckeye Data Centers LLC"),
    ("Kestrel Properties", "Kestrel Property Management"),
    ("Miller Div.", "Miller Diversified Construction"),
    ("Whitehouse Vet", "Whitehouse Veterinary Hospital"),
    ("Gesu Church", "Gesu Parish"),
    ("Grace Ch", "Grace Church"),
    ("St Anne Hosp", "St. Anne Regional Hospital"),
    ("First Presby Maumee", "First Presbyterian Church of Maumee"),
    ("Erie Shores FCU", "Erie Shores Credit Union"),
    ("Perrysburg EVSD", "Perrysburg Exempted Village Schools"),
    ("Perry Bldg Svcs", "Perry Building Services"),
    ("Lakeside Sch", "Lakeside Schools"),
    ("Delta Intl", "Delta International"),
    ("Acme Mfg", "Acme Manufacturing Co."),
]
OTHERS = [
    ("Erie Foods", "Erie Medical"),
    ("Gesu Church", "Gesu School"),
    ("Bryan Med Group", "Bryan Dental Group"),
    ("Maumee Cold Stg", "Maumee Valley Storage"),
    ("Kestrel Properties", "Kestrel Dental"),
    ("Erie Shores FCU", "Erie Shores Fitness Club"),
    ("St. Mary Ch", "St. Mary Hospital"),
    ("Findlay Community Church", "Findlay Comm Ctr"),
    ("Med Ctr", "Medical Center"),
    ("North Ctr", "South Center"),
    ("Toledo Med Ctr 2", "Toledo Medical Center 4"),
    ("Miller Div.", "Miller Dental"),
    ("Kelso Int.", "Kelso Interiors"),
]


@pytest.mark.parametrize(("one", "other"), USUAL)
def test_the_name_alone_is_worth_a_look_and_never_certain(one, other):
    made = [Firm.of(name=one), Firm.of(name=other)]
    likeness = of_firms(*made)
    assert likeness.verdict == LIKELY and likeness == of_firms(*reversed(made))


@pytest.mark.parametrize(("one", "other"), USUAL[:14])
def test_in_two_cities_they_are_two_and_with_one_phone_still_not_certain(one, other):
    assert of_firms(Firm.of(name=one, city="Toledo"), Firm.of(name=other, city="Lima")).verdict == ""
    phone = {"phone": "+14195551000", "city": "Toledo"}
    assert of_firms(Firm.of(name=one, **phone), Firm.of(name=other, **phone)).verdict == LIKELY


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_words_are_two_companies(one, other):
    assert of_firms(Firm.of(name=one), Firm.of(name=other)).verdict == ""


def test_the_reason_names_the_short_forms(sara, company):
    for name in USUAL[0]:
        companies.create(by=sara, name=name)
    (pair,) = search("company")
    assert (pair.verdict, pair.reasons[0]) == ("likely", "name_short:Comm = Community, Ctr = Center")
