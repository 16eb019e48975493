"""Cells as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.localisation.dates import format_date
from kariz.localisation.digits import to_persian
from kariz.reading.cells import values as v
from kariz.reading.cells.guard import guard, unguard
from kariz.reading.cells.phones import read_phones
from kariz.reading.columns.guessing import guess_kind, guess_mapping
from kariz.reading.days import days

TODAY = date(2026, 11, 23)


@given(st.text())
def test_what_is_guarded_comes_back_unchanged(text):
    assert unguard(guard(text)) == text


@given(st.dates(date(1850, 1, 1), date(2100, 1, 1)), st.sampled_from(["persian", "latin"]))
def test_a_jalali_day_is_read_in_either_digits(day, digits):
    assert days.read_date(format_date(day, "jalali", digits), today=TODAY, calendar="jalali") == day


@given(st.integers(0, 10**15))
def test_an_amount_is_the_same_in_every_spelling(amount):
    for text in (amount, str(amount), f"{amount:,}", to_persian(str(amount)), f"{amount} ریال"):
        assert v.read_money(text, currency="IRR", unit="rial") == amount


@given(st.text(max_size=80))
def test_no_text_breaks_a_reader(text):
    readers = [
        lambda cell: days.read_date(cell, today=TODAY, calendar="jalali"),
        lambda cell: v.read_money(cell, currency="IRR", unit="toman"),
        read_phones,
        v.read_emails,
        v.read_count,
        v.read_quantity,
        v.read_notes,
    ]
    for read in readers:
        try:
            read(text)
        except v.BadValue as error:
            assert str(error)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Won", "won"),
        ("باخت", "lost"),
        ("موفق", "won"),
        ("ناموفق", "lost"),
        ("؟", ""),
        ("فعلا راکد", "resting"),
        ("راکد فعلاً", "resting"),
        ("فعلا باز", ""),
    ],
)
def test_outcomes_are_known_in_both_languages(word, outcome):
    assert v.outcome_of(word) == outcome


def test_headers_of_other_systems_are_known():
    hubspot = ["Record ID", "Deal Name", "Deal Stage", "Amount", "Deal owner", "Close Date", "Create Date"]
    assert list(guess_mapping(hubspot, "deals").values()) == [
        "external_id", "title", "stage", "amount", "owner", "closed_at", "created_at",
    ]  # fmt: skip
    assert guess_kind(["نام", "نام خانوادگی", "موبایل"]) == "contacts"
    assert guess_kind(["نام شرکت", "صنعت", "شهر"]) == "companies"
