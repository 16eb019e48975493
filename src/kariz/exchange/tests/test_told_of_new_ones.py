"""What is told before an import is told of deals that are new, and not of what another list answers."""

from kariz.exchange.actions.setup import sets
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import upload as bring_book

LIST = """Company,Deal title,Amount,Status,Created on
Red Rocks,Washer,50,Quote sent,2025-05-01
Oxbow,Dryer,70,Quote sent,2025-05-02
"""


def test_open_deals_without_a_step_are_counted_while_they_are_new(admin, pipeline, upload, bring):
    assert preview(upload(LIST, admin), admin).control.stepless == 2
    bring(LIST, admin)
    assert preview(upload(LIST, admin), admin).control.stepless == 0
    longer = LIST + "Canyon View,Stack,90,Quote sent,2025-05-03\n"
    assert preview(upload(longer, admin), admin).control.stepless == 1


def test_a_day_of_the_end_that_the_deal_of_the_other_list_says_is_not_missed(admin, pipeline):
    quotes = [
        ["Date", "Company", "Title", "Amount (ریال)", "Status"],
        ["2026-01-19", "Platte River Stay", "Guest laundry", 44100, "Accepted"],
        ["2026-02-19", "Canyon View", "Glasswasher", 6800, "Accepted"],
        ["2026-02-20", "Oxbow", "Bar", 6900, "Pending"],
    ]
    book = [
        ["Company", "Title", "Amount (ریال)", "Status", "Signed on"],
        ["Platte River Stay", "Guest laundry", 44100, "Won", "2026-03-08"],
    ]
    whole = bring_book(admin, Marc=quotes, Pris=book)
    assert marked(whole)["at_once"] == 2
    whole = sets.change(whole=whole, by=admin, options={"doubles": "one"})
    assert marked(whole)["at_once"] == 1


def marked(whole):
    return {one.sign: one.count for one in coming(parts_of(whole)).control.marked}
