"""The words of days as three people type them: «هفتهٔ آینده», «هفتۀ آینده», «هفته‌ی آینده» are one week."""

from datetime import date

import pytest

from kariz.localisation.calendar import join
from kariz.reading.days.said_days import Reader
from kariz.reading.tests.test_said_days import said

SPELLINGS = {"a hamza above": "ه\u0654", "one letter": "\u06c0", "a half-space": "ه\u200cی", "nothing": "ه"}


@pytest.mark.parametrize("how", SPELLINGS)
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("سه‌شنب* هفت* آینده جلسه", (1405, 9, 17)),
        ("شنب* هفت* بعد", (1405, 9, 14)),
        ("هفت* آینده سه‌شنبه", (1405, 9, 17)),
        ("هفت* آینده", (1405, 9, 16)),
        ("هفت* بعد زنگ بزنم", (1405, 9, 16)),
        ("هفت* دیگه", (1405, 9, 16)),
        ("دو هفت* دیگر", (1405, 9, 23)),
        ("۳ هفت* بعد", (1405, 9, 30)),
        ("آخر هفت* آینده", (1405, 9, 19)),
        ("پایان هفت* بعد", (1405, 9, 19)),
        ("شنب* آینده", (1405, 9, 14)),
        ("جمع* بعد", (1405, 9, 13)),
        ("نیم* دوم دی", (1405, 10, 15)),
        ("نیم* دی", (1405, 10, 15)),
        ("میان* دی", (1405, 10, 15)),
    ],
)
def test_sara_and_her_colleagues_spell_a_week_in_three_ways(how, text, day):
    assert said(text.replace("*", SPELLINGS[how]), "jalali") == join(*day, "jalali")


def on(today, text, calendar):
    read = lambda cell: date.fromisoformat(cell)  # noqa: E731
    found = Reader(read, today, calendar, "day" if calendar == "gregorian" else "").day_of(text)
    return found.day if found else None


@pytest.mark.parametrize("text", ["send by end of Nov", "late Nov", "end of November"])
def test_debs_meant_the_november_that_ended_yesterday(text):
    assert on(date(2026, 12, 1), text, "gregorian") == date(2026, 11, 30)


@pytest.mark.parametrize("text", ["آخر آذر", "اواخر آذر", "پایان آذر ماه"])
def test_sara_meant_the_azar_that_ended_yesterday(text):
    assert on(join(1405, 10, 1, "jalali"), text, "jalali") == join(1405, 9, 30, "jalali")


def test_a_month_that_is_long_over_is_that_of_the_next_year():
    assert on(date(2026, 12, 31), "end of Nov", "gregorian") == date(2027, 11, 30)
