"""Bid logs of American contractors: their headers ("Bid Amt", "GC / Owner", "Attn:"), and the words of their stages."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_kind, guess_mapping
from kariz.reading.deals.stages import match

LOG = [
    "Bid #",
    "Project",
    "GC / Owner",
    "Attn:",
    "Cell/Office",
    "Bid Amt",
    "Bid Date",
    "W/L",
    "Rep",
    "Lost to / why",
]


def test_skips_bid_log_is_read_by_its_headers():
    row = ["1", "Boiler", "Lake Co", "Ann Roe", "c 567-555-5123", 100, "3/16/24", "W", "Skip", "price"]
    found = guess_mapping(LOG, "deals", [row, [*row[:1], "Chiller", *row[2:]]])
    assert {column: found.get(column) for column in LOG} == {
        "Bid #": "external_id",
        "Project": "title",
        "GC / Owner": "company",
        "Attn:": "contact",
        "Cell/Office": "phone",
        "Bid Amt": "amount",
        "Bid Date": "created_at",
        "W/L": "outcome",
        "Rep": "owner",
        "Lost to / why": "lost_reason",
    }


def test_who_beside_the_rep_is_the_person_of_the_customer():
    columns = ["Job", "Company", "Who", "Phone", "Stage", "$$", "Rep"]
    rows = [
        ["Boiler", "Lake Co", "Laura", "", "Lead", 1, "Bo"],
        ["Chiller", "Bay Co", "Heidi Bran", "", "Won", 2, "Jen"],
    ]
    assert guess_mapping(columns, "deals", rows)["Who"] == "contact"


def test_the_name_of_an_opportunity_beside_its_client_is_the_deal():
    columns = [
        "Opportunity ID", "Name", "Client", "Client Lead", "Client Lead Email", "Client Lead Phone",
        "Submission State", "Due Date", "Bid Value", "Team Lead", "City, State",
    ]  # fmt: skip
    row = [
        "B-1",
        "Annex fans",
        "Lake Co",
        "Ann Roe",
        "ann@lake.com",
        "+14195553000",
        "Estimating",
        "",
        9,
        "Bo Hall",
        "Ada, OH",
    ]
    other = [
        "B-2",
        "Gym boiler",
        "Bay Co",
        "Tom Hull",
        "tom@bay.com",
        "+14195553001",
        "Submitted",
        "",
        8,
        "Bo Hall",
        "Erie, OH",
    ]
    assert guess_kind(columns, [row, other]) == "deals"
    found = guess_mapping(columns, "deals", [row, other])
    assert {column: found[column] for column in columns if column != "Due Date"} == {
        "Opportunity ID": "external_id",
        "Name": "title",
        "Client": "company",
        "Client Lead": "contact",
        "Client Lead Email": "email",
        "Client Lead Phone": "phone",
        "Submission State": "stage",
        "Bid Value": "amount",
        "Team Lead": "owner",
        "City, State": "city",
    }


@pytest.mark.parametrize("header", ["State", "ST"])
def test_the_state_that_a_customer_lies_in_is_no_outcome(header):
    columns = ["Deal", "Company", "City", header, "Amount"]
    rows = [["Boiler", "Lake Co", "Toledo", "OH", 1], ["Fans", "Bay Co", "Monroe", "MI", 2]]
    assert header not in guess_mapping(columns, "deals", rows)
    ends = [["Boiler", "Lake Co", "Toledo", "won", 1], ["Fans", "Bay Co", "Monroe", "lost", 2]]
    assert guess_mapping(["Deal", "Company", "City", "State", "Amount"], "deals", ends)["State"] == "outcome"


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("AWARDED", "won"),
        ("Awarded - PO 4412", "won"),
        ("PO received", "won"),
        ("hold", "resting"),
        ("On hold", "resting"),
        ("HOLD", "resting"),
        ("Not awarded", "lost"),
    ],
)
def test_the_words_of_a_contractor_say_how_a_bid_ended(pipeline, word, meaning):
    assert match(word, list(pipeline.stages.all())) == meaning


@pytest.mark.parametrize(
    ("word", "template"),
    [
        ("Bid sent", "proposal"),
        ("Bid submitted", "proposal"),
        ("Proposed", "proposal"),
        ("Submitted", "proposal"),
        ("Takeoff", "discovery"),
        ("Estimating", "discovery"),
        ("PO pending", "signing"),
        ("Awarded - pending PO", "signing"),
        ("Change order", "post_purchase"),
    ],
)
def test_the_words_of_a_contractor_say_where_a_bid_stands(pipeline, word, template):
    stages = list(pipeline.stages.all())
    [meant] = [stage for stage in stages if stage.template == template]
    assert match(word, stages) == str(meant.pk)


def test_words_of_a_column_that_is_of_stages_no_longer_are_not_asked_about(admin, pipeline, upload):
    one = upload("Deal,Company,Where,Status\nBoiler,Lake Co,Cleveland,Won\nFans,Bay Co,Toledo,Lost\n", admin)
    one = imports.change(
        one=one, by=admin, mapping={"Deal": "title", "Company": "company", "Where": "outcome"}
    )
    assert set(one.options["stages"]) >= {"Cleveland", "Toledo"}
    mapping = {"Deal": "title", "Company": "company", "Where": "city", "Status": "outcome"}
    one = imports.change(one=one, by=admin, mapping=mapping)
    assert one.options["stages"] == {"Won": "won", "Lost": "lost"}
    finish(imports.start(one=one, by=admin))
    assert sorted(Deal.objects.values_list("outcome", flat=True)) == ["lost", "won"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Bid #", "external_id"),
        ("Job #", "external_id"),
        ("Quote#", "external_id"),
        ("Cell #", "mobile"),
        ("Phone #", "phone"),
    ],
)
def test_the_sign_of_a_number_says_number(header, field):
    assert guess_mapping(["Project", "Company", header, "Amount"], "deals").get(header) == field


def test_yes_and_no_below_awarded_say_whether_it_was_won_and_days_below_it_when(admin, pipeline, bring):
    head = "Project,Client,Bid Amt,Bid Date,Awarded\n"
    answered = bring(head + "Gym,Bay Co,100,2025-02-01,Yes\nHall,Lake Co,200,2025-02-02,No\n", admin)
    assert answered.mapping["Awarded"] == "outcome"
    assert dict(Deal.objects.values_list("title", "outcome")) == {"Gym": "won", "Hall": "lost"}
    rows = "Al,Pool,Bay Co,1,2025-02-01,2025-03-01\nAl,Roof,Elm Co,2,2025-02-02,2025-03-02\n"
    dated = bring(f"Owner rep,{head}{rows}", admin)
    assert dated.mapping["Awarded"] == "closed_at"
