"""Plain English headers, as people keep their lists: what stands beside and below says what they mean."""

import datetime

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.localisation import home
from kariz.pipeline.models import Activity, Deal
from kariz.reading.cells.answers import answers, asks
from kariz.reading.columns.guessing import guess_kind, guess_mapping

MAY = datetime.date(2026, 5, 4)


@pytest.fixture
def ireland(monkeypatch):
    monkeypatch.setattr(home, "_region", "IE")


def guessed(columns, *rows, sheet=""):
    columns = columns.split(",")
    kind = guess_kind(columns, rows, sheet)
    return kind, guess_mapping(columns, kind, rows, sheet)


CALLS = (
    ["14/04/2026", "Niamh", "Moher Visitor Experience", "", "chased quote, will decide next week", ""],
    [
        "08/06/26",
        "AB ",
        "Shannon Airport Retail Catering",
        "Úna Silva",
        "wants price for extra shelf",
        "send price",
    ],
    [MAY, "D.J.", "St. Brigid's Nursing Home", "Liam Feeney (083) 1637652", "asked for VAT invoice copy", ""],
)


@pytest.mark.parametrize("sheet", ["Call log", "Sheet1"])
def test_niamhs_call_log_holds_calls(sheet):
    assert guessed("Date,By,Customer,Spoke to,What,Follow up", *CALLS, sheet=sheet) == (
        "activities",
        {
            "Date": "done_at",
            "By": "owner",
            "Customer": "company",
            "Spoke to": "contact",
            "What": "said",
            "Follow up": "next_step",
        },
    )


def test_niamhs_calls_are_no_deals(admin, pipeline, upload):
    text = "Date,By,Customer,Spoke to,What,Follow up\n2026-04-14,Niamh Walsh,Salty Dog,Emma Joyce,left voicemail,\n"
    one = upload(text, admin, "Call log.csv")
    finish(imports.start(one=one, by=admin))
    call = Activity.objects.get()
    assert (Deal.objects.count(), call.owner.name, call.company.name) == (0, "Niamh Walsh", "Salty Dog")
    assert call.done_at is not None


@pytest.mark.parametrize("column", ["Job", "Project", "Enquiry", "The job"])
def test_what_the_deal_is_about_is_its_title(column):
    rows = [["Castlebar GAA", "Fryer suite", 6950, "won"], ["Salty Dog", "6 burner range", 4000, "lost"]]
    assert guessed(f"Customer,{column},Value,Status", *rows)[1][column] == "title"


def test_a_better_title_goes_before_the_job_and_a_number_of_a_job_is_none():
    row = ["Castlebar GAA", "Fryer suite", "repair", 6950]
    mapping = guessed("Customer,Deal,Job,Value", row)[1]
    assert mapping["Deal"] == "title" and "Job" not in mapping
    rows = [["Castlebar GAA", "J1001", "Fryer suite", 6950], ["Salty Dog", "J1002", "Oven", 10]]
    mapping = guessed("Customer,Job,Description,Value", *rows)[1]
    assert mapping["Description"] == "title" and mapping.get("Job") != "title"


def test_the_job_of_somebody_is_no_deal():
    rows = [["Emma Joyce", "chef", "087 125 9666"], ["Tom Burke", "owner", "087 125 9667"]]
    assert guessed("Name,Job,Mobile", *rows)[0] == "contacts"


@pytest.mark.parametrize("column", ["By when", "When", "Due"])
def test_the_day_beside_the_next_step_is_its_day(column):
    rows = [["Fryer suite", 6950, "ring back", datetime.date(2026, 12, 4)], ["Oven", 10, "visit", "23/12/26"]]
    mapping = guessed(f"Job,Value,Next step,{column}", *rows)[1]
    assert (mapping["Next step"], mapping[column]) == ("next_step", "next_step_on")
    assert mapping["Job"] == "title"


OLD = (
    ["An Grianán", "Undercounter dishwasher", 2250, "Y", "Q1 2024", "NW"],
    ["Fitzgerald Catering", "Replacement compressor", 2000, "Yes", datetime.date(2024, 1, 1), "Declan"],
    ["Gort Hospital", "Grease trap", 3550, "Y - paid", "Jan 2024", "D.J."],
    ["Tigh Neachtain", "Bar bottle coolers x4", 4350, "N - too dear", "Oct-24", "Aoife"],
)


