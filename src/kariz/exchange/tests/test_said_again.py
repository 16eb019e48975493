"""Deals that stand on two sheets, or twice on one, without a number: one press makes them one deal each."""

import pytest

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.at_work.context import Context
from kariz.exchange.actions.at_work.judging import chunks
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal

OPEN = [
    ["عنوان", "شرکت", "مبلغ (ریال)", "تاریخ", "وضعیت"],
    ["پمپ", "پارس", 100, "1403/02/01", "باز"],
    ["شیر", "مهر", 250, "1403/02/03", "باز"],
    ["تسمه", "", 70, "1403/02/04", "باز"],
]
SOLD = [
    ["عنوان", "شرکت", "قیمت (ریال)", "تاریخ", "نتیجه", "توضیحات"],
    ["پمپ", "پارس", 100, "1403/02/01", "برنده", "تحویل شد"],
    ["تسمه", "آوا", 70, "1403/02/04", "باز", ""],
    ["گسکت", "سرو", 9, "1403/02/09", "برنده", ""],
]


def both(by, **options):
    whole = upload(by, a=OPEN, b=SOLD)
    return sets.change(whole=whole, by=by, options={"doubles": "one"} | options)


def alive():
    return Deal.objects.filter(deleted_at=None)


def figures():
    return alive().count(), sum(alive().values_list("amount", flat=True))


def state():
    return set(alive().values_list("pk", "version", "amount", "outcome", "notes"))


def test_unsaid_only_a_row_that_says_company_title_amount_and_day_again_is_no_deal_of_its_own(
    admin, pipeline
):
    whole = upload(admin, a=OPEN, b=SOLD)
    before = coming(parts_of(whole)).control
    told = {one.sign: one.rows for one in before.marked if "double" in one.sign}
    assert (before.deals, told) == (5, {"double_once": [2], "double": [3]})
    run(whole, admin)
    assert figures() == (5, 499)


GOODS = {
    "fa": (
        [
            ["شماره پیش فاکتور", "نام شرکت", "شرح کالا", "مبلغ (تومان)", "وضعیت", "تاریخ ثبت"],
            ["PF-1", "ثامن پارس", "کارتونینگ دارویی", 890_000_000, "باز", "1404/02/07"],
            ["PF-2", "قند شیرین", "بسته‌بندی قند", 340_000_000, "باز", "1404/03/10"],
        ],
        [
            ["شرکت", "موضوع", "مبلغ (تومان)", "وضعیت", "شروع"],
            ["ثامن پارس", "کارتونینگ دارویی", 890_000_000, "باز", "1404/02/07"],
            ["قند شیرین", "بسته‌بندی قند", 340_000_000, "باز", "1404/03/11"],
            ["قند شیرین", "شیرینگ", 340_000_000, "باز", "1404/03/10"],
        ],
    ),
    "en": (
        [
            ["Quote no", "Company", "Product", "Amount (تومان)", "Status", "Date"],
            ["Q1", "Granary Wharf", "Cartoner", 890_000_000, "open", "2025-05-01"],
            ["Q2", "Morley Ltd", "Sugar packer", 340_000_000, "open", "2025-06-01"],
        ],
        [
            ["Customer", "Title", "Amount (تومان)", "Status", "Date"],
            ["Granary Wharf", "Cartoner", 890_000_000, "open", "2025-05-01"],
            ["Morley Ltd", "Sugar packer", 340_000_000, "open", "2025-06-02"],
            ["Morley Ltd", "Shrink tunnel", 340_000_000, "open", "2025-06-01"],
        ],
    ),
}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_is_sold_stands_for_the_title_and_one_press_makes_each_a_deal_of_its_own(
    admin, pipeline, language, client
):
    quotes, current = GOODS[language]
    whole = upload(admin, a=quotes, b=current)
    before = coming(parts_of(whole)).control
    assert (before.deals, {one.sign: one.rows for one in before.marked}) == (4, {"double_once": [2]})
    client.force_login(admin)
    client.post(f"/imports/together/{whole.pk}/options/", {"doubles": ""})
    assert coming(parts_of(whole)).control.deals == 5
    client.post(f"/imports/together/{whole.pk}/options/", {"doubles": "sure"})
    whole.refresh_from_db()
    run(whole, admin)
    assert alive().count() == 4
    deal = alive().get(external_id=quotes[1][0])
    assert (deal.title, deal.notes) == (f"{quotes[1][2]} – {quotes[1][1]}", "")


