"""Days that stand in the words of a next step, as sellers write them: "chase Tue", "8th Dec 10am", «آخر آذر»."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from kariz.localisation.calendar import MONTHS, join, split
from kariz.localisation.digits import to_persian
from kariz.reading.days.days import read_date
from kariz.reading.days.said_days import Reader
from kariz.reading.days.written import written_on

NOW = date(2026, 11, 30)
"""A Monday, the 9th of Azar 1405."""


def said(text, calendar="gregorian", order="day", **given):
    read = partial(read_date, today=NOW, calendar=calendar, order=order)
    found = Reader(read, NOW, calendar, order if calendar == "gregorian" else "", **given).day_of(text)
    return found.day if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("call back Fri 4/12", date(2026, 12, 4)),
        ("chase 4/12 re price", date(2026, 12, 4)),
        ("site visit 8th Dec 10am", datetime(2026, 12, 8, 10)),
        ("call 10:30 4 Dec", datetime(2026, 12, 4, 10, 30)),
        ("ring next Tue at 3", datetime(2026, 12, 1, 15)),
        ("chase Tue", date(2026, 12, 1)),
        ("phone Mon", date(2026, 11, 30)),
        ("chase Weds", date(2026, 12, 2)),
        ("ring Thurs", date(2026, 12, 3)),
        ("Tues week", date(2026, 12, 8)),
        ("next week Thurs", date(2026, 12, 10)),
        ("ring sat", date(2026, 12, 5)),
        ("quote to go tomorrow", date(2026, 12, 1)),
        ("in 2 weeks", date(2026, 12, 14)),
        ("next week", date(2026, 12, 7)),
        ("call by end of week", date(2026, 12, 4)),
        ("chase mid Jan", date(2027, 1, 15)),
        ("end of Dec", date(2026, 12, 31)),
        ("parked - revisit March", date(2027, 3, 1)),
        ("revisit in May", date(2027, 5, 1)),
        ("chase 8 Dec 2027", date(2027, 12, 8)),
        ("pay by 1/2", date(2027, 2, 1)),
        ("12 Jan", date(2027, 1, 12)),
    ],
)
def test_debs_says_the_day_of_a_step_in_words(text, day):
    assert said(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("یکشنبه با مدیرعامل جلسه", (1405, 9, 15)),
        ("شنبه پیگیری", (1405, 9, 14)),
        ("سه‌شنبه زنگ بزنم", (1405, 9, 10)),
        ("سه شنبه زنگ بزنم", (1405, 9, 10)),
        ("فردا پیش فاکتور بفرستم", (1405, 9, 10)),
        ("پس‌فردا تماس", (1405, 9, 11)),
        ("آخر آذر", (1405, 9, 30)),
        ("اواسط دی تماس", (1405, 10, 15)),
        ("در دی ماه", (1405, 10, 1)),
        ("هفته آینده", (1405, 9, 16)),
        ("شنبه هفته آینده", (1405, 9, 14)),
        ("دو هفته دیگه زنگ", (1405, 9, 23)),
        ("خرداد ۱۴۰۶", (1406, 3, 1)),
        ("زنگ ۹/۱۲", (1405, 9, 12)),
    ],
)
def test_sara_says_it_in_persian(text, day):
    assert said(text, "jalali") == join(*day, "jalali")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("فردا ساعت ۱۰", (10, 0)),
        ("شنبه ساعت ۴", (16, 0)),
        ("۱۵ آذر ساعت ۱۰ و نیم", (10, 30)),
        ("فردا ۴ عصر", (16, 0)),
    ],
)
def test_the_hour_is_taken_where_it_is_said(text, hour):
    found = said(text, "jalali")
    assert (found.hour, found.minute) == hour


@pytest.mark.parametrize(
    "text",
    [
        "chase",
        "waiting on client",
        "4/12 units delivered",
        "lot 4/12",
        "phase 2/3 drawings",
        "3/4 inch valve",
        "send 1/2 price offer",
        "24/7 cover",
        "£4/12",
        "30 day terms",
        "sat with client",
        "meet Jim at The Sun",
        "ring May",
        "ring Jan",
        "spoke Tue",
        "not Monday",
        "Mon or Tue",
        "march them to the site",
        "منتظر تماس خودشان",
        "هر شنبه",
        "شنبه‌ها",
        "شنبه گذشته",
        "شنبه زنگ زدم",
        "۴/۱۲ دستگاه",
        "فاز ۲/۳",
        "تیرآهن بفرست",
        "مهر و امضا",
    ],
)
def test_what_is_no_day_stays_words(text):
    assert said(text) is None and said(text, "jalali") is None


@pytest.mark.parametrize("shift", range(0, 330, 7))
@pytest.mark.parametrize("calendar", ["gregorian", "jalali"])
def test_every_coming_day_is_read_back_however_it_is_written(shift, calendar):
    day = NOW + timedelta(days=shift)
    parts = split(day, calendar)
    name = MONTHS[calendar, "en" if calendar == "gregorian" else "fa"][parts.month - 1]
    texts = [f"{parts.day} {name}", f"{parts.day} {name} {parts.year}", f"ring {parts.day} {name} again"]
    if calendar == "jalali":
        texts = [*texts, *map(to_persian, texts)]
    for text in texts:
        assert said(text, calendar) == day, text
    assert said(f"send it {parts.day} {name} 10:30", calendar) == datetime(
        day.year, day.month, day.day, 10, 30
    )


@pytest.mark.parametrize("shift", range(7))
def test_a_weekday_is_the_next_one_or_the_day_itself_and_after_a_call_a_later_one(shift):
    since = NOW + timedelta(days=shift)
    for name in ("Monday", "mon", "دوشنبه", "دو شنبه"):
        found = said(f"call {name}", since=since)
        assert found.weekday() == 0 and 0 <= (found - since).days < 7
        later = said(f"call {name}", since=since, after=True)
        assert later.weekday() == 0 and 1 <= (later - since).days <= 7


def test_after_a_call_of_long_ago_nobody_knows_whether_its_saturday_was_kept():
    assert said("شنبه دوباره تماس", "jalali", since=NOW - timedelta(days=20), after=True) is None
    assert said("شنبه دوباره تماس", "jalali", since=NOW - timedelta(days=1), after=True) == date(2026, 12, 5)


def test_in_a_country_of_months_first_a_weekday_tells_what_two_numbers_are():
    assert said("Fri 12/4", order="month") == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("PIPELINE 2026 updated HM 27/11   GREEN = won", date(2026, 11, 27)),
        ("Pipeline as of 28 Nov 2026", date(2026, 11, 28)),
        ("updated 3/2", None),
        ("Pipeline 27/11", None),
        ("updated every Mon", None),
    ],
)
def test_a_line_above_the_table_says_when_it_was_written(title, day):
    read = partial(read_date, today=NOW, calendar="gregorian", order="day")
    assert written_on(title, read, NOW, "gregorian", "day") == day
