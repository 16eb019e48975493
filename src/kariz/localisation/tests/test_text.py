import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.localisation import digits
from kariz.localisation.text import fold, isolate, isolate_each, search_copy, search_terms, sort_key, squash

persian = st.text("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكةأإؤئء \u200cـًٌَّ۰۱٢٣45abcXYZ")


@given(st.one_of(st.text(), persian))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert squash(squash(text)) == squash(text)


@given(st.one_of(st.text(), st.text("각가かが\u3099\u302e\u302fǅﬃİﷲ¨é\u0301\u0327"), persian))
def test_what_is_written_in_parts_folds_as_what_is_written_in_one(text):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("علي", "علی"), ("شركت", "شرکت"), ("آب", "اب"), ("مسؤول", "مسوول"), ("خانۀ", "خانه"), ("شرکة", "شرکه"),
        ("کتــاب", "کتاب"), ("مُحَمَّد", "محمد"), ("۱۲٣", "123"), ("می‌شود", "میشود"), ("  a \u00a0 B ", "a b"), ("ﻋﻠﻲ",
        "علی"),
        ("Café", "cafe"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_fold_to_the_same(typed, stored):
    assert fold(typed) == fold(stored)


@pytest.mark.parametrize("stored", ["علی‌رضا رضایی", "علی رضا رضایی", "علیرضا رضایی"])
@pytest.mark.parametrize("typed", ["علي‌رضا", "علی رضا", "علیرضا", "عليرضا رضایی"])
def test_half_space_space_and_joined_find_each_other(typed, stored):
    copy = search_copy(stored, "ACME")
    assert all(term in copy for term in search_terms(typed))


def test_the_search_copy_begins_with_the_folded_text_and_never_joins_two_fields():
    copy = search_copy("سارا احمدی", "تهران")
    assert copy.startswith("سارا احمدی تهران")
    assert "احمدیتهران" not in copy


def test_persian_order_has_its_own_letters_in_place():
    names = ["آرش", "ابراهیم", "بابک", "پریسا", "تینا", "جواد", "چنگیز", "حمید", "رضا", "زهرا", "ژاله", "سارا",
             "کاوه", "گلی", "لیلا", "نادر", "وحید", "هما", "یاسر", "Adam", "bob", "Zoe"]  # fmt: skip
    assert sorted(set(names), key=sort_key) == names


def test_sorting_ignores_case_half_spaces_and_punctuation_and_puts_short_before_long():
    assert sort_key("«علی‌رضا»") == sort_key("عليرضا")
    assert sort_key("Ali") == sort_key("ALI")
    assert sort_key("علی") < sort_key("علی رضا") < sort_key("علیا")
    assert sort_key("۱۲ سنگ") == sort_key("12 سنگ") < sort_key("آب")


@given(st.text())
def test_a_sort_key_is_digits_of_bounded_length(text):
    key = sort_key(text)
    assert len(key) <= 120
    assert key == "" or (key.isascii() and key.isdigit())


def test_isolation_drops_the_controls_inside():
    assert isolate("abc\u202e") == "\u2068abc\u2069"


@given(st.text())
def test_digits_go_there_and_back(text):
    assert digits.to_latin(digits.to_persian(text)) == digits.to_latin(text)
    assert len(digits.to_latin(text)) == len(text)


@given(st.integers())
def test_numbers_keep_their_value_with_separators(number):
    shown = digits.to_latin(digits.format_number(number)).translate(dict.fromkeys(map(ord, "٬\u2066\u2069")))
    assert int(shown) == number


def test_fractions_and_signs():
    assert digits.format_number(12500.5) == "۱۲٬۵۰۰٫۵"
    assert digits.format_number(-3, "latin") == "\u2066-3\u2069"
    assert digits.format_number(-0.0000001, "latin") == "0"
    assert [digits.format_count(number) for number in (7, 1_000, 1_001)] == [
        "۷",
        "۱٬۰۰۰",
        "\u2066۱٬۰۰۰+\u2069",
    ]
    assert digits.format_number(2, "latin", places=1) == "2.0"


def test_names_of_several_files_keep_their_directions_and_one_alone_is_as_it_was():
    assert isolate_each("فروش.xlsx، b.csv") == "\u2068فروش.xlsx\u2069، \u2068b.csv\u2069"
    assert isolate_each("فروش.xlsx") == "فروش.xlsx"
