"""A short day that can be read with its year first or last («05/04/03») is read as the other days of its column, where
they all go one way; else it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ExpectedRow
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.localisation.calendar import join, split
from kariz.reading.days import days

MEANS = {"تاریخ": "created_at", "پروژه": "title"}
NOW = join(1405, 9, 8, "jalali")


def a_list(*written):
    return "پروژه,تاریخ\n" + "".join(f"برج {place},{day}\n" for place, day in enumerate(written))


def read(user, one):
    return {draft.number: draft.values.get("created_at") for draft in preview(one, user).first}


@pytest.mark.parametrize(
    ("others", "cell", "means"),
    [
        (["05/04/23", "05/05/30"], "05/04/03", (1405, 4, 3)),
        (["23/04/05", "30/05/05"], "05/04/03", (1403, 4, 5)),
        (["۰۵/۰۴/۲۳"], "۰۴/۱۰/۰۸", (1404, 10, 8)),
        (["05-04-23", "1405/05/30"], "05/04/03", (1405, 4, 3)),
        (["05/04/05", "05/04/23"], "05/04/03", (1405, 4, 3)),
        (["07/01/1405", "05/01/15", "05/02/11"], "05/04/03", (1405, 4, 3)),
    ],
)
def test_minas_day_is_read_as_its_neighbours_in_preview_rehearsal_and_run(
    admin, pipeline, upload, others, cell, means
):
    one = upload(a_list(*others, cell), admin)
    one = imports.change(one=one, by=admin, mapping=MEANS, options={"calendar": "jalali"})
    row, day = len(others) + 2, join(*means, "jalali")
    seen = preview(one, admin)
    assert read(admin, one)[row] == day and seen.bad_count == 0
    [told] = next(draft.told for draft in seen.first if draft.number == row)
    assert str(means[0]) in told and cell in told
    assert not any(draft.told for draft in seen.first if draft.number != row)
    one = finish(imports.check(one=one, by=admin))
    assert ExpectedRow.objects.get(of=one, number=row).told == [told]
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.rows.get(number=row).told) == (len(others) + 1, [told])


@pytest.mark.parametrize(
    "others",
    [[], ["05/04/23", "23/04/05"], ["1405/04/23", "23/04/05"], ["04/10/08"], ["05/04/05"], ["آن روز"]],
)
def test_without_neighbours_that_agree_it_is_refused(admin, pipeline, upload, others):
    one = upload(a_list(*others, "05/04/03"), admin)
    one = imports.change(one=one, by=admin, mapping=MEANS, options={"calendar": "jalali"})
    bad = {draft.number: draft.why for draft in preview(one, admin).bad}
    [why] = bad[len(others) + 2]
    assert "05/04/03" in why


def test_a_day_far_below_that_goes_the_other_way_counts_too(admin, pipeline, upload):
    one = upload(a_list("05/04/23", "05/04/03", *["05/04/23"] * 600, "23/04/05"), admin)
    one = imports.change(one=one, by=admin, mapping=MEANS, options={"calendar": "jalali"})
    assert [draft.number for draft in preview(one, admin).bad] == [3]


SHORT = st.tuples(st.integers(0, 99), st.integers(1, 12), st.integers(0, 99)).map(
    lambda said: "{:02d}/{:02d}/{:02d}".format(*said)
)


@given(st.lists(SHORT, max_size=12), SHORT)
def test_no_day_that_can_be_read_two_ways_is_read_against_the_one_order_of_its_column(column, cell):
    if days.order_of(cell, NOW) != days.EITHER:
        return
    orders = {days.order_of(other, NOW) for other in column} & {days.YEAR, days.DAY}
    habit = days.habit_of([*column, cell], NOW)
    try:
        day = days.read_date(cell, today=NOW, calendar="jalali", habit=habit)
    except days.TwoWays:
        assert len(orders) != 1
        return
    assert len(orders) == 1
    first, month, last = map(int, cell.split("/"))
    told = split(day, "jalali")
    year, on = (first, last) if orders == {days.YEAR} else (last, first)
    assert (told.year % 100, told.month, told.day) == (year, month, on)
    assert days.guessed_year(cell, habit, NOW, "jalali") == told.year


@given(st.dates(join(1396, 1, 1, "jalali"), join(1408, 12, 1, "jalali")), st.booleans())
def test_what_says_its_order_by_itself_is_read_so_whatever_the_habit(day, year_first):
    told = split(day, "jalali")
    parts = (told.year % 100, told.month, told.day)
    cell = "{:02d}/{:02d}/{:02d}".format(*(parts if year_first else parts[::-1]))
    order = days.order_of(cell, NOW)
    if order in (days.YEAR, days.DAY):
        found = {
            days.read_date(cell, today=NOW, calendar="jalali", habit=habit) for habit in ("", "year", "day")
        }
        assert len(found) == 1
