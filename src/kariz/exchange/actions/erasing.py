"""Rows of imports that brought an erased person keep what became of them, not what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kariz.exchange.models import ExpectedRow, ExternalRef, ImportRow

if TYPE_CHECKING:
    from kariz.people.words import Words


def redact(ids: Sequence[int], words: Words) -> int:
    """Forget the cells of the person's rows and what other systems call the person; how many of both."""
    rows = ImportRow.objects.filter(result_kind="contact", result_id__in=ids)
    touched = rows.update(cells=[], errors=[], warnings=[])
    ExpectedRow.objects.filter(result_kind="contact", result_id__in=ids).delete()
    gone, _each = ExternalRef.objects.filter(record_kind="contact", record_id__in=ids).delete()
    return touched + gone
