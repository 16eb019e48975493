import json
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kariz.localisation import dates, home, preferences
from kariz.localisation.calendar import FIRST_DAY, LAST_DAY
from kariz.localisation.dates import DateError, format_date, parse_date, parse_datetime, parse_import_date

CASES = json.loads((Path(__file__).parent / "date_cases.json").read_text())
TODAY = date.fromisoformat(CASES["today"])

days = st.dates(FIRST_DAY, LAST_DAY)
calendars = st.sampled_from(["jalali", "gregorian"])
digit_sets = st.sampled_from(["persian", "latin"])
languages = st.sampled_from(["fa", "en"])


@pytest.mark.parametrize(("text", "calendar", "day"), CASES["read"])
def test_what_people_write_is_understood(text, calendar, day):
    assert parse_date(text, today=TODAY, calendar=calendar).isoformat() == day


@pytest.mark.parametrize(("text", "calendar", "code"), CASES["refuse"])
def test_what_is_no_date_is_refused_with_the_reason(text, calendar, code):
    with pytest.raises(DateError) as caught:
        parse_date(text, today=TODAY, calendar=calendar)
    assert caught.value.code == code
    assert str(caught.value)


@pytest.mark.parametrize(("text", "order", "day"), CASES["ordered"])
def test_a_day_in_numbers_begins_as_in_the_country_of_the_company(text, order, day, monkeypatch):
    monkeypatch.setattr(home, "_region", {"month": "US", "day": "GB"}[order])
    assert parse_date(text, today=TODAY, calendar="gregorian").isoformat() == day


@pytest.mark.parametrize(
    ("order", "style", "shown"),
    [
        ("month", "short", "12/05/2026"),
        ("month", "brief", "12/05/2026"),
        ("month", "long", "December 5, 2026"),
        ("month", "day", "Saturday, December 5"),
        ("month", "full", "Saturday, December 5, 2026"),
        ("month", "month", "December 2026"),
        ("day", "brief", "05/12/2026"),
        ("day", "long", "5 December 2026"),
        ("year", "brief", "2026-12-05"),
        ("", "short", "2026-12-05"),
        ("", "brief", "5 Dec 2026"),
    ],
)
def test_dutch_reads_days_in_his_order_and_what_he_reads_he_may_type(order, style, shown):
    day = date(2026, 12, 5)
    with preferences.using(date_order=order, calendar="gregorian", language="en"):
        assert format_date(day, "gregorian", "latin", "en", style) == shown
        assert format_date(day, "jalali", "persian", "fa") == "۱۴۰۵/۰۹/۱۴"
        if style in ("short", "brief", "long", "full"):
            assert parse_date(shown, today=TODAY, calendar="gregorian") == day


@given(days, calendars, digit_sets, languages, st.sampled_from(["short", "brief", "long", "full"]))
def test_every_date_shown_is_read_back(day, calendar, digits, language, style):
    shown = format_date(day, calendar, digits, language, style)
    assert parse_date(shown, today=TODAY, calendar=calendar) == day
    assert parse_import_date(shown, today=TODAY, calendar=calendar) == day


@given(st.integers(-3000, 3000), digit_sets, languages)
def test_every_relative_day_shown_is_read_back(shift, digits, language):
    day = date.fromordinal(TODAY.toordinal() + shift)
    assert parse_date(dates.relative_day(day, TODAY, language, digits), today=TODAY) == day


@given(st.text(max_size=80), calendars)
def test_any_text_is_a_date_or_a_date_error(text, calendar):
    for read in (parse_date, parse_datetime, parse_import_date):
        try:
            assert isinstance(read(text, today=TODAY, calendar=calendar), date)
        except DateError as error:
            assert str(error)


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "شنبه " * 20_000, "1405/" * 20_000, " " * 100_000, "آ\u200c" * 50_000]
)
@pytest.mark.parametrize("read", [parse_date, parse_datetime, parse_import_date])
def test_very_long_text_is_refused_at_once(text, read, cpu_seconds):
    def refused():
        with pytest.raises(DateError):
            read(text, today=TODAY)

    assert cpu_seconds(refused) < 0.1


@pytest.mark.parametrize(
    "cell",
    ["1405/09/02 14:30:00", "2026-11-23T10:00:00Z", "2026-11-23 00:00:00", "2026-11-23T10:00:00.123+03:30",
     datetime(2026, 11, 23, 14, 30), date(2026, 11, 23), 46349, 46349.75, 14050902, 20261123.0],
)  # fmt: skip
def test_spreadsheet_cells_are_read(cell):
    assert parse_import_date(cell, today=TODAY) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "cell", ["3/4/2026", "2/9/05", "فردا", "۲ آذر", "46349", True, float("nan"), -5, 12, 10**12, ""]
)
def test_spreadsheet_cells_that_could_mean_two_days_are_refused(cell):
    with pytest.raises(DateError):
        parse_import_date(cell, today=TODAY)


