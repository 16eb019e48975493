"""Deals that went with the import that brought them: what later lists changed in them goes, too."""

from __future__ import annotations

from collections.abc import Collection

from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.changes_made import changed_by
from kariz.pipeline.models import Deal

WRITTEN = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED)


def let_come_again(one: Import, deals: Collection[int]) -> None:
    """The rows of other lists that brought or changed these: nobody put them in the bin, they count as never brought."""
    rows = ImportRow.objects.filter(result_kind="deal", result_id__in=deals, action__in=WRITTEN)
    rows.exclude(of=one).filter(taken_back=False).update(taken_back=True)


def gone_before(one: Import) -> set[int]:
    """Those among the deals that it changed. What is not there is not put back."""
    changed = changed_by(one).filter(deal_id__isnull=False)
    binned = Deal.objects.filter(pk__in=changed.values("deal_id")).exclude(deleted_at=None)
    went = ImportRow.objects.filter(
        result_kind="deal", result_id__in=binned.values("pk"), action="created", taken_back=True
    )
    return {pk for pk in went.values_list("result_id", flat=True) if pk is not None}
