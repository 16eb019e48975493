"""The board: dragging, refusals, undo, the past, two people, keys and the phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Firm


def card(page: Page, firm: Firm, deal: str) -> Locator:
    return page.locator(f"#deal-{firm.deals[deal]}")


def column(page: Page, firm: Firm, stage: str) -> Locator:
    return page.locator(f".board-cards[data-stage='{firm.stages[stage]}']")


def in_column(page: Page, firm: Firm, deal: str, stage: str) -> Locator:
    return column(page, firm, stage).locator(f"#deal-{firm.deals[deal]}")


def find(page: Page, firm: Firm, deal: str, words: str) -> None:
    """The board, narrowed to one deal: it is on the screen whatever the sample data holds."""
    page.goto(f"{firm.board}?q={words}")
    expect(card(page, firm, deal)).to_be_visible()


def drag(page: Page, what: Locator, to: Locator) -> None:
    what.scroll_into_view_if_needed()
    start = what.bounding_box()
    assert start
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 12, start["y"] + 24, steps=4)
    end = to.bounding_box()
    assert end
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 40, steps=12)
    page.mouse.up()


def tick_everything(page: Page) -> None:
    """In the dialog that refuses: each missing thing is ticked there, and the move tried again."""
    dialog = page.locator("#dialog[open]")
    boxes = dialog.locator("input[name=tick]")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    dialog.locator(".dialog-foot .btn-primary").click()
    expect(page.locator("#dialog[open]")).to_have_count(0)


def test_ali_drags_a_card_is_told_what_is_missing_ticks_it_there_and_undoes_it_from_the_toast(visit, firm):
    page = visit("ali")
    find(page, firm, "pump", "پمپاژ")
    drag(page, card(page, firm, "pump"), column(page, firm, "presentation"))
    dialog = page.locator("#dialog[open]")
    expect(dialog.locator(".refusal-line")).to_have_count(4)
    expect(in_column(page, firm, "pump", "discovery")).to_be_visible()
    tick_everything(page)
    expect(in_column(page, firm, "pump", "presentation")).to_be_visible()
    page.locator(".toast-card [data-part=undo]").first.click()
    expect(in_column(page, firm, "pump", "discovery")).to_be_visible()
    drag(page, card(page, firm, "pump"), column(page, firm, "presentation"))
    expect(in_column(page, firm, "pump", "presentation")).to_be_visible()
    expect(page.locator("#dialog[open]")).to_have_count(0)


def test_ali_takes_a_move_back_with_the_keyboard(visit, firm):
    page = visit("ali")
    find(page, firm, "tank", "مخزن")
    card(page, firm, "tank").focus()
    page.keyboard.press("Control+ArrowLeft")
    tick_everything(page)
    expect(in_column(page, firm, "tank", "presentation")).to_be_visible()
    page.evaluate("window.stayed = true")
    page.keyboard.press("Control+z")
    expect(in_column(page, firm, "tank", "discovery")).to_be_visible()
    expect(page.locator(".toast-card").last).to_be_visible()
    expect(card(page, firm, "tank")).to_be_focused()
    assert page.evaluate("window.stayed"), "the page was loaded anew"


def test_ali_picks_the_stage_from_the_menu_by_its_number_and_sees_whose_move_it_is(visit, firm):
    page = visit("ali")
    find(page, firm, "tank", "مخزن")
    card(page, firm, "tank").focus()
    page.keyboard.press("m")
    menu = page.locator("#board-menu[open]")
    expect(menu.locator("#board-menu-deal")).to_contain_text("مخزن")
    expect(menu.locator("[data-here]")).to_have_count(1)
    page.keyboard.press("1")
    expect(page.locator("#board-menu[open]")).to_have_count(0)
    expect(in_column(page, firm, "tank", "prospecting")).to_be_visible()
    expect(page.locator(".toast-card [data-part=undo]").first).to_be_visible()
    page.keyboard.press("Control+z")
    expect(in_column(page, firm, "tank", "discovery")).to_be_visible()


def test_sara_keeps_a_view_of_the_conditions_that_she_sees_and_its_sums_are_read_as_written(visit, firm):
    page = visit("sara")
    page.goto(firm.board)
    page.locator(".board-tools a").first.click()
    editor = page.locator("#dialog .rule-editor")
    editor.get_by_role("button").first.click()
    editor.locator("select").nth(1).select_option("amount")
    editor.locator("input[type=text]").fill("زیاد")
    page.locator("#dialog button[name=show]").click()
    expect(page.locator("#dialog[open]")).to_be_visible()
    editor.locator("input[type=text]").fill("۲ میلیارد")
    page.locator("#view_name").fill("بزرگ‌ها")
    page.locator("#dialog button[name=keep]").click()
    expect(page.locator(".board-asked")).to_contain_text("بزرگ‌ها")
    expect(page.locator(".board-asked")).to_contain_text("۲٬۰۰۰٬۰۰۰٬۰۰۰")


def test_ali_names_a_colleague_in_a_comment_from_the_list(visit, firm):
    page = visit("ali")
    page.goto(f"/deals/{firm.deals['tank']}/")
    box = page.locator("#comment-body")
    box.click()
    box.press_sequentially("@سا")
    expect(page.locator("#comment-body-people [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    assert box.input_value().startswith("@سارا") and box.input_value().endswith(" ")


def test_john_moves_a_card_with_keys_alone_in_english_where_forward_is_right(visit, firm):
    page = visit("john", locale="en-US")
    find(page, firm, "boiler", "بخار")
    page.keyboard.press("j")
    expect(card(page, firm, "boiler")).to_be_focused()
    page.keyboard.press("Control+ArrowRight")
    dialog = page.locator("#dialog[open]")
    expect(dialog.locator("input[name=tick]").first).to_be_visible()
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[name=tick]:not(:checked)')"):
            page.keyboard.press("Space")
        if page.locator("#dialog [name=tick]:not(:checked)").count() == 0:
            break
    page.keyboard.press("Enter")
    expect(in_column(page, firm, "boiler", "presentation")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


def test_sara_sees_the_board_as_it_was_before_there_were_deals_and_can_change_nothing(visit, firm):
    page = visit("sara")
    find(page, firm, "cable", "نوری")
    page.goto(f"{firm.board}?as_of=2020-03-01")
    expect(page.locator(".board-past")).to_be_visible()
    expect(page.locator("[data-deal]")).to_have_count(0)
    expect(page.locator("#board-menu")).to_have_count(0)
    page.locator(".board-past a").click()
    expect(page.locator("[data-deal]").first).to_be_visible()


def test_sara_sees_alis_move_on_her_open_board_within_five_seconds(visit, firm):
    sara, ali = visit("sara"), visit("ali")
    for page in (sara, ali):
        find(page, firm, "valve", "شیرآلات")
    card(ali, firm, "valve").focus()
    ali.keyboard.press("Control+ArrowLeft")
    tick_everything(ali)
    expect(in_column(ali, firm, "valve", "presentation")).to_be_visible()
    expect(in_column(sara, firm, "valve", "presentation")).to_be_visible(timeout=5_000)


def test_when_two_people_move_one_card_one_wins_and_the_other_is_shown_what_happened(visit, firm):
    sara, ali = visit("sara"), visit("ali")
    for page in (sara, ali):
        find(page, firm, "cable", "نوری")
    sara.route("**/changes/**", lambda route: route.abort())
    card(ali, firm, "cable").focus()
    ali.keyboard.press("Control+ArrowLeft")
    tick_everything(ali)
    expect(in_column(ali, firm, "cable", "presentation")).to_be_visible()
    card(sara, firm, "cable").focus()
    sara.keyboard.press("Control+ArrowRight")
    expect(sara.locator("#dialog[open]")).to_contain_text("علی کریمی")
    sara.unroute("**/changes/**")
    sara.locator("#dialog[open] .dialog-foot .btn-primary").click()
    expect(in_column(sara, firm, "cable", "presentation")).to_be_visible()


@pytest.mark.parametrize("person", ["ali", "john"])
def test_on_a_phone_nothing_is_wider_than_the_screen(visit, firm, person):
    page = visit(person, viewport=PHONE, has_touch=True, is_mobile=True)
    for address in (
        firm.board,
        "/deals/",
        f"/deals/{firm.deals['lathe']}/",
        "/activities/",
        "/contacts/",
        "/companies/",
        "/calendar/",
        "/forecast/",
        "/settings/profile/",
        "/search/?q=a",
        "/notifications/",
    ):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} pixels wider than the screen"


def test_ali_scrolls_the_board_on_his_phone_without_dragging_and_moves_by_the_menu(visit, firm):
    page = visit("ali", viewport=PHONE, has_touch=True, is_mobile=True)
    find(page, firm, "lathe", "تراش")
    moves: list[str] = []
    page.on("request", lambda request: moves.append(request.url) if "/moves/" in request.url else None)
    what = card(page, firm, "lathe")
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        point = {"x": x + step * 20 if step < 8 else x + 140, "y": y}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("#board-zones")).to_be_hidden()
    expect(in_column(page, firm, "lathe", "discovery")).to_be_attached()
    assert not moves
    what.locator(".deal-menu").tap()
    page.locator(f"#board-menu[open] [data-to='{firm.stages['presentation']}']").tap()
    tick_everything(page)
    expect(in_column(page, firm, "lathe", "presentation")).to_be_visible()


def test_ali_adds_a_deal_from_a_columns_head(visit, firm):
    page = visit("ali")
    page.goto(firm.board)
    page.locator(".board-column").first.locator(".board-head a").click()
    page.locator("#dialog[open] input[name=title]").fill("برج خنک‌کننده")
    page.locator("#dialog[open] .dialog-foot .btn-primary").click()
    expect(page.locator(".toast-card").first).to_be_visible()
    page.goto(f"{firm.board}?q=خنک‌کننده")
    expect(page.locator("[data-deal]")).to_have_count(1)
    expect(page.locator("[data-deal] a")).to_have_text(re.compile("برج"))
