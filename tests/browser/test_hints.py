"""The tour, the pickers that add people, and the lanes, by keyboard."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE


def test_ali_walks_the_tour_and_ends_it_with_escape(visit, firm):
    page = visit("ali")
    page.goto(f"{firm.board}#tour")
    tour = page.locator(".tour")
    expect(tour).to_be_visible()
    first = tour.locator("p").inner_text()
    page.keyboard.press("Enter")
    expect(tour.locator("p")).not_to_have_text(first)
    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()
    page.reload()
    expect(page.locator(".board")).to_be_visible()
    expect(tour).to_be_hidden()


def test_sara_puts_somebody_new_on_the_committee_by_keyboard(visit, firm):
    page = visit("sara")
    page.goto(f"/deals/{firm.deals['crane']}/")
    page.locator("[hx-get$='/committee/']").first.click()
    person = page.locator("#dialog input[role=combobox]")
    person.fill("پروین اعتصامی ۰۹۱۲۷۶۵۴۳۲۱")
    expect(page.locator("#dialog [data-add-url]")).to_be_visible()
    person.press("ArrowUp")
    person.press("Enter")
    expect(person).to_have_value("پروین اعتصامی")
    page.locator("#dialog .dialog-foot .btn-primary").click()
    expect(page.locator("#committee")).to_contain_text("پروین اعتصامی")


def test_a_card_in_a_lane_has_its_menu_and_the_lane_folds(visit, firm):
    page = visit("mina")
    page.goto(f"{firm.board}?group=owner")
    card = page.locator(".lane [data-deal]").first
    owner = card.locator("xpath=..").get_attribute("data-owner")
    deal = card.get_attribute("data-deal")
    card.focus()
    page.keyboard.press("m")
    expect(page.locator("#board-menu")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.locator(f"[data-deal='{deal}']").locator("xpath=..").get_attribute("data-owner") == owner
    page.locator(".lane-name").first.click(position={"x": 4, "y": 4})
    expect(page.locator(".lane").first.locator(".lane-row")).to_be_hidden()


def test_on_a_phone_the_board_opens_on_the_first_stage_that_holds_something_and_the_tour_covers_none(
    visit, firm
):
    page = visit("ali", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{firm.board}?q=crane#tour")
    card, tour = page.locator(f"[data-deal='{firm.deals['crane']}']"), page.locator(".tour")
    expect(tour).to_be_visible()
    expect(card).to_be_in_viewport(ratio=1)
    inside, box = card.bounding_box(), tour.bounding_box()
    assert inside["y"] + inside["height"] <= box["y"]
    page.locator(".tour .btn-primary").click()
    expect(card).to_be_in_viewport(ratio=1)
