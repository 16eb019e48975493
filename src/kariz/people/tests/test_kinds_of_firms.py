"""Two companies whose names differ only in words that say what kind of firm it is are worth a look; places, branches and
numbers tell firms apart."""

import random
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.translation import override

from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts, duplicate_search
from kariz.people.likeness import CERTAIN, LIKELY, Firm, of_firms
from kariz.people.likeness.keys import of_firm
from kariz.people.models import DuplicatePair, DuplicateSearch
from kariz.people.queries import alike
from kariz.people.queries.duplicates import of_company
from kariz.people.tests.making import CORE

PROPOSED = [
    ("کلینیک آرتا", "کلینیک تخصصی آرتا", "تخصصی"),
    ("درمانگاه مهرگان", "درمانگاه تخصصی مهرگان", "تخصصی"),
    ("دنتال زاگرس", "کلینیک دندان\u200cپزشکی زاگرس", "دنتال، کلینیک دندان\u200cپزشکی"),
    ("رادیولوژی پرتو", "مرکز رادیولوژی پرتو", "مرکز"),
    ("کلینیک لبخند", "کلینیک دندانپزشکی لبخند", "دندانپزشکی"),
    ("کلینیک رها", "کلینیک فوق تخصصی رها", "فوق تخصصی"),
    ("تامین اجتماعی ش ۲", "تأمین اجتماعی شعبه ۲", "ش، شعبه"),
    ("تامین اجتماعی ش۲", "درمانگاه تامین اجتماعی شماره ۲", "ش۲، درمانگاه، شماره"),
    ("آرین تجهیز", "مهندسي آرین تجهیز", "مهندسی"),
    ("Halcyon Crop Systems", "Halcyon Crop", "Systems"),
]
APART = [
    ("کلینیک لبخند شرق", "کلینیک لبخند"),
    ("کلینیک لبخند شرق", "کلینیک لبخند غرب"),
    ("کلینیک تخصصی لبخند شرقی", "کلینیک لبخند غربی"),
    ("کلینیک لبخند شرق", "کلینیک دندانپزشکی لبخند"),
    ("کلینیک لبخند سپید کرج", "کلینیک لبخند سپید"),
    ("کلینیک آرتا ۲", "کلینیک تخصصی آرتا"),
    ("کلینیک آرتا ش ۲", "کلینیک تخصصی آرتا شعبه ۳"),
    ("فروشگاه کوروش شعبه تهران", "فروشگاه زنجیره\u200cای کوروش شعبه قم"),
    ("تامین اجتماعی", "تامین اجتماعی ش ۲"),
    ("کلینیک دندانپزشکی لبخند", "کلینیک زیبایی لبخند"),
    ("سیمان پارس", "فولاد پارس"),
    ("آسیا", "بیمه آسیا"),
    ("دانشگاه شریف", "بیمارستان دانشگاه شریف"),
    ("فولاد مبارکه", "هتل فولاد مبارکه"),
    ("پارس", "صنایع پارس"),
]


@pytest.fixture
def pars(db):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()


def search():
    DuplicateSearch.objects.get_or_create(kind="company")
    DuplicateSearch.objects.update(due_at=timezone.now())
    duplicate_search.work_all()
    return DuplicatePair.objects.filter(kind="company")


@pytest.mark.parametrize(("one", "other", "aside"), PROPOSED)
def test_a_name_with_a_word_of_kind_left_out_is_likely_and_the_reason_says_which(one, other, aside):
    firms = Firm.of(name=one), Firm.of(name=other)
    likeness = of_firms(*firms)
    assert likeness.verdict == LIKELY and likeness == of_firms(*reversed(firms))
    assert of_firm(firms[0]) & of_firm(firms[1]), "they meet in the search"
    with override("fa"):
        assert alike.words_of(likeness.reasons) == [f"نام یکسان، به\u200cجز «{aside}»"]
    with override("en"):
        assert alike.words_of(likeness.reasons) == [f"same name but for “{aside}”"]


@pytest.mark.parametrize(("one", "other"), APART)
def test_a_place_a_branch_a_number_or_another_kind_keeps_firms_apart(one, other):
    assert of_firms(Firm.of(name=one), Firm.of(name=other)).verdict == ""


def test_a_phone_leaves_a_doubt_and_the_national_id_none():
    one = Firm.of(name="کلینیک آرتا", phone="02188001122", city="تهران", national_id="10320894878")
    other = Firm.of(name="کلینیک تخصصی آرتا", phone="021 8800 1122", city="تهران")
    assert of_firms(one, other).verdict == LIKELY
    other = Firm.of(name="کلینیک تخصصی آرتا", national_id="10320894878")
    assert of_firms(one, other).verdict == CERTAIN and not of_firms(one, other).identical


def test_a_place_that_is_the_others_city_is_no_other_place():
    one = Firm.of(name="نوین گستر پارسیان شیراز")
    assert of_firms(one, Firm.of(name="نوین گستر پارسیان", city="شیراز")).verdict == LIKELY
    assert of_firms(one, Firm.of(name="نوین گستر پارسیان")).verdict == ""


def test_of_500_names_with_a_word_left_out_those_with_a_word_of_kind_are_likely_and_none_is_certain():
    rng = random.Random(1405)
    kinds = ["کلینیک", "صنایع", "فروشگاه", "بازرگانی", "مهندسی"]
    more = ["تخصصی", "تولیدی", "بزرگ", "خدمات", "پزشکی", "غذایی", "تجهیزات"]
    found = []
    for _ in range(500):
        kind, own, word = rng.choice(kinds), rng.choice(CORE), rng.choice(more)
        found.append((word, of_firms(Firm.of(name=f"{kind} {own}"), Firm.of(name=f"{kind} {word} {own}"))))
    assert all((one.verdict == LIKELY) == (word != "بزرگ") for word, one in found)


def test_the_nightly_search_and_typing_find_the_fuller_name(sara, pars):
    fuller = companies.create(by=sara, name="کلینیک دندانپزشکی لبخند")
    companies.create(by=sara, name="کلینیک لبخند شرق")
    short = companies.create(by=sara, name="کلینیک لبخند")
    (pair,) = search()
    assert pair.ids == (fuller.pk, short.pk) and pair.verdict == LIKELY and not pair.identical
    (found,) = of_company(by=sara, name="لبخند دنتال")
    assert found.record == fuller and found.reason == "نام یکسان، به\u200cجز «دنتال، کلینیک دندانپزشکی»"


def test_companies_and_people_of_before_are_looked_at_by_the_next_search_forwards_and_back(sara, pars):
    contacts.create(by=sara, name="علی رضایی", company_name="کلینیک آرتا")
    for kind in ("company", "contact"):
        DuplicateSearch.objects.create(kind=kind, changed_since=timezone.now(), begun_at=timezone.now())
    migration = import_module("kariz.people.migrations.0021_kinds_of_firms")
    for way in (migration.Migration.operations[0].code, migration.Migration.operations[0].reverse_code):
        DuplicateSearch.objects.update(changed_since=timezone.now())
        way(apps, None)
        assert not DuplicateSearch.objects.exclude(changed_since=None, begun_at=None).exists()
