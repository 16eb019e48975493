"""What English spreadsheets call their columns is known, and a guess never takes a day of the past for one to come."""

import datetime

import pytest

from kariz.reading.columns.guessing import guess_kind, guess_mapping

DAY = datetime.date(2024, 7, 14)
COMING = "28 Nov 2090"


def guessed(columns, *rows):
    kind = guess_kind(columns, rows)
    return kind, guess_mapping(columns, kind, rows)


def test_sarah_brings_the_pipeline_that_she_keeps_by_hand():
    columns = (
        "Ref,Opp,Customer,Contact,Tel,Value,Status,Acct mgr,Opened,Exp. close,Next action,Last spoke,Notes"
    )
    row = ["HS-1", "Centrifuge", "Greyfriars College", "Simon Hale", "", 2480, "Quoted", "SW", DAY, COMING]
    kind, mapping = guessed(columns.split(","), [*row, "Demo", "14/07/2024", ""])
    assert kind == "deals" and mapping["Last spoke"] == "spoken_on"
    assert [mapping[name] for name in ("Opp", "Acct mgr", "Opened", "Exp. close", "Next action")] == [
        "title",
        "owner",
        "created_at",
        "expected_close",
        "next_step",
    ]


@pytest.mark.parametrize("last", ["Last spoke", "Last contacted", "Last contact", "Latest visit"])
@pytest.mark.parametrize("close", ["Exp. close", "Expected close", "Close by", "Est. close date"])
def test_the_day_of_the_last_talk_is_no_closing_day(last, close):
    rows = [["Centrifuge", COMING, COMING], ["Titrator", COMING, COMING]]
    mapping = guessed(["Opportunity", last, close], *rows)[1]
    assert mapping == {"Opportunity": "title", close: "expected_close"}
    assert last not in guessed(["Opportunity", last], *(row[:2] for row in rows))[1]


@pytest.mark.parametrize("column", ["Date lost", "Lost on", "Won on", "Closed", "Date closed"])
def test_the_day_on_which_a_deal_was_lost_is_its_closing_day(column):
    rows = [["Titrator", "Dead", "no budget", "16 May 2024"]]
    mapping = guessed(["Opportunity", "Outcome", "Why", column], *rows)[1]
    assert (mapping[column], mapping["Why"]) == ("closed_at", "lost_reason")


def test_of_two_columns_of_days_the_one_that_speaks_of_closing_is_the_expected_one():
    rows = [["Titrator", COMING, COMING]] * 2
    mapping = guessed(["Opportunity", "Survey day", "Hope to close"], *rows)[1]
    assert mapping["Hope to close"] == "expected_close" and mapping.get("Survey day") != "expected_close"


def test_contacts_have_first_names_and_mobiles():
    columns = ["First", "Surname", "Firm", "Job title", "Tel (office)", "Mob", "Last spoke"]
    row = ["Helen", "Pryce", "Cambrian Biologics", "Buyer", "01632 960112", "07700 900321", "12/06/2025"]
    kind, mapping = guessed(columns, row)
    assert (kind, mapping["First"], mapping["Surname"], mapping["Mob"]) == (
        "contacts",
        "first_name",
        "last_name",
        "mobile",
    )
    assert "Last spoke" not in mapping


def test_calls_say_when_who_and_what_follows():
    columns = ["When", "Who (us)", "Spoke to", "Firm", "Type", "What was said", "Follow up"]
    row = [DAY, "Tom O", "Simon Hale", "Greyfriars College", "Call", "Wants a demo", "next Tues"]
    kind, mapping = guessed(columns, row)
    assert kind == "activities"
    assert (mapping["When"], mapping["Who (us)"], mapping["Follow up"]) == ("done_at", "owner", "next_step")
    dated = guessed(columns, [*row[:6], "21/07/2025"])[1]
    assert dated["Follow up"] == "next_step_on"
    assert "Who (them)" not in guessed(["When", "Who (them)", "What was said", "Firm"], row[:4])[1]


def test_a_trade_price_list_holds_products():
    columns = ["Code", "Description", "List £", "Trade £", "Lead time"]
    kind, mapping = guessed(columns, ["HS201", "Centrifuge 5430", 450, 382.5, "10 wks"])
    assert (kind, mapping) == (
        "products",
        {"Code": "product_code", "Description": "product", "List £": "unit_price"},
    )


def test_tom_is_told_in_red_that_no_column_is_the_title_of_his_deals(admin, pipeline, upload, client):
    one = upload("Gubbins,Customer,Value\nCentrifuge,Tyne Metals,450\n", admin)
    told = "No column is taken as the deal title"
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert one.kind == "deals" and ("هیچ ستونی عنوان معامله" in page or told in page)
    whole = upload("Opp,Customer,Value,Gubbins\nCentrifuge,Tyne Metals,450,x\n", admin, "other.csv")
    page = client.get(f"/imports/{whole.pk}/").content.decode()
    assert "هیچ ستونی عنوان معامله" not in page and told not in page


def test_a_short_word_in_a_longer_header_means_nothing():
    assert guessed(["Opportunity", "First call", "Project plan"], ["A", "Bob", "x"])[1] == {
        "Opportunity": "title"
    }
