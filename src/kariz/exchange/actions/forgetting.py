"""What other systems call a record is forgotten with it."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.exchange.models import ExternalRef
from kariz.pipeline.models import Activity

AT_ONCE = 500


def forget(kind: str, ids: Sequence[int]) -> None:
    """Called before records are removed for good; activities go with their deal."""
    ExternalRef.objects.filter(record_kind=kind, record_id__in=ids).delete()
    if kind == "deal":
        work = list(Activity.objects.filter(deal__in=ids).values_list("pk", flat=True))
        for start in range(0, len(work), AT_ONCE):
            ExternalRef.objects.filter(
                record_kind="activity", record_id__in=work[start : start + AT_ONCE]
            ).delete()