@pytest.mark.parametrize(
    "text",
    ["۱۴۰۵/۹/۲ ۱۴:۳۰", "2 آذر ۱۴۰۵ ساعت ۱۴:۳۰", "امروز ۲:۳۰ ب.ظ", "14:30", "23 Nov 2026, 2:30 pm", "today at 14:30",
     "2026-11-23T11:00:00Z", "2026-11-23T14:30"],
)  # fmt: skip
def test_a_moment_is_read_in_tehran_and_kept_in_utc(text):
    assert parse_datetime(text, today=TODAY) == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def test_a_moment_by_the_hour_and_without_a_time():
    assert parse_datetime("فردا ساعت ۱۰", today=TODAY) == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    assert parse_datetime("tomorrow 10am", today=TODAY) == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    with pytest.raises(DateError):
        parse_datetime("فردا", today=TODAY)
    with pytest.raises(DateError):
        parse_datetime("فردا ۲۵:۰۰", today=TODAY)


def test_tehran_had_summer_time_until_2022():
    summer, later = datetime(2022, 7, 1, 9, tzinfo=UTC), datetime(2023, 7, 1, 9, tzinfo=UTC)
    assert dates.format_datetime(summer, digits="latin").endswith("13:30")
    assert dates.format_datetime(later, digits="latin").endswith("12:30")


def test_dates_are_shown_in_every_style():
    shown = {style: format_date(TODAY, style=style) for style in ("short", "long", "day", "full", "month")}
    assert shown == {"short": "۱۴۰۵/۰۹/۰۲", "long": "۲ آذر ۱۴۰۵", "day": "دوشنبه ۲ آذر", "full": "دوشنبه ۲ آذر ۱۴۰۵",
                     "month": "آذر ۱۴۰۵"}  # fmt: skip
    assert format_date(TODAY, "gregorian", "latin", "en", "long") == "23 November 2026"
    assert format_date(date(1, 1, 1), "jalali", "latin") == "0001-01-01"
    assert format_date(TODAY, style="brief") == "۱۴۰۵/۰۹/۰۲"
    assert format_date(TODAY, "gregorian", "latin", "en", "brief") == "23 Nov 2026"
    assert format_date(TODAY, "gregorian", "persian", "fa", "brief") == "۲۳ نوامبر ۲۰۲۶"


def test_moments_near_now_are_told_from_now():
    now = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)

    def told(*parts, **how):
        return dates.relative_moment(datetime(*parts, tzinfo=UTC), now, **how)

    assert told(2026, 11, 23, 11, 0) == "همین حالا"
    assert told(2026, 11, 23, 10, 48) == "۱۲ دقیقه پیش"
    assert told(2026, 11, 23, 11, 12) == "۱۲ دقیقهٔ دیگر"
    assert told(2026, 11, 23, 5, 0) == "امروز ۰۸:۳۰"
    assert told(2026, 11, 22, 5, 0, language="en", digits="latin") == "yesterday 08:30"
    assert told(2026, 11, 20, 5, 0) == "۲۹ آبان ۱۴۰۵، ۰۸:۳۰"


def test_a_day_of_which_nobody_said_the_time_is_told_without():
    now = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)

    def told(day, second=0, **how):
        return dates.relative_moment(datetime(2026, 11, day, 20, 30, second, tzinfo=UTC), now, **how)

    assert told(22) == "امروز"
    assert told(21, language="en", digits="latin") == "yesterday"
    assert told(19) == "۲۹ آبان ۱۴۰۵"
    assert told(19, second=1) == "۲۹ آبان ۱۴۰۵، ۰۰:۰۰"


def test_sara_reads_the_error_in_persian():
    with translation.override("fa"), pytest.raises(DateError) as caught:
        parse_date("1404/12/30", today=TODAY)
    with translation.override("fa"):
        assert str(caught.value) == "روز 1404/12/30 وجود ندارد."


@pytest.mark.parametrize(("text", "calendar", "iso"), [*CASES["moments"], *CASES["days_alone"]])
def test_a_day_with_its_time_is_read_as_the_browser_reads_it(text, calendar, iso):
    found = parse_datetime(text, today=TODAY, calendar=calendar, default=time_of_day(23, 59))
    local = found.astimezone(ZoneInfo("Asia/Tehran"))
    assert local.isoformat()[:16] == (iso if "T" in iso else f"{iso}T23:59")


@pytest.mark.parametrize(("text", "calendar", "code"), CASES["refuse_moments"])
def test_what_is_no_moment_is_refused_as_the_browser_refuses_it(text, calendar, code):
    with pytest.raises(DateError) as refused:
        parse_datetime(text, today=TODAY, calendar=calendar, default=time_of_day(23, 59))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "day"),
    [("۰۳/۹/۲۵", "1403/9/25"), ("۰۴/۱/۱۳", "1404/1/13"), ("25/9/03", "1403/9/25"), ("04/09/05", "")],
)
def test_of_two_readings_of_a_short_year_in_a_file_the_near_one_is_taken(text, day):
    today = date(2026, 11, 28)
    if not day:
        with pytest.raises(DateError):
            parse_import_date(text, today=today)
    else:
        assert parse_import_date(text, today=today) == parse_import_date(day, today=today)
