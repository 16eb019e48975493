"""What a person said of files and saved holds for the next such files, also where these were removed without coming in."""

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet, RememberedMapping
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import upload as upload_book

LIST = "عنوان,شرکت,مبلغ,مرحلهٔ ما\nپمپ,پارس,30,گفتگو\n"
ROWS = [["عنوان", "شرکت", "مبلغ (ریال)", "واحد"], ["پمپ", "پارس", 100, "ریال"]]
CALLS = [["تاریخ", "شرکت", "شرح تماس"], ["1403/02/01", "پارس", "زنگ زدم"]]


def part(whole, sheet):
    return next(one for one in parts_of(whole) if one.own_sheet == sheet)


def test_mina_removes_a_list_to_repair_it_and_it_comes_as_she_left_it(admin, pipeline, upload):
    one = upload(LIST, admin)
    said = {"عنوان": "title", "شرکت": "company", "مبلغ": "amount", "مرحلهٔ ما": "notes"}
    one = imports.change(one=one, by=admin, mapping=said, options={"currency": "IRR", "unit": "rial"})
    imports.delete(one=one, by=admin)
    again = upload(LIST.replace("30", "40"), admin)
    assert (again.mapping, again.options["unit"]) == (said, "rial")
    assert again.layout["remembered"] == admin.name


def test_what_she_said_of_one_sheet_of_a_workbook_outlives_the_workbook(admin, pipeline):
    whole = upload_book(admin, جاری=ROWS, تماس=CALLS)
    said = {"عنوان": "title", "شرکت": "company", "مبلغ (ریال)": "amount", "واحد": "notes"}
    imports.change(one=part(whole, "جاری"), by=admin, mapping=said)
    sets.delete(whole=ImportSet.objects.get(pk=whole.pk), by=admin)
    assert RememberedMapping.objects.count() == 1, "of the calls nobody said anything"
    assert part(upload_book(admin, جاری=ROWS, تماس=CALLS), "جاری").mapping == said


def test_what_she_said_of_all_sheets_is_kept_and_of_one_that_she_takes_out_alone(admin, pipeline):
    whole = upload_book(admin, جاری=ROWS, تماس=CALLS)
    whole = sets.change(whole=whole, by=admin, options={"unit": "toman", "currency": "IRR"})
    sets.leave_out(part=part(whole, "جاری"), by=admin)
    again = part(upload_book(admin, جاری=ROWS, تماس=CALLS), "جاری")
    assert again.layout["remembered"] == admin.name


def test_a_guess_of_which_nobody_said_anything_is_not_remembered(admin, pipeline, upload):
    imports.delete(one=upload(LIST, admin), by=admin)
    tried = imports.change(one=upload(LIST, admin), by=admin, options={"unit": "rial"})
    imports.delete(one=tried, by=admin, remembers=False)
    assert not RememberedMapping.objects.exists() and not Import.objects.exists()
