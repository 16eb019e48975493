"""Two branches that number their own rows, and a deal that stands twice: what the page says, and one press."""

from pathlib import Path

from playwright.sync_api import expect

from kariz.exchange.tests.test_own_numbers import SHIRAZ, TEHRAN
from kariz.exchange.tests.test_two_sheets import book

TWICE = (
    ["عنوان", "شرکت", "مبلغ (ریال)", "تاریخ", "کالا", "وضعیت"],
    ["پمپ", "پارس", 100, "1403/02/01", "", "باز"],
    ["پمپ", "پارس", 100, "1403/02/01", "", "برنده"],
    ["شیر", "مهر", 60, "1403/02/02", "", "باز"],
    ["", "", 40, "", "گسکت", ""],
)


def file(folder: Path) -> Path:
    made = folder / "شعبه‌ها.xlsx"
    made.write_bytes(book(تهران=TEHRAN, شیراز=SHIRAZ, دفتر=list(TWICE)))
    return made


def test_mina_sees_whose_the_numbers_are_and_takes_deals_that_stand_twice_once(visit, firm, tmp_path):
    page = visit("mina")
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(file(tmp_path))
    page.locator("main form .btn-primary").first.click()
    expect(page.locator("[data-numbers]")).to_contain_text("۴")
    deals = page.locator("[data-control-value=deals]")
    expect(deals).to_have_text("۱۲")
    expect(page.locator("[data-control-mark=below_deal]")).to_have_count(1)
    page.locator("button[name=doubles]").click()
    expect(page.locator("[data-control-mark=double_once]")).to_be_visible()
    expect(deals).to_have_text("۱۱")
    page.locator("[data-numbers]").locator("..").locator("select").select_option("")
    page.locator("#set button[type=submit]:not([name]):not([form])").last.click()
    expect(page.locator("[data-control-mark=others]")).to_be_visible()
