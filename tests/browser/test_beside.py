"""Two tables beside each other on one sheet of a Persian workbook."""

import xlsxwriter
from playwright.sync_api import expect

DEALS = ["مشتری", "محصول", "مبلغ", "مرحله"]
PEOPLE = ["نام و نام خانوادگی", "موبایل", "شهر"]


def workbook(folder):
    path = folder / "فروش کنار هم.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("قنبری")
        page.right_to_left()
        for row in range(20):
            line = DEALS if not row else [f"شرکت کنار {row}", "پمپ", 1_000_000 * row, "پیشنهاد"]
            page.write_row(2 + row, 0, line)
        for row in range(8):
            line = PEOPLE if not row else [f"نگار کناری {row}", f"0912444{row:04}", "یزد"]
            page.write_row(2 + row, 5, line)
        page.write_column("K3", ["راهنما", "پیشنهاد = فرستاده شد"])
    return path


def test_sara_is_asked_whether_they_are_two_tables_and_answers_both_ways(visit, firm, tmp_path):
    page = visit("sara")
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(workbook(tmp_path))
    page.locator("main form .btn-primary").first.click()
    files = page.locator("tr[data-part]")
    expect(files).to_have_count(2)
    expect(files.filter(has_text="قنبری (ستون‌های F تا H)")).to_have_attribute("data-part", "contacts")
    expect(files.first).to_contain_text("به نظر می‌رسد در این برگه چند جدول کنار هم است")
    expect(files.first).to_contain_text("راهنما · پیشنهاد = فرستاده شد")
    files.first.locator("a").first.click()
    page.locator("button[name=reading][value=one]").click()
    expect(page.locator("#mapping select[name=field]")).to_have_count(8)
    page.locator("button[name=reading][value=apart]").click()
    expect(files).to_have_count(2)
    page.locator("#set button[name=start]").click()
    expect(page.locator("main a[href='/deals/']").first).to_be_visible(timeout=60_000)
    page.goto(f"{firm.board}?q=شرکت کنار 19")
    expect(page.locator(".board-cards [data-deal]")).to_have_count(1)
    expect(page.locator(".board-cards [data-deal]")).to_contain_text("۱۹ میلیون تومان")
