"""A list without numbers that comes again with rows that changed: Neda goes on in Excel beside Kariz."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kariz.exchange.actions.at_work import checking
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as book
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal, Outcome
from kariz.reading.deals.changed import Said, pairs

HEADER = "شرکت,شخص,محصول,مبلغ (تومان),تاریخ,وضعیت"
ROWS = [
    "دندان‌پزشکی سپید,خانم رستگار,یونیت,450000000,1404/02/01,مذاکره",
    "کلینیک مهر,آقای مرادی,اتوکلاو,90000000,1404/02/03,پیشنهاد",
    "کلینیک مهر,آقای مرادی,رادیوگرافی,60000000,1404/02/09,پیشنهاد",
    "لبخند,,یونیت,470000000,1404/03/01,فروخته شد",
    "آوای سلامت,خانم کیانی,سایر,12000000,1404/03/02,مذاکره",
    "صدف,,یونیت,430000000,1404/03/05,مذاکره",
]


def text(rows):
    return "\n".join([HEADER, *rows])


def changed(*pairs):
    """The list with each place replaced."""
    rows = list(ROWS)
    for place, old, new in pairs:
        assert old in rows[place]
        rows[place] = rows[place].replace(old, new)
    return text(rows)


LATER = changed((0, "450000000", "520000000"), (2, "پیشنهاد", "فروخته شد"))


def alive():
    return Deal.objects.filter(deleted_at=None)


def deal(title):
    return alive().get(title__contains=title)


def marks(one, admin):
    return {mark.sign: mark.rows for mark in preview(one, admin).control.marked}


def test_rows_that_changed_are_their_deals_and_take_what_changed_when_neda_says_so(
    admin, pipeline, bring, upload
):
    bring(text(ROWS), admin)
    one = upload(LATER, admin)
    assert marks(one, admin)["changed"] == [2, 4]
    one = imports.change(one=one, by=admin, options={"existing": "update"})
    assert marks(one, admin)["changed_written"] == [2, 4]
    one = finish(imports.start(one=one, by=admin))
    assert (one.created_count, one.updated_count, one.skipped_count, one.refused_count) == (0, 2, 4, 0)
    assert alive().count() == 6
    assert deal("سپید").amount == 5_200_000_000
    assert deal("رادیوگرافی").outcome == Outcome.WON
    assert deal("اتوکلاو").outcome == Outcome.OPEN
    again = bring(LATER, admin, existing="update")
    assert (again.created_count, again.updated_count) == (0, 0)


@pytest.mark.parametrize("policy", ["skip", "fill"])
def test_unsaid_no_second_deal_is_made_and_the_rows_say_why(admin, pipeline, bring, policy):
    bring(text(ROWS), admin)
    one = bring(LATER, admin, existing=policy)
    assert (one.created_count, alive().count()) == (0, 6)
    assert deal("سپید").amount == 4_500_000_000
    rows = one.rows.filter(number__in=(2, 4))
    assert all("came in before" in str(row.warnings) for row in rows)


def test_what_is_said_before_is_what_happens(admin, pipeline, bring, upload):
    bring(text(ROWS), admin)
    one = imports.change(one=upload(LATER, admin), by=admin, options={"existing": "update"})
    found = [result for part in checking.rehearse(one, admin) for result in part]
    actions = {result.draft.number: result.action for result in found}
    assert [number for number, action in actions.items() if action == "updated"] == [2, 4]
    assert "created" not in actions.values()


def test_what_somebody_changed_here_stays(admin, pipeline, bring):
    bring(text(ROWS), admin)
    mine = deal("سپید")
    deal_actions.change(deal=mine, by=admin, amount=7)
    one = bring(LATER, admin, existing="update")
    assert (one.created_count, deal("سپید").amount) == (0, 7)
    assert "somebody changed it here since" in str(one.rows.get(number=2).warnings)


def test_it_can_be_taken_back_to_what_the_list_said_before(admin, pipeline, bring):
    bring(text(ROWS), admin)
    one = bring(LATER, admin, existing="update")
    finish(imports.take_back(one=one, by=admin))
    assert deal("سپید").amount == 4_500_000_000
    assert deal("رادیوگرافی").outcome == Outcome.OPEN
    assert alive().count() == 6


def test_next_months_list_of_the_same_columns_is_of_other_deals(admin, pipeline, bring):
    bring(text(ROWS), admin)
    later = [row.replace("1404/02", "1404/05").replace("1404/03", "1404/06") for row in ROWS]
    one = bring(text(later), admin, existing="update")
    assert (one.created_count, alive().count()) == (6, 12)


def test_a_new_row_of_a_known_customer_is_a_new_deal(admin, pipeline, bring):
    bring(text(ROWS), admin)
    rows = [*ROWS, "صدف,,کمپرسور,30000000,1404/04/01,مذاکره"]
    one = bring(text(rows), admin, existing="update")
    assert (one.created_count, alive().count()) == (1, 7)


def test_whoever_wants_new_ones_anyway_gets_them(admin, pipeline, bring):
    bring(text(ROWS), admin)
    assert bring(LATER, admin, existing="create").created_count == 2


def test_a_deal_that_ali_sees_but_may_not_change_is_neither_changed_nor_made_again(
    admin, ali, sara, pipeline, bring
):
    bring(text(ROWS), admin, owner=str(sara.pk))
    one = bring(LATER, ali, existing="update")
    assert (one.created_count, one.refused_count, alive().count()) == (0, 2, 6)
    assert deal("سپید").amount == 4_500_000_000


def test_deals_that_reza_does_not_see_are_none_of_his_rows(admin, reza, sara, pipeline, bring):
    bring(text(ROWS), admin, owner=str(sara.pk))
    one = bring(LATER, reza, existing="update")
    assert (one.created_count, one.updated_count) == (2, 0)
    hers = alive().filter(owner=sara)
    assert (hers.count(), hers.get(title__contains="سپید").amount) == (6, 4_500_000_000)


def said(key, company, title="", day=None, amount=None):
    return Said.of(key, company=company, person="", title=title, day=day, amount=amount)


def test_of_two_that_may_be_meant_none_is_taken():
    deals = [said(1, "مهر", "پمپ"), said(2, "مهر", "پمپ")]
    assert pairs([said(7, "مهر", "پمپ", amount=5)], deals) == {}
    assert pairs([said(7, "مهر", "پمپ"), said(8, "مهر", "پمپ")], deals[:1]) == {}


def test_the_better_match_goes_before():
    days = [date(2025, 5, day) for day in (1, 2)]
    deals = [said(1, "مهر", "پمپ", days[0]), said(2, "مهر", "پمپ", days[1])]
    rows = [said(7, "مهر", "پمپ", days[1], 5), said(8, "مهر", "شیر", days[0])]
    assert pairs(rows, deals) == {7: 2, 8: 1}


@given(some.integers(1, 12), some.randoms())
def test_rows_of_different_customers_find_their_deals_in_any_order(count, chance):
    day = date(2025, 1, 1)
    deals = [said(at, f"شرکت {'ابپتثجچحخدذر'[at]}", "پمپ", day, at) for at in range(count)]
    rows = [said(100 + at, f"شرکت {'ابپتثجچحخدذر'[at]}", "پمپ", day, at * 7) for at in range(count)]
    random.Random(chance.random()).shuffle(rows)
    assert pairs(rows, deals) == {100 + at: at for at in range(count)}


def test_one_press_on_the_page_writes_what_changed(admin, pipeline, bring, upload, client):
    bring(text(ROWS), admin)
    one = upload(LATER, admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'data-control-mark="changed"' in page
    assert 'name="changed" value="update"' in page
    client.post(f"/imports/{one.pk}/mapping/", {"changed": "update", "existing": "skip", "header": "on"})
    one.refresh_from_db()
    assert one.options["existing"] == "update"


def test_a_workbook_of_several_sheets_that_comes_again_makes_no_second_deal(admin, pipeline):
    head = HEADER.split(",")
    sheets = {
        "الف": [head, *(row.split(",") for row in ROWS[:4])],
        "ب": [head, *(row.split(",") for row in ROWS[4:])],
    }
    run(book(admin, **sheets), admin)
    assert alive().count() == 6
    sheets["الف"][1][3] = "520000000"
    whole = book(admin, **sheets)
    [mark] = [one for one in coming(parts_of(whole)).control.marked if one.sign == "changed"]
    assert mark.rows == [2]
    run(sets.change(whole=whole, by=admin, options={"existing": "update"}), admin)
    assert (alive().count(), deal("سپید").amount) == (6, 5_200_000_000)


PLAIN = ["شرکت,مبلغ,وضعیت", "نیکان,100,فروخته شد", "کاوش,200,باز", "آوین,300,باز"]
SOLD = ["شرکت,محصول,مبلغ,وضعیت", "نیکان,پمپ,100,فروخته شد", "کاوش,شیر,200,باز", "آوین,لوله,300,باز"]
DATED = [
    "شرکت,محصول,مبلغ,تاریخ,وضعیت",
    "نیکان,پمپ,100,1404/02/01,فروخته شد",
    *(f"{name},شیر,200,1404/02/0{day},باز" for day, name in enumerate(("کاوش", "آوین", "سپند"), 2)),
]


def with_row(rows, row):
    """The list without its first deal, and with another row."""
    return "\n".join([rows[0], *rows[2:], row])


def of_nikan():
    return sorted(alive().filter(company__name="نیکان").values_list("amount", "outcome"))


@pytest.mark.parametrize("policy", ["skip", "update"])
@pytest.mark.parametrize(
    ("rows", "order"), [(PLAIN, "نیکان,950,باز"), (SOLD, "نیکان,پمپ,950,باز"), (SOLD, "نیکان,پمپ,100,باز")]
)
def test_a_new_order_of_a_customer_who_bought_before_is_a_new_deal_and_the_sale_stays(
    admin, pipeline, bring, policy, rows, order
):
    bring("\n".join(rows), admin)
    one = bring(with_row(rows, order), admin, existing=policy)
    amount = 9500 if "950" in order else 1000
    assert (one.created_count, of_nikan()) == (1, sorted([(1000, "won"), (amount, "open")]))


def test_a_second_sale_of_the_same_customer_takes_nothing_from_the_first(admin, pipeline, bring):
    bring("\n".join(SOLD), admin)
    bring(with_row(SOLD, "نیکان,پمپ,950,فروخته شد"), admin, existing="update")
    assert of_nikan() == [(1000, "won"), (9500, "won")]


def test_an_open_deal_of_a_list_without_days_is_known_by_its_amount_alone_where_it_has_no_titles(
    admin, pipeline, bring
):
    bring("\n".join(PLAIN).replace("فروخته شد", "باز"), admin)
    one = bring(with_row(PLAIN, "نیکان,100,فروخته شد"), admin, existing="update")
    assert (one.created_count, of_nikan()) == (0, [(1000, "won")])
    other = bring(with_row(PLAIN, "نیکان,400,باز"), admin, existing="update")
    assert other.created_count == 1


def test_a_deal_that_has_ended_is_not_opened_again_by_its_own_row(admin, pipeline, bring):
    bring("\n".join(DATED), admin)
    row = "نیکان,پمپ,950,1404/02/01,باز"
    one = bring(with_row(DATED, row), admin, existing="update")
    assert (one.created_count, of_nikan()) == (0, [(1000, "won")])
    assert "not opened again" in str(one.rows.get(number=5).warnings)


def test_another_thing_of_the_same_day_is_no_deal_that_has_ended(admin, pipeline, bring):
    bring("\n".join(DATED), admin)
    bring(with_row(DATED, "نیکان,کمپرسور,950,1404/02/01,باز"), admin, existing="update")
    assert of_nikan() == [(1000, "won"), (9500, "open")]


def test_a_row_of_an_ended_deal_still_mends_its_amount(admin, pipeline, bring):
    bring("\n".join(DATED), admin)
    one = bring(with_row(DATED, "نیکان,پمپ,150,1404/02/01,فروخته شد"), admin, existing="update")
    assert (one.updated_count, of_nikan()) == (1, [(1500, "won")])


def test_of_nobodys_deals_the_day_alone_says_nothing(admin, pipeline, bring):
    rows = [
        "عنوان,مبلغ,تاریخ,وضعیت",
        "پمپ آب,100,1404/02/03,باز",
        "شیر,200,1404/02/05,باز",
        "لوله,300,1404/02/06,باز",
    ]
    bring("\n".join(rows), admin)
    one = bring(with_row(rows, "کمپرسور هوا,950,1404/02/03,باز"), admin)
    assert (one.created_count, alive().count()) == (1, 4)
    again = bring(with_row(rows, "پمپ آب,120,1404/02/03,باز"), admin, existing="update")
    assert (again.created_count, deal("پمپ آب").amount) == (0, 1200)


def grown(*rows):
    return "\n".join([*DATED, *rows])


def test_a_row_that_a_later_list_added_is_its_deal_when_it_changes_with_others(admin, pipeline, bring):
    bring(grown(), admin)
    assert bring(grown("مهر,پمپ,100,1404/02/11,باز"), admin).created_count == 1
    rows = grown("مهر,پمپ,130,1404/02/11,باز").replace("نیکان,پمپ,100", "نیکان,پمپ,120")
    one = bring(rows, admin, existing="update")
    assert (one.created_count, one.updated_count, alive().count()) == (0, 2, 5)
    assert list(alive().filter(company__name="مهر").values_list("amount", flat=True)) == [1300]
    assert of_nikan() == [(1200, "won")]


def test_a_list_that_grows_with_every_import_knows_all_its_rows_again(admin, pipeline, bring):
    names = ("مهر", "پارس", "رود")
    added = [f"{name},پمپ,100,1404/02/1{day},باز" for day, name in enumerate(names, 1)]
    for count in range(4):
        bring(grown(*added[:count]), admin)
    changed = [row.replace("100", "130") for row in added]
    one = bring(grown(*changed), admin, existing="update")
    assert (one.created_count, one.updated_count, alive().count()) == (0, 3, 7)


def test_what_changed_and_was_passed_over_before_is_still_its_deal(admin, pipeline, bring):
    bring(grown("مهر,پمپ,100,1404/02/11,باز"), admin)
    changed = grown("مهر,پمپ,130,1404/02/11,باز")
    assert bring(changed, admin, existing="skip").created_count == 0
    one = bring(changed, admin, existing="update")
    assert (one.created_count, one.updated_count, alive().count()) == (0, 1, 5)
