"""A register of quotes beside the list of deals: its rows are deals of that list, under other spellings and days, and of
the revisions of one quote the last is the deal."""

import pytest

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.pipeline.models import Deal

BOOKS = {
    "fa": (
        [
            ["شرکت", "عنوان", "مبلغ (ریال)", "تاریخ", "وضعیت"],
            ["گیلوا", "سیلر القایی", 600_000_000, "1404/05/01", "باز"],
            ["روغن بهتام", "پرکن حجمی", 4_800_000_000, "1404/05/02", "باز"],
            ["پلاستیک ناصرنو", "استرچ پالت", 3_000_000_000, "1404/05/03", "باز"],
        ],
        [
            ["شماره پیش‌فاکتور", "شرکت", "عنوان", "مبلغ (ریال)", "تاریخ", "وضعیت"],
            ["141", "زیتون گیلوا", "سیلر القایی", 600_000_000, "1404/05/20", "باز"],
            ["142", "روغن موتور بهتام", "پرکن حجمی (2 عدد)", 4_800_000_000, "1404/06/02", "باز"],
            ["143", "پلاستیک ناصرنو", "استرچ پالت", 2_800_000_000, "1404/06/03", "باز"],
            ["144", "پلاستیک ناصرنو", "استرچ پالت", 2_800_000_000, "1404/12/03", "باز"],
            ["145", "نمک الماس", "سیلر القایی", 600_000_000, "1404/05/20", "باز"],
        ],
    ),
    "en": (
        [
            ["Company", "Title", "Amount (ریال)", "Date", "Status"],
            ["Overbury Lane Contractors", "UPS room", 16_500, "2025-05-01", "open"],
            ["Artesian Datacentres", "mezz offices", 64_000, "2025-05-02", "open"],
            ["Granary Wharf", "trading floor", 74_000, "2025-05-03", "open"],
        ],
        [
            ["Quote no", "Company", "Title", "Amount (ریال)", "Date", "Status"],
            ["Q1", "Overbury Ln", "UPS room", 16_500, "2025-05-20", "open"],
            ["Q2", "Artesian DC", "mezz offices", 64_000, "2025-06-02", "open"],
            ["Q3", "Granary Wharf", "trading floor", 79_920, "2025-06-03", "open"],
            ["Q4", "Granary Wharf", "trading floor", 74_000, "2025-12-03", "open"],
            ["Q5", "Kelso Interiors", "UPS room", 16_500, "2025-05-20", "open"],
        ],
    ),
}


def both(language, by):
    deals, quotes = BOOKS[language]
    return upload(by, deals=deals, quotes=quotes)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_quotes_of_deals_under_other_spellings_are_told_and_one_press_makes_them_one(
    admin, pipeline, language
):
    whole = both(language, admin)
    (mark,) = [one for one in coming(parts_of(whole)).control.marked if one.sign == "double"]
    assert mark.rows == [2, 3, 4]
    whole = sets.change(whole=whole, by=admin, options={"doubles": "one"})
    assert coming(parts_of(whole)).control.deals == 5
    done = run(whole, admin)
    assert Deal.objects.filter(deleted_at=None).count() == 5
    assert [one.merged_count for one in parts_of(done)] == [0, 3]


def test_a_title_in_another_order_with_nearly_the_same_amount_is_perhaps_one_deal(admin, pipeline):
    head = ["Company", "Title", "Amount (ریال)", "Date", "Contact"]
    others = [[f"Farm {at}", f"Shed {at}", 50_000 + at, "2025-09-01", "Ann Lee"] for at in range(20)]
    whole = upload(
        admin,
        pipeline=[
            head,
            ["Rocky Truck Bodies", "99kW factory roof", 118_700, "2025-10-21", "Shelly Tran"],
            *others,
        ],
        deb=[
            head,
            ["Rocky Truck Bodies Pty Ltd", "Factory roof 99kW", 121_000, "2025-10-21", "Shelly Tran"],
            ["Rocky Truck Bodies Pty Ltd", "Factory roof 50kW", 121_000, "2025-10-21", "Shelly Tran"],
            *([f"Yard {at}", f"Carport {at}", 60_000 + at, "2025-09-01", "Ann Lee"] for at in range(20)),
        ],
    )
    (mark,) = [one for one in coming(parts_of(whole)).control.marked if one.sign == "double"]
    assert mark.rows == [2]
    done = run(whole, admin)
    told = [text for one in parts_of(done) for row in one.rows.all() for text in row.told]
    assert sum("شاید همین معامله" in text for text in told) == 1 and Deal.objects.count() == 43


def test_the_page_of_the_set_tells_of_them(admin, pipeline, client):
    client.force_login(admin)
    whole = both("en", admin)
    assert 'data-control-mark="double"' in client.get(f"/imports/together/{whole.pk}/").content.decode()


REVISED = {
    "en": (
        "Quote no,Rev,Company,Title,Amount\n",
        "Q4418,A,Morleys,pedestals,9720\nQ4418,B,Morley Shopfitters,pedestals,9000\n",
    ),
    "number": (
        "Quote no,Company,Title,Amount\n",
        "Q4418,Morleys,pedestals,9720\nQ4418 rev 2,Morleys,pedestals,9000\n",
    ),
    "fa": ("شماره پیش‌فاکتور,شرکت,عنوان,مبلغ\n", "۱۴۰۵۰۳۱,پارس,پمپ,9720\n۱۴۰۵۰۳۱ ویرایش ۲,پارس,پمپ,9000\n"),
    "title": ("شرکت,عنوان,مبلغ\n", "پارس,پمپ آب,9720\nپارس,پمپ آب - ویرایش ۲,9000\n"),
}


@pytest.mark.parametrize("way", REVISED)
def test_of_the_revisions_of_a_quote_the_last_is_the_deal(admin, pipeline, upload, way):
    head, rows = REVISED[way]
    one = upload(head + rows, admin)
    (mark,) = [each for each in preview(one, admin).control.marked if each.sign == "superseded"]
    assert (mark.count, mark.rows) == (1, [2])
    finish(imports.start(one=one, by=admin))
    deal = Deal.objects.get()
    assert str(deal.amount).startswith("900") and deal.title


def test_two_quotes_of_one_number_for_two_companies_are_no_revisions(admin, pipeline, upload):
    text = "Quote no,Rev,Company,Title,Amount\nQ1,A,Morleys,floor,9720\nQ1,B,Granary Wharf,floor,9000\n"
    assert "asides" not in upload(text, admin).layout
