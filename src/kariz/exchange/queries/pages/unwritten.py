"""How many rows of imports that are over say otherwise than is here, as only blanks were filled: one press writes them."""

from __future__ import annotations

from django.db.models import Q

from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.pages.imports import kept_rows
from kariz.reading.rows.settings import FILL, SKIP

LEFT = "~"
"""Before the fingerprint of a row of which something is left: no row that comes is known by it."""


def unwritten(*parts: Import) -> int:
    """0 where the same files came in again since: what they changed is told there."""
    left = [part for part in parts if part.options.get("existing") in (FILL, SKIP)]
    if not left or any(part.phase != Import.Phase.DONE for part in parts) or _came_since(left):
        return 0
    rows = ImportRow.objects.filter(of__in=left, taken_back=False)
    partly = rows.filter(action=ImportRow.Action.UPDATED, fingerprint__startswith=LEFT)
    kept = kept_rows(*left).filter(taken_back=False)
    return rows.filter(Q(pk__in=partly.values("pk")) | Q(pk__in=kept.order_by().values("pk"))).count()


def _came_since(parts: list[Import]) -> bool:
    since = Import.objects.filter(digest__in={part.digest for part in parts if part.digest})
    last = max(part.pk for part in parts)
    return since.filter(pk__gt=last, phase__in=(Import.Phase.RUNNING, Import.Phase.DONE)).exists()
