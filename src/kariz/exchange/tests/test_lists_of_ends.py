"""A sheet whose deals all rest, or all were won or lost, says so by what it is called: nobody need write it in each row."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import book, run
from kariz.exchange.tests.test_two_sheets import upload as upload_book
from kariz.pipeline.models import Activity, Deal
from kariz.reading.columns.lists_of_ends import end_of

RESTING = {
    "fa": [
        ["کارهای خوابیده - ۲ ماه یکبار نگاه شود"],
        ["شرکت", "کار", "مبلغ (ریال)", "چرا خوابید", "کی دوباره زنگ بزنیم"],
        ["رب سردرود", "لیبل رب", 3500000000, "منتظر مجوز", "1410/10/29"],
        ["بیسکویت آراز", "جعبه قرابیه", 1350000000, "خط تولید خوابیده", "1410/11/05"],
    ],
    "en": [
        ["Company", "Job", "Amount (ریال)", "Why parked", "Call back on"],
        ["Kelso Interiors", "panels", 3500000000, "waiting for planning", "2032-01-19"],
        ["Elm Dental", "reception", 1350000000, "no budget this year", "2032-01-25"],
    ],
}
SHEETS = {"fa": "معلق ها", "en": "On hold"}
OTHER = {"fa": "جاری", "en": "Deals"}
BESIDE = {
    "fa": [["کد", "شرکت", "کار", "مبلغ (ریال)", "مرحله"], ["1", "کفش مسعود", "لیبل", 5500000000, "استعلام"]],
    "en": [
        ["Ref", "Company", "Job", "Amount (ریال)", "Stage"],
        ["1", "Granary Wharf", "floor", 5500000000, "Quote"],
    ],
}


def alive():
    return Deal.objects.filter(deleted_at=None)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_sheet_of_deals_on_hold_brings_resting_deals_with_their_day_and_why(admin, pipeline, language):
    whole = upload_book(admin, **{OTHER[language]: BESIDE[language], SHEETS[language]: RESTING[language]})
    (part,) = [one for one in parts_of(whole) if one.sheet == SHEETS[language]]
    assert part.options["end"] == "resting"
    (mark,) = [one for one in coming(parts_of(whole)).control.marked if one.sign == "list_resting"]
    assert mark.count == 2
    run(whole, admin)
    rest = alive().filter(outcome="resting").order_by("-amount")
    assert [one.resting_until for one in rest] == [date(2032, 1, 19), date(2032, 1, 25)]
    assert [RESTING[language][-2][3] in one.notes for one in rest] == [True, False]
    assert not Activity.objects.filter(deal__in=rest, done_at=None, deleted_at=None).exists()


def test_the_day_goes_to_a_deal_that_another_sheet_says_to_rest(admin, pipeline):
    full = [
        ["کد", "شرکت", "کار", "مبلغ (ریال)", "تاریخ شروع", "وضعیت"],
        ["1", "رب سردرود", "لیبل رب", 3500000000, "1404/10/17", "معلق"],
        ["2", "بیسکویت آراز", "جعبه قرابیه", 1350000000, "1404/10/18", "باز"],
        ["3", "پارس", "پمپ", 1000000000, "1404/10/19", "باز"],
    ]
    whole = upload_book(admin, **{"جاری": full, "معلق ها": RESTING["fa"]})
    signs = {one.sign for one in coming(parts_of(whole)).control.marked}
    assert signs == {"list_resting", "double_once"}, "nobody is told that the first one names no day"
    run(whole, admin)
    found = alive().order_by("external_id").values_list("outcome", "resting_until")
    assert list(found) == [("resting", date(2032, 1, 19)), ("resting", date(2032, 1, 25)), ("open", None)]
    run(upload_book(admin, **{"جاری": full, "معلق ها": RESTING["fa"]}), admin)
    assert alive().count() == 3


def test_a_person_says_of_a_list_that_all_of_it_was_lost(admin, pipeline, upload, client):
    client.force_login(admin)
    text = "شرکت,عنوان,مبلغ,تاریخ بسته شدن\nپارس,پمپ,100,1403/02/01\nمهر,شیر,250,1403/02/02\n"
    one = upload(text, admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert '<option value="lost"' in page
    client.post(f"/imports/{one.pk}/mapping/", {"stage": "lost", "header": "on"})
    one = Import.objects.get(pk=one.pk)
    assert (one.options["end"], one.options["stage"]) == ("lost", None)
    assert [mark.sign for mark in preview(one, admin).control.marked if "list" in mark.sign] == ["list_lost"]
    finish(imports.start(one=one, by=admin))
    assert set(alive().values_list("outcome", flat=True)) == {"lost"}
    assert upload(text + "کیان,تسمه,7,1403/02/03\n", admin).options["end"] == "", "the next may be of others"


def test_a_row_that_says_its_stage_stands_there(admin, pipeline, upload):
    one = upload("شرکت,عنوان,مبلغ,وضعیت\nپارس,پمپ,100,برنده\nمهر,شیر,250,\nکیان,تسمه,250,باز\n", admin)
    finish(imports.start(one=imports.change(one=one, by=admin, options={"end": "resting"}), by=admin))
    assert list(alive().order_by("pk").values_list("outcome", flat=True)) == ["won", "resting", "open"]


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("معلق ها", "resting"),
        ("کارهای راکد", "resting"),
        ("Parked", "resting"),
        ("Lost deals 2025", "lost"),
        ("Won 2026", "won"),
        ("ناموفق", "lost"),
        ("برد و باخت", ""),
        ("Won & lost", ""),
        ("سفارش ۱۴۰۴", ""),
        ("Deals", ""),
        ("معلق‌ها ۱۴۰۴", "resting"),
        ("معاملات از دست رفته", "lost"),
        ("پروژه‌های ناموفق", "lost"),
        ("فروش‌های نا موفق سال ۱۴۰۳", "lost"),
        ("Won - 2026", "won"),
        ("Won - lost", ""),
        ("فروش باختر", ""),
        ("برد الکترونیکی", ""),
        ("موفق نشد", ""),
        ("مشتریان موفق", ""),
        ("Lost Valley bids", ""),
        ("Deferred payment", ""),
        ("Not won", ""),
        ("Won't buy", ""),
    ],
)
def test_what_a_list_is_called(said, end):
    assert end_of([said, ""], ["شرکت", "عنوان"]) == end


def test_the_name_of_a_file_or_of_a_place_ends_no_deal(admin, pipeline):
    rows = [["تاریخ", "عنوان", "شرکت", "مبلغ (ریال)"], ["1404/02/01", "چیلر", "پاساژ آبان", 1000]]
    alone = sets.upload(files=[ContentFile(book(Sheet1=rows), "مشتریان موفق.xlsx")], by=admin)
    both = upload_book(admin, **{"فروش باختر": rows, "شرق": rows})
    assert {part.options["end"] for whole in (alone, both) for part in parts_of(whole)} == {""}
