"""Practices that people call by one word of their trade or another."""

import pytest

from kariz.people.likeness.with_person import parted
from kariz.reading.names.named_firms import Name
from kariz.reading.names.spellings import Spellings

LIST = frozenset({1})


def called(*names, **said):
    return {tuple(sorted([one.name, *one.typed])) for one in Spellings(names, **said).groups}


@pytest.mark.parametrize("typed", ["دندانپزشکی سپید", "مطب سپید", "درمانگاه سپید"])
def test_pejmans_practice_is_one_as_only_one_of_that_name_stands_in_the_list_of_customers(typed):
    found = Spellings([Name("کلینیک سپید", 3, LIST), Name(typed, 2), Name("کلینیک لبخند", 3, LIST)])
    assert [(one.name, one.typed) for one in found.groups] == [("کلینیک سپید", [typed])]


def test_a_trade_in_two_words_is_one_and_goods_for_practices_are_none():
    found = called(Name("کلینیک سپید", 3, LIST), Name("دندان پزشکی سپید", 2))
    assert found == {("دندان پزشکی سپید", "کلینیک سپید")}
    assert called(Name("کلینیک سپید", 3, LIST), Name("تجهیزات پزشکی سپید", 2)) == set()
    assert called(Name("کلینیک سپید", 3, LIST), Name("دام پزشکی سپید", 2)) == set()


def test_two_practices_of_one_name_stay_two_in_one_list():
    assert called(Name("کلینیک سپید", 3, LIST), Name("دندانپزشکی سپید", 2, LIST)) == set()


def test_without_a_list_the_same_doctor_beside_both_says_so():
    names = [Name("کلینیک سپید", 3), Name("دندانپزشکی سپید", 2)]
    assert called(*names) == set()
    both = ["کلینیک سپید", "دندانپزشکی سپید"]
    assert called(*names, reached=[both]) == {("دندانپزشکی سپید", "کلینیک سپید")}


def test_a_vet_is_no_dentist_and_a_shop_is_no_practice():
    assert called(Name("دندانپزشکی سپید", 3, LIST), Name("دامپزشکی سپید", 2)) == set()
    assert called(Name("کلینیک سپید", 3, LIST), Name("هتل سپید", 2)) == set()


def test_who_says_that_they_are_two_is_heard():
    names = [Name("کلینیک سپید", 3, LIST), Name("دندانپزشکی سپید", 2)]
    assert called(*names, apart=["دندانپزشکیسپید"]) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("دکتر صادقی - کلینیک سهند", ("کلینیک سهند", "دکتر صادقی")),
        ("مهندس رضایی / شرکت پارس صنعت", ("شرکت پارس صنعت", "مهندس رضایی")),
        ("دکتر کاوه صالحی - شبستر", ("دکتر کاوه صالحی - شبستر", "")),
        ("دکتر نوری - دکتر علی", ("دکتر نوری - دکتر علی", "")),
        ("دندانپزشکی دکتر نوری اهر", ("دندانپزشکی دکتر نوری اهر", "")),
    ],
)
def test_a_doctor_before_a_clinic_is_told_apart_from_it(text, said):
    assert parted(text) == said
