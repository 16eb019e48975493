"""A list comes again without a deal that it brought: Neda is told, and the deal stays."""

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.say_otherwise import say_otherwise
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as together
from kariz.pipeline.actions import closures
from kariz.pipeline.models import Deal

HEADER = "نام شرکت,عنوان معامله,مبلغ (میلیون تومان),تاریخ ثبت"
ROWS = [
    f"کلینیک {name},{title},{100 + n},1405/08/0{n}"
    for n, (name, title) in enumerate(
        [("یک", "یونیت"), ("دو", "اتوکلاو"), ("سه", "تخت"), ("چهار", "رادیوگرافی"), ("پنج", "چراغ")], 1
    )
]


def text(rows):
    return "\n".join([HEADER, *rows])


def left(one, admin):
    return [mark.columns for mark in preview(one, admin).control.marked if mark.sign == "left_list"]


def test_an_open_deal_that_stands_in_the_list_no_more_is_named(admin, pipeline, bring, upload, client):
    bring(text(ROWS), admin)
    later = text([*ROWS[:2], ROWS[2].replace("103", "113"), ROWS[4]])
    one = upload(later, admin)
    assert left(one, admin) == [["رادیوگرافی"]]
    client.force_login(admin)
    assert 'data-control-mark="left_list"' in client.get(f"/imports/{one.pk}/").content.decode()
    bring(later, admin, existing="update")
    assert Deal.objects.get(title="رادیوگرافی").outcome == "open"


def test_of_the_whole_list_of_one_that_ended_and_of_another_months_nothing_is_told(
    admin, pipeline, bring, upload
):
    bring(text(ROWS), admin)
    assert left(upload(text(ROWS), admin), admin) == []
    closures.win(deal=Deal.objects.get(title="رادیوگرافی"), by=admin, reason="خرید")
    assert left(upload(text([*ROWS[:3], ROWS[4]]), admin), admin) == []
    other = [row.replace("1405/08", "1405/09") for row in ROWS]
    assert left(upload(text(other), admin), admin) == []


NUMBERED = [["کد", "نام شرکت", "شهر"], ["1", "کلینیک یک", "تبریز"], ["2", "کلینیک دو", "اهر"]]
DEALS = [HEADER.split(","), *(row.split(",") for row in ROWS)]


def test_of_files_that_are_partly_written_over_it_says_which_stay(admin, pipeline):
    run(together(admin, معامله=DEALS, شرکت=NUMBERED), admin)
    whole = together(admin, معامله=DEALS, شرکت=NUMBERED)
    parts = {part.own_sheet: part for part in parts_of(whole)}
    imports.change(one=parts["معامله"], by=admin, options={"existing": "update"})
    found = say_otherwise(parts_of(whole))
    assert found is not None
    assert found.of == ("شرکت",)
