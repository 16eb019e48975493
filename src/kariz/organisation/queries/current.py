"""The organisation in force: one query a request, none after."""

from __future__ import annotations

from contextvars import ContextVar, Token

from kariz.localisation import home
from kariz.web.prepared import Prepared

from ..models import Organisation

_first = Prepared(lambda: Organisation.objects.order_by("id")[:1])

# A holder and not the row itself: work that copies the context (threads, async) shares what one of them read.
_holder: ContextVar[list[Organisation] | None] = ContextVar("organisation", default=None)


def organisation() -> Organisation:
    """The single row; before set-up an unsaved one with the defaults (`is_set_up()` tells)."""
    holder = _holder.get()
    if holder:
        return holder[0]
    found = next(iter(_first()), None) or Organisation()
    home.settle(found.country, found.currency)
    if holder is not None:
        holder.append(found)
    return found


def is_set_up() -> bool:
    """Has the company been created?"""
    return not organisation()._state.adding


def remember() -> Token[list[Organisation] | None]:
    """From here on the row is read once; hand the token to `forget`. Outside, every call reads afresh."""
    return _holder.set([])


def forget(token: Token[list[Organisation] | None]) -> None:
    _holder.reset(token)


def refresh() -> None:
    """Called by the actions that change the row."""
    holder = _holder.get()
    if holder is not None:
        holder.clear()
