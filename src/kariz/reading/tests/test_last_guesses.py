"""A list of deals whose headers name neither amount nor title as others do."""

from __future__ import annotations

import pytest

from kariz.reading.columns.guessing import guess_kind, guess_mapping


def guessed(columns, *rows):
    return guess_mapping(columns, "deals", rows)


@pytest.mark.parametrize(
    "header", ["مبلغ فروش (میلیون تومان)", "ارقام به میلیون تومان", "Contract figures (k)"]
)
def test_the_only_column_of_money_is_the_amount(header):
    assert guessed(["شرکت", header], ["نور", 250], ["پارس", "۳۱۰"])[header] == "amount"


@pytest.mark.parametrize(
    "header", ["مبلغ پیش‌پرداخت (تومان)", "مانده (ریال)", "مبلغ مالیات", "مبلغ ارزی (دلار)", "Deposit amount"]
)
def test_money_of_something_else_is_not(header):
    assert "amount" not in guessed(["شرکت", header], ["نور", 250], ["پارس", 310]).values()


def test_where_two_columns_may_be_the_amount_mina_is_asked():
    columns = ["شرکت", "ارقام به تومان", "مبلغ توافق اولیه طرف دوم (تومان)"]
    assert "amount" not in guessed(columns, ["نور", 250, 200], ["پارس", 310, 300]).values()


def test_words_in_a_column_of_money_are_no_amount():
    assert (
        "amount"
        not in guessed(
            ["شرکت", "مبلغ توافق‌شده با مشتری (تومان)"], ["نور", "طبق قرارداد"], ["پارس", "؟"]
        ).values()
    )


def test_what_a_deal_is_about_is_what_it_is_called():
    columns = ["شرکت", "شرح", "مبلغ"]
    rows = [["نور", "پمپ مدل ۱۲", 10], ["پارس", "شیر فشارشکن", 20]]
    assert guessed(columns, *rows)["شرح"] == "title"
    assert guessed(["عنوان", *columns], *(["تعمیر", *row] for row in rows))["شرح"] == "notes"


def test_long_or_rare_descriptions_stay_notes():
    columns = ["شرکت", "شرح", "مبلغ"]
    assert guessed(columns, ["نور", "پمپ" * 60, 10], ["پارس", "شیر" * 60, 20])["شرح"] == "notes"
    assert guessed(columns, ["نور", "پمپ", 10], ["پارس", "", 20], ["کاوه", "", 20])["شرح"] == "notes"


def test_seasons_and_totals_between_the_deals_do_not_hide_what_deals_are_about():
    columns = ["تاریخ", "خریدار", "شرح کار", "مبلغ (ریال)"]
    deal = ["1404/01/25", "نور", "تعمیر چیلر", 820]
    rows = [["بهار", "", "", ""], deal, deal, ["تابستان", "", "", ""], deal, ["", "جمع", "", 2460]]
    assert guessed(columns, *rows)["شرح کار"] == "title"
    half = [["1404/01/25", "پارس", "", 310]] * 2
    assert guessed(columns, *rows, *half).get("شرح کار") != "title"


@pytest.mark.parametrize("header", ["شرح پروژه", "شرح درخواست", "شرح کار (خلاصه)"])
def test_each_way_to_say_what_a_deal_is_about_is_known(header):
    assert guessed(["شرکت", header, "مبلغ"], ["نور", "پمپ", 10], ["پارس", "شیر", 20])[header] == "title"
    named = guessed(["شرکت", header, "مبلغ", "موضوع"], ["نور", "پمپ", 10, "الف"])
    assert named["موضوع"] == "title" and named.get(header) != "title"


STORY = ["کد", "مشتری", "عنوان پروژه", "مرحله", "مبلغ", "آخرین وضعیت", "یادداشت خصوصی"]


def test_what_was_heard_last_beside_the_stage_is_a_note_and_what_is_private_stays_with_its_writer():
    rows = [
        ["P1", "پارس", "پمپ", "مذاکره", 1200, "منتظر هیئت مدیره", "بدحساب است"],
        ["P2", "مهر", "شیر", "مذاکره", 1200, "قیمت آخر را خواسته", ""],
    ]
    found = guess_mapping(STORY, "deals", rows)
    assert found["آخرین وضعیت"] == "notes"
    assert "یادداشت خصوصی" not in found
    ends = [[*row[:5], end, ""] for row, end in zip(rows, ("برنده", "باخت"), strict=True)]
    assert guess_mapping(STORY, "deals", ends)["آخرین وضعیت"] == "outcome"


def test_who_speaks_for_a_customer_is_told_from_who_sells_and_the_day_of_an_action_is_that_of_the_next_step():
    columns = ["کارفرما", "نماینده", "پروژه", "مبلغ", "اقدام بعدی", "تاریخ اقدام"]
    names = ["کیوان مرادی", "سیاوش یزدانی", "کیوان حسینی", "جواد دلاوری", "نسرین رحیمی", "حسین شیرازی"]
    rows = [
        [f"شرکت {n}", name, f"آسانسور {n}", 680, "تماس", "1405/08/2" + str(n)] for n, name in enumerate(names)
    ]
    found = guess_mapping(columns, "deals", rows)
    assert (found["نماینده"], found["تاریخ اقدام"]) == ("contact", "next_step_on")
    sold = [[*row[:1], names[n % 2], *row[2:]] for n, row in enumerate(rows * 3)]
    assert guess_mapping(columns, "deals", sold).get("نماینده") != "contact"


def test_a_book_of_calls_with_the_number_that_rang_is_one_of_calls():
    columns = ["تاریخ", "ساعت", "مشتری", "با چه کسی", "تلفن", "خلاصه صحبت", "پیگیری بعدی", "توسط"]
    rows = [
        [
            "1405/06/02",
            "10:30",
            "هفت رنگ",
            "خانم سلطانی",
            "09121112233",
            "قیمت خواست",
            "شنبه زنگ بزنم",
            "مریم",
        ],
        ["1405/06/03", "11:30", "کاوه", "آقای امینی", "09121112234", "جلسه گذاشتیم", "", "نیلو"],
    ]
    assert guess_kind(columns, rows, "پیگیری") == "activities"
    found = guess_mapping(columns, "activities", rows, "پیگیری")
    wanted = {"تاریخ": "done_at", "تلفن": "called", "خلاصه صحبت": "said", "توسط": "owner"}
    assert {column: found[column] for column in wanted} == wanted


def test_what_is_due_right_behind_the_next_step_is_its_day():
    columns = ["مشتری", "موضوع", "مبلغ (تومان)", "مرحله", "اقدام بعدی", "موعد"]
    rows = [["باشگاه آرشام", "UPS", 1200000, "مذاکره", "تماس", "1405/09/21"]]
    assert guess_mapping(columns, "deals", rows)["موعد"] == "next_step_on"
