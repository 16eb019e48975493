"""What other systems call a record is forgotten with it."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.exchange.models import ExternalRef
from kariz.pipeline.models import Activity

AT_ONCE = 500


def forget(kind: str, ids: Sequence[int]) -> None:
    """Called before records are removed for good; activities go with their deal."""
    _forget(kind, ids)
    if kind == "deal":
        _forget("activity", list(Activity.objects.filter(deal__in=ids).values_list("pk", flat=True)))


def _forget(kind: str, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), AT_ONCE):
        ExternalRef.objects.filter(record_kind=kind, record_id__in=ids[start : start + AT_ONCE]).delete()
