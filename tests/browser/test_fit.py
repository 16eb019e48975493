"""An ideal customer from the empty settings to a list sorted by it, and a gap that is filled."""

from playwright.sync_api import expect

COMPANY = "داروسازی البرز"


def test_sara_describes_whom_she_looks_for_sorts_by_it_and_fills_a_gap(visit, firm):
    page = visit("sara")
    page.goto("/companies/new/")
    page.locator("main input[name=name]").fill(COMPANY)
    page.locator("main input[name=industry]").fill("داروسازی")
    page.locator("main form button.btn-primary").last.click()
    expect(page.locator("#fit-title")).to_be_visible()

    page.goto("/settings/profiles/")
    form = page.locator("form:has(input[value=answers])")
    form.locator("input[name=industries]").fill("داروسازی")
    form.locator("input[name=least]").fill("50")
    form.locator("button").click()
    expect(page.locator("[data-part]")).to_have_count(2)
    page.locator("#profile input[name=name]").fill("داروسازی‌های بزرگ")
    page.locator("button[value=preview]").click()
    preview = page.locator("#preview")
    expect(preview).to_contain_text("جابه‌جا می‌شود")
    preview.locator("button[value=keep]").click()
    expect(page.locator("main h3")).to_contain_text("داروسازی‌های بزرگ")
    expect(page.locator("#fit-progress[data-done]")).to_be_attached(timeout=30_000)

    page.goto("/companies/gaps/")
    row = page.locator("[data-gap]", has_text=COMPANY)
    expect(row).to_contain_text("۶۶")
    row.locator("input[name$=size]").fill("۱۲۰")
    row.locator("input[name$=size]").press("Enter")
    expect(row.locator("[role=status]")).to_contain_text("۳۴")
    expect(row).to_contain_text("۱۰۰")

    page.goto("/companies/?sort=-fit")
    expect(page.locator("main table tbody tr").first).to_contain_text(COMPANY)
    page.locator("main a", has_text=COMPANY).first.click()
    expect(page.locator("#fit")).to_contain_text("داروسازی‌های بزرگ")
    expect(page.locator("#fit li[data-state=met]")).to_have_count(2)
