"""Which of the days of a list of deals is when one began, when it ended, and when its next step is due."""

import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from django.utils import timezone

from kariz.exchange.actions.setup import sets
from kariz.exchange.tests.test_set_doors import uploads
from kariz.exchange.tests.test_two_sheets import upload
from kariz.pipeline.models import Activity, Deal
from kariz.reading.columns.guessing import guess_mapping

TEHRAN = ZoneInfo("Asia/Tehran")
FIRMS = ["Mokoko Lane", "Boxkite", "Cabot Legal", "Easton Hub", "Filton Aero"]
BEGAN = ["8.1.25", date(2025, 3, 2), "13.5.25", date(2025, 6, 20), "1.9.25"]
ENDED = [date(2025, 2, 3), "12 Mar 2025", date(2025, 7, 1), "29 Jul 2025", date(2025, 10, 11)]
SAID = ["Sold", "No sale", "SOLD", "no sale", "Sold"]


def mapping(columns, *rows):
    return guess_mapping(columns, "deals", [list(row) for row in rows])


def closed(first, last, outcomes=SAID, began=BEGAN, ended=ENDED):
    rows = zip(began, FIRMS, [900] * 5, outcomes, ended, strict=True)
    found = mapping([first, "Client", "Value", "Outcome", last], *rows)
    return found.get(first), found.get(last)


@pytest.mark.parametrize(
    ("first", "last"),
    [("Date in", "Date done"), ("In", "Done"), ("Zzz", "Xxx"), ("روز اول", "روز آخر")],
)
def test_of_two_days_of_deals_that_are_over_the_later_one_is_their_end(first, last):
    assert closed(first, last) == ("created_at", "closed_at")


def test_so_it_is_where_the_later_one_stands_first():
    assert closed("Zzz", "Xxx", began=ENDED, ended=[date(2025, 1, 2 + at) for at in range(5)]) == (
        "closed_at",
        "created_at",
    )


def test_a_day_that_only_rows_have_that_ended_is_the_end_of_those():
    outcomes = ["Sold", "Open", "No sale", "Open", "Sold"]
    ended = [ENDED[0], "", ENDED[2], "", ENDED[4]]
    assert closed("Zzz", "Xxx", outcomes, ended=ended) == ("created_at", "closed_at")


def test_a_later_day_of_deals_that_go_on_is_no_end():
    assert closed("Date in", "Visit", ["Open", "Sold", "Open", "Open", "No sale"])[1] != "closed_at"


@pytest.mark.parametrize("header", ["Established", "Customer since", "Joined", "تاریخ تأسیس", "عضویت"])
def test_an_earlier_day_of_the_customer_is_not_when_the_deal_began(header):
    since = [f"2025-01-0{at}" for at in range(1, 6)]
    assert closed(header, "Date", began=since) == (None, "created_at")


def dated(admin, header, *outcomes):
    rows = [
        [str(day), firm, 900, said]
        for day, firm, said in zip([*ENDED, *ENDED], [*FIRMS, *FIRMS], outcomes, strict=False)
    ]
    whole = upload(admin, Old=[[header, "Client", "Value", "Outcome"], *rows])
    return whole.parts.get().mapping[header]


def test_the_only_day_of_a_list_all_of_whose_deals_are_over_is_their_end(admin, pipeline):
    assert dated(admin, "Date", *SAID) == "closed_at"
    assert dated(admin, "Enquiry date", *SAID) == "created_at"
    assert dated(admin, "Date", *SAID, "Open") == "created_at"


def test_the_colours_of_its_rows_say_so_as_well(admin, pipeline):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as work:
        sheet = work.add_worksheet("old 2024")
        green, red = (work.add_format({"bg_color": code}) for code in ("#00B050", "#FF0000"))
        sheet.write(0, 0, "Brunel: green = won, red = lost")
        sheet.write_row(2, 0, ["Client", "Deal", "Amount", "Date"])
        for at, firm in enumerate(FIRMS):
            paint = red if at == 1 else green
            sheet.write_row(at + 3, 0, [firm, f"Grinder {at}x", 900, f"2024-0{at + 1}-11"], paint)
    whole = sets.upload(files=uploads({"old.xlsx": out.getvalue()}), by=admin)
    assert whole.parts.get().mapping["Date"] == "closed_at"


@pytest.mark.parametrize(
    ("step", "day"),
    [
        ("Next task", "Task due"),
        ("Next task", "Task date"),
        ("To do", "Action due"),
        ("اقدام بعدی", "موعد اقدام"),
        ("اقدام بعدی", "تاریخ اقدام بعدی"),
    ],
)
@pytest.mark.parametrize("between", [[], ["City"]])
def test_the_day_of_the_step_is_known_by_the_words_of_both_headers(step, day, between):
    rows = [
        [firm, 900, "Quoted", "Site survey", *["Bath" for _one in between], f"2026-12-0{at + 1}"]
        for at, firm in enumerate(FIRMS)
    ]
    assert mapping(["Client", "Value", "Stage", step, *between, day], *rows)[day] == "next_step_on"


@pytest.mark.parametrize("header", ["Install due", "Invoice date", "Date"])
def test_another_day_beside_the_step_is_not_its_day(header):
    rows = [
        [firm, 900, "Quoted", "Site survey", "Bath", f"2026-10-0{at + 1}"] for at, firm in enumerate(FIRMS)
    ]
    assert mapping(["Client", "Value", "Stage", "Next task", "City", header], *rows)[header] != "next_step_on"


def test_a_deal_comes_with_its_days_and_the_day_of_its_step(admin, pipeline, bring):
    bring(
        "Client,Deal,Value,Outcome,Date in,Date done,Next task,Task due\n"
        "Mokoko Lane,Grinder,900,Sold,2025-01-08,2025-02-03,,\n"
        "Boxkite,Franke A600,800,No sale,2025-03-02,2025-03-12,,\n"
        "Cabot Legal,Jura WE8,700,Sold,2025-05-13,2025-07-01,,\n"
        "Easton Hub,Refurb,700,Open,2025-05-13,,Site survey,2031-12-11\n",
        admin,
    )
    sold = Deal.objects.get(title="Grinder")
    days = [timezone.localdate(moment, TEHRAN) for moment in (sold.created_at, sold.closed_at)]
    assert days == [date(2025, 1, 8), date(2025, 2, 3)]
    step = Activity.objects.get(deal__title="Refurb", name="Site survey")
    assert timezone.localdate(step.due_at, TEHRAN) == date(2031, 12, 11)


@pytest.mark.parametrize(
    ("header", "outcome"),
    [("When lost", "lost"), ("Date won", "won"), ("تاریخ لغو", "lost"), ("Closed", "open")],
)
def test_a_day_below_when_lost_says_that_the_deal_was_lost(header, outcome, admin, pipeline, bring):
    bring(f"Client,Job,Value,{header}\nAcme Ltd,Pump,500,2026-02-03\nPars Ltd,Belt,600,\n", admin)
    assert [deal.outcome for deal in Deal.objects.order_by("pk")] == [outcome, "open"]
    if outcome != "open":
        assert Deal.objects.first().closed_at.date().isoformat() in ("2026-02-02", "2026-02-03")
