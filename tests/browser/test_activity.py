"""A call has a page: opened from its deal, with pictures and notes; and one of yesterday is written down today."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import ASK, AXE
from tests.browser.test_search_and_notes import DROP, PIXEL


def opened(page: Page, firm) -> str:
    """The address of the first step of the deal, from whose page it was opened."""
    page.goto(f"/deals/{firm.deals['yazdi']}/")
    page.locator("#activities a[href^='/activities/']").first.click()
    page.wait_for_url("**/activities/*/")
    return page.url


def test_ali_opens_a_step_from_its_deal_drops_a_picture_and_tells_sara_in_a_note_that_stays_on_top(
    visit, firm
):
    page: Page = visit("ali", bypass_csp=True)
    address = opened(page, firm)
    expect(page.locator("#files .drop-place")).to_be_visible()
    page.evaluate(DROP, [["تابلوی برق.png"], PIXEL])
    page.get_by_role("link", name="تابلوی برق.png", exact=True).click()
    expect(page.locator("#dialog[open] img")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#comment-body").fill("**برق سه‌فاز** می‌خواهند @سارا احمدی")
    page.locator("#comments .btn-primary").click()
    note = page.locator("article.note", has_text="برق سه‌فاز")
    expect(note.locator("strong", has_text="برق سه‌فاز")).to_be_visible()
    note.get_by_label("سنجاق کردن یادداشت در بالا").click()
    expect(page.locator("article.note-pinned")).to_contain_text("برق سه‌فاز")
    page.locator("#comment-body").fill("دیگر")
    page.locator("#comments .btn-primary").click()
    expect(page.locator("article.note")).to_have_count(2)
    expect(page.locator("article.note").first).to_contain_text("برق سه‌فاز")
    page.evaluate(AXE.read_text())
    assert not [fault for fault in page.evaluate(ASK) if "line-through" not in fault]
    sara: Page = visit("sara")
    sara.goto("/notifications/")
    sara.get_by_role("link", name="برق سه‌فاز").first.click()
    sara.wait_for_url(f"{address}#comment-*")
    expect(sara.locator("article.note-pinned")).to_contain_text("برق سه‌فاز")


def test_john_logs_a_call_of_yesterday_and_is_told_that_tomorrow_is_still_to_come(visit, firm):
    page: Page = visit("john", locale="en-US")
    page.goto(f"/deals/{firm.deals['crane']}/")
    page.get_by_role("link", name="Log a call").first.click()
    dialog = page.locator("#dialog[open]")
    dialog.get_by_label("What was it about?").fill("Asked for the load chart")
    dialog.get_by_label("When", exact=True).fill("tomorrow at 10")
    dialog.get_by_role("button", name="Positive reply").click()
    expect(dialog.locator(".field-error")).to_contain_text("plan it instead")
    dialog.get_by_label("When", exact=True).fill("yesterday at 10")
    dialog.get_by_role("button", name="Positive reply").click()
    call = page.locator("#activities a", has_text="Asked for the load chart")
    expect(call).to_be_visible()
    expect(page.locator("#timeline li", has_text="Asked for the load chart")).to_contain_text(
        "yesterday 10:00"
    )
    expect(page.locator("#timeline li").first).not_to_contain_text("Asked for the load chart")
    call.click()
    expect(page.locator("#activity")).to_contain_text("yesterday 10:00")
    page.get_by_role("button", name="Mark as not done").click()
    page.get_by_role("link", name="Done", exact=True).click()
    page.locator("#dialog[open]").get_by_role("button", name="No answer").click()
    expect(page.locator("#activity")).to_contain_text("No answer")
