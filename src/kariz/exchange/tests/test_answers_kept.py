"""What Neda answered once of a book of several sheets holds for the next one, whatever she takes back in which order."""

import itertools

import pytest

from kariz.access.actions import users
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as together

OLD = [
    ["شرکت", "عنوان", "مبلغ", "مسئول", "وضعیت"],
    ["کلینیک سپید", "یونیت", 100, "خ. م", "تمام"],
    ["کلینیک مهر", "اتوکلاو", 200, "سارا محمودی", "باز"],
]
NEW = [
    ["نام مشتری", "موضوع", "ارزش", "فروشنده", "مرحله"],
    ["کلینیک ارس", "تخت", 300, "خ. م", "تمام"],
    ["کلینیک شمس", "پایه", 400, "سارا محمودی", "باز"],
]


@pytest.fixture
def mahmoudi(admin):
    return users.create(by=admin, name="سارا محمودی", role="seller", email="mahmoudi@nikan.example")


def book(by, more=0):
    return together(by, پارسال=[*OLD, *[["کلینیک نو", "میز", more, "خ. م", "باز"]][:more]], امسال=NEW)


def answers(whole):
    return {
        part.own_sheet: (part.options["people"].get("خ. م"), part.options["stages"].get("تمام"))
        for part in parts_of(ImportSet.objects.get(pk=whole.pk))
    }


def said(by, mahmoudi):
    whole = book(by)
    stages = {"تمام": "won"}
    sets.change(whole=whole, by=by, options={"people": {"خ. م": str(mahmoudi.pk)}, "stages": stages})
    expected = {sheet: (str(mahmoudi.pk), "won") for sheet in ("پارسال", "امسال")}
    assert answers(whole) == expected
    return ImportSet.objects.get(pk=whole.pk), expected


def back(whole, by):
    set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=by)
    runs.work_all()
    assert ImportSet.objects.get(pk=whole.pk).phase == "taken_back"


@pytest.mark.parametrize("order", itertools.permutations(range(3)))
def test_in_whatever_order_the_books_are_taken_back(admin, pipeline, mahmoudi, order):
    first, expected = said(admin, mahmoudi)
    came = [run(first, admin), run(book(admin, 1), admin), run(book(admin, 1), admin)]
    for place in order:
        back(came[place], admin)
        assert answers(book(admin, 1)) == expected


def test_an_answer_of_a_book_that_goes_and_comes_again_and_again_is_not_lost(admin, pipeline, mahmoudi):
    first, expected = said(admin, mahmoudi)
    back(run(first, admin), admin)
    for _week in range(3):
        whole = book(admin)
        assert answers(whole) == expected
        back(run(whole, admin), admin)


def test_of_one_list_as_well(admin, pipeline, mahmoudi, upload):
    text = "\n".join(",".join(map(str, row)) for row in OLD)
    one = upload(text, admin)
    said = {"people": {"خ. م": str(mahmoudi.pk)}, "stages": {"تمام": "won"}}
    first = finish(imports.start(one=imports.change(one=one, by=admin, options=said), by=admin))
    second = finish(imports.start(one=upload(text, admin), by=admin))
    for one in (first, second):
        finish(imports.take_back(one=one, by=admin))
        again = upload(text, admin)
        assert (again.options["people"]["خ. م"], again.options["stages"]["تمام"]) == (str(mahmoudi.pk), "won")


def test_what_was_said_long_ago_of_a_list_that_comes_each_week_as_well(admin, pipeline, mahmoudi, upload):
    text = "\n".join(",".join(map(str, row)) for row in OLD)
    one = imports.change(one=upload(text, admin), by=admin, options={"stages": {"تمام": "won"}})
    weeks = [finish(imports.start(one=one, by=admin))]
    weeks += [finish(imports.start(one=upload(text, admin), by=admin)) for _week in range(7)]
    for one in weeks:
        finish(imports.take_back(one=one, by=admin))
    assert upload(text, admin).options["stages"]["تمام"] == "won"


def test_what_was_answered_on_the_page_of_one_sheet_is_kept_of_the_others_too(admin, pipeline, mahmoudi):
    whole = book(admin)
    old = next(part for part in parts_of(whole) if part.own_sheet == "پارسال")
    said = {"people": {"خ. م": str(mahmoudi.pk)}, "stages": {"تمام": "won"}}
    imports.change(one=old, by=admin, options=said)
    expected = {sheet: (str(mahmoudi.pk), "won") for sheet in ("پارسال", "امسال")}
    assert answers(whole) == expected
    back(run(ImportSet.objects.get(pk=whole.pk), admin), admin)
    assert answers(book(admin)) == expected
