"""What people in Toronto call the columns of their lists in a word or a sign is known by what stands below."""

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.localisation import preferences
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import organisation, refresh
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_kind, guess_mapping

BOB = (
    [
        "Northern Spruce Mining Corp.",
        "Relocation 4th floor",
        83500,
        "Y",
        "Maggie",
        "01/01/24",
        "08/03/24",
        "",
    ],
    ["Tamarack", "Warehouse office furniture", 17100, "N", "J-F", "04/01/24", "27/02/24", "Budget cut"],
    ["Polaris Engineering", "Council chamber seating", 13400, "yes", "Bob", "01/03/24", "28/05/24", ""],
)


def guessed(columns, *rows, currency="CAD"):
    columns = columns.split(",")
    with preferences.using(currency=currency, unit="", language="en", calendar="gregorian"):
        kind = guess_kind(columns, rows)
        return kind, guess_mapping(columns, kind, rows)


def test_bobs_list_says_what_for_how_much_and_when_it_came_in_and_went_out():
    kind, mapping = guessed("Account,What,$,Result,Sold by,In,Out,Notes", *BOB)
    assert kind == "deals"
    found = [mapping[name] for name in ("What", "$", "In", "Out")]
    assert found == ["title", "amount", "created_at", "closed_at"]


def test_jobs_quoted_and_decided_on_a_day_keep_their_days_and_sums():
    rows = (
        ["Rideau Pension", "Private offices x6", 15600, "Sold", "1/6/2025", "3/23/2025"],
        ["Humber Valley", "Boardroom table", "$16,700", "Won", "2/6/2025", "4/16/2025"],
        ["Harbourfront", "Seating", 17600, "c/o to 2026", "2/12/2025", ""],
    )
    mapping = guessed("Customer,Job,Quote $,Status,Quoted,Decision", *rows)[1]
    assert (mapping["Quote $"], mapping["Quoted"], mapping["Decision"]) == (
        "amount",
        "created_at",
        "closed_at",
    )


def test_a_decision_to_come_is_expected_and_one_in_words_is_the_outcome():
    rows = [["Acme", "Chairs", 10, "2090-11-02"], ["Beta", "Desks", 20, "2090-12-01"]]
    assert guessed("Customer,Job,$,Decision", *rows)[1]["Decision"] == "expected_close"
    rows = [["Acme", "Chairs", 10, "won"], ["Beta", "Desks", 20, "lost"]]
    assert guessed("Customer,Job,$,Decision", *rows)[1]["Decision"] == "outcome"


def test_what_is_no_day_and_no_sum_is_not_taken_for_one():
    rows = [["Acme", "Chairs", 100, 4, 2, "AB"], ["Beta", "Desks", 200, 9, 1, "CD"]]
    mapping = guessed("Customer,Job,Value,In,Out,Quoted", *rows)[1]
    assert not {"In", "Out", "Quoted"} & set(mapping)


def test_dollars_are_no_amount_of_a_firm_that_counts_in_rials():
    assert "$" not in guessed("Account,What,$,Result", *(row[:4] for row in BOB), currency="IRR")[1]


def test_what_quickbooks_calls_accepted_is_the_closing_day():
    row = ["1181", "2026-05-16", "Rideau", "Demountable walls", "Accepted", "2026-06-16", 11900]
    mapping = guessed("Num,Date,Customer,Memo/Description,Status,Accepted Date,Amount", row)[1]
    assert (mapping["Accepted Date"], mapping["Memo/Description"]) == ("closed_at", "title")


def test_priyas_thousands_count_and_her_steps_have_their_day(admin, pipeline, upload):
    Organisation.objects.update(country="CA", currency="CAD", money_unit="")
    refresh()
    organisation()
    admin.calendar, admin.language = "gregorian", "en"
    admin.save()
    text = (
        "Client,Job,$K,Where are we,To do,To do by\n"
        "Humber Valley School Board,Full fit-out,9.6,Quoted,Confirm delivery window,22/12/2090\n"
        "Harbourfront Analytics Inc,Seating replacement,17.6,Quoted,Call re: finishes,14/12/2090\n"
        "Etobicoke Community Svcs,Lunchroom,134,Quoted,Present test fit,23/12/2090\n"
    )
    with preferences.using(currency="CAD", unit="", language="en", calendar="gregorian"):
        one = upload(text, admin, "Priya jobs.csv")
    assert one.mapping == {
        "Client": "company",
        "Job": "title",
        "$K": "amount",
        "Where are we": "stage",
        "To do": "next_step",
        "To do by": "next_step_on",
    }
    finish(imports.start(one=one, by=admin))
    assert {deal.title: (deal.amount, deal.currency) for deal in Deal.objects.all()} == {
        "Full fit-out": (960_000, "CAD"),
        "Seating replacement": (1_760_000, "CAD"),
        "Lunchroom": (13_400_000, "CAD"),
    }
