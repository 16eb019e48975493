"""A register of estimates and the list of sales say a sale each in their own way: it is told that they may be one."""

from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import upload


def test_two_lists_that_say_a_sale_alike_are_told_though_neither_says_when(admin, pipeline):
    quotes = [
        ["Company", "Title", "Amount (ریال)", "Status"],
        ["Platte River Stay", "Guest laundry 12 machines", 44100, "Accepted"],
        ["Beech Street Care", "Dryer 50 lb", 7900, "Accepted"],
        ["Canyon View", "Glasswasher", 6800, "Pending"],
    ]
    book = [
        ["Company", "Title", "Amount (ریال)", "Status"],
        ["Platte River Stay", "Guest laundry 12 machines", 44100, "Won"],
        ["Beech Street Care", "Dryer 75 lb", 7900, "Won"],
        ["Canyon View", "Bar", 9900, "Won"],
    ]
    whole = upload(admin, Marc=quotes, Pris=book)
    marked = {one.sign: one.count for one in coming(parts_of(whole)).control.marked}
    assert marked["double"] == 1


def test_a_sale_is_that_of_an_estimate_of_half_a_year_before(admin, pipeline):
    quotes = [
        ["Date", "Company", "Title", "Amount (ریال)", "Status"],
        ["2026-01-19", "Platte River Stay", "Guest laundry 12 machines", 44100, "Accepted"],
        ["2026-02-19", "Canyon View", "Glasswasher", 6800, "Pending"],
    ]
    book = [
        ["Company", "Title", "Amount (ریال)", "Status", "Signed on"],
        ["Platte River Stay", "Guest laundry 12 machines", 44100, "Won", "2026-07-08"],
        ["Canyon View", "Bar", 9900, "Won", "2026-03-02"],
    ]
    whole = upload(admin, Marc=quotes, Pris=book)
    marked = {one.sign: one.count for one in coming(parts_of(whole)).control.marked}
    assert marked["double"] == 1
