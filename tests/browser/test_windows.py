"""Windows take what is typed at once, and mixed titles read rightly."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

RIGHTMOST = """bdi => { const node = bdi.firstChild, at = word => { const range = document.createRange();
  const begin = node.data.indexOf(word); range.setStart(node, begin); range.setEnd(node, begin + word.length);
  return range.getBoundingClientRect(); }; return at('BMS').left >= at('برج').right; }"""


def test_ali_plans_a_step_by_typing_as_soon_as_the_window_is_there(visit, firm):
    page: Page = visit("ali")
    page.goto(f"/deals/{firm.deals['yazdi']}/")
    page.get_by_role("button", name="برنامه‌ریزی").or_(
        page.get_by_role("link", name="برنامه‌ریزی")
    ).first.click()
    window = page.locator("dialog[open]")
    expect(window.locator("input[name=name]")).to_be_focused()
    page.keyboard.type("زنگ به مدیر خرید")
    expect(window.locator("input[name=name]")).to_have_value("زنگ به مدیر خرید")


def test_mina_looks_for_the_company_to_merge_with_by_typing_at_once(visit):
    page: Page = visit("mina")
    page.goto("/companies/1/")
    page.locator("a,button", has_text="ادغام با").first.click()
    window = page.locator("dialog[open]")
    expect(window.locator("input:focus")).to_have_count(1)
    page.keyboard.type("سازه یزد")
    expect(window.locator("input:focus")).to_have_value("سازه یزد")


@pytest.mark.parametrize("person", ["sara", "john"])
def test_a_persian_title_that_begins_with_latin_letters_reads_from_the_right_in_both_languages(
    visit, firm, person
):
    page: Page = visit(person)
    page.goto("/deals/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    made = page.request.post(
        "/api/v1/deals",
        data={"title": "BMS کل برج", "pipeline": int(firm.board.strip("/").split("/")[-1])},
        headers={"X-CSRFToken": token or "", "Referer": page.url},
    )
    assert made.ok, made.text()
    for address in (firm.board, "/deals/"):
        page.goto(address)
        title = page.locator("bdi", has_text="BMS کل برج").first
        expect(title).to_be_visible()
        assert title.evaluate(RIGHTMOST)


def test_ali_gives_a_call_of_nobody_to_a_company_and_the_list_is_empty_at_once(visit):
    page: Page = visit("ali")
    page.goto("/deals/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    made = page.request.post(
        "/api/v1/activities",
        data={"kind": "call", "name": "BMS حاجی کرمی", "done": True},
        headers={"X-CSRFToken": token or "", "Referer": page.url},
    )
    assert made.ok, made.text()
    page.goto("/activities/")
    page.locator("a[href='/activities/loose/']").click()
    page.locator("#loose li", has_text="BMS حاجی کرمی").locator("a[href$='/edit/']").click()
    window = page.locator("dialog[open]")
    expect(window.locator("input[name=name]")).to_have_attribute("dir", "rtl")
    company = window.locator("label:has-text('شرکت')").locator("..").locator("input:visible").first
    company.fill("یزدی")
    window.locator("[role=option]:visible").first.click()
    window.locator(".dialog-foot .btn-primary").click()
    expect(page.locator("#loose")).not_to_contain_text("BMS حاجی کرمی")
    expect(page.locator("dialog[open]")).to_have_count(0)
