"""The builder of a pipeline by the keyboard alone."""

from playwright.sync_api import Page, expect


def test_mina_goes_through_the_winning_stages_with_the_arrow_keys_and_stays_among_them(visit):
    page: Page = visit("mina")
    page.goto("/pipelines/new/")
    page.locator("button[name=with]:not([value=blank]):not([value=accept])").first.click()
    page.goto(page.url.split("?")[0] + "?step=2")
    choices = page.locator("input[type=radio][name=winning]")
    start = next(place for place in range(choices.count()) if choices.nth(place).is_checked())
    choices.nth(start).focus()
    for step in (1, 2):
        with page.expect_response(lambda answer: answer.request.method == "GET" and "step=2" in answer.url):
            page.keyboard.press("ArrowUp")
        expect(choices.nth(start - step)).to_be_checked()
        expect(choices.nth(start - step)).to_be_focused()
    page.reload()
    expect(choices.nth(start - 2)).to_be_checked()
