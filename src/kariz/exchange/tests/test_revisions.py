"""Which rows are earlier revisions of a quote, and which are deals of their own."""

import pytest

from kariz.pipeline.models import Deal
from kariz.reading.deals.revisions import look
from kariz.reading.layout.asides import REVISED

FIELDS = {"Quote no": "external_id", "Client": "company", "Job": "title", "Status": "outcome"}


def earlier(head, *rows):
    """{number of the row: the row of its last revision}"""
    found = look(iter([(at, row.split(",")) for at, row in enumerate(rows, 2)]), head.split(","), FIELDS, {})
    assert all(kind.startswith(f"{REVISED}:") for kind in found.values())
    return {int(number): int(kind.rpartition(":")[2]) for number, kind in found.items()}


@pytest.mark.parametrize("end", ["Won", "Lost - price", "On hold", "برد", "باخت", "معلق"])
def test_tom_keeps_a_deal_that_ended_beside_a_later_revision_of_its_quote(end):
    assert earlier("Client,Job,Status", f"Acme,Website,{end}", "Acme,Website rev 2,Open") == {}
    rows = f"Q1,Acme,Website,{end}", "Q1 rev 2,Acme,Website,Open"
    assert earlier("Quote no,Client,Job,Status", *rows) == {}


def test_rows_of_one_number_are_one_deal_which_toms_last_revision_goes_on_with_unless_it_was_won():
    head, last = "Quote no,Rev,Client,Job,Status", "Q1,B,Acme,Website,Open"
    assert earlier(head, "Q1,A,Acme,Website,Won", last) == {}
    assert earlier(head, "Q1,A,Acme,Website,Lost - price", last) == {2: 3}


def test_of_helens_three_revisions_only_the_one_that_went_on_gives_way():
    rows = "Q1,Acme,Website,Open", "Q1 rev 2,Acme,Website,Lost", "Q1 rev 3,Acme,Website,Won"
    assert earlier("Quote no,Client,Job,Status", *rows) == {2: 4}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Website", "Website version 2"),
        ("Firmware ver 1", "Firmware ver 2"),
        ("نرم افزار نسخه ۱", "نرم افزار نسخه ۲"),
        ("نرم‌افزار", "نرم‌افزار - نسخهٔ ۲"),
    ],
)
def test_versions_of_what_mina_sells_are_deals_of_their_own(one, other):
    assert earlier("Client,Job", f"پارس,{one}", f"پارس,{other}") == {}
    assert earlier("Quote no,Client,Job", f"Q1,پارس,{one}", f"Q2,پارس,{other}") == {}


@pytest.mark.parametrize("column", ["Version", "نسخه", "Rev"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Licence 10 seats", "Licence support"),
        ("Licence", "Licence support"),
        ("UPS room phase 1", "UPS room phase 2"),
        ("پمپ فاز اول", "پمپ فاز دوم"),
    ],
)
def test_two_things_for_one_customer_of_leila_are_no_revisions(column, one, other):
    head = f"Quote no,{column},Client,Job"
    assert earlier(head, f"A1,2,Acme,{one}", f"A1,3,Acme,{other}") == {}


def test_a_version_column_without_titles_tells_nothing():
    assert earlier("Quote no,Version,Client", "A1,2,Acme", "A1,3,Acme") == {}


@pytest.mark.parametrize(
    ("head", "one", "other"),
    [
        ("Quote no,Version,Client,Job", "A1,1,Acme,Pump house", "A1,2,Acme,pump-house"),
        ("Quote no,نسخه,Client,Job", "۱۴۱,۱,پارس,پمپ آب", "۱۴۱,۲,پارس,پمپ‌آب"),
        ("Quote no,Rev,Client,Job", "A1,A,Acme,Trading pedestals", "A1,B,Acme,Trading pedestal"),
        ("Quote no,Client,Job", "A1,Acme,Pump", "A1 version 2,Acme,Pump"),
        ("Quote no,Client,Job", "A1,Acme,Pump", "A1,Acme,Pump version 2"),
        ("Client,Job", "پارس,پمپ آب", "پارس,پمپ آب (بازنگری ۱)"),
        ("Quote no,Rev,Client,Job,Status", "A1,A,Acme,Pump,Open", "A1,B,Acme,Pump,Won"),
    ],
)
def test_what_are_revisions_still_are(head, one, other):
    assert earlier(head, one, other) == {2: 3}


@pytest.mark.parametrize("short", ["Kelso Int.", "Kelso Ints", "Kelso"])
def test_ian_writes_his_customer_shorter_in_the_second_revision(short):
    head = "Quote no,Rev,Client,Job"
    assert earlier(head, "Q1,A,Kelso Interiors,floor", f"Q1,B,{short},floor") == {2: 3}
    assert earlier(head, "Q1,A,Granary Wharf,floor", f"Q1,B,{short},floor") == {}


def test_the_won_website_of_acme_comes_in_beside_its_second_version(admin, pipeline, bring):
    text = "Client,Job,Value,Stage\nAcme Ltd,Website,5000,Won\nAcme Ltd,Website version 2,9000,Proposal\n"
    fields = {"Client": "company", "Job": "title", "Value": "amount", "Stage": "stage"}
    assert bring(text, admin, mapping=fields).created_count == 2
    assert sorted(Deal.objects.values_list("title", "outcome")) == [
        ("Website", "won"),
        ("Website version 2", "open"),
    ]
