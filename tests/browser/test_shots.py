"""`make shots`: a picture of every main page, in both languages and themes, on a laptop and on a phone."""

import pytest

from tests.browser.conftest import LAPTOP, PHONE, ROOT, SHOTS
from tests.browser.pages import main_pages, open_window, windows
from tests.browser.test_import import messy_file

SCREENS = {
    "desktop": {"viewport": LAPTOP},
    "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True, "device_scale_factor": 2},
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("language", "person"), [("fa", "mina"), ("en", "john")])
def test_picture(visit, firm, language, person, theme, screen):
    folder = ROOT / SHOTS / language / f"{screen}-{theme}"
    page = visit(person, color_scheme=theme, **SCREENS[screen])
    stranger = visit(
        None, color_scheme=theme, locale="fa-IR" if language == "fa" else "en-US", **SCREENS[screen]
    )
    stranger.goto("/account/login/")
    if stranger.locator("html").get_attribute("lang") != language:
        stranger.locator("button[name=language]").click()
    stranger.screenshot(path=folder / "sign-in.png")
    for name, address in main_pages(firm).items():
        answer = page.goto(address)
        if answer and answer.status == 403:
            continue
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png", full_page=screen == "desktop")
    for name, (address, opener) in windows(firm).items():
        if screen == "desktop":
            open_window(page, address, opener)
            page.screenshot(path=folder / f"{name}.png")


@pytest.mark.parametrize(("language", "person"), [("fa", "mina"), ("en", "john")])
def test_picture_of_an_import(visit, language, person, tmp_path):
    folder = ROOT / SHOTS / language / "desktop-light"
    page = visit(person, **SCREENS["desktop"])
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(messy_file(tmp_path))
    page.locator("main form .btn-primary").first.click()
    page.locator("#mapping").wait_for()
    page.screenshot(path=folder / "import-columns.png", full_page=True)
    page.locator("#mapping button[name=check]").click()
    page.locator("form[action$='/run/']").wait_for(timeout=60_000)
    page.screenshot(path=folder / "import-outcomes.png", full_page=True)
    page.locator("form[action$='/run/'] button").first.click()
    page.locator("a[href$='/taking-back/']").wait_for(timeout=60_000)
    page.screenshot(path=folder / "import-result.png", full_page=True)


def test_picture_of_set_up(browser, fresh):
    with fresh() as address:
        for language in ("fa", "en"):
            context = browser.new_context(base_url=address, locale="fa-IR", viewport=LAPTOP)
            page = context.new_page()
            page.goto("/")
            if page.locator("html").get_attribute("lang") != language:
                page.locator("button[name=language]").first.click()
                page.wait_for_load_state("networkidle")
            page.screenshot(path=ROOT / SHOTS / language / "set-up.png", full_page=True)
            context.close()
