"""One customer met twice: seen while typing, merged side by side, and separated again from the toast."""

import re

from playwright.sync_api import Page, expect


def _add(page: Page, name: str, mobile: str, *, seen: bool) -> str:
    """A new contact by the form; returns the address of its page. `seen`: somebody like it is shown before it is kept."""
    page.goto("/contacts/new/")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=point_value]").first.fill(mobile)
    if seen:
        expect(page.locator("form .notice")).to_contain_text("شمارهٔ موبایل یکسان")
    page.locator("form[method=post] button.btn-primary").last.click()
    if seen:
        page.locator("button[name=anyway]").click()
    expect(page).to_have_url(re.compile(r"/contacts/\d+/$"))
    return page.url


def test_ali_merges_one_person_met_twice_and_takes_it_back(visit, firm):
    page = visit("ali")
    first = _add(page, "هومن پارسا", "09121110099", seen=False)
    second = _add(page, "آقای هومن پارسا", "+98 912 111 0099", seen=True)

    page.locator("a[href$='/merge/']").click()
    picker = page.locator("#dialog input[role=combobox]")
    picker.fill("هومن")
    option = page.locator("#dialog [role=option]")
    expect(option).to_have_count(1)
    option.click()
    page.locator("#dialog .dialog-foot .btn-primary").click()

    expect(page.locator("tr[data-differs]").first).to_be_visible()
    pk = first.rstrip("/").rpartition("/")[2]
    page.locator(f"input[name=survivor][value='{pk}']").check()
    page.locator("form[method=post] button.btn-primary").last.click()
    expect(page).to_have_url(first)

    assert page.request.get(second).url == first, "the address of what was merged leads to its survivor"
    page.wait_for_load_state()  # else the load awaited next may be the one still under way
    with page.expect_event("load"):  # the page brings itself up to date; to leave before that would race it
        page.locator(".toast-card [data-part=undo]").first.click()
    page.goto(second)
    expect(page).to_have_url(second)
    expect(page.locator("h1")).to_contain_text("آقای هومن پارسا")
