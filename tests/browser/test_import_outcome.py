"""What an import would do is seen first; refused rows come back mended; taking back asks about what was changed."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

SHOTS = os.environ.get("KARIZ_SHOTS", "")
PEOPLE = (
    "نام و نام خانوادگی,موبایل,سمت,نام شرکت\n"
    "مینو صدر,09121110001,مدیر خرید,آبگستر کویر\n"
    "کاوه نیک‌پی,09121110002,,آبگستر کویر\n"
    "سهراب پایدار,12,,\n"
    "مینو صدر,09121110001,مدیر خرید,آبگستر کویر\n"
)


def picture(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def upload(page: Page, path: Path) -> None:
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("main form .btn-primary").first.click()
    expect(page.locator("#mapping")).to_be_visible()


def test_mina_sees_every_rows_fate_mends_what_was_refused_and_is_asked_before_changes_go(visit, tmp_path):
    page = visit("mina")
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    upload(page, file)
    page.locator("select[name=existing]").select_option("fill")
    page.locator("select[name=unreadable]").select_option("refuse")
    picture(page, "mapping")
    page.locator("#mapping button[name=check]").click()
    groups = page.locator("nav a[href^='?group=']")
    expect(groups).to_have_count(6, timeout=60_000)
    expect(page.locator("a[href='?group=created']")).to_contain_text("۲")
    picture(page, "outcome")
    page.locator("a[href='?group=refused']").click()
    expect(page.locator("main table")).to_contain_text("سهراب پایدار")
    expect(page.locator("main table")).not_to_contain_text("مینو صدر")
    page.locator("form[action$='/run/'] button").click()
    refused = page.locator("a[href$='refused.csv']")
    expect(refused).to_be_visible(timeout=60_000)
    picture(page, "result")
    address = page.url
    with page.expect_download() as download:
        refused.click()
    mended = tmp_path / "mended.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    mended.write_text(text.replace("سهراب پایدار,12", "سهراب پایدار,09121110003"), encoding="utf-8")
    upload(page, mended)
    page.locator("#mapping button[name=start]").click()
    expect(page.locator("main a[href='/contacts/']").first).to_be_visible(timeout=60_000)
    expect(page.locator("a[href$='refused.csv']")).to_have_count(0)
    page.goto("/contacts/?q=مینو")
    page.goto(page.locator("a[href^='/contacts/']", has_text="مینو صدر").first.get_attribute("href") or "")
    contact = page.url
    page.goto(f"{contact.rstrip('/')}/edit/")
    page.locator("[name=position]").fill("مدیر عامل")
    page.locator("main form .btn-primary").first.click()
    expect(page).to_have_url(contact)
    page.goto(address)
    page.locator("a[href$='/taking-back/']").click()
    expect(page.locator("main")).to_contain_text("مینو صدر")
    picture(page, "taking-back")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(address)
    expect(page.locator("main [role=progressbar]")).to_have_count(0, timeout=60_000)
    page.goto("/contacts/?q=0912111000")
    expect(page.locator("main")).to_contain_text("مینو صدر")
    expect(page.locator("main")).not_to_contain_text("کاوه نیک‌پی")


def test_mina_takes_everything_out_of_the_house(visit):
    page = visit("mina")
    page.goto("/settings/export/")
    page.locator("main form[method=post] .btn-primary").click()
    file = page.locator("a[href$='kariz.zip']")
    expect(file).to_be_visible(timeout=60_000)
    picture(page, "whole")
    with page.expect_download() as download:
        file.click()
    assert Path(download.value.path()).stat().st_size > 1_000


def test_sara_reads_on_her_phone_how_many_rows_of_each_file_were_refused(visit, tmp_path):
    page = visit("sara", viewport={"width": 390, "height": 844})
    (tmp_path / "companies.csv").write_text("نام شرکت,شهر\nکشت آبان,یزد\n,شیراز\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE.replace("0912111", "0912222"), encoding="utf-8")
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files([tmp_path / "companies.csv", tmp_path / "people.csv"])
    page.locator("main form .btn-primary").first.click()
    page.locator("#set button[name=start]").click()
    refused = page.locator("#set tr[data-part] td.num:last-child")
    expect(refused).to_have_count(2, timeout=60_000)
    for cell in refused.all():
        box = cell.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    told = refused.first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "نپذیرفته" in told


LEAVE_OUT = """numbers => Promise.all(numbers.map(number => {
  const form = document.querySelector("#choose"), said = new FormData(form)
  said.append("row", number); said.append("how", "skip")
  return fetch(form.action, {method: "POST", body: said}).then(answer => answer.status)
}))"""


def test_mina_leaves_rows_out_one_right_after_the_other_and_stays_on_the_page(visit, tmp_path):
    page = visit("mina")
    file = tmp_path / "companies.csv"
    rows = "".join(f"شرکت تک {number},رفت {number}\n" for number in range(1, 9))
    file.write_text("نام شرکت,یادداشت\n" + rows, encoding="utf-8")
    upload(page, file)
    page.locator("#mapping button[name=check]").click()
    page.locator("a[href='?group=created']").click(timeout=60_000)
    page.locator("input[name=q]").fill("رفت ۳")
    page.locator("input[name=q]").press("Enter")
    expect(page.locator("input[name=row]")).to_have_count(1)
    page.goto(page.url.partition("?")[0] + "?group=created")
    assert page.evaluate(LEAVE_OUT, ["2", "3", "4"]) == [200, 200, 200]
    page.goto(page.url)
    expect(page.locator("a[href='?group=skipped']")).to_contain_text("۳", timeout=60_000)
    page.goto(page.url.partition("?")[0] + "?group=created")
    page.locator("input[name=row][value='5']").check()
    page.locator("button[name=how][value=skip]").click()
    expect(page.locator("a[href='?group=skipped']")).to_contain_text("۴", timeout=60_000)
    assert page.url.endswith("?group=created")
