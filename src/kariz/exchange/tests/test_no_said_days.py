"""Words of a next step that name a day and mean none, or another: better no day than a wrong one."""

from datetime import date, datetime

import pytest

from kariz.localisation.calendar import join
from kariz.reading.days.days import read_date
from kariz.reading.days.said_days import Reader
from kariz.reading.days.written import written_on
from kariz.reading.tests.test_said_days import NOW, said


@pytest.mark.parametrize(
    "text",
    [
        "۱۰ روز بعد از تحویل",
        "دو هفته بعد از نصب تماس",
        "یک هفته بعد از عید",
        "۳ روز قبل از ۲۰ آذر",
        "دو روز پیش از شنبه",
        "۱۰ روز بعد از ۱۴۰۵/۰۹/۲۰",
        "۲ روز مانده به ۲۰ آذر",
        "یک هفته قبل از آخر آذر",
        "دو روز بعد از فردا",
    ],
)
def test_days_that_sara_counts_from_another_one_are_none_of_today(text):
    assert said(text, "jalali") is None


@pytest.mark.parametrize(
    "text",
    [
        "chase two days after Tue",
        "3 days before Fri",
        "a week after 8 Dec",
        "2 days before the 8th Dec 2026",
        "10 days after 8/12/2026",
        "2 weeks before end of Dec",
        "a week on Tue",
        "in 2 weeks after delivery",
        "met last March",
        "quiet since March",
        "sent 20 Nov",
        "spoke 27/11",
    ],
)
def test_days_that_debs_counts_from_another_one_or_that_were_are_none(text):
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("call after 8 Dec", date(2026, 12, 8)),
        ("before Tue meeting send drawings", date(2026, 12, 1)),
        ("3 days before Fri, ring Wed", date(2026, 12, 2)),
        ("spoke 27/11, chase Tue", date(2026, 12, 1)),
        ("to be sent 8 Dec", date(2026, 12, 8)),
        ("in 2 weeks from now", date(2026, 12, 14)),
    ],
)
def test_what_stands_beside_them_stays_a_day(text, day):
    assert said(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱۰ روز بعد", (1405, 9, 19)),
        ("شنبه بعد از ظهر", (1405, 9, 14)),
        ("شنبه قبل از ظهر", (1405, 9, 14)),
        ("فردا از ساعت ۱۰", (1405, 9, 10)),
        ("۲۰ آذر پیش پرداخت", (1405, 9, 20)),
        ("هفته بعد ۲۰ آذر", (1405, 9, 20)),
    ],
)
def test_what_sara_says_beside_them_stays_a_day(text, day):
    found = said(text, "jalali")
    assert date(found.year, found.month, found.day) == join(*day, "jalali")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("site visit 8 Dec 27 High St", date(2026, 12, 8)),
        ("site visit 8 Dec, 27 High St", date(2026, 12, 8)),
        ("order 5 Jan 26 chairs", date(2027, 1, 5)),
        ("visit Jan 5 26 people", date(2027, 1, 5)),
        ("Send 20 Jan 28 quotes", date(2027, 1, 20)),
        ("site visit 8 Dec '27 High St", date(2027, 12, 8)),
        ("site visit 8-Dec-27 High St", date(2027, 12, 8)),
        ("renew 8 Dec 27", date(2027, 12, 8)),
        ("renew 8 Dec 27, ring Jo", date(2027, 12, 8)),
        ("renew 8 Dec 27 at 10am", datetime(2027, 12, 8, 10)),
        ("renew 8/Dec/27", date(2027, 12, 8)),
    ],
)
def test_a_house_number_or_a_count_is_no_year(text, day):
    assert said(text) == day


def test_a_year_of_two_digits_by_themselves_is_told():
    def read(text):
        return Reader(lambda cell: read_date(cell, today=NOW), NOW, "gregorian", "day").day_of(text)

    assert not read("renew 8 Dec 27").whole and "8 Dec 27 = " in read("renew 8 Dec 27").quote("")
    assert read("renew 8 Dec '27").whole and read("renew 8 Dec 2027").whole
    assert not read("site visit 8 Dec 27 High St").whole


def test_a_list_says_in_two_digits_in_which_year_it_was_written():
    title = "Pipeline updated 27 Nov 26"
    assert written_on(title, read_date, NOW, "gregorian", "day") == date(2026, 11, 27)


@pytest.mark.parametrize(
    "text",
    [
        "only 2 may attend",
        "3 may need replacing",
        "9/10 likely, ring",
        "9/10",
        "Jan 10% discount",
        "Jan 10 % off",
        "۲۰ تیر چوبی",
        "۲۰ تیر آهن",
    ],
)
def test_a_verb_a_share_and_a_beam_are_no_days(text):
    assert said(text) is None
    assert text.isascii() or said(text, "jalali") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ring on 2 may", date(2027, 5, 2)),
        ("2nd may visit", date(2027, 5, 2)),
        ("ring 2 may", date(2027, 5, 2)),
        ("2 May visit", date(2027, 5, 2)),
        ("pay by 9/10", date(2027, 10, 9)),
        ("Sat 9/10", date(2027, 10, 9)),
        ("9/12 likely on site", None),
        ("chase 9/12", date(2026, 12, 9)),
    ],
)
def test_what_says_itself_to_be_a_day_is_one(text, day):
    assert said(text) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("called at 10am, chase tomorrow", None),
        ("chase tomorrow, called at 10am", None),
        ("shop shuts 5pm, chase Tue", None),
        ("called Jo at 10am, chase Tue", None),
        ("called at 10am, chase tomorrow 2pm", 14),
        ("ring Tue, 10am", 10),
        ("ring Jo Tue at 3", 15),
        ("10am on Tue", 10),
        ("call tomorrow evening at 8", 20),
        ("call tomorrow at 8 in the evening", 20),
        ("tonight at 8", 20),
        ("tomorrow morning at 6", 6),
        ("Tue at 14:30", 14),
    ],
)
def test_the_hour_of_debs_is_that_beside_the_day(text, at):
    found = said(text)
    assert getattr(found, "hour", None) == at and found is not None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("ساعت ۸ شب شنبه", 20),
        ("شنبه ساعت ۸ شب", 20),
        ("فردا شب ساعت ۹", 21),
        ("فردا غروب ساعت ۶", 18),
        ("فردا ساعت ۷ غروب", 19),
        ("فردا صبح ساعت ۶", 6),
        ("فردا ساعت ۱۰ صبح", 10),
        ("ساعت ۱۰ زنگ زدم، فردا دوباره", None),
        ("ساعت ۱۰ زنگ زدم فردا دوباره", None),
        ("شنبه ۲ شب اقامت", None),
    ],
)
def test_the_hour_of_sara_is_that_beside_the_day(text, at):
    found = said(text, "jalali")
    assert getattr(found, "hour", None) == at and found is not None
