"""Columns whose headers say little, and whose cells say the rest: what deals are for, whom to talk to, when all was over."""

from datetime import date

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping

JOBS = [
    "Battery 40kWh homestead",
    "Pump station roof",
    "99kW piggery sheds",
    "Joinery battery",
    "Cool room upgrade",
]
FIRMS = ["Warra Downs", "Bowen Tomatoes", "Warwick Piggery", "Yandina Joinery", "Roma Diesel"]
KARS = ["نصب پمپ", "کابل‌کشی سوله", "تعمیر چیلر", "تابلو برق", "آسانسور"]


def titled(header, texts, more=()):
    rows = [
        [firm, text, 500 + at, "won", *more] for at, (firm, text) in enumerate(zip(FIRMS, texts, strict=True))
    ]
    return guess_mapping(["Company", header, "Amount", "Result", *["Site"] * len(more)], "deals", rows).get(
        header
    )


@pytest.mark.parametrize(
    "header",
    [
        "Job desc",
        "Project Title",
        "Job description",
        "Order details",
        "Scope of works",
        "Description of work",
        "Opp name",
    ],
)
def test_what_a_job_or_a_project_is_called_is_the_title_of_the_deal(header):
    assert titled(header, JOBS) == "title"


@pytest.mark.parametrize(
    "header", ["شرح مختصر کار", "شرح قرارداد", "عنوان سفارش", "موضوع استعلام", "مشخصات پروژه"]
)
def test_so_it_is_in_persian(header):
    assert titled(header, KARS) == "title"


@pytest.mark.parametrize("header", ["Gear", "Blah", "Lot"])
def test_the_only_short_texts_of_a_list_that_say_what_is_done_are_its_titles(header):
    assert titled(header, JOBS) == "title"


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        (
            "Site address",
            ["12 King street", "Lot 4 back road", "7 old mill lane", "9 sugar shed rd", "3 north end"],
        ),
        ("Architect", ["Hay Partners", "Mill & Sons", "Coral Studio", "Dry Creek Design", "North Plan"]),
        ("Lost to", ["Sun the roof", "Big solar", "No one yet", "Shed power", "Cheap panels"]),
        (
            "Latest",
            ["rang and left word", "wants a new price", "board meets soon", "no reply yet", "gone quiet now"],
        ),
        ("Blah", ["too dear"] * 5),
        ("Blah", ["He said that he wants to wait until the harvest is in", "Rang", "Rang back", "No", "Yes"]),
    ],
)
def test_addresses_firms_and_what_was_heard_are_none(header, texts):
    assert titled(header, texts) != "title"


@pytest.mark.parametrize(
    "header", ["Talk to", "Ask for", "Point of contact", "با کی صحبت کنیم", "به کی زنگ بزنیم"]
)
def test_whom_to_talk_to_is_the_person_of_the_deal(header):
    rows = [["Warra Downs", "Greg Hollis", 500], ["Roma Diesel", "Scott Burke", 600]]
    assert guess_mapping(["Company", header, "Amount"], "deals", rows)[header] == "contact"


NUMBERED = [
    "Greg Hollis 0417552108",
    "Dino Zanetti 0419-003-662",
    "Karen Voss (07) 4992 1160",
    "Des O'Brien 0412 480 337",
]


def test_whole_names_with_a_number_behind_each_are_people_wherever_they_come_from():
    rows = [[firm, who, 500] for firm, who in zip(FIRMS, NUMBERED, strict=False)]
    assert guess_mapping(["Company", "Blah", "Amount"], "deals", rows)["Blah"] == "contact"
    firms = [
        "Hay Trading Co 0417552108",
        "Mill Group 0419003662",
        "Coral Ltd 0749921160",
        "Sons Company 0412480337",
    ]
    rows = [[firm, who, 500] for firm, who in zip(FIRMS, firms, strict=False)]
    assert "Blah" not in guess_mapping(["Company", "Blah", "Amount"], "deals", rows)


@pytest.mark.parametrize(
    "header",
    [
        "Signed / lost on",
        "Won or lost date",
        "Date won/lost",
        "Accepted, declined on",
        "تاریخ قرارداد یا لغو",
        "روز برد / باخت",
    ],
)
def test_a_day_of_either_end_is_the_closing_day(header):
    rows = [
        ["Warra Downs", 500, "2024-02-06", "2024-03-19"],
        ["Roma Diesel", 600, "2024-02-20", "2024-05-02"],
    ]
    columns = ["Company", "Amount", "Quoted on", header]
    assert guess_mapping(columns, "deals", rows)[header] == "closed_at"


OVER = [
    ["Warra Downs", 500, "2024-02-06", "Won", "2024-03-19"],
    ["Bowen Tomatoes", 600, "2024-02-20", "Lost", "2024-05-02"],
    ["Warwick Piggery", 700, "2024-02-21", "Won", "2024-05-04"],
    ["Yandina Joinery", 800, "2024-02-22", "Lost", "2024-05-05"],
    ["Roma Diesel", 900, "2024-02-23", "quoted", ""],
]


def dated(header, rows, status="Result"):
    return guess_mapping(["Company", "Amount", "Created", status, header], "deals", rows).get(header)


@pytest.mark.parametrize("header", ["Blah", "Finito", "روز فلان"])
def test_days_that_stand_where_deals_are_over_and_nowhere_else_are_closing_days(header):
    assert dated(header, OVER) == "closed_at"
    asked = [[*row[:3], {"Won": "Y", "Lost": "N - price"}.get(row[3], ""), row[4]] for row in OVER]
    assert dated(header, asked, "Sold?") == "closed_at"


def test_days_of_those_that_were_won_alone_before_the_deal_or_of_a_payment_are_none():
    won = [[*row[:4], row[4] if row[3] == "Won" else ""] for row in OVER]
    assert dated("Blah", won) != "closed_at"
    before = [[*row[:4], "2023-01-01" if row[4] else ""] for row in OVER]
    assert dated("Blah", before) != "closed_at"
    still = [[*row[:4], row[4] or "2024-06-01"] for row in OVER]
    assert dated("Blah", still) != "closed_at"
    assert dated("Paid on", OVER) != "closed_at"
    assert dated("تاریخ واریز", OVER) != "closed_at"


def test_why_beside_sold_is_why_not(admin, pipeline, upload):
    text = (
        "Farm,Talk to,What,Amount,Quoted on,Sold?,Signed / lost on,Why\n"
        "Warra Downs,Greg Hollis 0912 345 6701,Shed roof,41200,6/2/2024,Y,2024-03-19,\n"
        "Bundy Ginger,Lachlan Peters 0912 345 6702,Packing shed,128500,2024-02-20,Y,2024-05-02,\n"
        "Mackay Cane,Dino Zanetti 0912 345 6703,Workshop,26900,2024-03-04,N,2024-04-11,Price\n"
    )
    one = upload(text, admin, kind="deals")
    one = imports.change(one=one, by=admin, mapping=one.mapping | {"Farm": "company"})
    finish(imports.start(one=one, by=admin))
    lost = Deal.objects.get(outcome="lost")
    assert (lost.title, lost.contact.name) == ("Workshop", "Dino Zanetti")
    assert lost.closed_at.date() in (date(2024, 4, 10), date(2024, 4, 11))
    assert lost.lost_reason.template == "lost_price"
