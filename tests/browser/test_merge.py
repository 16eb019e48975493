"""One customer met twice: seen while typing, chosen in a table or proposed, merged side by side by mouse or keyboard, and
separated again from the toast."""

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


def _new_company(page: Page, name: str) -> str:
    page.goto("/companies/new/")
    page.locator("input[name=name]").fill(name)
    page.locator("form[method=post] button.btn-primary").last.click()
    expect(page).to_have_url(re.compile(r"/companies/\d+/$"))
    return page.url


def test_ali_ticks_two_companies_in_the_table_and_merges_them_by_mouse(visit, firm):
    page = visit("ali")
    first, second = _new_company(page, "کلینیک سروش"), _new_company(page, "کلینیک تخصصی سروش")
    page.goto("/companies/?q=سروش&columns=name,city")
    rows = page.locator("tr[data-id]")
    expect(rows).to_have_count(2)
    rows.nth(0).locator(".grid-pick input").check()
    merge = page.locator("#grid-bulk [data-bulk=merge]")
    merge.click()
    expect(page.locator("#dialog[open] .field-error")).to_contain_text("دست‌کم دو مورد")
    page.locator("#dialog .dialog-foot button").click()
    rows.nth(1).locator(".grid-pick input").check()
    merge.click()
    page.wait_for_url("**/companies/merge/?id=*&id=*")
    pk = second.rstrip("/").rpartition("/")[2]
    page.locator(f"input[name=survivor][value='{pk}']").check()
    page.locator("form[method=post] button.btn-primary").last.click()
    expect(page).to_have_url(second)
    assert page.request.get(first).url == second
    page.wait_for_load_state()
    with page.expect_event("load"):
        page.locator(".toast-card [data-part=undo]").first.click()
    page.goto("/companies/?q=سروش")
    expect(rows).to_have_count(2)


def test_ali_chooses_three_contacts_and_merges_them_with_the_keyboard_alone(visit, firm):
    page = visit("ali")
    for name in ("بهنام صفایی", "آقای بهنام صفایی", "مهندس بهنام صفایی"):
        page.goto("/contacts/new/")
        page.locator("input[name=name]").fill(name)
        page.locator("form[method=post] button.btn-primary").last.click()
        if page.locator("button[name=anyway]").count():
            page.locator("button[name=anyway]").click()
        expect(page).to_have_url(re.compile(r"/contacts/\d+/$"))
    page.goto("/contacts/?q=صفایی&columns=name,position")
    expect(page.locator("tr[data-id]")).to_have_count(3)
    press = page.keyboard.press
    press("j")
    for key in ("Space", "ArrowDown", "Space", "ArrowDown", "Space"):
        press(key)
    expect(page.locator("#grid-bulk")).to_be_visible()
    merge = page.locator("#grid-bulk [data-bulk=merge]")
    for _ in range(12):
        if merge.evaluate("one => one === document.activeElement"):
            break
        press("Tab")
    expect(merge).to_be_focused()
    press("Enter")
    page.wait_for_url("**/contacts/merge/?id=*&id=*&id=*")
    expect(page.locator("input[name=survivor]")).to_have_count(3)
    button = page.locator("form[method=post] button.btn-primary").last
    for _ in range(40):
        press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    press("Enter")
    expect(page).to_have_url(re.compile(r"/contacts/\d+/$"))
    page.goto("/contacts/?q=صفایی")
    expect(page.locator("tr[data-id]")).to_have_count(1)


def test_mina_answers_the_first_proposal_with_keys_without_clicking_it_first(visit, firm):
    page = visit("mina")
    for name in ("درمانگاه مهرگان", "درمانگاه تخصصی مهرگان", "رادیولوژی پرتو", "مرکز رادیولوژی پرتو"):
        _new_company(page, name)
    page.goto("/duplicates/?kind=company")
    page.locator("form[action$='/search/'] button").click()
    pairs = page.locator("[data-pair]")
    expect(pairs.nth(1)).to_be_attached(timeout=30_000)
    page.goto("/duplicates/?kind=company")
    count = pairs.count()
    expect(pairs.first).to_contain_text("به‌جز")
    # A field keeps the focus.
    verdict = page.locator("select[name=verdict]")
    verdict.focus()
    page.keyboard.press("m")
    expect(verdict).to_be_focused()
    verdict.evaluate("one => one.blur()")
    page.keyboard.press("m")
    expect(pairs.first).to_be_focused()
    expect(pairs).to_have_count(count)
    page.keyboard.press("ArrowDown")
    expect(pairs.nth(1)).to_be_focused()
    page.keyboard.press("d")
    expect(pairs).to_have_count(count - 1)
    expect(page.locator("[data-pair]:focus")).to_have_count(1)
    page.keyboard.press("m")
    expect(pairs).to_have_count(count - 2)