def test_declans_old_jobs_say_who_sold_what_and_when():
    kind, mapping = guessed("Company,Details,Amount,Won?,Month,Sales", *OLD)
    assert kind == "deals"
    assert [mapping[name] for name in ("Details", "Won?", "Month", "Sales")] == [
        "title",
        "outcome",
        "created_at",
        "owner",
    ]


def test_sales_that_are_sums_are_nobody():
    rows = [["Castlebar GAA", "Fryer suite", 6950, 12], ["Salty Dog", "Oven", 7000, 13]]
    assert "Sales" not in guessed("Company,Deal,Amount,Sales", *rows)[1]


def test_yes_and_no_below_won_are_ends_and_the_rest_says_why(admin, pipeline, upload):
    text = (
        "Company,Details,Amount,Won?,Sales\n"
        "An Grianán,Dishwasher,2250,Y,Niamh Walsh\nGort Hospital,Grease trap,3550,Y - paid,Niamh Walsh\n"
        "Burren Smokehouse,Counter,6350,n,Niamh Walsh\nKelly Brothers,Range,13800,No,Aoife Burke\n"
        "Salty Dog,Oven,8200,yes!,Aoife Burke\nTigh Neachtain,Coolers,4350,N - too dear,Aoife Burke\n"
    )
    one = upload(text, admin)
    assert set(one.options["stages"].values()) == {"won", "lost"}
    finish(imports.start(one=one, by=admin))
    found = {deal.title: deal for deal in Deal.objects.all()}
    won = {title for title, deal in found.items() if deal.outcome == "won"}
    lost = {title for title, deal in found.items() if deal.outcome == "lost"}
    assert (won, lost) == ({"Dishwasher", "Grease trap", "Oven"}, {"Counter", "Range", "Coolers"})
    assert "paid" in found["Grease trap"].notes and "too dear" in found["Coolers"].notes
    assert found["Oven"].owner.name == "Aoife Burke"


@pytest.mark.parametrize("text", ["Yes we did", "N/A", "no budget", "Nisbets", "yesterday", ""])
def test_what_is_no_answer(text):
    assert answers(text) is None


def test_only_a_header_that_asks_is_answered():
    assert asks("Won?") and asks("Did we win it?") and not asks("Status") and not asks("نتیجه")


CUSTOMERS = "Customer,Town,Phone,Email,Acc. mgr,Main contact"


def test_the_phone_of_a_customer_is_the_companys(ireland):
    rows = [
        [
            "Claregalway Court Hotel",
            "Claregalway",
            "091-885435",
            "office@court.ie",
            "NW",
            "Niall Quinn 087 730 0716",
        ],
        ["Kilmaine Foods", "Kilmaine", "098-683620", "info@kilmaine.ie", "nw", "Noel Walsh"],
    ]
    kind, mapping = guessed(CUSTOMERS, *rows)
    assert (kind, mapping["Phone"], mapping["Main contact"]) == ("contacts", "company_phone", "contact")
    mobiles = [[*row[:2], f"087 730 071{place}", *row[3:]] for place, row in enumerate(rows)]
    assert guessed(CUSTOMERS, *mobiles)[1]["Phone"] == "phone"


def test_the_phone_of_a_person_stays_theirs(ireland):
    rows = [
        ["Niall Quinn", "Claregalway Court Hotel", "091-885435"],
        ["Noel Walsh", "Kilmaine", "098-683620"],
    ]
    assert guessed("Name,Company,Phone", *rows)[1]["Phone"] == "phone"


def test_a_month_or_a_quarter_that_is_no_day_refuses_no_old_job(admin, pipeline, upload):
    text = (
        "Company,Details,Amount,Won?,Month\nAn Grianán,Dishwasher,2250,Y,Jan 2024\nGort Hospital,Trap,10,Y,Q1 2024\n"
        "Salty Dog,Oven,20,N,Oct-24\nSupermax,Range,30,N,March 2024\n,of which won,2260,,\n"
    )
    one = upload(text, admin)
    assert one.mapping["Month"] == "created_at"
    one = finish(imports.start(one=one, by=admin))
    assert (Deal.objects.count(), one.refused_count) == (4, 0)
