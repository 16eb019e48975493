"""Days that people write without a year, as the lists around them mean them."""

from datetime import date, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.localisation.calendar import join
from kariz.pipeline.models import Activity, Deal
from kariz.reading.days import days_in_steps
from kariz.reading.days.days import read_date
from kariz.reading.days.said_days import Reader
from kariz.reading.days.years import Years, years_of
from kariz.reading.deals.outcome_hints import hinted
from kariz.records import storage


def days(user, one):
    return {draft.number: draft.values.get("created_at") for draft in preview(one, user).first}


def test_mina_divides_her_book_by_years_and_writes_days_without_them(admin, pipeline, upload):
    rows = (
        "تاریخ,پروژه,کارفرما,مبلغ\nسال ۱۴۰۳,,,\n۱۴۰۳/۰۲/۱۰,برج یاس,پارس,5\n۲۱ اردیبهشت,برج آوا,مهر,6\n"
        "جمع سال ۱۴۰۳,,,11\nسال ۱۴۰۴,,,\n۱۳ فروردین,برج سپهر,پارس,7\n۱۶ شهریور,برج نگین,مهر,8\n"
    )
    one = upload(rows, admin)
    found = days(admin, one)
    assert found[4] == join(1403, 2, 21, "jalali")
    assert (found[7], found[8]) == (join(1404, 1, 13, "jalali"), join(1404, 6, 16, "jalali"))
    told = preview(one, admin).first[1].told
    assert any("۱۴۰۳" in text or "1403" in text for text in told)


def test_without_dividing_lines_a_day_is_near_the_one_above_it(admin, pipeline, bring):
    rows = (
        "Date,Deal,Company,Amount\n2024-11-02,Tower,Nikan,5\n21 December,House,Mehr,6\n3 Jan,Mall,Kavosh,7\n"
        "2025-02-11,Shop,Pars,8\nApril 21,Hall,Ava,9\n"
    )
    bring(rows, admin)
    zone = ZoneInfo("Asia/Tehran")
    found = {deal.title: deal.created_at.astimezone(zone).date() for deal in Deal.objects.all()}
    assert found["House"] == date(2024, 12, 21)
    assert (found["Mall"], found["Hall"]) == (date(2025, 1, 3), date(2025, 4, 21))


def test_of_a_list_of_bare_days_the_nearest_past_ones_are_taken():
    today = join(1405, 9, 8, "jalali")
    said = [
        Years().day(cell, 2, 0, "created_at", today).day for cell in ("۱ دی", "۱ آبان ماه", "30th December")
    ]
    assert said == [join(1404, 10, 1, "jalali"), join(1405, 8, 1, "jalali"), date(2025, 12, 30)]
    assert Years().day("۱ دی", 2, 0, "next_step_on", today).day == join(1405, 10, 1, "jalali")
    assert Years().day("ساختمان ۲", 2, 0, "created_at", today) is None


def test_calls_of_the_year_with_bare_days_were_made_then(admin, pipeline, bring):
    rows = (
        "تاریخ,نوع,با چه کسی,پروژه,چه گفت\n۱۴۰۴/۱۲/۲۰,تماس,علی رضایی,,جواب نداد\n۸ فروردین,تماس,علی رضایی,,قیمت خواست\n"
        "۱۴۰۵/۰۱/۲۳,تماس,علی رضایی,,باز زنگ بزنم\n"
    )
    bring(rows, admin)
    found = Activity.objects.order_by("pk").values_list("done_at", flat=True)[1]
    assert found.astimezone(ZoneInfo("Asia/Tehran")).date() == join(1405, 1, 8, "jalali")


