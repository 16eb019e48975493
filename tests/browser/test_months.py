"""The calendar of next steps."""

from playwright.sync_api import Page


def test_that_nothing_is_planned_stands_in_line_with_the_month_below(visit):
    page: Page = visit("mina")
    page.goto("/calendar/?month=1420-01")
    said, below = (page.locator(name).first.bounding_box() for name in (".board-lesson", ".month"))
    assert (said["x"], said["width"]) == (below["x"], below["width"])
