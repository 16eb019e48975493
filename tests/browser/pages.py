"""The main pages and windows, for the pictures and for the accessibility check."""

from playwright.sync_api import Page

from tests.browser.conftest import Firm


def main_pages(firm: Firm) -> dict[str, str]:
    """Name of a picture and the address of its page."""
    deal = firm.deals["crane"]
    return {
        "board": firm.board,
        "board-owners": f"{firm.board}?group=owner",
        "board-past": f"{firm.board}?as_of={firm.past}",
        "deals": "/deals/",
        "deal": f"/deals/{deal}/",
        "deal-sample": f"/deals/{firm.open[-1]}/",
        "today": "/activities/",
        "activity": "/activities/1/",
        "calendar": "/calendar/",
        "forecast": "/forecast/",
        "resting": "/deals/resting/",
        "contacts": "/contacts/",
        "contacts-filtered": "/contacts/?role=champion&started_by=us",
        "views": "/views/",
        "bin": "/deals/bin/?kind=contacts",
        "bin-deals": "/deals/bin/",
        "contact": "/contacts/1/",
        "contact-new": "/contacts/new/",
        "contact-edit": "/contacts/1/edit/",
        "personal-data": "/contacts/1/personal/",
        "companies": "/companies/",
        "company": "/companies/1/",
        "company-new": "/companies/new/",
        "merge": "/contacts/merge/?id=2&id=3",
        "duplicates": "/duplicates/",
        "duplicates-companies": "/duplicates/?kind=company",
        "bulk-changes": "/bulk-changes/",
        "imports": "/imports/",
        "export-everything": "/settings/export/",
        "search": "/search/?q=پم",
        "notifications": "/notifications/",
        "pipelines": "/pipelines/",
        "builder-new": "/pipelines/new/",
        "stage": f"/stages/{firm.stages['proposal']}/",
        "profile": "/settings/profile/",
        "ideal-customers": "/settings/profiles/",
        "ideal-customer-new": "/settings/profiles/new/company/?from=example",
        "persona-new": "/settings/profiles/new/contact/?from=example",
        "wins": "/settings/profiles/wins/company/",
        "gaps": "/companies/gaps/",
        "organisation": "/settings/organisation/",
        "people": "/settings/people/",
        "teams": "/settings/teams/",
        "visibility": "/settings/visibility/",
        "tokens": "/settings/tokens/",
        "products": "/settings/products/",
        "reasons": "/settings/reasons/",
        "custom-fields": "/settings/fields/",
        "security": "/account/2fa/",
        "sample": "/settings/sample/",
        "first-steps": "/setup/first-steps/",
    }


def windows(firm: Firm) -> dict[str, tuple[str, str]]:
    """Name of a picture, the page and what is clicked there to open the window; "key:" names a key instead."""
    deal = f"/deals/{firm.deals['yazdi']}/"
    return {
        "window-filter": (firm.board, ".board-tools a[data-action]"),
        "window-quick-add": (firm.board, ".board-head a"),
        "window-move-menu": (firm.board, "key:m"),
        "window-palette": (firm.board, "key:Control+k"),
        "window-shortcuts": (firm.board, "key:?"),
        "window-table-filter": ("/contacts/", ".toolbar a[href*=filter]"),
        "window-gate": (f"/deals/{firm.deals['crane']}/", "form[action$='/moves/'] .btn-primary"),
        "window-plan": (deal, f"a[href*='{deal}activities/']"),
        "window-member": (deal, f"a[href*='{deal}committee/']"),
        "window-obstacle": (deal, f"a[href*='{deal}obstacles/']"),
        "window-products": (deal, f"a[href*='{deal}lines/']"),
        "window-reports-to": ("/companies/1/", "a[href*='reports-to']"),
        "window-merge-with": ("/contacts/1/", "a[href$='/merge/']"),
    }


def open_window(page: Page, address: str, opener: str) -> None:
    """Go to the page and open one of its `windows`."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if opener == "key:m":
        page.locator(".board .deal").first.focus()
    if opener.startswith("key:"):
        page.keyboard.press(opener.removeprefix("key:"))
    else:
        page.locator(opener).first.click()
    page.locator("dialog[open]").first.wait_for()
    page.wait_for_load_state("networkidle")
