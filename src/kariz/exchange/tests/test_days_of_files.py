"""Days are read in one way, in the fields of Kariz and in the company's own; a file knows no "tomorrow"."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Activity, Deal
from kariz.reading.cells.values import BadValue
from kariz.reading.days import days, days_of_files

TODAY = date(2026, 11, 25)
MAPPING = {"عنوان": "title", "نصب": "new:date", "بستن": "expected_close"}


def come(upload, by, rows, **options):
    one = upload("عنوان,نصب,بستن\n" + rows, by)
    one = imports.change(one=one, by=by, mapping=MAPPING, options={"calendar": "jalali"} | options)
    return finish(imports.start(one=one, by=by))


@pytest.mark.parametrize(
    "cell", ["14050523", "1405/05/23", "۱۴۰۵/۵/۲۳", "05/05/23", "۲۳ مرداد ۱۴۰۵", "2026-08-14"]
)
def test_a_day_is_read_alike_in_both_kinds_of_fields(admin, pipeline, upload, cell):
    one = come(upload, admin, f"پمپ,{cell},{cell}\nلوله,1405/01/02,1405/01/02\n")
    assert one.refused_count == 0, list(one.rows.values_list("errors", flat=True))
    deal = Deal.objects.get(title="پمپ")
    assert [deal.expected_close.isoformat()] == list(deal.custom.values()) == ["2026-08-14"]


def test_a_short_year_stands_where_the_column_has_its_years(admin, pipeline, upload):
    one = come(upload, admin, "پمپ,۰۲/۰۶/۰۳,۰۲/۰۶/۰۳\nلوله,۱۴۰۲/۰۵/۳۰,۱۴۰۲/۰۵/۳۰\nشیر,,14020501\n")
    assert one.refused_count == 0
    deal = Deal.objects.get(title="پمپ")
    assert [deal.expected_close.isoformat()] == list(deal.custom.values()) == ["2023-08-25"]


def test_a_column_that_does_not_agree_decides_nothing():
    assert days.habit_of(["1402/05/30", "", "02/06/03", 14020501]) == "year"
    assert days.habit_of(["30/05/1402", "02/06/03"]) == "day"
    assert days.habit_of(["30/05/1402", "1402/05/30"]) == days.habit_of(["02/06/03"]) == ""
    read = {"today": TODAY, "calendar": "jalali"}
    assert days.read_date("02/06/03", **read, habit="year") == date(2023, 8, 25)
    assert days.read_date("02/06/03", **read, habit="day") == date(2024, 8, 23)
    with pytest.raises(days.BadValue):
        days.read_date("02/06/03", **read)


@pytest.mark.parametrize("word", ["فردا", "هفته بعد", "tomorrow", "next week", "شنبه", "فردا ساعت ۱۰"])
def test_a_word_that_counts_from_today_is_no_day_in_a_file(admin, pipeline, upload, word):
    one = come(upload, admin, f"پمپ,{word},\nلوله,,{word}\n")
    assert one.refused_count == 2
    assert all("از کدام روز" in row.why[0] for row in one.rows.all())
    left = come(upload, admin, f"شیر,{word},{word}\n", unreadable="leave")
    deal = Deal.objects.get(title="شیر")
    assert left.created_count == 1 and deal.custom == {} and deal.expected_close is None
    assert deal.notes.count(word) == 2


def test_a_follow_up_that_is_only_a_word_is_said_by_the_next_step(admin, pipeline, bring):
    rows = "پمپ,هفته بعد,\nلوله,فردا,تماس با مدیر\nشیر,بعد نمایشگاه,\n"
    one = bring(f"عنوان,تاریخ پیگیری,قدم بعدی\n{rows}", admin)
    assert one.created_count == 3
    steps = Activity.objects.filter(source=None)
    # It comes up after as many days as the stage gives its first activity: nobody is forgotten for a word.
    assert all(step.due_at is not None for step in steps)
    said = {step.deal.title: step.name for step in steps}
    assert said == {
        "پمپ": "پیگیری (هفته بعد)",
        "لوله": "تماس با مدیر",
        "شیر": "پیگیری (بعد نمایشگاه)",
    }


def test_tomorrow_of_a_day_in_nazilas_book_is_the_day_after_it(admin, pipeline, bring):
    day = timezone.localdate() - timedelta(days=6)
    rows = f"ساوالان,{day},85,تماس,فردا\nالماس,{day},90,بازدید,\n"
    bring(f"عنوان,تاریخ,مبلغ,قدم بعدی,تاریخ پیگیری\n{rows}", admin)
    due = Activity.objects.get(deal__title__contains="ساوالان", source=None).due_at
    assert timezone.localtime(due).date() == day + timedelta(days=1)


@pytest.mark.parametrize(("header", "ago"), [("تاریخ ایجاد", 6), ("تاریخ", 400)])
def test_tomorrow_of_an_old_row_or_of_the_day_a_deal_began_counts_from_that_day_no_more(
    admin, pipeline, bring, header, ago
):
    day = timezone.localdate() - timedelta(days=ago)
    bring(f"عنوان,{header},مبلغ,قدم بعدی,تاریخ پیگیری\nساوالان,{day},85,تماس,فردا\n", admin)
    assert Activity.objects.get(source=None).due_at >= timezone.now() - timedelta(days=1)


@pytest.mark.parametrize("cell", ["مرداد ۱۴۰۵", "مرداد‌ماه ۱۴۰۵", "۱۴۰۵/۰۵", "1405 مرداد", "Mordad 1405"])
def test_where_only_the_month_is_said_its_first_day_is_taken_and_told(admin, pipeline, upload, cell):
    one = come(upload, admin, f"پمپ,{cell},{cell}\n")
    deal = Deal.objects.get()
    assert [deal.expected_close.isoformat()] == list(deal.custom.values()) == ["2026-07-23"]
    assert [note["field"] for note in one.rows.get().warnings].count("expected_close") == 1


@pytest.mark.parametrize("cell", ["مرداد", "۱۴۰۵", "۱۴۰۵/۱۳", "نیکان ۱۴۰۵"])
def test_what_names_no_month_of_a_year_is_no_day(cell):
    with pytest.raises(days.BadValue):
        days.read_date(cell, today=TODAY, calendar="jalali")


@pytest.mark.parametrize(
    ("days", "calendar"),
    [
        (["1403/09/25", "۰۳/۹/۲۶", 14030927], "jalali"),
        (["۵ شهریور ۱۴۰۳", "03/9/26"], "jalali"),
        (["25-09-1403", "2024-01-02", "26-09-1403"], "jalali"),
        (["2024-09-25", "24/9/26"], "gregorian"),
        (["25/09/2024", "1/2/24"], "gregorian"),
        (["03/9/26", "", 12], ""),
    ],
)
def test_the_whole_years_of_a_file_say_of_which_calendar_its_short_ones_are(days, calendar):
    assert days_of_files.calendar_of([[day] for day in days]) == calendar


def test_john_who_lives_by_the_gregorian_calendar_brings_a_persian_list(admin, pipeline, bring):
    admin.calendar = "gregorian"
    admin.save()
    bring("عنوان,تاریخ ایجاد\nالف,1403/09/25\nب,۰۳/۹/۲۶\n", admin)
    held = dict(Deal.objects.values_list("title", "created_at"))
    assert (held["ب"] - held["الف"]).days == 1


@pytest.mark.parametrize(
    ("cell", "habit", "day"),
    [
        ("۰۴/۹/۲۰", "day", date(2025, 12, 11)),
        ("04/6/10", "", date(2025, 9, 1)),
        ("25/8/03", "", date(2024, 11, 15)),
        ("25/8/03", "year", date(2024, 11, 15)),
        ("03/4/05", "year", date(2024, 6, 25)),
        ("03/4/05", "day", date(2026, 6, 24)),
    ],
)
def test_of_two_readings_of_a_short_year_only_one_lies_in_these_years(cell, habit, day):
    assert days.read_date(cell, today=date(2026, 11, 28), calendar="jalali", habit=habit) == day


def test_where_both_lie_in_these_years_nobody_guesses():
    with pytest.raises(BadValue):
        days.read_date("03/4/05", today=date(2026, 11, 28), calendar="jalali")


@pytest.mark.parametrize("cell", [datetime(2026, 11, 29), 46355.0, "2026-11-29 00:00:00"])
def test_a_day_of_a_spreadsheet_has_no_hour(cell):
    read = days.read_moment(cell, today=date(2026, 11, 29), calendar="gregorian")
    assert (type(read), read) == (date, date(2026, 11, 29))
