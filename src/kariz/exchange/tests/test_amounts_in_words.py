"""Amounts that somebody wrote out in words."""

from kariz.exchange.queries.pages.imports import preview
from kariz.pipeline.models import Deal
from kariz.reading.cells import values as v
from kariz.reading.cells.about import is_about


def test_amounts_that_reza_wrote_out_in_words_come_in(admin, pipeline, bring):
    rows = (
        "عنوان,شرکت,مبلغ (تومان)\nالف,پارس,یک میلیارد و دویست میلیون تومان\nب,مهر,هشتصد و پنجاه میلیون\n"
        "ج,آوا,دو میلیون و سیصد هزار ریال\nد,کیان,یک و نیم میلیارد\n"
    )
    bring(rows, admin)
    amounts = dict(Deal.objects.values_list("title", "amount"))
    assert amounts == {"الف": 12 * 10**9, "ب": 85 * 10**8, "ج": 2_300_000, "د": 15 * 10**9}


def test_words_without_a_scale_are_counted_in_the_unit_of_the_header():
    said = {"هشتصد و پنجاه": 850 * 10**7, "هشتصد و پنجاه هزار": 850 * 10**4}
    assert {text: v.read_money(text, currency="IRR", unit="million toman") for text in said} == said


def test_a_total_in_words_is_a_total(admin, pipeline, upload):
    one = upload("عنوان,شرکت,مبلغ\nالف,آ,500\nب,ب,700\nج,پ,9\nجمع کل,,هزار و دویست و نه تومان\n", admin)
    assert [line.same for line in preview(one, admin).control.stated] == [True]


def test_amounts_that_are_only_roughly_known_are_read_whatever_keyboard_wrote_them():
    said = (
        "تقريبا ۱۴ میلیون",
        "۱۴ میلیون تقريبي",
        "۱۴ میلیون حدودي",
        "حدود  ۱۴   میلیون",
        "۱۴ میلیون (تقریبی)",
        "~ ۱۴ میلیون",
    )
    assert {text: v.read_money(text, currency="IRR", unit="toman") for text in said} == dict.fromkeys(
        said, 14 * 10**7
    )
    assert all(map(is_about, said))
    assert not is_about("۱۴  میلیون")
