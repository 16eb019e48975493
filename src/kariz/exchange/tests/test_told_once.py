"""Of the lists of a set each deal is told under one heading: it goes on, or it stands twice."""

import io

import xlsxwriter
from django.core.files.base import ContentFile

from kariz.exchange.actions.setup import sets
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of

HEAD = ["شماره فاکتور", "عنوان", "شرکت", "مبلغ (ریال)", "تاریخ ایجاد", "وضعیت"]
PUMP = ["ف-۱۱", "پمپ", "پارس", 100, "1403/02/01", "باز"]
VALVE = ["ف-۱۲", "شیر", "مهر", 250, "1403/02/03", "باز"]
FAN = ["", "فن", "کویر", 70, "1403/02/05", "باز"]


def upload(by, **given):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name in ("فروردین", "اردیبهشت"):
            sheet = made.add_worksheet(name)
            for place, row in enumerate([HEAD, PUMP, VALVE, FAN]):
                sheet.write_row(place, 0, row)
            if name == "اردیبهشت":
                sheet.write_row(4, 0, ["ف-۲۰", "کمپرسور", "جم", 900, "1403/02/09", "باز"])
    whole = sets.upload(files=[ContentFile(out.getvalue(), "book.xlsx")], by=by)
    return sets.change(whole=whole, by=by, options=given) if given else whole


def rows(control, sign):
    return sum(one.count for one in control.marked if one.sign == sign)


def test_a_deal_that_goes_on_by_its_number_does_not_stand_twice(admin, pipeline, client):
    whole = upload(admin, doubles="")
    found = coming(parts_of(whole)).control
    assert (found.continued, found.going_on, rows(found, "double"), found.deals) == (2, 2, 1, 5)
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert page.count('data-control-mark="continued"') == page.count('data-control-mark="double"') == 1


def test_rows_without_a_number_that_say_all_of_a_deal_again_are_it_by_default(admin, pipeline):
    found = coming(parts_of(upload(admin))).control
    assert (found.continued, found.going_on, found.deals) == (3, 2, 4)


def test_a_row_that_is_taken_for_the_deal_of_another_is_told_with_those_alone(admin, pipeline, client):
    whole = upload(admin, doubles="one")
    found = coming(parts_of(whole)).control
    assert (found.continued, found.going_on, rows(found, "double_once"), found.deals) == (3, 2, 1, 4)
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    told = page[page.index('data-control-mark="continued"') :]
    assert "۲ معامله" in told[: told.index("</p>")]
