"""A company leaves Didar in one go: seven files dropped together, nothing said of a single column."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from kariz.exchange.tests import didar

SHOTS = os.environ.get("KARIZ_SET_SHOTS", "")
COMPANIES = int(os.environ.get("KARIZ_DIDAR", "60"))


def files(folder: Path) -> tuple[didar.Export, list[Path]]:
    made = didar.make(companies=COMPANIES)
    for name, content in made.files.items():
        (folder / name).write_bytes(content)
    return made, [folder / name for name in made.files]


def picture(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_mina_leaves_didar_with_seven_files_and_no_typed_mapping(visit, firm, tmp_path):
    made, paths = files(tmp_path)
    page = visit("mina")
    page.goto("/imports/")
    picture(page, "upload")
    page.locator("input[type=file]").set_input_files(paths)
    expect(page.locator("[data-file-drop-target=name]")).to_contain_text("معاملات.xlsx")
    page.locator("main form .btn-primary").first.click()
    expect(page.locator("#set")).to_be_visible(timeout=60_000)
    kinds = page.locator("#set [data-part]").evaluate_all("all => all.map(one => one.dataset.part)")
    assert [kind for kind in kinds if kind != "deals"] == [
        "companies",
        "contacts",
        "products",
        "activities",
        "activities",
        "notes",
    ]
    expect(page.locator("#unit")).to_have_value("rial")
    picture(page, "set")
    page.locator("#set button[name=check]").click()
    picture(page, "checking")
    foreseen = page.locator("[data-total=deals] td.num")
    expect(foreseen.first).to_be_visible(timeout=300_000)
    assert _number(foreseen.nth(1)) == made.deals
    picture(page, "foreseen")
    page.locator("#set button[name=start]").click()
    picture(page, "running")
    expect(page.locator("main a[href='/deals/']").first).to_be_visible(timeout=300_000)
    picture(page, "done")
    rows = page.locator("#set tr[data-part=deals]").filter(has_text="معاملات.xlsx")
    assert _number(rows.locator("td.num").nth(1)) == made.deals
    refused = page.locator("#set tr[data-part] td.num:last-child").all_inner_texts()
    assert set(refused) == {"۰"}
    page.goto(f"{firm.board}?q=معامله 2")
    expect(page.locator("[data-deal]").first).to_be_visible()
    page.goto("/imports/")
    page.locator("main a[href*='/imports/together/']").first.click()
    address = page.url
    page.locator("a[href$='/taking-back/']").click()
    picture(page, "set-taking-back")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(address)
    expect(page.locator("main [role=progressbar]")).to_have_count(0, timeout=300_000)
    expect(page.locator("a[href$='/taking-back/']")).to_have_count(0)
    picture(page, "set-taken-back")
    page.goto(f"{firm.board}?q=معامله 2")
    expect(page.locator("[data-deal]")).to_have_count(0)


def _number(cell: Locator) -> int:
    return int(cell.inner_text().translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹٬", "0123456789,")).replace(",", ""))


def test_the_page_of_a_set_fits_a_phone(visit, firm, tmp_path):
    _made, paths = files(tmp_path)
    page = visit("mina", viewport={"width": 390, "height": 800})
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(paths[:3])
    page.locator("main form .btn-primary").first.click()
    expect(page.locator("#set")).to_be_visible(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "set-phone")
