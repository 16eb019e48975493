"""What people type is shown as they typed it and never runs."""

from playwright.sync_api import Page, expect

SCRIPT = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>{{7*7}}<svg/onload=window.ran=1>'


def post(page: Page, address: str, **fields: str) -> int:
    """Sends a form with the page's own cookies and token, as the page's own buttons do."""
    return page.evaluate(
        """async ([address, fields]) => {
            const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
            const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: token });
            return (await fetch(address, { method: 'POST', body })).status;
        }""",
        [address, fields],
    )


def test_nothing_that_ali_types_runs_on_any_page(visit, firm):
    page = visit("ali")
    page.goto("/contacts/new/")
    assert post(page, "/companies/new/", name=SCRIPT) == 200
    assert post(page, "/contacts/new/", name=SCRIPT) == 200
    stage = str(firm.stages["prospecting"])
    page.goto(firm.board)
    assert post(page, f"{firm.board}deals/", stage=stage, title=SCRIPT, company="") in (200, 204)
    assert post(page, "/companies/quick/", name=f"{SCRIPT}2") == 201
    page.goto(f"{firm.board}?q=onerror")
    card = page.locator("[data-deal]").first
    expect(card).to_contain_text("onerror")
    deal = f"/deals/{card.get_attribute('data-deal')}/"
    assert post(page, f"/comments/deal/{deal.split('/')[2]}/", body=SCRIPT) < 400
    assert post(page, f"{deal}obstacles/", text=SCRIPT, note=SCRIPT, title=SCRIPT) < 500
    assert post(page, f"{deal}fields/notes/", notes=SCRIPT, value=SCRIPT) < 500
    assert post(page, f"{deal}activities/log/", kind="call", result="done", name=SCRIPT, notes=SCRIPT) < 400
    page.goto(deal)
    call = page.locator("#activities a[href^='/activities/']", has_text="onerror").first.get_attribute("href")
    assert call and post(page, f"/comments/activity/{call.split('/')[2]}/", body=SCRIPT) < 400
    addresses = (
        firm.board,
        deal,
        call,
        f"{deal}timeline/",
        "/deals/",
        "/contacts/",
        "/companies/",
        "/calendar/",
        "/forecast/",
        "/activities/",
        "/search/?q=onerror",
        f"/search/?q={SCRIPT}",
        "/notifications/",
    )
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None, address
        assert page.locator("img[src=x]").count() == 0, address
        assert "49<svg" not in page.content(), address
    page.goto(firm.board)
    page.keyboard.press("Control+k")
    page.keyboard.type("onerror")
    expect(page.locator("#palette-list [data-palette-target=found] [role=option]").first).to_be_visible()
    assert page.evaluate("window.ran") is None
