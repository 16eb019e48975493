"""Sheets whose headers and marks are a firm's own: short words, centres instead of companies, visits instead of calls."""

import pytest

from kariz.pipeline.models import Activity
from kariz.reading.columns.guessing import guess_kind, guess_mapping
from kariz.reading.layout.asides import survey

VISITS = ["تاریخ ویزیت", "ویزیتور", "مرکز", "ملاقات با", "نتیجه ویزیت", "ویزیت بعدی"]


def test_short_words_of_headers_are_read_at_length():
    found = guess_mapping(["ش.پ", "ت. صدور", "مرکز", "مبلغ کل"], "deals")
    assert list(found.values()) == ["external_id", "created_at", "company", "amount"]
    assert guess_mapping(["ش پیش‌فاکتور", "ت صدور"], "deals") == {
        "ش پیش‌فاکتور": "external_id",
        "ت صدور": "created_at",
    }


def test_a_column_of_firms_is_the_company_whatever_its_header_says():
    firms = ["بیمارستان میلاد", "کلینیک نور", "آزمایشگاه پارس", "درمانگاه سلامت", "سینا"]
    rows = [[firm, 5, "خوب است"] for firm in firms]
    assert guess_mapping(["طرف ما", "مبلغ", "نظر"], "deals", rows)["طرف ما"] == "company"
    people = [[name, 5, "خوب است"] for name in ("علی رضایی", "مریم صدر", "حسین نوری", "زهرا شمس")]
    assert guess_mapping(["طرف ما", "مبلغ", "نظر"], "deals", people).get("طرف ما") != "company"


def test_a_sheet_of_visits_brings_visits(admin, pipeline, bring):
    assert guess_kind(VISITS) == "activities"
    bring(",".join(VISITS) + "\n1404/05/02,Mina,بیمارستان میلاد,,کاتالوگ دادیم,1404/09/02\n", admin)
    done = Activity.objects.get(name="کاتالوگ دادیم")
    assert (done.kind, done.company.name, done.done_at is not None) == ("visit", "بیمارستان میلاد", True)


def test_a_stock_list_with_two_prices_is_one_of_products():
    columns = ["نام دستگاه", "مدل", "قیمت ارزی (یورو)", "قیمت ریالی", "موجودی"]
    rows = [[f"دستگاه {n}", f"M-{n}", 1000, 9_000_000, n] for n in range(4)]
    assert guess_kind(columns, rows) == "products"
    assert guess_mapping(columns, "products", rows)["قیمت ریالی"] == "unit_price"


@pytest.mark.parametrize("line", ["— شهرستان —", "* مشهد *"])
def test_a_title_between_two_signs_divides_the_list(line):
    rows = [(n, [str(n), f"شرکت {n}", "تهران"]) for n in range(2, 8)]
    rows[3] = (5, ["", line, ""])
    assert survey(lambda: iter(rows), ["کد", "نام", "شهر"]).asides == {5: "divider"}
