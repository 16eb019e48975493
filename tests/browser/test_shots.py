"""`make shots`: a picture of every main page, in both languages and themes, on a laptop and on a phone."""

import pytest

from tests.browser.conftest import LAPTOP, PHONE, ROOT, SHOTS
from tests.browser.pages import main_pages

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
