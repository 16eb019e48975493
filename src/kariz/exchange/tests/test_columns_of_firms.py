"""Columns whose headers nobody could know, told by the companies of the other sheets and by the status beside them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known import known_firms
from kariz.exchange.queries.pages.missed import missed
from kariz.exchange.tests.test_two_sheets import part, upload
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping

FIRMS = ["Abbott Movers", "Pecan Hill Distribution", "Lockhart Cold Storage", "Trinity River Logistics"]
FIRMS_FA = ["باربری ارس", "چای گلستانه", "قهوه رابو", "پسته خندان"]
BOOKS = {
    "en": (FIRMS, ["Customer", "City"], ["Date", "Cust", "Project", "Price", "W/L"], "Austin", "W"),
    "fa": (FIRMS_FA, ["نام شرکت", "شهر"], ["تاریخ", "ط‌ح", "پروژه", "مبلغ", "نتیجه"], "تهران", "برنده"),
}


def book(language, by):
    firms, customers, jobs, city, won = BOOKS[language]
    return upload(
        by,
        jobs=[jobs, *(["2024-03-11", firm, f"Door {at}", 1000 + at, won] for at, firm in enumerate(firms))],
        customers=[customers, *([firm, city] for firm in firms)],
    )


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_column_of_companies_of_another_sheet_is_that_of_the_customers(language, admin, pipeline):
    jobs = part(book(language, admin), "jobs")
    assert jobs.mapping[BOOKS[language][2][1]] == "company"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_is_told_where_it_is_left_out(language, admin, pipeline):
    whole = book(language, admin)
    jobs, column = part(whole, "jobs"), BOOKS[language][2][1]
    mapping = {name: field for name, field in jobs.mapping.items() if name != column}
    imports.change(one=jobs, by=admin, mapping=mapping)
    client = Client()
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert column in page.partition("data-missed")[2].partition("</p>")[0]


def test_names_that_are_of_no_company_stay_what_they_are(admin, pipeline):
    rows = [["Date", "Zzz", "Project", "Price", "W/L"]]
    rows += [
        ["2024-03-11", word, f"Door {at}", 1000 + at, "W"] for at, word in enumerate(["blue", "red", "tan"])
    ]
    whole = upload(admin, jobs=rows, customers=[["Customer", "City"], *([firm, "Austin"] for firm in FIRMS)])
    assert "Zzz" not in part(whole, "jobs").mapping


@pytest.mark.parametrize(
    ("language", "head"),
    [("en", head) for head in ("Competitor", "Previous supplier", "Referred by", "Sub-contractor")]
    + [("fa", head) for head in ("رقیب", "تأمین‌کننده", "معرف", "حمل‌کننده")],
)
def test_who_is_said_to_be_no_customer_is_none_and_is_told_of(language, head, admin, pipeline):
    firms, customers, jobs, city, won = BOOKS[language]
    columns = [head if column == jobs[1] else column for column in jobs]
    rows = [["2024-03-11", firm, f"Door {at}", 1000 + at, won] for at, firm in enumerate(firms)]
    whole = upload(admin, jobs=[columns, *rows], customers=[customers, *([firm, city] for firm in firms)])
    assert "company" not in part(whole, "jobs").mapping.values()
    assert head in missed(part(whole, "jobs"))


@pytest.mark.parametrize(("head", "name"), [("Competitor", ""), ("رقیب", ""), ("Zzz", "company")])
def test_words_that_say_that_it_is_a_company_make_no_customer_of_a_rival(head, name):
    columns = ["Date", head, "Contact", "Project", "Price"]
    rows = [
        ["2024-03-11", f"{firm} Ltd", f"Ann {firm}", "Door", 100]
        for firm in ("Acme", "Brown", "Carr", "Dale", "Eden")
    ]
    assert guess_mapping(columns, "deals", rows).get(head, "") == name


def test_where_two_columns_name_companies_nobody_knows_which_are_the_customers(admin, pipeline):
    rows = [["Date", "Zzz", "Qqq", "Project", "Price", "W/L"]]
    rows += [
        ["2024-03-11", firm, FIRMS[at - 1], f"Door {at}", 1000 + at, "W"] for at, firm in enumerate(FIRMS)
    ]
    whole = upload(admin, jobs=rows, customers=[["Customer", "City"], *([firm, "Austin"] for firm in FIRMS)])
    assert "company" not in part(whole, "jobs").mapping.values()
    assert missed(part(whole, "jobs")) == ["Zzz", "Qqq"]


def test_many_columns_ask_no_more_than_few(admin, pipeline):
    def asked(letters):
        rows = [["Date", "Project", "Price", "W/L", *(f"Zz{letter}" for letter in letters)]]
        rows += [
            ["2024-03-11", f"Door {at}", 1000, "W", *(f"{letter} {firm[::-1]}" for letter in letters)]
            for at, firm in enumerate(FIRMS)
        ]
        customers = [["Customer", "City"], *([firm, "Austin"] for firm in FIRMS)]
        jobs = part(upload(admin, jobs=rows, customers=customers), "jobs")
        with CaptureQueriesContext(connection) as queries:
            assert known_firms.left_firms(jobs, admin) == []
        return len(queries)

    assert asked("abcdefgh") == asked("a")


@pytest.mark.parametrize(
    ("status", "day", "words"),
    [
        ("W/L", "Date W/L", ["W", "L"]),
        ("Status", "Status Date", ["Accepted", "Rejected"]),
        ("نتیجه", "تاریخ نتیجه", ["برنده", "باخت"]),
        ("وضعیت", "تاریخ وضعیت", ["برنده", "باخت"]),
    ],
)
def test_the_day_of_the_status_is_the_closing_day(status, day, words):
    columns = ["Company", "Project", "Amount", status, day]
    rows = [["Abbott Movers", "Door", 100, word, "2024-03-11"] for word in words]
    assert (
        guess_mapping(columns, "deals", [*rows, ["Pecan Hill", "Seal", 90, "Pending", ""]])[day]
        == "closed_at"
    )


@pytest.mark.parametrize(
    ("status", "day", "word"),
    [
        ("W/L", "Date W/L", "Pending"),
        ("Status", "Status Date", "Pending"),
        # An initial says an end only below a header that says what it is of.
        ("Status", "Status Date", "P"),
        ("W/L", "Date W/L", "P"),
    ],
)
def test_the_day_of_what_goes_on_is_none_on_which_it_ended(status, day, word):
    going = [["Abbott Movers", "Door", 100, word, "2024-03-11"]] * 3
    found = guess_mapping(["Company", "Project", "Amount", status, day], "deals", going)
    assert found.get(day) != "closed_at"


def test_a_short_memo_is_what_the_deal_is_called_and_a_long_one_a_note():
    columns = ["Num", "Customer", "Memo", "Amount", "Status"]
    rows = [[n, "Abbott Movers", f"Dock leveler {n}", 100, "Pending"] for n in (1041, 1042, 1043)]
    assert guess_mapping(columns, "deals", rows)["Memo"] == "title"
    told = [[*row[:2], "They called twice and want it done before the rains, " * 3, *row[3:]] for row in rows]
    assert guess_mapping(columns, "deals", told).get("Memo", "notes") == "notes"


def test_why_a_deal_rests_is_a_note():
    rows = [["Abbott Movers", "Door", 100, "waiting on tenant"], ["Pecan Hill", "Seal", 90, "slow season"]]
    assert guess_mapping(["Customer", "Job", "$", "Why"], "deals", rows)["Why"] == "notes"


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("Company,Title,Amount,Status,Status Date", ("Won", "Lost", "Pending", "On hold")),
        ("شرکت,عنوان,مبلغ,وضعیت,تاریخ وضعیت", ("برنده", "باخت", "در حال بررسی", "راکد")),
    ],
)
def test_the_day_of_the_status_of_a_deal_that_goes_on_is_no_day_on_which_it_will_end(
    head, words, admin, pipeline, bring
):
    rows = [f"Firm {word},Door {word},100,{word},2024-03-11" for word in words]
    rows += [f"Pecan Hill {at},Seal {at},100,{words[0]},2024-03-12" for at in range(9)]
    bring("\n".join([head, *rows]) + "\n", admin)
    won, lost, going, resting = (Deal.objects.get(title=f"Door {word}") for word in words)
    assert [one.outcome for one in (won, lost, going, resting)] == ["won", "lost", "open", "resting"]
    assert [one.closed_at is None for one in (won, lost, going)] == [False, False, True]
    assert going.expected_close is None and f"{head.rpartition(',')[2]}: 2024-03-11" in going.notes
    assert "2024-03-11" not in won.notes + lost.notes + resting.notes
