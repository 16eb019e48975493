"""How sheets that hold several tables beside each other are read, as people said it: kept for the next such sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.models import RememberedMapping
from kariz.localisation.text import squash
from kariz.reading.layout.beside import READINGS
from kariz.reading.layout.tables import Reading
from kariz.web.errors import FieldErrors

KIND = "beside"
"""Marks such an answer among what is remembered of columns."""


def check(reading: str) -> None:
    """Raises FieldErrors."""
    if reading not in READINGS:
        text = _("Choose one of: %(choices)s.") % {"choices": ", ".join(READINGS)}
        raise FieldErrors({"reading": [text]})


def reading_of(reading: str, by: User) -> Reading:
    """What is said now, else what was said of such a sheet. Raises FieldErrors."""
    if not reading:
        return said_by(by)
    check(reading)
    return lambda _names: reading


def said_by(by: User) -> Reading:
    """What this person said last of a sheet with these names, else what anybody of the company said; else ""."""

    def said(names: list[str]) -> str:
        rows = RememberedMapping.objects.filter(signature=_signature(names), kind=KIND)
        found = list(rows.order_by("-used_at")[:50])
        first = next((row for row in found if row.by_id == by.pk), found[0] if found else None)
        reading = first.options.get("reading", "") if first else ""
        return reading if reading in READINGS else ""

    return said


def keep(names: Iterable[str], by: User, reading: str) -> None:
    RememberedMapping.objects.update_or_create(
        signature=_signature(names),
        by=by,
        defaults={
            "kind": KIND,
            "fields": {},
            "options": {"reading": reading},
            "used_at": timezone.now(),
        },
    )


def _signature(names: Iterable[str]) -> str:
    """Of the columns of the whole sheet, as they stand beside each other."""
    said = [KIND, *(squash(name) or name for name in names)]
    return hashlib.blake2s("\x1d".join(said).encode("utf-8", "replace"), digest_size=16).hexdigest()
