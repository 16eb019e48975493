"""Leila writes the day into the cell of the result: «فروخته شد ۱۴۰۵/۴/۲۹»."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate

from kariz.exchange.actions.setup import imports
from kariz.pipeline.models import Deal
from kariz.reading.days.days_in_status import apart

TEHRAN = ZoneInfo("Asia/Tehran")
ROWS = (
    "عنوان,شرکت,مبلغ,تاریخ استعلام,نتیجه\n"
    "باسکول,فولاد البرز,500,1405/01/10,فروخته شد ۱۴۰۵/۴/۲۹\n"
    "ترازو,سیمان شرق,600,1405/01/11,فروخته شد 1405/05/02\n"
    "لودسل,مهر,700,1405/01/12,نشد (قیمت بالا بود) ۱۴۰۵/۴/۲۳\n"
)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("فروخته شد ۱۴۰۵/۴/۲۹", ("فروخته شد", "1405/4/29")),
        ("در تاریخ 1403/04/29 فروخته شد", ("فروخته شد", "1403/04/29")),
        ("Lost on 12/03/2026 - price", ("Lost - price", "12/03/2026")),
        ("Lost, 12/03/2026, price", ("Lost - price", "12/03/2026")),
        ("باخت: ۱۴۰۳/۰۴/۲۹ قیمت بالا بود", ("باخت - قیمت بالا بود", "1403/04/29")),
        ("Won (12/03/2026)", ("Won", "12/03/2026")),
        ("On hold until 2031-03-01", ("On hold", "2031-03-01")),
        ("در نوبت پیگیری تا ۱۴۰۹/۱۲/۱۰", ("در نوبت پیگیری", "1409/12/10")),
        ("1403/04/29", ("1403/04/29", "")),
        ("بازدید 1403/04/29 تا 1403/05/01", ("بازدید 1403/04/29 تا 1403/05/01", "")),
        ("قرارداد 1403/4/29/12", ("قرارداد 1403/4/29/12", "")),
        ("Phase 2", ("Phase 2", "")),
    ],
)
def test_the_words_and_the_day_of_a_status(cell, found):
    assert apart(cell) == found


def test_deals_end_on_the_day_that_their_result_says_and_each_word_is_asked_once(
    admin, pipeline, upload, bring
):
    assert set(upload(ROWS, admin).options["stages"]) == {"فروخته شد", "نشد (قیمت بالا بود)"}
    bring(ROWS, admin, unit="rial")
    days = {
        deal.title: (deal.outcome, localdate(deal.closed_at, TEHRAN).isoformat())
        for deal in Deal.objects.all()
    }
    assert days == {
        "باسکول": ("won", "2026-07-20"),
        "ترازو": ("won", "2026-07-24"),
        "لودسل": ("lost", "2026-07-14"),
    }


def test_the_day_of_a_deal_that_goes_on_stands_in_its_notes(admin, pipeline, bring):
    bring("عنوان,شرکت,مبلغ,وضعیت\nباسکول,مهر,500,مذاکره 1405/05/02\n", admin, unit="rial")
    deal = Deal.objects.get()
    assert deal.outcome == "open" and "1405/05/02" in deal.notes


def test_a_deal_that_rests_comes_back_on_the_day_beside_that_word(admin, pipeline, bring):
    bring("Title,Company,Amount,Status\nScale,Mehr,500,On hold until 2031-03-01\n", admin)
    deal = Deal.objects.get()
    assert (deal.outcome, deal.resting_until) == ("resting", date(2031, 3, 1))


def test_the_day_of_a_stage_is_not_that_of_the_end_beside_it_and_none_is_lost(admin, pipeline, bring):
    rows = "باسکول,مهر,500,1405/01/10,مذاکره 1405/05/02,برنده\nترازو,آوا,600,1405/01/10,مذاکره 1405/05/02,برنده 1405/06/03\n"
    bring(f"عنوان,شرکت,مبلغ,تاریخ استعلام,مرحله,نتیجه\n{rows}", admin, unit="rial")
    scale, balance = Deal.objects.order_by("pk")
    assert localdate(scale.closed_at, TEHRAN) != date(2026, 7, 24) and "1405/05/02" in scale.notes
    assert localdate(balance.closed_at, TEHRAN) == date(2026, 8, 25) and "1405/05/02" in balance.notes


INVOICES = (
    "شماره فاکتور,تاریخ فاکتور,خریدار,شرح کالا,مبلغ\n"
    "F-12,1405/04/29,فولاد البرز,باسکول,500\nF-13,1405/05/09,مهر,ترازو,900\n"
)


def test_invoices_of_deals_that_are_here_are_told_before_they_come_a_second_time(
    admin, pipeline, bring, upload, client
):
    bring(ROWS, admin, unit="rial")
    one = upload(INVOICES, admin, "invoices.csv")
    one = imports.change(one=one, by=admin, options={"unit": "rial"})
    assert "external_id" in one.mapping.values()
    client.force_login(admin)
    assert "انگار از پیش در کاریز هست" in client.get(f"/imports/{one.pk}/").content.decode()
