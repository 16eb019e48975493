"""An administrator adds a field, a seller fills it, and the list is narrowed by it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SHOTS


def picture(page, name):
    if SHOTS:
        folder = Path(SHOTS, "custom-fields")
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def test_mina_adds_fields_and_ali_fills_one_on_a_company(visit):
    mina = visit("mina")
    mina.goto("/settings/fields/?kind=company")
    picture(mina, "empty-fa")
    mina.get_by_label("عنوان").fill("درجهٔ مشتری")
    mina.locator("select[name=type]").select_option("choice")
    mina.get_by_label("گزینه‌ها").fill("طلایی\nنقره‌ای")
    mina.get_by_role("button", name="افزودن", exact=True).click()
    expect(mina.locator("main")).to_contain_text("طلایی، نقره‌ای")
    mina.get_by_label("عنوان").fill("روز تحویل")
    mina.locator("select[name=type]").select_option("date")
    mina.get_by_role("button", name="افزودن", exact=True).click()
    expect(mina.locator("main li")).to_have_count(2)
    picture(mina, "two-fa")

    ali = visit("ali")
    ali.goto("/companies/new/")
    ali.locator("main form [name=name]").fill("فولاد کویر")
    ali.locator("[name='custom.field']").select_option(label="طلایی")
    ali.locator("[name='custom.field_2']").fill("1405/9/10")
    picture(ali, "form-fa")
    ali.locator("main form .btn-primary").first.click()
    expect(ali).to_have_url(re.compile(r"/companies/\d+/"))
    facts = ali.locator("dl").first
    expect(facts).to_contain_text("طلایی")
    picture(ali, "facts-fa")
    ali.get_by_role("button", name="ویرایش: درجهٔ مشتری").click()
    ali.locator("form.fact [name='custom.field']").select_option(label="نقره‌ای")
    ali.locator("form.fact .btn-primary").click()
    # The list of choices names it too, as long as it is open.
    expect(ali.locator("form.fact")).to_have_count(0)
    expect(facts).to_contain_text("نقره‌ای")

    ali.goto("/companies/?custom.field__is_not_empty=1&columns=name,custom.field,custom.field_2")
    expect(ali.locator("main")).to_contain_text("فولاد کویر")
    expect(ali.locator("main")).to_contain_text("نقره‌ای")
    picture(ali, "table-fa")


def test_john_sees_the_settings_in_english_on_a_phone(visit):
    john = visit("john", viewport=PHONE, is_mobile=True, has_touch=True)
    john.goto("/settings/fields/?kind=deal")
    expect(john.get_by_role("heading", name="Custom fields").first).to_be_visible()
    picture(john, "phone-en")
