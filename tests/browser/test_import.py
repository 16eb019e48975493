"""A list as it comes from a Persian spreadsheet of an old machine."""

from pathlib import Path

from playwright.sync_api import expect

LINES = (
    "عنوان معامله;نام شرکت;نام و نام خانوادگی;موبایل;مبلغ (تومان);مرحله;تاریخ بستن مورد انتظار",
    "پمپ شناور چاه کبیر;شركت آب‌رسان كرمان;ليلا كريمي;۰۹۱۲۳۴۵۶۷۸۹;۱۲٬۵۰۰٬۰۰۰;تماس کشف;۱۴۰۵/۱۱/۲۰",
    "کنتور هوشمند;گاز فارس;رضا یگانه;09131112233;8500000;پیشنهاد;1405/12/05",
    "مخزن تحت فشار;پترو سپاهان;نرگس فرهادی;;۳۲۰۰۰۰۰;پیشنهاد;۱۴۰۵/۱۳/۴۵",
    ";;;;;;",
    "شير اطمينان;پترو سپاهان;نرگس فرهادی;;۱۲۰۰۰۰;اکتشاف;۵/۱۲/۱۴۰۵",
)


def messy_file(folder: Path) -> Path:
    """Windows-1256 has neither the Persian ye and kaf nor Persian digits: the old machine wrote Arabic ye and kaf."""
    text = "\r\n".join(LINES).translate(str.maketrans("یک٬۰۱۲۳۴۵۶۷۸۹", "يك,0123456789"))
    file = folder / "مشتريان.csv"
    file.write_bytes(text.encode("windows-1256"))
    return file


def test_sara_brings_a_messy_list_sees_the_bad_row_and_finds_the_others_on_the_board(visit, firm, tmp_path):
    page = visit("sara")
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(messy_file(tmp_path))
    page.locator("main form .btn-primary").first.click()
    expect(page.locator("#mapping")).to_be_visible()
    chosen = page.locator("#mapping select[name=field]").evaluate_all("all => all.map(one => one.value)")
    assert chosen == ["title", "company", "contact", "mobile", "amount", "stage", "expected_close"]
    expect(page.locator("#unit")).to_have_value("toman")
    expect(page.locator("main table").first).to_contain_text("1405/13/45")
    mine = page.url
    page.locator("#mapping button[name=start]").click()
    expect(page.locator("main a[href='/deals/']").first).to_be_visible(timeout=60_000)
    page.goto(f"{firm.board}?q=شناور")
    card = page.locator(".board-cards [data-deal]")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("۱۲٫۵ میلیون تومان")
    page.goto(f"{firm.board}?q=مخزن تحت فشار")
    expect(page.locator("[data-deal]")).to_have_count(0)
    page.goto(mine)
    page.locator("a[href$='/taking-back/']").click()
    expect(page.locator("[data-going]")).to_contain_text("۳")
    page.locator("main form .btn-danger").click()
    expect(page.locator("a[href$='/taking-back/']")).to_have_count(0, timeout=60_000)
    page.goto(f"{firm.board}?q=شناور")
    expect(page.locator("[data-deal]")).to_have_count(0)
