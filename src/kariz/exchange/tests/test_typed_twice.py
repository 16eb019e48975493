"""A row that was typed twice, with another running number, comes once unless somebody takes it all the same."""

from __future__ import annotations

import pytest

from kariz.exchange.actions.setup import imports, row_choices
from kariz.exchange.models import ExpectedRow
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.deals import typed_twice

HEAD = "ردیف,مشتری,تلفن,موضوع,مبلغ (ریال),تاریخ\n"
PUMP = "پارس,09121112233,پمپ,100,1405/08/01"
REST = ["مهر,09121112234,شیر,250,1405/08/02", "آوا,09121112235,گسکت,40,1405/08/03", "سرو,,لوله,70,1405/08/04"]


def a_list(*rows, head=HEAD):
    return head + "".join(f"{number},{row}\n" for number, row in enumerate(rows, 1))


@pytest.mark.parametrize("rows", [[PUMP, PUMP, *REST], [PUMP, *REST, PUMP]])
def test_the_second_stays_out_wherever_it_stands_and_the_row_says_of_which_it_is(
    admin, pipeline, upload, rows
):
    one = upload(a_list(*rows), admin)
    mark = next(mark for mark in preview(one, admin).control.marked if mark.sign == "typed_again")
    row = len(rows) - rows[::-1].index(PUMP) + 1
    assert (mark.count, mark.rows, dict(mark.sums)) == (1, [row], {"IRR": 100})
    one = finish(imports.check(one=one, by=admin))
    [told] = ExpectedRow.objects.get(of=one, number=row).told
    assert "۲" in told or "2" in told
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.skipped_count) == (4, 1)
    assert Deal.objects.filter(title="پمپ").count() == 1


def test_mina_takes_it_all_the_same_and_leaves_it_again(admin, pipeline, upload):
    one = row_choices.choose(one=upload(a_list(PUMP, *REST, PUMP), admin), by=admin, how="take", numbers=[6])
    assert preview(one, admin).control.deals == 5
    one = row_choices.choose(one=one, by=admin, how="skip", numbers=[6])
    assert preview(one, admin).control.deals == 4
    one = row_choices.choose(one=one, by=admin, how="take", numbers=[6])
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.filter(title="پمپ").count() == 2


@pytest.mark.parametrize(
    "other",
    [
        "پارس,09121112233,پمپ,100,1405/08/05",
        "پارس,09121112233,پمپ,110,1405/08/01",
        "پارس,09121112233,پمپ دوم,100,1405/08/01",
        "پارس,,پمپ,100,1405/08/01",
    ],
)
def test_one_other_cell_makes_it_another_deal(admin, pipeline, upload, other):
    assert preview(upload(a_list(PUMP, *REST, other), admin), admin).control.deals == 5


def test_customer_and_amount_alone_may_well_be_two_sales(admin, pipeline, upload):
    rows = ["پارس,100,1405/08/01"] * 2 + ["مهر,250,1405/08/02", "آوا,40,1405/08/03", "سرو,70,1405/08/04"]
    assert preview(upload(a_list(*rows, head="ردیف,مشتری,مبلغ,تاریخ\n"), admin), admin).control.deals == 5


def test_a_row_without_a_day_or_an_amount_may_well_be_two(admin, pipeline, upload):
    for blank in ("پارس,09121112233,پمپ,100,", "پارس,09121112233,پمپ,,1405/08/01"):
        assert preview(upload(a_list(blank, *REST, blank), admin), admin).control.deals == 5


def test_where_many_rows_are_like_others_they_all_come(admin, pipeline, upload):
    one = upload(a_list(*[PUMP] * 4, *REST), admin)
    assert preview(one, admin).control.deals == 7


def test_the_page_names_it(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(a_list(PUMP, *REST, PUMP), admin)
    assert 'data-control-mark="typed_again"' in client.get(f"/imports/{one.pk}/").content.decode()


def test_a_row_of_another_colour_or_with_a_note_on_its_cell_is_another_deal():
    columns = ["ردیف", "مشتری", "تلفن", "موضوع", "مبلغ", "تاریخ"]
    mapping = {"مشتری": "company", "تلفن": "phone", "موضوع": "title", "مبلغ": "amount", "تاریخ": "created_at"}
    rows = [(number, [number, *PUMP.split(",")]) for number in (2, 3)]
    rows += [(number, [number, *row.split(",")]) for number, row in enumerate(REST, 4)]
    for beside, found in (({}, {"3": "typed:2"}), ({3: "red "}, {}), ({2: " سفارش دوم"}, {})):
        assert typed_twice.look(iter(rows), columns, mapping, {}, beside) == found
