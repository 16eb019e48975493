"""The board and the list of the accounting program speak of the same deals: neither takes away what the other one said."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.at_work import runs as run_actions
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import alive, part, run, upload

BOOKS = {
    "fa": (
        [
            ["کد", "عنوان", "شرکت", "مبلغ (ریال)", "تاریخ", "مرحله", "توضیحات"],
            ["05-1", "پمپ", "پارس", 100, "1403/02/01", "مذاکره", "هیئت‌مدیره موافق است"],
            ["05-2", "شیر", "مهر", 250, "1403/02/03", "باز", ""],
            ["05-3", "تسمه", "نور", 70, "1403/02/04", "مذاکره", ""],
        ],
        [
            ["شماره سند", "عنوان", "شرکت", "قیمت (ریال)", "تاریخ", "وضعیت"],
            ["1182", "پمپ", "پارس", 100, "1403/02/01", "پیشنهاد"],
            ["1183", "شیر", "مهر", 250, "1403/02/03", "پیشنهاد"],
            ["1184", "تسمه", "نور", 70, "1403/02/04", "فروخته شد"],
        ],
    ),
    "en": (
        [
            ["Ref", "Title", "Company", "Amount (ریال)", "Opened", "Stage", "Comments"],
            ["05-1", "پمپ", "Pars", 100, "2024-04-20", "Negotiation", "board approved"],
            ["05-2", "شیر", "Mehr", 250, "2024-04-22", "open", ""],
            ["05-3", "تسمه", "Nour", 70, "2024-04-23", "Negotiation", ""],
        ],
        [
            ["Num", "Title", "Company", "Total (ریال)", "Opened", "Status"],
            ["1182", "پمپ", "Pars", 100, "2024-04-20", "Proposal"],
            ["1183", "شیر", "Mehr", 250, "2024-04-22", "Proposal"],
            ["1184", "تسمه", "Nour", 70, "2024-04-23", "won"],
        ],
    ),
}


def bring(by, board, books, **options):
    whole = upload(by, board=board, books=books)
    return run(sets.change(whole=whole, by=by, options={"doubles": "one"} | options), by)


def deal(title):
    return alive().select_related("stage").get(title=title)


def places():
    return {one.title: (one.stage.template, one.outcome) for one in alive().select_related("stage")}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_stage_of_the_board_stays_where_the_books_only_fill_and_an_end_is_news(admin, pipeline, language):
    whole = bring(admin, *BOOKS[language])
    assert places() == {
        "پمپ": ("negotiation", "open"),
        "شیر": ("proposal", "open"),
        "تسمه": ("post_purchase", "won"),
    }
    told = {row.number: row.told for row in ImportRow.objects.filter(of=part(whole, "books"))}
    assert [number for number, texts in told.items() if any("مذاکره" in text for text in texts)] == [2]
    set_runs.take_back(whole=whole, by=admin)
    run_actions.work_all()
    assert not alive().exists()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_same_two_lists_again_change_nothing(admin, pipeline, language):
    bring(admin, *BOOKS[language])
    was = set(alive().values_list("pk", "version", "notes", "stage"))
    for existing in ("fill", "update"):
        bring(admin, *BOOKS[language], existing=existing)
        assert set(alive().values_list("pk", "version", "notes", "stage")) == was


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(
    ("place", "new", "notes"),
    [
        (3, 120, "{old}\n{books}"),
        (6, "signed", "signed\n{books}"),
        (6, "{old}\nand more", "{old}\nand more\n{books}"),
    ],
    ids=["amount", "other notes", "more notes"],
)
def test_overwriting_takes_away_only_what_the_list_itself_said(admin, pipeline, language, place, new, notes):
    board, books = BOOKS[language]
    bring(admin, board, books)
    old = board[1][6]
    before = deal("پمپ").notes
    assert before.startswith(f"{old}\n")
    later = [[*row] for row in board]
    later[1][place] = new.format(old=old) if isinstance(new, str) else new
    bring(admin, later, books, existing="update")
    theirs = before.removeprefix(old).lstrip("\n")
    assert deal("پمپ").notes == notes.format(old=old, books=theirs)
    assert deal("پمپ").amount == (120 if place == 3 else 100)


def test_notes_that_the_board_had_none_of_stand_before_those_of_the_books(admin, pipeline):
    board, books = BOOKS["en"]
    bring(admin, board, books)
    before = deal("شیر").notes
    later = [[*row] for row in board]
    later[2][6] = "call on Monday"
    bring(admin, later, books, existing="update")
    assert deal("شیر").notes == f"call on Monday\n{before}"


def test_where_other_lists_say_that_deals_stand_is_asked_for_all_rows_at_once(admin, pipeline):
    board, books = BOOKS["en"]
    firms = ("Pars", "Mehr", "Nour", "Saba", "Kaveh", "Iran", "Tous", "Sepid")
    rows = [[f"05-{at}", f"Pump {at}", firm, 100, "2024-04-20"] for at, firm in enumerate(firms, 1)]
    board = [board[0], *([*row, "Negotiation", ""] for row in rows)]
    books = [books[0], *([f"11{at}", *row[1:], "Proposal"] for at, row in enumerate(rows))]
    with CaptureQueriesContext(connection) as asked:
        bring(admin, board, books)
    assert {one.stage.template for one in alive().select_related("stage")} == {"negotiation"}
    texts = [str(one["sql"]) for one in asked]
    said = [text for text in texts if text.startswith("SELECT") and '"cell_marks" = ' in text]
    assert 0 < len(said) < len(firms)


HEADS = {
    "fa": (["عنوان", "شرکت", "مبلغ (ریال)", "تاریخ", "توضیحات"], "پمپ آب", "پارس", "1403/02/01"),
    "en": (["Title", "Company", "Amount (ریال)", "Opened", "Comments"], "Pump", "Pars", "2024-04-20"),
}


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(("here", "there", "deals"), [(1, 1, 1), (1, 2, 2), (2, 2, 2), (2, 1, 2), (2, 3, 3)])
def test_a_row_of_one_list_stands_for_one_row_of_the_other(admin, pipeline, language, here, there, deals):
    head, title, firm, day = HEADS[language]
    board, books = (
        [head, *([title, firm, 100, day, f"{name} {at}"] for at in range(count)), ["شیر", "مهر", 9, day, ""]]
        for name, count in (("board", here), ("books", there))
    )
    whole = upload(admin, board=board, books=books)
    assert coming(parts_of(whole)).control.deals == deals + 1
    run(whole, admin)
    assert alive().filter(title=title).count() == deals


def test_rows_that_are_taken_for_deals_of_the_other_list_are_seen_whatever_becomes_of_them(
    admin, pipeline, client
):
    whole = upload(admin, board=BOOKS["en"][0], books=BOOKS["en"][1])
    whole = sets.change(whole=whole, by=admin, options={"doubles": "one"})
    set_runs.check(whole=whole, by=admin)
    run_actions.work_all()
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    mark = page[page.index('data-control-mark="double_once"') :]
    link = re.search(r'href="(/imports/\d+/\?rows=2,3,4)"', mark)[1]
    shown = client.get(link).content.decode()
    assert [shown.count(number) for number in ("1182", "1183", "1184")] == [1, 1, 1]
