"""axe finds nothing serious on any main page, in either language."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROOT
from tests.browser.pages import main_pages, open_window, windows

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ASK = """async () => {
    const answer = await axe.run(document, { resultTypes: ['violations'] });
    return answer.violations
        .filter((one) => ['serious', 'critical'].includes(one.impact))
        .flatMap((one) => one.nodes.slice(0, 4).map((node) => `${one.id}: ${node.html.slice(0, 200)} ${
            node.any[0]?.message ?? ''}`));
}"""


@pytest.mark.parametrize(("person", "theme"), [("mina", "light"), ("john", "dark")])
def test_every_main_page_is_usable_by_everybody(visit, firm, person, theme):
    page: Page = visit(person, bypass_csp=True, color_scheme=theme)
    program = AXE.read_text()
    found: list[str] = []
    for name, address in main_pages(firm).items():
        answer = page.goto(address)
        if answer and answer.status == 403:
            continue
        page.wait_for_load_state("networkidle")
        page.evaluate(program)
        found += [f"{name}: {fault}" for fault in page.evaluate(ASK)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("person", ["mina", "john"])
def test_every_window_is_usable_by_everybody(visit, firm, person):
    page: Page = visit(person, bypass_csp=True)
    program = AXE.read_text()
    found: list[str] = []
    for name, (address, opener) in windows(firm).items():
        open_window(page, address, opener)
        page.evaluate(program)
        found += [f"{name}: {fault}" for fault in page.evaluate(ASK)]
    assert not found, "\n".join(found)
