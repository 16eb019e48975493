"""How many rows of imports that are over say otherwise than is here, as only blanks were filled: one press writes them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.pages.imports import kept_rows
from kariz.reading.rows.settings import FILL, SKIP

LEFT = "~"
"""Before the fingerprint of a row of which something is left: no row that comes is known by it."""


def unwritten(*parts: Import) -> int:
    """0 where the same files came in again since, which tell what they changed, and where a later list has written what is
    older here."""
    left = [part for part in parts if part.options.get("existing") in (FILL, SKIP)]
    if not left or any(part.phase != Import.Phase.DONE for part in parts):
        return 0
    rows = ImportRow.objects.filter(of__in=left, taken_back=False)
    partly = rows.filter(action=ImportRow.Action.UPDATED, fingerprint__startswith=LEFT)
    kept = kept_rows(*left).filter(taken_back=False)
    stay = rows.filter(Q(pk__in=partly.values("pk")) | Q(pk__in=kept.order_by().values("pk")))
    # A list of which nothing is left may come again beside others.
    of = set(stay.order_by().values_list("of", flat=True).distinct())
    if not of or _came_since([part for part in left if part.pk in of]):
        return 0
    return 0 if _written_since(stay, max(part.pk for part in parts)) else stay.count()


def _came_since(parts: list[Import]) -> bool:
    since = Import.objects.filter(digest__in={part.digest for part in parts if part.digest})
    last = max(part.pk for part in parts)
    return since.filter(pk__gt=last, phase__in=(Import.Phase.RUNNING, Import.Phase.DONE)).exists()


def _written_since(rows: QuerySet[ImportRow], last: int) -> bool:
    """Has a later list written into one of the records?"""
    later = ImportRow.objects.filter(of__gt=last, taken_back=False, action=ImportRow.Action.UPDATED)
    same = later.filter(result_kind=OuterRef("result_kind"), result_id=OuterRef("result_id"))
    return rows.filter(Exists(same)).exists()
