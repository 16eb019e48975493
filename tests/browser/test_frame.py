"""Signing in, the language, what everybody has on every page."""

from playwright.sync_api import Page, expect

from tests.browser.scene import PASSWORD


def test_sara_signs_in_and_out_and_a_wrong_password_is_told_in_persian(visit):
    page: Page = visit(None)
    page.goto("/contacts/")
    page.get_by_label("ایمیل").fill("sara@pars.example")
    page.locator("input[type=password]").fill("wrong-password")
    page.get_by_role("button", name="ورود").click()
    expect(page.locator("main")).to_contain_text("نادرست")
    expect(page.locator("input[type=email]")).to_have_value("sara@pars.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="ورود").click()
    page.wait_for_url("**/contacts/")
    page.locator(".topbar .btn-circle").click()
    page.locator("form[action*=logout] button").click()
    page.wait_for_url("**/account/**")
    page.goto("/contacts/")
    expect(page.locator("input[type=password]")).to_be_visible()


def test_mina_turns_her_pages_to_english_and_back(visit, firm):
    page: Page = visit("mina")
    page.goto(firm.board)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator(".topbar .btn-circle").click()
    page.locator("button[name=language]").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator(".board-column").first).to_contain_text("Prospecting")
    page.locator(".topbar .btn-circle").click()
    page.locator("button[name=language]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_ali_finds_a_deal_typed_with_arabic_letters_in_the_palette_by_keyboard_alone(visit, firm):
    page: Page = visit("ali")
    page.goto(firm.board)
    page.keyboard.press("Control+k")
    page.keyboard.type("يزدي كاشي")
    # What he opened lately stands there too, hidden, and what others have written on its activities in other journeys.
    found = page.locator("#palette-list a[href^='/deals/']:not([data-when])", has_text="کارخانهٔ یزدی کاشی")
    expect(found).to_be_visible()
    expect(found).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/deals/{firm.deals['yazdi']}/")


def test_ali_finds_zahra_by_her_number_in_persian_digits(visit, firm):
    page: Page = visit("ali")
    page.goto("/search/?q=۰۹۱۲۱۲۳۴۵۶۷")
    expect(page.locator("main")).to_contain_text("زهرا یزدانی")


def test_sara_changes_her_name_in_the_settings_and_what_is_wrong_stays_typed(visit):
    page: Page = visit("sara")
    page.goto("/settings/profile/")
    name = page.locator("main input[name=name]")
    name.fill("سارا احمدی‌نژاد")
    page.locator("main form:has(input[name=name]) button.btn-primary").click()
    expect(page.locator("main input[name=name]")).to_have_value("سارا احمدی‌نژاد")
    expect(page.locator(".menu-head bdi").first).to_have_text("سارا احمدی‌نژاد")


def test_john_edits_facts_by_the_keyboard_alone_and_gives_up_with_escape(visit, firm):
    page: Page = visit("john", locale="en-US")
    page.goto(f"/deals/{firm.deals['yazdi']}/")
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-amount input[name=amount]")).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Escape")
    expect(page.locator("#fact-amount .editable")).to_be_focused()
    # However soon it comes: the form hears it the moment it stands there.
    page.evaluate("""document.addEventListener("htmx:afterSwap", () => queueMicrotask(() => document.activeElement
      .dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))), { once: true })""")
    with page.expect_request(lambda request: "part=body" in request.url, timeout=5000):
        page.keyboard.press("Enter")
    expect(page.locator("#fact-amount .editable")).to_be_focused()
    page.goto("/companies/1/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("form.fact input[name=industry]")).to_be_focused()
    page.keyboard.type("Water works")
    page.keyboard.press("Enter")
    expect(page.locator("dl #fact-industry")).to_contain_text("Water works")
    expect(page.locator("div#fact-industry button")).to_be_focused()
