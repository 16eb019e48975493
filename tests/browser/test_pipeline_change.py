"""A live pipeline is changed with deals inside, as far as its preview: nothing is put live here."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Firm


def test_sara_takes_a_stage_out_and_sees_at_once_where_its_deals_would_go(visit, firm: Firm):
    page: Page = visit("sara")
    page.goto("/pipelines/1/builder/")
    page.locator("main form .btn-primary").click()
    draft = page.url.split("?")[0]
    page.goto(f"{draft}?step=2")
    remove = page.locator(f'button[value="remove:s{firm.stages["discovery"]}"]')
    remove.click()
    expect(remove).to_have_count(0)
    page.goto(f"{draft}?step=6")
    expect(page.locator("main .field-error").first).to_be_visible()
    page.locator(f'select[name="into-{firm.stages["discovery"]}"]').select_option(
        str(firm.stages["presentation"])
    )
    # Pressed while the choice is still being kept.
    page.locator("section:has(select) button.btn-plain").click()
    expect(page.locator("main .field-error")).to_have_count(0)
    expect(page.locator("main li").filter(has_text="ارائهٔ فروش").first).to_be_visible()
    page.get_by_role("button", name="دور انداختن پیش‌نویس").click()
    page.get_by_role("alertdialog").get_by_role("button").last.click()
    expect(page).to_have_url(re.compile(r"/pipelines/$"))
