"""The custom fields in use. A process keeps what it read until the company's row tells of a change: none a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

from kariz.organisation.queries import current

from ..models import CustomField, CustomSubject

Known = Mapping[str, dict[str, CustomField]]
_NONE: Known = {subject: {} for subject in CustomSubject.values}
_read: dict[int, Known] = {}
_lock = Lock()


def of(subject: str) -> dict[str, CustomField]:
    """{key: field} of one kind of record in their order, without the removed ones."""
    revision = current.organisation().fields_revision
    if not revision:
        return _NONE[subject]
    known = _read.get(revision)
    if known is None:
        known = _from_database()
        with _lock:
            _read.clear()
            _read[revision] = known
    return known[subject]


def _from_database() -> Known:
    found: dict[str, dict[str, CustomField]] = {subject: {} for subject in CustomSubject.values}
    for field in CustomField.objects.filter(removed_at=None).order_by("position", "id"):
        found[field.subject][field.key] = field
    return found


@contextmanager
def kept() -> Iterator[None]:
    """The company's row is read once within the block, for work that no request carries."""
    token = current.remember()
    try:
        yield
    finally:
        current.forget(token)
