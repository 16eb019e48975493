"""Words beside an amount that say how it came about do not lose the deal; what changes the amount is not passed over."""

from __future__ import annotations

import pytest

from kariz.exchange.models import ImportRow
from kariz.pipeline.models import Deal
from kariz.reading.cells.beside_amounts import without_words


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("280 (بعد تخفیف)", "280"),
        ("۲۸۰ (بعد از تخفیف)", "۲۸۰"),
        ("280 - توافقی", "280"),
        ("280 — نقدی", "280"),
        ("۲.۴ میلیارد [نهایی نیست]", "۲.۴ میلیارد"),
        ("280 (بدون مالیات)", "280"),
        ("12,500 (net of VAT)", "12,500"),
        ("$280 (after discount)", "$280"),
    ],
)
def test_words_that_say_nothing_of_how_much_it_is_stand_beside_it(said, amount):
    assert without_words(said) == amount


@pytest.mark.parametrize(
    "said",
    [
        "280 (قبلاً 300)",
        "280 (قبلا ۳۰۰)",
        "280-300",
        "280 (سیصد)",
        "280 (میلیون)",
        "280 (م.ت)",
        "280 (دلار)",
        "280 (USD)",
        "280 (دلاری)",
        "280 (هر دستگاه)",
        "280 (per unit)",
        "280 (two units)",
        "280 (ماهانه)",
        "280 (پیش‌پرداخت)",
        "280 - مانده",
        "280 (مالیات)",
        "280 (50%)",
        "280 (؟)",
        "280 (میلیون‌تومان)",
        "280 (میلیونتومان)",
        "280 (م‌ت)",
        "280 (میل)",
        "280 (crore)",
        "280 - میلیون‌تومان",
        "280 (مرجوعی)",
        "280 (refund)",
        "280 (تخفیف)",
        "280 (قبل از تخفیف)",
        "280 (old price)",
        "280 (هرکدام)",
        "280 (هفتگی)",
        "(بعد تخفیف)",
        "1405-01-02",
    ],
)
def test_what_may_make_another_amount_of_it_is_not_passed_over(said):
    assert without_words(said) == said


def test_a_lost_deal_comes_with_its_amount_and_the_words_as_a_note(admin, pipeline, bring):
    rows = "عنوان,شرکت,مبلغ (میلیون تومان)\nکندانسور,برفاب,280 (بعد تخفیف)\nپمپ,نور,280 (قبلاً 300)\n"
    one = bring(rows, admin)
    assert (one.created_count, one.refused_count) == (1, 1)
    deal = Deal.objects.get()
    assert (deal.amount, "280 (بعد تخفیف)" in deal.notes) == (280 * 10**7, True)
    told = ImportRow.objects.get(of=one, number=2).warnings
    assert [note["field"] for note in told] == ["amount"]


def test_a_price_list_has_no_notes_for_them(admin, bring):
    one = bring("code,product,price\nA1,Pump,280 (cash)\n", admin, kind="products")
    assert one.refused_count == 1
