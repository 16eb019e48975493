"""What imports keep about a person, for showing, exporting and erasing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.exchange.actions.back.erasing import redact
from kariz.exchange.models import ExternalRef, ImportRow
from kariz.people.registry import Personal, on_erase


def register() -> None:
    """Called once when the application starts."""
    on_erase("contact", Personal("imports", gettext_lazy("Rows of imports"), kept, redact))


def kept(ids: Sequence[int]) -> list[dict[str, Any]]:
    """The rows that brought the person, and the person's numbers in other systems."""
    rows = ImportRow.objects.filter(result_kind="contact", result_id__in=ids).select_related("of")
    refs = ExternalRef.objects.filter(record_kind="contact", record_id__in=ids).order_by("pk")
    found: list[dict[str, Any]] = [
        {
            "what": _("Row %(row)s of “%(file)s”") % {"row": row.number, "file": row.of.name},
            "at": row.of.created_at.isoformat(),
            "cells": row.cells,
        }
        for row in rows
    ]
    return found + [{"what": f"{ref.source}: {ref.key}", "at": None, "number": ref.key} for ref in refs]
