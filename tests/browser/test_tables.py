"""The tables in a browser: the keyboard alone, a pasted block, a view for a colleague, a change of a whole filter."""

from playwright.sync_api import Page, expect

PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const options = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def cell(page: Page, title: str, column: str):
    return page.locator("tr[data-id]", has_text=title).locator(f'td[data-c="{column}"]')


def test_ali_comes_from_the_list_to_an_edited_deal_with_the_keyboard_alone(visit):
    page = visit("ali")
    page.goto("/deals/?sort=title&columns=title,amount,expected_close")
    page.keyboard.press("j")
    page.keyboard.press("Control+Home")
    # The page reads from right to left: the next column is on the left.
    page.keyboard.press("ArrowLeft")
    title = page.locator("tr[data-id]").first.locator("td[data-c=title]").inner_text()
    page.keyboard.type("35000000")
    page.keyboard.press("Tab")
    expect(cell(page, title, "amount")).to_have_text("۳۵٬۰۰۰٬۰۰۰ تومان")
    page.keyboard.type("tomorrow")
    page.keyboard.press("Enter")
    expect(cell(page, title, "expected_close")).not_to_be_empty()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/deals/*/")
    expect(page.locator("main")).to_contain_text("۳۵")


def test_ali_is_in_the_table_after_three_keys_by_the_link_that_skips_what_stands_before_it(visit):
    page = visit("ali")
    page.goto("/contacts/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="رفتن به جدول")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-id]").first.locator("td[data-c]").first).to_be_focused()
    page.keyboard.press("Shift+Slash")
    expect(page.locator("dialog[open] dl")).to_contain_text("به جدول")


def test_a_wrong_amount_stays_in_its_cell_with_what_to_write_instead(visit):
    page = visit("ali")
    page.goto("/deals/?q=کابل&columns=title,amount")
    cell(page, "کابل نوری", "amount").click()
    page.keyboard.type("much")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-form .field-error")).to_be_visible()
    expect(page.locator(".cell-form input")).to_have_value("much")
    page.keyboard.press("Escape")
    expect(cell(page, "کابل نوری", "amount")).to_contain_text("تومان")


def test_mina_pastes_a_block_of_a_spreadsheet_and_takes_it_back(visit):
    page = visit("mina")
    page.goto("/companies/?columns=name,city,industry&sort=name")
    page.locator("td[data-c=city]").first.click()
    before = page.locator("td[data-c=city]").first.inner_text()
    page.evaluate(PASTE, "شیراز\tفولاد\nیزد\tکاشی")
    dialog = page.locator("#dialog[open]")
    expect(dialog).to_contain_text("۴ خانه")
    dialog.locator(".btn-primary").click()
    expect(page.locator("td[data-c=city]").first).to_have_text("شیراز")
    expect(page.locator("td[data-c=industry]").nth(1)).to_have_text("کاشی")
    page.locator(".toast-card [data-part=undo]").last.click()
    expect(page.locator("td[data-c=city]").first).to_have_text(before)


def test_a_view_that_ali_saves_and_shares_is_opened_by_sara_with_its_columns(visit):
    ali = visit("ali")
    ali.goto("/contacts/?group=owner&sort=-name")
    ali.locator(".board-tools a[data-action]").click()
    window = ali.locator("#dialog[open]")
    window.locator("[name=name]").fill("به ترتیب مسئول")
    window.locator("[name=shared]").check()
    window.locator("[name=keep]").click()
    ali.wait_for_url("**view=*")
    sara = visit("sara")
    sara.goto("/contacts/")
    sara.locator(".board-tools a[data-action]").click()
    sara.locator("#dialog[open] .menu-row", has_text="به ترتیب مسئول").click()
    sara.wait_for_url("**group=owner**")
    expect(sara.locator("tbody.grid-part").first).to_be_visible()
    expect(sara.locator(".board-asked")).to_contain_text("به ترتیب مسئول")


def test_mina_changes_everything_that_a_filter_finds_and_takes_it_back(visit):
    page = visit("mina")
    page.goto("/companies/?columns=name,source")
    rows = page.locator("tr[data-id]")
    count = rows.count()
    page.locator("th.grid-pick input").check()
    page.locator('[data-bulk="set"]').click()
    window = page.locator("#dialog[open]")
    window.locator("[name=column]").select_option("source")
    window.locator("[name=value]").select_option("event")
    window.locator(".dialog-foot .btn-primary").click()
    # First it is told what would change; nothing has changed yet.
    word = window.locator("form[action*='/run/'] button")
    word.wait_for(timeout=30_000)
    word.click()
    changed = page.locator("td[data-c=source]", has_text="رویداد")
    expect(changed.nth(count - 1)).to_be_attached(timeout=30_000)
    # Rows that were not loaded yet are changed as well.
    expect(page.locator("td[data-c=source]").filter(has_not_text="رویداد")).to_have_count(0, timeout=30_000)
    page.locator(".toast-card [data-part=undo]").last.click()
    expect(page.locator("td[data-c=source]", has_text="رویداد")).to_have_count(0, timeout=30_000)


def test_on_a_phone_rows_are_cards_that_can_be_chosen_together(visit):
    page = visit("ali", viewport={"width": 375, "height": 720}, is_mobile=True, has_touch=True)
    page.goto("/contacts/")
    page.locator("td.grid-pick input").first.check()
    expect(page.locator("#grid-bulk")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


CUT = """([bdi, word]) => {
    bdi.textContent = "سامانهٔ CRM سازمانی - Delta Gulf Trading LLC - Phase Two of the project";
    const [node, box] = [bdi.firstChild, bdi.getBoundingClientRect()];
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(word));
    range.setEnd(node, node.data.indexOf(word) + word.length);
    const of = range.getBoundingClientRect();
    return of.width > 0 && of.left >= box.left && of.right <= box.right && of.top < box.top + 8;
}"""


def test_of_a_title_in_two_scripts_that_is_too_long_mina_reads_the_beginning(visit):
    for person in ("mina", "john"):
        page = visit(person)
        page.goto("/deals/?view=all")
        title = page.locator("tr[data-id] td[data-c=title] bdi").first.element_handle()
        shown = {word: page.evaluate(CUT, [title, word]) for word in ("سامانهٔ", "Delta", "project")}
        assert shown == {"سامانهٔ": True, "Delta": True, "project": False}
