"""A list that goes on with the deals of another: brought again next month, alone, and in parts."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import deciding, runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.known import continued
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import (
    INQUIRIES,
    SALES,
    alive,
    book,
    both,
    deal,
    part,
    run,
    state,
    upload,
)

FIRST = ["ق-۱۰۵", "۱۴۰۳/۰۱۳", "آب و برق یزد", 710, "1403/04/10", "فروخته شد"]
SECOND = ["ق-۱۰۶", "1403-013", "آب و برق یزد", 50, "1403/04/11", "باز"]


def alone(admin, *rows, **options):
    one = imports.upload(file=ContentFile(book(sales=[SALES[0], *rows]), "sales.xlsx"), by=admin)
    return imports.change(one=one, by=admin, options=options) if options else one


def bring(admin, *rows, **options):
    one = alone(admin, *rows, **options)
    control = preview(one, admin).control
    done = finish(imports.start(one=one, by=admin))
    assert done.created_count == control.deals
    return done


def test_the_workbook_of_next_month_is_proposed_to_go_on_though_that_of_this_month_was_too_short(
    admin, pipeline
):
    first = run(upload(admin, inquiries=INQUIRIES, sales=SALES[:2]), admin)
    assert "continues" not in part(first, "sales").mapping.values()
    whole = upload(admin, inquiries=INQUIRIES, sales=SALES)
    assert part(whole, "sales").mapping["ش استعلام"] == "continues"
    sales = part(run(whole, admin), "sales")
    assert (sales.created_count, sales.updated_count) == (1, 2)
    assert (deal("1403-012").outcome, deal("1403-014").amount) == ("won", 4000)


def test_what_mina_said_of_it_herself_is_not_proposed_again(admin, pipeline):
    whole = both(admin)
    sales = part(whole, "sales")
    run(sets.change(whole=whole, by=admin, options={"continues": {str(sales.pk): ""}}), admin)
    assert "continues" not in part(both(admin), "sales").mapping.values()


def test_what_mina_said_of_its_columns_is_not_proposed_again(admin, pipeline):
    whole = both(admin)
    sales = part(whole, "sales")
    imports.change(one=sales, by=admin, mapping=sales.mapping | {"ش استعلام": ""})
    run(whole, admin)
    assert "continues" not in part(both(admin), "sales").mapping.values()


def test_alone_it_goes_on_with_the_deals_that_are_here(admin, pipeline):
    run(both(admin), admin)
    count = alive().count()
    done = bring(admin, FIRST, existing="update")
    assert (done.created_count, done.updated_count, alive().count()) == (0, 1, count)
    assert (deal("1403-013").amount, deal("1403-013").outcome) == (710, "won")
    was = state()
    again = bring(admin, FIRST, existing="update")
    assert (again.updated_count, state()) == (0, was)


def test_the_second_contract_of_one_inquiry_is_a_deal_of_its_own_and_says_so(admin, pipeline):
    run(both(admin), admin)
    one = alone(admin, FIRST, SECOND, existing="update")
    signs = [mark.sign for mark in preview(one, admin).control.marked]
    assert signs == ["small_deals", "further", "closed_open"]
    bring(admin, FIRST, SECOND, existing="update")
    assert (deal("1403-013").amount, deal("ق-106").amount) == (710, 50)
    assert "1403-013" in deal("ق-106").notes


def test_a_second_contract_that_comes_next_month_does_not_write_over_the_first(admin, pipeline):
    run(both(admin), admin)
    bring(admin, FIRST, existing="update")
    bring(admin, SECOND, existing="update")
    assert (deal("1403-013").amount, deal("ق-106").amount) == (710, 50)
    one = alone(admin, [*FIRST[:3], 720, *FIRST[4:]], [*SECOND[:3], 60, *SECOND[4:]], existing="update")
    finish(imports.start(one=one, by=admin))
    assert (deal("1403-013").amount, deal("ق-106").amount) == (720, 60)


def test_rows_about_deals_that_are_here_are_passed_over_where_mina_wants_that(admin, pipeline):
    run(both(admin), admin)
    was = state()
    done = bring(admin, FIRST, existing="skip")
    row = done.rows.get()
    assert (row.action, row.result_id, state()) == ("skipped", deal("1403-013").pk, was)
    assert not any("نیامد" in text for text in row.told)


def test_or_wait_for_her_word(admin, pipeline):
    run(both(admin), admin)
    done = bring(admin, FIRST, ["ق-۱۰۷", "1403-999", *FIRST[2:]], existing="ask")
    assert (done.asked_count, done.created_count) == (1, 1)


@pytest.mark.parametrize("how", ["update", "create"])
def test_what_she_then_says_of_it_is_done(admin, pipeline, how):
    run(both(admin), admin)
    done = bring(admin, FIRST, existing="ask")
    count = alive().count()
    assert deciding.decide(one=done, by=admin, how=how).taken == 1
    assert alive().count() == count + (how == "create")
    assert deal("1403-013").amount == (710 if how == "update" else 700)


LINES = [
    ["شماره قرارداد", "ش استعلام", "خریدار", "کالا", "تعداد", "تاریخ فروش", "وضعیت"],
    ["ق-۱۰۱", "1403-011", "پمپ سازان تهران", "پمپ", 1, "1403/03/05", "فروخته شد"],
    ["ق-۱۰۱", "1403-011", "پمپ سازان تهران", "شیر", 2, "1403/03/05", "فروخته شد"],
    ["ق-۱۰۱", "", "", "گسکت", 3, "", ""],
    ["ق-۱۰۲", "1403-012", "فولاد کویر", "تسمه", 1, "1403/03/06", "فروخته شد"],
    ["ق-۱۰۳", "1403-014", "پتروشیمی جم", "تسمه", 1, "1403/04/02", "باز"],
]


@pytest.mark.parametrize("size", [1, 2, 50])
@pytest.mark.parametrize("existing", ["skip", "fill", "update"])
def test_all_lines_of_a_contract_come_in_whatever_parts_they_are_worked_in(
    admin, pipeline, monkeypatch, size, existing
):
    whole = upload(admin, inquiries=[row[:3] + row[5:] for row in INQUIRIES], sales=LINES)
    whole = sets.change(whole=whole, by=admin, options={"existing": existing})
    monkeypatch.setattr(runs.Pace, "size", lambda self: size)
    run(whole, admin)
    assert {line.title for line in deal("1403-011").lines.all()} == {"پمپ", "شیر", "گسکت"}
    assert {line.title for line in deal("1403-012").lines.all()} == {"تسمه"}


def test_what_names_a_row_beyond_those_that_are_read_says_so(admin, pipeline, client, monkeypatch):
    whole = both(admin)
    monkeypatch.setattr(continued, "MOST", 3)
    cache.clear()
    signs = {mark.sign: mark.rows for mark in coming(parts_of(whole)).control.marked}
    assert signs["beyond"] == [4, 5]
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'data-control-mark="beyond"' in page
    sales = part(run(whole, admin), "sales")
    assert (sales.created_count, sales.updated_count) == (2, 2)
    assert not any("نیست" in text for row in sales.rows.all() for text in row.told)
