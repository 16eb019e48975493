"""A year of one digit («۵/۸/۲۳») is read where the days around it leave one reading, and a row without a readable day
does not count in the sales of today."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.localisation.calendar import join, split
from kariz.pipeline.models import Activity, Deal
from kariz.reading.days.short_years import day_of_short

NEAR = join(1405, 8, 1, "jalali")


def created(user, one):
    return {draft.number: draft.values.get("created_at") for draft in preview(one, user).first}


def test_mina_writes_five_for_1405_among_whole_years(admin, pipeline, upload):
    rows = "تاریخ,پروژه,مبلغ\n1405/8/20,برج,5\n۵/۸/۲۳,پل,6\n4/12/1,سد,7\n۱۴۰۵/۰۸/۲۸,تونل,8\n"
    one = upload(rows, admin)
    found = created(admin, one)
    assert found[3] == join(1405, 8, 23, "jalali") and found[4] == join(1404, 12, 1, "jalali")
    told = preview(one, admin).first[1].told
    assert any("1405" in text and "۵/۸/۲۳" in text for text in told)


def test_calls_with_a_year_of_one_digit_were_made_then(admin, pipeline, bring):
    bring(
        "تاریخ,نوع,با چه کسی,چه گفت\n1405/7/1,تماس,علی رضایی,سلام\n۵/۷/۲,تماس,علی رضایی,قیمت خواست\n", admin
    )
    done = sorted(one.done_at.date() for one in Activity.objects.all())
    assert (done[1] - done[0]) == timedelta(days=1)


@pytest.mark.parametrize(
    "rows",
    [
        "برج,5/8/4\nپل,3/2/5\n",  # no whole day beside them
        "برج,23/08/1405\nپل,5/8/4\n",  # the years stand last
        "برج,23/08/1405\nپل,1405/8/24\nسد,5/8/4\n",  # both
        "برج,1405/8/24\nپل,2026-05-01\nسد,5/8/23\n",  # and Gregorian ones
        "برج,1405/8/24\nپل,5/13/23\n",
        "برج,1405/8/24\nپل,5/8/32\n",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read(admin, pipeline, bring, rows):
    means = {"پروژه": "title", "تاریخ": "created_at"}
    done = bring(f"پروژه,تاریخ\n{rows}", admin, calendar="jalali", mapping=means)
    assert done.refused_count >= 1


def test_a_closed_deal_with_an_unreadable_day_is_of_the_days_beside_it(admin, pipeline, upload, bring):
    rows = "تاریخ,پروژه,وضعیت\n1404/8/20,برج,فروخته شد\n32/8/؟,پل,فروخته شد\n1404/8/28,سد,باخت\n"
    done = bring(rows, admin, unreadable="leave")
    assert done.created_count == 3
    deal = Deal.objects.get(title="پل")
    assert split(deal.closed_at.date(), "jalali").year == 1404
    assert "32/8/؟" in deal.notes
    assert any("کنار" in note["text"] for note in done.rows.get(number=3).warnings)


def test_without_days_beside_it_the_row_says_that_today_is_taken(admin, pipeline, bring):
    done = bring("تاریخ,پروژه,وضعیت\n32/8/؟,پل,فروخته شد\n", admin, unreadable="leave", mapping={
        "تاریخ": "created_at", "پروژه": "title", "وضعیت": "outcome"})  # fmt: skip
    assert any("امروز" in note["text"] for note in done.rows.get().warnings)


def test_days_after_the_rest_of_last_year_are_of_the_year_that_the_list_goes_on_to(admin, pipeline, upload):
    rows = (
        "تاریخ,پروژه,مبلغ\nمانده از سال ۱۴۰۴,,\n1404/10/8,برج,5\n۲ دی,پل,6\nفروش سال جدید,,\n"
        "۲ فروردین ۱۴۰۵,سد,7\n۵ خرداد,تونل,8\n"
    )
    found = created(admin, upload(rows, admin))
    assert found[4] == join(1404, 10, 2, "jalali") and found[7] == join(1405, 3, 5, "jalali")


def test_without_whole_days_the_title_of_the_list_says_near_which_year_it_is(admin, pipeline, upload):
    one = upload("تاریخ,پروژه\n۵/۸/۲۳,پل\n", admin, name="پیگیری ۱۴۰۵.csv")
    means = {"پروژه": "title", "تاریخ": "created_at"}
    one = imports.change(one=one, by=admin, mapping=means, options={"calendar": "jalali"})
    assert created(admin, one)[2] == join(1405, 8, 23, "jalali")


def test_a_deal_that_is_there_keeps_its_day_for_one_that_cannot_be_read(admin, pipeline, bring):
    head = "کد معامله,عنوان معامله,تاریخ ایجاد\n"
    bring(f"{head}A-1,پل,1405/2/3\n", admin)
    done = bring(f"{head}A-2,برج,1405/5/1\nA-1,پل,آن روز\n", admin, existing="update", unreadable="leave")
    assert done.updated_count == 1
    deal = Deal.objects.get(title="پل")
    assert deal.created_at.astimezone(ZoneInfo("Asia/Tehran")).date() == join(1405, 2, 3, "jalali")


DAYS = st.dates(join(1395, 1, 1, "jalali"), join(1410, 1, 1, "jalali"))


@given(DAYS, DAYS)
def test_a_day_written_so_is_read_back_or_not_at_all(day, near):
    told = split(day, "jalali")
    found = day_of_short(f"{told.year % 10}/{told.month}/{told.day}", near, "year", None)
    if abs(told.year - split(near, "jalali").year) <= 4 and told.year % 10:
        assert found == day
    elif found is not None:
        assert abs(split(found, "jalali").year - split(near, "jalali").year) <= 4


@given(st.integers(1, 9), st.integers(0, 99), st.integers(0, 99), DAYS, st.sampled_from(["", "year", "day"]))
def test_no_three_numbers_mean_a_day_that_is_far_or_of_the_future(first, month, last, near, habit):
    found = day_of_short(f"{first}/{month}/{last}", near, habit, date(2026, 11, 25))
    if found:
        told = split(found, "jalali")
        assert found <= date(2026, 11, 25) and told.month == month
        assert {told.year % 10, told.day} == {first, last} or {told.year % 100, told.day} == {first, last}
