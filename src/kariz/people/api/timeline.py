"""API of what happened to a contact or a company."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from kariz.access.request import SignedInRequest
from kariz.records.api.events import EventOut, page_of_events, take_back
from kariz.web.paging import Page, PageParams

contact_events = Router(tags=["contacts"])
company_events = Router(tags=["companies"])


@contact_events.get("/{int:pk}/events", response=Page[EventOut])
def events_of_contact(
    request: SignedInRequest, pk: int, page: Query[PageParams], verb: str = ""
) -> dict[str, Any]:
    """Newest first, with what happened to those that were merged into it. `verb`: such as `contact.changed`, with commas
    between several."""
    return page_of_events("contact", pk, request.user, page, verb)


@contact_events.post("/{int:pk}/events/{int:event_id}/undo", response={201: EventOut})
def undo_of_contact(request: SignedInRequest, pk: int, event_id: int) -> tuple[int, dict[str, Any]]:
    """409 `cannot_undo` where it was taken back before, or something newer stands on it; what stayed of a merge is told in
    `data.texts`."""
    return 201, take_back("contact", pk, event_id, request.user)


@company_events.get("/{int:pk}/events", response=Page[EventOut])
def events_of_company(
    request: SignedInRequest, pk: int, page: Query[PageParams], verb: str = ""
) -> dict[str, Any]:
    """As of a contact: `verb` such as `company.merged`."""
    return page_of_events("company", pk, request.user, page, verb)


@company_events.post("/{int:pk}/events/{int:event_id}/undo", response={201: EventOut})
def undo_of_company(request: SignedInRequest, pk: int, event_id: int) -> tuple[int, dict[str, Any]]:
    """As of a contact."""
    return 201, take_back("company", pk, event_id, request.user)
