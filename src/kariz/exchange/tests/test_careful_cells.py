"""Cells that must not be taken for what they only look like."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.custom import fields_of
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.left_cells import left_cells
from kariz.exchange.queries.pages.sets import is_thin
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Company
from kariz.pipeline.models import Activity, Deal
from kariz.reading.columns.guessing import guess_mapping
from kariz.reading.layout.tables import open_table
from kariz.records.actions import custom_fields
from kariz.records.models import CustomType


@pytest.mark.parametrize(
    ("cell", "quantity", "noted"),
    [("5 کاربره", 5, True), ("۳ عدد", 3, False), ("2 pcs", 2, False), ("۲٫۵ تن", 2.5, True), ("4", 4, False)],
)
def test_a_quantity_with_a_word_beside_it_counts_and_the_word_is_kept(
    admin, pipeline, bring, cell, quantity, noted
):
    bring(f"عنوان,محصول,تعداد,مبلغ (ریال)\nالف,نرم‌افزار,{cell},10\n", admin)
    deal = Deal.objects.get()
    assert (float(deal.lines.get().quantity), cell in deal.notes) == (quantity, noted)


def test_a_firm_called_azad_is_a_firm_in_a_list_of_firms(admin, bring):
    bring("نام شرکت,شهر\nآزاد,تهران\nپارس,قم\n", admin, kind="companies")
    assert set(Company.objects.values_list("name", flat=True)) == {"آزاد", "پارس"}


def test_in_a_list_of_people_azad_is_no_firm_but_in_our_own_export_it_is(admin, upload):
    people = upload("نام و نام خانوادگی,شرکت,موبایل\nعلی رضایی,آزاد,09121234567\n", admin)
    assert "company" not in preview(people, admin).first[0].values
    ours = upload("شماره در کاریز,نام و نام خانوادگی,شرکت\n5,علی رضایی,آزاد\n", admin)
    assert preview(ours, admin).first[0].values["company"] == "آزاد"


def test_a_month_in_a_field_of_the_firm_is_told_like_any_other(admin, pipeline, upload):
    custom_fields.create(subject="deal", label="تحویل", type=CustomType.DATE, by=admin)
    one = upload("عنوان,تحویل\nالف,مرداد ۱۴۰۴\nب,۱۴۰۴/۰۵/۰۲\n", admin)
    first, second = preview(one, admin).first
    assert str(first.values[one.mapping["تحویل"]]) == "2025-07-23"
    assert (len(first.warnings), second.warnings) == (1, [])


def test_only_a_file_that_nobody_knows_may_hold_something_else(admin, upload):
    one = upload("شرکت,الف,ب,پ,ت\nپارس,1,2,3,4\n", admin)
    assert is_thin(one)
    one.options["source"] = "didar"
    assert not is_thin(one)


@pytest.mark.parametrize("cell", ["توافقی", "تماس بگیرید", "negotiable"])
def test_an_amount_that_is_still_open_is_no_fault_of_the_row(admin, pipeline, bring, cell):
    done = bring(f"عنوان,مبلغ\nالف,{cell}\n", admin)
    assert (done.refused_count, Deal.objects.get().amount) == (0, None)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("پول داد تموم", "won"),
        ("واریز کرد", "won"),
        ("جواب نمیده", "open"),
        ("paid", "won"),
        ("فروش رفت", "won"),
        ("منتظر جواب", "open"),
    ],
)
def test_words_of_sellers_for_a_paid_deal_and_for_one_who_does_not_answer(
    admin, pipeline, bring, word, outcome
):
    bring(f"عنوان,وضعیت,تاریخ قطعی\nالف,{word},1404/05/02\n", admin)
    deal = Deal.objects.get()
    assert deal.outcome == outcome
    assert (str(deal.closed_at.date()) if deal.closed_at else None) == (
        "2025-07-23" if outcome == "won" else None
    )


@pytest.mark.parametrize("cell", ["۲ هزار", "2 dozen", "5k"])
def test_a_quantity_that_would_have_to_be_multiplied_is_not_guessed(admin, pipeline, bring, cell):
    done = bring(f"عنوان,محصول,تعداد\nالف,نرم‌افزار,{cell}\n", admin)
    assert done.refused_count == 1


def test_a_number_is_the_same_in_persian_and_in_latin_digits(admin, pipeline, bring):
    rows = "شماره فاکتور,مشتری,مبلغ (ریال)\n{},پارس,500\n"
    bring(rows.format("۱۰۰۹"), admin)
    again = bring(rows.format("1009") + "1010,مهر,7\n", admin, existing="update")
    assert (again.created_count, Deal.objects.count()) == (1, 2)
    assert set(Deal.objects.values_list("external_id", flat=True)) == {"1009", "1010"}


def test_what_a_title_excepts_from_its_unit_does_not_undo_the_unit(admin, pipeline, bring):
    rows = "مبالغ به ریال است مگر اینکه نوشته شده باشد تومان\nعنوان,شرکت,مبلغ کل\nالف,پارس,5000\nب,مهر,20 تومان\n"
    bring(rows, admin)
    assert dict(Deal.objects.values_list("title", "amount")) == {"الف": 5000, "ب": 200}


def test_strokes_between_thousands_are_no_fraction(admin, pipeline, bring):
    bring("عنوان,مبلغ (ریال)\nالف,5/057/000/000\nب,۱/۸۸۰/۰۰۰ تومان\n", admin)
    assert dict(Deal.objects.values_list("title", "amount")) == {"الف": 5_057_000_000, "ب": 18_800_000}


def test_a_word_that_is_no_kind_of_activity_stands_in_its_text(admin, pipeline, bring):
    done = bring(
        "تاریخ تماس,مشتری,چی شد,نحوه\n1404/05/02,پارس,کاتالوگ دادیم,نمایشگاه\n", admin, unreadable="leave"
    )
    assert "نمایشگاه" in Activity.objects.get(done_at__isnull=False).notes
    assert "نمایشگاه" in done.rows.get().told[0]


def test_a_persons_field_of_a_row_without_a_person_stands_in_the_notes_of_the_firm(admin, upload):
    custom_fields.create(subject="contact", label="اولین دیدار", type=CustomType.DATE, by=admin)
    rows = "شرکت,نام و نام خانوادگی,موبایل,اولین دیدار\nپارس,علی رضایی,09121234567,1404/05/02\nمهر,,,1403/06/09\n"
    one = upload(rows, admin)
    mapping = one.mapping | {"اولین دیدار": fields_of("contacts").popitem()[0]}
    done = finish(imports.start(one=imports.change(one=one, by=admin, mapping=mapping), by=admin))
    assert "1403/06/09" in Company.objects.get(name="مهر").notes
    assert done.rows.get(number=3).told


def test_days_below_a_header_of_a_source_are_no_source():
    rows = [["علی", "1403/05/02"], ["مریم", "1404/02/01"]]
    assert guess_mapping(["نام", "اولین آشنایی"], "contacts", rows).get("اولین آشنایی") != "channel"


def test_a_call_that_came_without_a_cell_is_not_said_to_be_in_the_bin(admin, pipeline, bring):
    done = bring(
        "تاریخ تماس,مشتری,چی شد,قرار بعدی\n1404/05/02,پارس,زنگ زدم,هفته بعد\n", admin, unreadable="leave"
    )
    [cell] = left_cells({}, done).cells
    assert str(cell.record) == "زنگ زدم"
    assert "زنگ زدم" in cell.record.name


def test_marks_in_a_file_of_ours_are_what_somebody_typed(tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text("شماره در کاریز,عنوان,یادداشت\n1,الف,خوب\n2,ب,//\n")
    table = open_table(file, "ours.csv")
    assert [cells[2] for _number, cells in table.rows()] == ["خوب", "//"]
