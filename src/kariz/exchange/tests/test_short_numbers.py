"""A number without its area code gets that of the same number elsewhere, or of nearly all others, and the row says so."""

import pytest

from kariz.exchange.models import ImportRow
from kariz.exchange.tests.test_english_days import live_in
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people import normal
from kariz.people.models import ContactPoint

WHOLE = [
    ["Chad Wexler", "(512) 555-0211"],
    ["Lori Fisk", "512.555.0246"],
    ["Beth Landry", "+1 512 555 0268"],
    ["Ed Purcell", "1-512-555-0307"],
    ["Jim Stone", "5125550290"],
]
HEADER = ["Contact", "Phone"]


@pytest.fixture
def america(admin, pipeline):
    live_in("US")


def numbers(name):
    points = ContactPoint.objects.filter(contact__name=name)
    return [normal.phone(value) for value in points.values_list("value", flat=True)]


def test_the_same_number_elsewhere_says_the_area(admin, pipeline, america):
    others = [HEADER, ["Chad Wexler", "555-0211"], ["Dana Roe", "(737) 555-0100"]]
    run(upload(admin, Short=others, Whole=[HEADER, *WHOLE[:1]]), admin)
    assert numbers("Chad Wexler") == ["+15125550211"]


def test_nearly_all_others_say_the_area_and_the_row_tells_it(admin, pipeline, america):
    run(upload(admin, All=[HEADER, *WHOLE, ["Heather Quist", "555-0320"]]), admin)
    assert numbers("Heather Quist") == ["+15125550320"]
    told = [text for row in ImportRow.objects.all() for text in row.told]
    assert sum("(512)" in text for text in told) == 1


def test_where_several_areas_are_written_it_stays_as_it_is(admin, pipeline, america):
    others = [["Ann Poe", "(737) 555-0101"], ["Max Roe", "(830) 555-0102"]]
    run(upload(admin, All=[HEADER, *WHOLE[:4], *others, ["Heather Quist", "555-0320"]]), admin)
    assert "+15125550320" not in numbers("Heather Quist")


def test_a_line_of_tehran_is_one_with_and_without_its_code(admin, pipeline):
    rows = [["نام", "تلفن"], ["مینا صالحی", "88776655"], ["کاوه امینی", "66554433"]]
    run(upload(admin, short=rows, whole=[["نام", "تلفن"], ["مینا صالحی", "021-88776655"]]), admin)
    assert numbers("مینا صالحی") == ["+982188776655"]
    assert "+982166554433" not in numbers("کاوه امینی")
