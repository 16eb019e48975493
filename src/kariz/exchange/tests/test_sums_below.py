"""What Neda writes below her list, and cells that say what they mean in her own way."""

import pytest

from kariz.exchange.queries.pages.imports import preview
from kariz.pipeline.models import Deal
from kariz.reading.cells import values as v
from kariz.reading.cells.shortened import is_shortened
from kariz.reading.layout.asides import survey

HEAD = "ردیف,تاریخ,شرکت,دستگاه,تعداد,مبلغ (میلیون تومان),وضعیت\n"
ROWS = (
    "1,1405/01/09,کاوه,پرکن,1,450,باز\n2,1405/01/12,رویال,جت پرینتر,2,210,برد\n3,1405/02/01,سیمرغ,پیلوپک,1,980,باز\n"
    "4,1405/02/03,خزر,لیبل زن,1,125,برد\n"
)


def test_a_sum_with_its_word_in_the_column_of_quantities_is_compared_and_not_refused(admin, pipeline, upload):
    text = HEAD + ROWS + "5,,,,,,\n6,,,,,,\n,,,,جمع کل,1765,\n,,,,فروش قطعی,335,\n"
    seen = preview(upload(text, admin), admin)
    assert (seen.bad_count, seen.asides, seen.control.deals) == (0, 4, 4)
    assert [(one.number, one.same) for one in seen.control.stated] == [(8, True)]
    assert {str(draft.aside) for draft in seen.aside if draft.number < 8} == {
        "در این ردیف جز شماره‌اش چیزی نیست."
    }


def test_an_average_in_the_column_of_days_is_no_deal_and_no_total(admin, pipeline, upload):
    seen = preview(upload(HEAD + ROWS + "\n,جمع,,,,1765,\n,میانگین,,,,441.25,\n", admin), admin)
    assert (seen.bad_count, seen.control.deals) == (0, 4)
    assert [(one.amount, one.same) for one in seen.control.stated] == [(17_650_000_000, True)]


def test_a_firm_called_average_and_a_row_with_two_cells_below_a_sum_stay_deals(admin, pipeline, upload):
    text = HEAD + ROWS + ",,جمع,,,1765,\n,,کوشا,,,70,\n7,1405/03/01,میانگین,پرکن,1,30,باز\n"
    seen = preview(upload(text, admin), admin)
    assert seen.control.deals == 6


def test_the_last_deal_is_one_even_if_it_was_typed_below_the_total(admin, pipeline, upload):
    table = (
        "شرکت,محصول,مبلغ,تاریخ\nنیکان,پمپ,100,1404/02/03\nکاوش,شیر,200,1404/02/03\nآوین,لوله,300,1404/02/03\n"
    )
    seen = preview(upload(table + "جمع کل,,600,\nسپند,,750,\n", admin), admin)
    assert (seen.asides, seen.control.deals) == (1, 4)
    told = preview(upload(table + "جمع کل,,600,\nفروش قطعی,,300,\nسهم سعید,,600,\n", admin), admin)
    assert (told.asides, told.control.deals) == (3, 3)


BELOW = "جمع کل,,600,\n"
LIST = "شرکت,محصول,مبلغ,تاریخ\nنیکان,پمپ,100,1404/02/03\nکاوش,شیر,200,1404/02/03\nآوین,لوله,300,1404/02/03\n"


@pytest.mark.parametrize(
    "line",
    [
        ",جمع فروش قطعی,300,\n",
        "جمع قطعی شده:,,300,\n",
        ",جمع سفارش‌های تهران,250,\n",
        ",جمع فروش قطعی,300,\n,مجموع سهم سعید,90,\n",
        ",فروش قطعی,300,\n,جمع سهم سعید,90,\n",
    ],
)
def test_a_second_sum_below_the_first_is_no_deal_though_it_adds_up_nothing_whole(
    admin, pipeline, upload, line
):
    for above in (BELOW, "\n,,,\n,جمع کل,600,\n"):
        seen = preview(upload(LIST + above + line, admin), admin)
        assert (seen.asides, seen.control.deals) == (1 + line.count("\n"), 3)


def test_the_sum_of_what_is_won_is_one_without_another_above_it(admin, pipeline, upload):
    seen = preview(upload(LIST + "\n,جمع فروش قطعی,300,\n", admin), admin)
    assert (seen.asides, seen.control.deals) == (1, 3)


@pytest.mark.parametrize("line", ["Total Energies,,750,\n", "جمع‌آوران البرز,,750,\n", "مجموعه سپند,,750,\n"])
def test_a_firm_below_the_total_with_one_number_stays_a_deal(admin, pipeline, upload, line):
    seen = preview(upload(LIST + BELOW + line, admin), admin)
    assert (seen.asides, seen.control.deals) == (1, 4)