def test_what_stands_on_two_sheets_is_one_deal_of_which_the_later_knows_the_end(admin, pipeline):
    whole = both(admin)
    before = coming(parts_of(whole)).control
    assert (before.deals, before.sums["IRR"], before.without_customer, before.continued) == (4, 429, 0, 2)
    mark = next(one for one in before.marked if one.sign == "double_once")
    assert mark.rows == [2, 3]
    done = run(whole, admin)
    after = came(admin, *parts_of(done))
    assert (after["deals"], after["sums"], after["without_customer"]) == (4, {"IRR": 429}, 0)
    pump = alive().get(title="پمپ")
    assert (pump.outcome, "تحویل شد" in pump.notes) == ("won", True)
    assert alive().get(title="تسمه").company.name == "آوا"
    assert [one.merged_count for one in parts_of(done)] == [0, 2]


@pytest.mark.parametrize("existing", ["fill", "update", "skip"])
def test_the_same_book_again_changes_nothing(admin, pipeline, existing):
    run(both(admin), admin)
    was = state()
    # It is remembered.
    again = sets.change(whole=upload(admin, a=OPEN, b=SOLD), by=admin, options={"existing": existing})
    again = run(again, admin)
    assert [(one.created_count, one.updated_count) for one in parts_of(again)] == [(0, 0), (0, 0)]
    assert state() == was


def test_taken_back_all_is_gone_and_it_may_come_again(admin, pipeline):
    whole = run(both(admin), admin)
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert not alive().exists()
    run(both(admin), admin)
    assert figures() == (4, 429)


def test_the_rehearsal_says_what_the_run_then_does(admin, pipeline):
    whole = both(admin)
    set_runs.check(whole=whole, by=admin)
    runs.work_all()
    counts = [one.outcome["counts"] for one in parts_of(whole)]
    assert [(one["created"], one["merged"]) for one in counts] == [(3, 0), (1, 2)]
    done = run(ImportSet.objects.get(pk=whole.pk), admin)
    assert [(one.created_count, one.merged_count) for one in parts_of(done)] == [(3, 0), (1, 2)]


def test_who_goes_on_after_a_crash_finds_the_rows_that_are_left(admin, pipeline, upload):
    one = imports.change(one=upload(TWICE, admin), by=admin, options={"doubles": "one"})

    def rows(start, size):
        parts = chunks(Context(one, admin), start, lambda: size)
        return [draft.number for part in parts for draft in part]

    for size in (1, 3, 10):
        assert [rows(start, size) for start in range(5)] == [[2, 4, 3, 5][start:] for start in range(5)]


TWICE = (
    "عنوان,شرکت,مبلغ (ریال),تاریخ,وضعیت\nپمپ,پارس,100,1403/02/01,باز\nپمپ,پارس,100,1403/02/01,برنده\n"
    "شیر,مهر,250,1403/02/03,برنده\nشیر,مهر,250,1403/02/03,باز\n"
)


def test_twice_in_one_list_is_one_deal_and_what_ended_is_not_opened(admin, pipeline, upload):
    one = imports.change(one=upload(TWICE, admin), by=admin, options={"doubles": "one"})
    found = preview(one, admin).control
    assert (found.deals, found.sums["IRR"], found.continued) == (2, 350, 0)
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.merged_count) == (2, 2)
    assert figures() == (2, 350)
    assert set(alive().values_list("outcome", flat=True)) == {"won"}


def test_what_ali_changed_since_keeps_his_words_and_ends_as_the_list_says(admin, pipeline, bring, upload):
    bring(TWICE.split("پمپ,پارس,100,1403/02/01,برنده")[0], admin)
    deal_actions.change(deal=alive().get(), by=admin, title="پمپ بزرگ")
    one = imports.change(one=upload(TWICE, admin), by=admin, options={"doubles": "one", "existing": "update"})
    finish(imports.start(one=one, by=admin))
    assert (alive().get(title="پمپ بزرگ").outcome, alive().count()) == ("won", 2)