def test_a_file_is_gone_through_for_its_years_once(admin, pipeline, upload):
    rows = "Date,Deal,Amount\n2024-11-02,Tower,5\n21 December,House,6\n3 Jan,Mall,7\n"
    one = upload(rows, admin)
    before = days(admin, one)
    storage.path_of(one.stored).write_text(rows.replace("2024-11-02", "2019-11-02"))
    after = days(admin, one)
    assert after[2] == date(2019, 11, 2) and after[3] == before[3] == date(2024, 12, 21)
    # Where other columns are dates, others are gone through.
    other = imports.change(one=one, by=admin, mapping={"Deal": "title", "Date": "expected_close"})
    assert preview(other, admin).first[0].values["expected_close"] == date(2019, 11, 2)


def test_what_is_kept_of_a_long_list_says_the_same_years():
    rows = [(number, [f"{2015 + number // 400}-0{number % 7 + 1}-11"]) for number in range(2, 3000)]
    rows = [(number, ["3 Jan"] if number % 97 == 0 else cells) for number, cells in rows]
    found = years_of(rows, [0], {})
    assert len(found.days.get(0, ())) < 70
    steady = [
        (number, [(date(2015, 1, 1) + timedelta(days=number)).isoformat()]) for number in range(2, 3000)
    ]
    steady = [(number, ["3 Jan"] if number % 97 == 0 else cells) for number, cells in steady]
    found = years_of(steady, [0], {})
    assert len(found.days[0]) < 40
    for number in (97, 970, 2910):
        near = date(2015, 1, 1) + timedelta(days=number)
        taken = found.day("3 Jan", number, 0, "expected_close", date(2030, 1, 1)).day
        assert abs((taken - near).days) <= 183


def test_a_jalali_month_and_day_find_their_year_too(admin, pipeline, upload):
    one = upload(
        "تاریخ,پروژه,کارفرما,مبلغ\n۱۴۰۴/۰۲/۱۰,برج یاس,پارس,5\n3/16,برج آوا,مهر,6\n۸/۸,برج ماه,مهر,7\n", admin
    )
    found = days(admin, one)
    assert (found[3], found[4]) == (join(1404, 3, 16, "jalali"), join(1404, 8, 8, "jalali"))


def test_three_quarters_of_an_inch_are_no_day_of_a_gregorian_list():
    assert not Years(calendar="gregorian").says("3/4")
    assert Years(calendar="jalali").says("3/4")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("۱ دی گرفتن قیمت از کارخانه", (1405, 10, 1)),
        ("جلسه فنی تا ۵ دی", (1405, 10, 5)),
        ("پیگیری با آقای رضایی 9/17", (1405, 9, 17)),
        ("تماس ۱ فروردین", (1406, 1, 1)),
    ],
)
def test_the_day_in_the_words_of_a_step_needs_no_year(said, day):
    values = {"next_step": said}
    found = days_in_steps.take(values, Reader(read_date, join(1405, 9, 8, "jalali"), "jalali"))
    assert values["next_step_on"] == join(*day, "jalali")
    assert found is not None and found.year == day[0]


def test_a_row_is_told_which_year_the_day_of_its_step_got(admin, pipeline, upload):
    one = upload("عنوان,شرکت,قدم بعدی\nپمپ,پارس,جلسه فنی تا ۵ دی\n", admin)
    assert any("سال" in text or "year" in text for text in preview(one, admin).first[0].told)


def test_a_very_long_step_is_gone_through_at_once():
    begun = perf_counter()
    for text in ("ا" * 10_000, "1" * 10_000, "ا 1 " * 2_500, "3/4 " * 2_500):
        days_in_steps.take({"next_step": text}, Reader(read_date, join(1405, 9, 8, "jalali"), "jalali"))
        hinted(text)
    assert perf_counter() - begun < 1


@pytest.mark.parametrize(
    "said", ["شیر ۳/۴ و ۱/۲ اینچ", "شیر 3/4 اینچ بفرست", "قیمت 2 پمپ", "زنگ", "۵ دی یا ۸ دی"]
)
def test_words_of_a_step_that_say_no_day_or_two_keep_it_open(said):
    values = {"next_step": said}
    days_in_steps.take(values, Reader(read_date, join(1405, 9, 8, "jalali"), "jalali"))
    assert "next_step_on" not in values