def test_a_list_that_goes_on_below_its_total_keeps_all_its_deals(admin, pipeline, upload):
    more = "جمع گستر,,750,\nسپند,شیر,80,1404/02/05\nرویال,پمپ,90,1404/02/06\n"
    seen = preview(upload(LIST + BELOW + more, admin), admin)
    assert seen.control.deals == 6


def test_a_sum_that_leaves_out_what_stands_as_text_is_that_of_the_spreadsheet(admin, pipeline, upload):
    rows = [(2, ["کاوه", "پرکن", 450.0]), (3, ["رویال", "جت", "۲۱۰"]), (4, ["سیمرغ", "پیلو", 980.0])]
    rows += [(5, ["", "جمع", 1430.0]), (6, ["خزر", "لیبل", 125.0])]
    assert survey(lambda: iter(rows), ["شرکت", "دستگاه", "مبلغ"]).asides == {5: "total"}


@pytest.mark.parametrize(
    ("text", "toman"),
    [
        ("یک میلیارد و دویست", 1_200_000_000),
        ("دو میلیون و سیصد", 2_300_000),
        ("دو میلیون و سیصد تومان", 2_300_000),
        ("۳ میلیارد و ۴۵۰", 3_450_000_000),
        ("حدود یک میلیارد و دویست", 1_200_000_000),
    ],
)
def test_hundreds_behind_a_milliard_are_millions(text, toman):
    assert v.read_money(text, currency="IRR", unit="million toman") == toman * 10
    assert is_shortened(text)


@pytest.mark.parametrize("text", ["یک میلیارد و سی", "دو میلیارد و پنج"])
def test_of_tens_behind_a_milliard_nobody_knows(text):
    with pytest.raises(v.BadValue):
        v.read_money(text, currency="IRR", unit="million toman")


def test_the_row_says_how_a_shortened_amount_was_read(admin, pipeline, bring):
    one = bring("عنوان,شرکت,مبلغ (م.ت)\nپرکن,کاوه,یک میلیارد و دویست\n", admin)
    assert Deal.objects.get().amount == 12_000_000_000
    assert "یک میلیارد و دویست میلیون" in str(one.rows.get().warnings)


def test_words_in_the_column_of_days_do_not_cost_neda_the_deal(admin, pipeline, bring):
    one = bring("عنوان,شرکت,تاریخ ایجاد,مبلغ\nپرکن,کاوه,از پارسال,100\n", admin)
    assert (one.created_count, one.refused_count) == (1, 0)
    assert "از پارسال" in Deal.objects.get().notes
    assert "از پارسال" in str(one.rows.get().warnings)


HALVES = """Client,City,Job,Price,Signed
Harmony House,Denver,3 washers,48900,2025-02-18
Red Rocks,Morrison,Laundry room,82700,2025-03-11
Oxbow Hotel,Denver,Conveyor,54700,2025-05-27
,,H1,186300,
Canyon View,Golden,Glasswasher,6800,2025-08-05
Columbine Village,Littleton,Pot washer,12600,2025-09-19
Mile High,Denver,Stack,11200,2025-10-30
,,all of the rest,30600,
"""


def test_what_a_sum_is_called_does_not_matter_where_it_lacks_all_else_and_adds_up(admin, pipeline, upload):
    one = upload(HALVES, admin)
    assert one.layout["asides"] == {"5": "total", "9": "total"}
    stated = preview(one, admin).control.stated
    assert sorted((line.number, line.same, line.part) for line in stated) == [
        (5, False, True),
        (9, False, True),
    ]


def test_the_total_of_each_half_is_compared_with_its_own_half(admin, pipeline, upload, english):
    one = upload(HALVES.replace("30600", "30601").replace("all of the rest", "H2 total"), admin)
    stated = preview(one, admin).control.stated
    assert {line.number: line.part for line in stated} == {5: True, 9: False}
    html = english.get(f"/imports/{one.pk}/").content.decode()
    assert "Row 5 of the file says the same total of the rows above it" in html
    assert "Row 9 of the file says a total of" in html


def test_a_deal_that_happens_to_be_worth_all_the_others_is_one(admin, pipeline, upload):
    text = HALVES.replace(",,all of the rest,30600,", "Valley Vista,Greeley,,30600,2025-11-02")
    assert upload(text, admin).layout["asides"] == {"5": "total"}
    lines = text.splitlines()[:3]
    assert "asides" not in upload("\n".join([*lines, "Beech Street,,,131600,"]), admin).layout
