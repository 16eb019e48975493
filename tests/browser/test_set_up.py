"""A fresh Kariz: from the first visit to a live pipeline, in each language."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.scene import PASSWORD


def fill_in_company(page: Page, email: str) -> None:
    page.locator("main input[name=name]").fill("مینا رستمی")
    page.locator("main input[name=email]").fill(email)
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main input[name=company]").fill("پارس سازه")
    page.locator("main form .btn-primary").click()


def test_mina_sets_up_in_persian_goes_the_six_steps_and_looks_around_with_sample_data(page: Page):
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("main input[name=name]").fill("مینا")
    page.locator("main form .btn-primary").click()
    expect(page.locator(".field-error").first).to_be_visible()
    expect(page.locator("main input[name=name]")).to_have_value("مینا")
    fill_in_company(page, "mina@pars.example")
    page.wait_for_url("**/pipelines/new/")
    page.locator("button[name=with][value=template]").click()
    for step in range(1, 6):
        expect(page.locator("form#design input[name=step]")).to_have_value(str(step))
        if step == 4:
            page.locator("input[name=name]").fill("فروش پمپ")
        page.locator(f"form#design button[name=go][value='{step + 1}']").click()
    expect(page.locator("form#design input[name=step]")).to_have_value("6")
    expect(page.locator("main")).to_contain_text("کشف")
    page.locator("form[action*=publication] .btn-primary").click()
    page.wait_for_url(lambda url: "drafts" not in url)
    page.goto("/")
    page.wait_for_url("**/setup/first-steps/")
    page.locator("form[action*='setup/sample'] button").click()
    page.wait_for_url("**/board/**", timeout=60_000)
    expect(page.locator("h1")).to_have_text("فروش پمپ")
    expect(page.locator(".board-column")).to_have_count(8)
    expect(page.locator("[data-deal]").first).to_be_visible()
    page.goto("/settings/sample/")
    page.locator("form[action*=removal] button").click()
    page.locator("dialog[open] button[value=yes]").click()
    expect(page.locator("form[action*=removal]")).to_have_count(0, timeout=60_000)
    page.goto("/deals/")
    expect(page.locator("tr[data-deal]")).to_have_count(0)


@pytest.fixture(scope="module")
def another_server(fresh):
    with fresh() as address:
        yield address


def test_john_sets_up_in_english_and_accepts_the_template(browser: Browser, another_server: str):
    page = browser.new_context(base_url=another_server, locale="en-US").new_page()
    page.set_default_timeout(10_000)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.locator("select[name=country]").select_option("CA")
    expect(page.locator("select[name=currency]")).to_have_value("CAD")
    expect(page.locator("select[name=timezone]")).to_have_value("America/Toronto")
    page.locator("select[name=currency]").select_option("USD")
    page.locator("select[name=country]").select_option("GB")
    expect(page.locator("select[name=currency]")).to_have_value("USD")
    expect(page.locator("select[name=timezone]")).to_have_value("Europe/London")
    expect(page.get_by_role("heading", name="Welcome to Kariz")).to_be_visible()
    fill_in_company(page, "john@pars.example")
    page.get_by_role("button", name="Use the template").click()
    page.wait_for_url(lambda url: "new" not in url)
    page.goto("/board/")
    expect(page.locator(".board-column h2")).to_have_text(
        [
            "Prospecting",
            "Lead qualification",
            "Discovery call",
            "Sales presentation",
            "Proposal",
            "Negotiation or commitment",
            "Contract signing",
            "Post-purchase",
        ]
    )
    page.context.close()
