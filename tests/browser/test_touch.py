"""Cards under a finger: held they are dragged, swept they let the board scroll."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import PHONE, Firm
from tests.browser.test_board import card, find, in_column, tick_everything

HELD = 350
"""Milliseconds after which a finger that rests holds the card (board_controller.ts asks for 220)."""
Point = tuple[float, float]


@pytest.fixture
def phone(visit) -> Page:
    """Ali's phone, and every move that it asks for."""
    return visit("ali", viewport=PHONE, has_touch=True, is_mobile=True)


@contextmanager
def finger(page: Page, at: Point) -> Iterator[CDPSession]:
    """A finger that is put down there and lifted in the end."""
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": at[0], "y": at[1]}]})
    yield touch
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def slide(page: Page, touch: CDPSession, start: Point, to: Point, steps: int = 12) -> None:
    for step in range(1, steps + 1):
        x, y = (a + (b - a) * step / steps for a, b in zip(start, to, strict=True))
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(16)


def middle(what: Locator) -> Point:
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def moves_of(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/moves/" in request.url else None)
    return asked


def test_ali_holds_a_card_on_his_phone_and_drags_it_to_the_edge_where_the_next_stage_comes(phone, firm: Firm):
    page, what = phone, card(phone, firm, "forge")
    find(page, firm, "forge", "آهنگری")
    start = middle(what)
    # In Persian the next stage is to the left; the board follows the finger to the edge.
    edge = (30.0, start[1])
    with finger(page, start) as touch:
        page.wait_for_timeout(HELD)
        slide(page, touch, start, edge)
        expect(page.locator("#board-zones")).to_be_visible()
        wanted = page.locator(f".board-cards[data-stage='{firm.stages['presentation']}']")
        for _push in range(60):
            box = wanted.bounding_box()
            if box and box["x"] >= 0:
                break
            slide(page, touch, edge, (edge[0] + _push % 2, edge[1]), steps=2)
        box = wanted.bounding_box()
        assert box
        target = (box["x"] + box["width"] / 2, box["y"] + 40)
        slide(page, touch, edge, target)
        page.wait_for_timeout(50)
    tick_everything(page)
    expect(in_column(page, firm, "forge", "presentation")).to_be_visible()


def test_ali_drops_a_held_card_on_the_zone_for_resting_deals_and_is_asked_until_when(phone, firm: Firm):
    page, what = phone, card(phone, firm, "kiln")
    find(page, firm, "kiln", "سفال")
    start = middle(what)
    with finger(page, start) as touch:
        page.wait_for_timeout(HELD)
        slide(page, touch, start, (start[0], start[1] + 30), steps=4)
        zone = middle(page.locator("#board-zones [data-zone=rest]"))
        slide(page, touch, (start[0], start[1] + 30), zone)
        page.wait_for_timeout(50)
    expect(page.locator("#dialog[open] form")).to_be_visible()


@pytest.mark.parametrize(("across", "down"), [(160, 0), (-160, 0), (0, -160)], ids=["right", "left", "up"])
def test_ali_sweeps_over_a_card_and_the_finger_is_left_to_the_browser_to_scroll(
    phone, firm: Firm, across: int, down: int
):
    page, what = phone, card(phone, firm, "loom")
    find(page, firm, "loom", "بافندگی")
    moves, start = moves_of(page), middle(what)
    page.evaluate("addEventListener('touchmove', event => (window.kept ??= []).push(event.defaultPrevented))")
    with finger(page, start) as touch:
        slide(page, touch, start, (start[0] + across, start[1] + down))
        page.wait_for_timeout(HELD)
        expect(page.locator("#board-zones")).to_be_hidden()
    kept = page.evaluate("window.kept")
    assert kept and not any(kept), "a script took the finger's movement from the browser"
    expect(in_column(page, firm, "loom", "discovery")).to_be_attached()
    assert not moves
