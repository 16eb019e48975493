"""The palette by keyboard alone, in both languages; files dropped on a record; a note that stays on top."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import ASK, AXE

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
DROP = """([names, pixel]) => {
    const bytes = Uint8Array.from(atob(pixel), (char) => char.charCodeAt(0));
    const data = new DataTransfer();
    for (const name of names) data.items.add(new File([bytes], name, { type: 'image/png' }));
    for (const kind of ['dragover', 'drop']) {
        document.querySelector('main').dispatchEvent(
            new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
}"""
PASTE = """(pixel) => {
    const bytes = Uint8Array.from(atob(pixel), (char) => char.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def selected(page: Page):
    return page.locator(".palette [role=option][aria-selected=true]")


def test_ali_goes_everywhere_by_keyboard_in_persian_with_words_of_either_language(visit, firm):
    page: Page = visit("ali")
    page.goto("/contacts/")
    page.keyboard.press("/")
    page.keyboard.type("board")
    expect(selected(page)).to_contain_text("تابلو")
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/**")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/companies/")
    page.keyboard.press("?")
    expect(page.locator("dialog[open] dl")).to_contain_text("شرکت‌ها")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("ذخشقی")  # "board" with the Persian layout on
    expect(selected(page)).to_contain_text("تابلو")


def test_john_finds_what_was_misspelt_and_moves_the_deal_from_the_palette(visit, firm):
    page: Page = visit("john", locale="en-US")
    page.goto(firm.board)
    page.keyboard.press("Control+k")
    page.keyboard.type("کارخانه یردی")  # a wrong letter
    expect(selected(page)).to_contain_text("کارخانهٔ یزدی کاشی")
    with page.expect_response("**/search/opened/"):
        page.keyboard.press("Enter")
    page.wait_for_url(f"**/deals/{firm.deals['yazdi']}/")
    page.keyboard.press("Control+k")
    expect(page.locator(".palette")).to_contain_text("Log a call")
    page.keyboard.type("log a call")
    expect(selected(page)).to_contain_text("Log a call")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog[open]")).to_be_visible()
    page.goto("/contacts/")
    page.keyboard.press("Control+k")
    recent = page.locator(".palette [data-when=empty]").first
    expect(recent).to_contain_text("کارخانهٔ یزدی کاشی")


def test_sara_drops_files_looks_at_one_renames_it_and_brings_another_back(visit, firm):
    page: Page = visit("sara")
    page.goto(f"/deals/{firm.deals['yazdi']}/")
    expect(page.locator("#files .drop-place")).to_be_visible()
    page.evaluate(DROP, [["نقشه.png", "پلان.png"], PIXEL])
    expect(page.locator("#files li .link-quiet")).to_have_count(2)
    page.evaluate(PASTE, PIXEL)
    expect(page.locator("#files li", has_text="تصویر")).to_be_visible()
    page.get_by_role("link", name="نقشه.png", exact=True).click()
    expect(page.locator("#dialog[open] img")).to_be_visible()
    assert page.locator("#dialog img").evaluate("image => image.naturalWidth") == 1
    page.keyboard.press("Escape")
    page.get_by_label("تغییر نام فایل: نقشه.png").click()
    page.locator("#file_name").fill("نقشهٔ نهایی.png")
    page.locator("#dialog .btn-primary").click()
    expect(page.locator("#files")).to_contain_text("نقشهٔ نهایی.png")
    page.get_by_label("حذف فایل: پلان.png").click()
    expect(page.locator("#files")).not_to_contain_text("پلان.png")
    page.locator(".toast, [data-toast-target]").get_by_role("button", name="برگرداندن").last.click()
    expect(page.locator("#files")).to_contain_text("پلان.png")


def test_ali_writes_a_note_by_keys_pins_it_and_everybody_may_use_it(visit, firm):
    page: Page = visit("ali", bypass_csp=True)
    page.goto(f"/deals/{firm.deals['yazdi']}/")
    page.locator("#comment-body").click()
    page.keyboard.type("قرار شد ")
    page.keyboard.press("Control+b")
    page.keyboard.type("گارانتی دوساله")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.type("\n\n- تحویل پیش از نوروز")
    page.keyboard.press("Control+Enter")
    note = page.locator("article.note", has_text="گارانتی دوساله")
    expect(note.locator("strong", has_text="گارانتی دوساله")).to_be_visible()
    expect(note.locator("li")).to_have_text("تحویل پیش از نوروز")
    page.locator("#comment-body").fill("دیگر")
    page.locator("#comments .btn-primary").click()
    expect(page.locator("article.note").first).to_contain_text("دیگر")
    note.get_by_label("سنجاق کردن یادداشت در بالا").click()
    expect(page.locator("article.note").first).to_contain_text("گارانتی دوساله")
    page.evaluate(AXE.read_text())
    assert not [fault for fault in page.evaluate(ASK) if "line-through" not in fault]
    page.keyboard.press("Control+k")
    page.keyboard.type("گارانتی دوساله")
    expect(page.locator(".palette [data-palette-target=found] [role=option]").first).to_contain_text(
        "یزدی کاشی"
    )
