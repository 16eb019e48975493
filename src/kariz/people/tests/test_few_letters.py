"""Companies that a list spells by ear, or by what they make, are worth a look where few are called so."""

import pytest
from django.utils import timezone

from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, duplicate_search
from kariz.people.likeness import CERTAIN, Firm, of_firms
from kariz.people.models import Company, DuplicatePair, DuplicateSearch

OTHERS = [
    "قنادی لاله",
    "پیستون ارس",
    "شکلات سهند",
    "پمپ‌سازی توانا",
    "لنت پارس تبریز",
    "دام و طیور البرز",
    "نوآوران نو",
]
PROPOSED = [
    ("باسلق ارس", "باسلوق ارس"),
    ("پشمک حاج فتح‌اله", "پشمک حاجی فتح الله"),
    ("رازی‌دام", "دامپزشکی رازی دام"),
    ("فنر ظفر", "فنرسازی ظفر"),
    ("فنر ظفر", "فنر سازی ظفر"),
    ("قطعه سازی چرخشگران", "چرخشگران نو"),
]
APART = [
    ("پیستون ارس", "باسلوق ارس"),
    ("سنگ ظفر", "سنگر ظفر"),
    ("رنگ پارس", "رنگ پارسا"),
    ("فنر ظفر", "فنرسازی صفا"),
    ("پمپ‌سازی توانا", "واشرسازی توانا"),
    ("قطعه سازی چرخشگران", "چرخشگران شیراز"),
    ("قطعه سازی کاوش", "کاوش نو"),
    ("رازی‌دام", "رازی طیور"),
    ("نان حسن", "نان حسین"),
    ("نان کریمی", "نان کرمی"),
]


@pytest.fixture(autouse=True)
def sahand(db):
    Organisation.objects.create(name="Sahand Box")
    refresh()


@pytest.mark.parametrize("pair", PROPOSED)
def test_the_nightly_search_proposes_them_and_does_not_merge_them(sara, pair):
    for name in [*OTHERS, *pair]:
        companies.create(by=sara, name=name)
    firms = [Firm.of(name=name) for name in pair]
    assert of_firms(*firms).verdict != CERTAIN
    assert _pairs() == {frozenset(pair)}


@pytest.mark.parametrize("pair", APART)
def test_another_ware_place_or_word_is_another_company(sara, pair):
    for name in [*OTHERS, *(name for name in pair if name not in OTHERS)]:
        companies.create(by=sara, name=name)
    assert frozenset(pair) not in _pairs()


def test_a_word_that_three_companies_have_tells_nothing(sara):
    for name in ("قطعه سازی چرخشگران", "چرخشگران نو", "بازرگانی چرخشگران مهر"):
        companies.create(by=sara, name=name)
    assert frozenset(("قطعه سازی چرخشگران", "چرخشگران نو")) not in _pairs()


def _pairs():
    DuplicateSearch.objects.get_or_create(kind="company")
    DuplicateSearch.objects.update(due_at=timezone.now())
    duplicate_search.work_all()
    names = dict(Company.objects.values_list("pk", "name"))
    rows = DuplicatePair.objects.filter(kind="company").values_list("first_id", "second_id")
    return {frozenset((names[first], names[second])) for first, second in rows}