def test_one_press_on_the_pages(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(TWICE, admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'form="mapping" name="doubles" value="one"' in page
    client.post(f"/imports/{one.pk}/mapping/", {"doubles": "one", "header": "on"})
    assert Import.objects.get(pk=one.pk).options["doubles"] == "one"
    page = client.get(f"/imports/{one.pk}/?mapping").content.decode()
    assert 'form="mapping" name="doubles" value=""' in page
    whole = both(admin, doubles="")
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'form="set" name="doubles" value="one"' in page
    client.post(f"/imports/together/{whole.pk}/options/", {"doubles": "one"})
    assert {one.options["doubles"] for one in parts_of(whole)} == {"one"}


def test_the_api_takes_it(admin, pipeline, client):
    client.force_login(admin)
    whole = both(admin, doubles="")
    answer = client.patch(
        f"/api/v1/import-sets/{whole.pk}", {"options": {"doubles": "one"}}, content_type="application/json"
    )
    assert answer.status_code == 200
    coming_now = client.get(f"/api/v1/import-sets/{whole.pk}/control").json()["coming"]
    assert (coming_now["deals"], coming_now["continued"]) == (4, 2)
    assert "double_once" in {one["sign"] for one in coming_now["marked"]}


@pytest.mark.parametrize("ends", [("برنده", "باخت", "won"), ("باخت", "برنده", "lost")])
def test_of_two_ends_of_one_deal_the_first_stays_and_the_other_stands_in_the_notes(
    admin, pipeline, bring, ends
):
    head = "عنوان,شرکت,مبلغ (ریال),تاریخ,وضعیت\n"
    rows = [f"پمپ,پارس,100,1403/02/01,{word}\n" for word in ends[:2]]
    done = bring(head + "".join(rows), admin, doubles="one")
    assert (alive().get().outcome, ends[1] in alive().get().notes) == (ends[2], True)
    assert any("همان می‌ماند" in text for text in done.rows.get(number=3).told)
    was = state()
    bring(head + "".join(rows), admin, doubles="one", existing="update")
    assert state() == was


NUMBERED = [
    ["کد", "عنوان", "شرکت", "مبلغ", "واحد پول", "تاریخ", "وضعیت"],
    ["P5001", "پمپ", "پارس", 100, "ریال", "1403/02/01", "باز"],
    ["P5002", "پمپ", "پارس", 100, "ریال", "1403/02/01", "باز"],
    ["P5003", "کابین", "پارس", 80, "ریال", "1403/03/01", "باز"],
]
LEADS = [
    ["عنوان", "شرکت", "تاریخ"],
    ["شیر", "مهر", "1403/02/03"],
    ["تسمه", "کیان", "1403/02/04"],
    ["کابین", "پارس", "1403/03/02"],
]


def test_a_deal_with_a_number_is_one_of_the_list_without(admin, pipeline):
    whole = upload(admin, a=OPEN, b=NUMBERED)
    mark = next(one for one in coming(parts_of(whole)).control.marked if one.sign == "double_once")
    assert mark.rows == [2], "two numbers of one list are two deals; one of them is that of the other list"
    whole = sets.change(whole=whole, by=admin, options={"doubles": "one"})
    run(whole, admin)
    assert sorted(alive().filter(title="پمپ").values_list("external_id", flat=True)) == ["", "P5002"]
    assert alive().count() == 5
    before = state()
    again = upload(admin, a=OPEN, b=NUMBERED)
    again = sets.change(whole=again, by=admin, options={"doubles": "one"})
    run(again, admin)
    assert state() == before


def test_a_lead_without_an_amount_is_the_deal_of_its_company_and_day_alone(admin, pipeline):
    whole = upload(admin, a=OPEN, b=LEADS)
    mark = next(one for one in coming(parts_of(whole)).control.marked if one.sign == "double")
    assert mark.rows == [2], "«شیر» of «مهر»; «تسمه» is of nobody there, «کابین» on another day"
    whole = sets.change(whole=whole, by=admin, options={"doubles": "one"})
    run(whole, admin)
    deal = alive().get(title="شیر")
    assert (deal.amount, alive().count()) == (250, 5)


def test_two_lists_that_each_number_their_deals_may_say_one_and_a_given_name_is_who_is_named_in_full(
    admin, pipeline
):
    leads = [
        ["کد", "عنوان", "شرکت", "رابط", "تاریخ"],
        ["880", "کابین", "پارس", "علی", "1403/03/01"],
        ["881", "کابین", "پارس", "علی", "1403/03/01"],
    ]
    deals = [
        [*row, end]
        for row, end in zip(NUMBERED, ("رابط", "رضا کیانی", "رضا کیانی", "علی رضایی"), strict=True)
    ]
    whole = upload(admin, a=leads, b=deals)
    found = [one for one in coming(parts_of(whole)).control.marked if one.sign == "double"]
    assert [one.rows for one in found] == [[4]], "one of the two leads"


def test_namesakes_by_a_given_name_alone_are_two_and_the_last_of_many_alike_is_known(admin, pipeline):
    head = ["عنوان", "رابط", "مبلغ (ریال)", "تاریخ"]
    first = [head, ["سرویس", "علی کریمی", 100, "1403/02/01"], ["پمپ", "رضا", 100, "1403/02/01"]]
    first += [["سرویس", f"مشتری {n}", 1000 + n, "1403/02/01"] for n in range(60)]
    later = [
        head,
        ["سرویس", "علی رضایی", 100, "1403/02/01"],
        ["پمپ", "رضا کیانی", 100, "1403/02/01"],
        ["سرویس", "مشتری ۵۵", 1055, "1403/02/01"],
    ]
    whole = upload(admin, a=first, b=later)
    found = [one for one in coming(parts_of(whole)).control.marked if one.sign == "double"]
    assert [one.rows for one in found] == [[3, 4]]
