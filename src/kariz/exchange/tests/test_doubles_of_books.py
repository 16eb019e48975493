"""Companies that the sheets of one firm spell shorter and longer, with the same person in the deals of both, are proposed
as one, with the reason; the name alone proposes none."""

import pytest

from kariz.people.actions import duplicate_search
from kariz.people.models import Company, DuplicatePair

PAIRS = [
    ("ذوب آهن", "ذوب آهن اصفهان"),
    ("پالایشگاه", "پالایشگاه اصفهان"),
    ("اعظم", "بریانی اعظم (شعبه ۲)"),
    ("Brightwater Ins.", "Brightwater Insurance Brokers"),
]
FRUIT = [("Bowen Tomatoes", "Bowen Tomato Farms"), ("Mareeba Mangoes", "Mareeba Mango Estate")]
BOOK = "Title,Company,Contact,Mobile,Amount\n{rows}"
PEOPLE = ("ناصر جعفری,0913 864 2639", "ژاله امینی,0913 749 0965")


def found(bring, admin, pair, people):
    for at, (company, person) in enumerate(zip(pair, people, strict=True)):
        bring(BOOK.format(rows=f"Deal {at},{company},{person},5\n"), admin, name=f"{at}.csv")
    assert Company.objects.count() == 2
    duplicate_search.start(kind="company", by=admin)
    duplicate_search.work_all()
    return [pair.reasons for pair in DuplicatePair.objects.filter(kind="company")]


@pytest.mark.parametrize("pair", PAIRS + FRUIT)
def test_the_same_person_in_the_deals_of_both_proposes_them(admin, pipeline, bring, pair):
    [reasons] = found(bring, admin, pair, (PEOPLE[0], PEOPLE[0]))
    assert "people_number" in reasons
    assert Company.objects.filter(deleted_at=None).count() == 2


@pytest.mark.parametrize("pair", PAIRS)
def test_their_names_alone_do_not(admin, pipeline, bring, pair):
    assert found(bring, admin, pair, PEOPLE) == []


def test_two_branches_with_one_buyer_are_two(admin, pipeline, bring):
    pair = ("بریانی اعظم (شعبه ۱)", "بریانی اعظم (شعبه ۲)")
    assert found(bring, admin, pair, (PEOPLE[0], PEOPLE[0])) == []
