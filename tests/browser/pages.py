"""The main pages, for the pictures and for the accessibility check."""

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
        "calendar": "/calendar/",
        "forecast": "/forecast/",
        "resting": "/deals/resting/",
        "contacts": "/contacts/",
        "contacts-filtered": "/contacts/?role=champion&started_by=us",
        "views": "/views/",
        "bin": "/deals/bin/?kind=contacts",
        "contact": "/contacts/1/",
        "contact-new": "/contacts/new/",
        "companies": "/companies/",
        "company": "/companies/1/",
        "imports": "/imports/",
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
        "sample": "/settings/sample/",
        "first-steps": "/setup/first-steps/",
    }
