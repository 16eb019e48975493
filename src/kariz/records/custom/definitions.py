"""The custom fields in use: one query a request, none after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token

from kariz.web.prepared import Prepared

from ..models import CustomField

_all = Prepared(lambda: CustomField.objects.filter(removed_at=None).order_by("position", "id"))

# A holder, so that work that copies the context shares what one of them read.
_holder: ContextVar[dict[str, dict[str, CustomField]] | None] = ContextVar("custom_fields", default=None)


def of(subject: str) -> dict[str, CustomField]:
    """{key: field} of one kind of record in their order, without the removed ones."""
    holder = _holder.get()
    if not holder:
        found = _read()
        if holder is None:
            return found[subject]
        holder |= found
    return (holder or {})[subject]


def _read() -> dict[str, dict[str, CustomField]]:
    found: dict[str, dict[str, CustomField]] = {"company": {}, "contact": {}, "deal": {}}
    for field in _all():
        found[field.subject][field.key] = field
    return found


def remember() -> Token[dict[str, dict[str, CustomField]] | None]:
    """From here on the fields are read once; hand the token to `forget`. Outside, every call reads afresh."""
    return _holder.set({})


def forget(token: Token[dict[str, dict[str, CustomField]] | None]) -> None:
    _holder.reset(token)


@contextmanager
def kept() -> Iterator[None]:
    """Read once within the block, for work that no request carries; within a request nothing changes."""
    if _holder.get() is not None:
        yield
        return
    token = remember()
    try:
        yield
    finally:
        forget(token)


def refresh() -> None:
    """Called by the actions that change a field."""
    holder = _holder.get()
    if holder is not None:
        holder.clear()
