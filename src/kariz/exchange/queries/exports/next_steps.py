"""What is planned next for deals that are exported."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.pipeline.models import Activity, Deal


def keep(part: Sequence[Deal]) -> None:
    """Keep with each deal what its next step is called, in one query; "" where it has none or is not open."""
    ids = [deal.next_step_id for deal in part if deal.is_open and deal.next_step_id]
    steps = Activity.objects.in_bulk(ids)
    for deal in part:
        step = steps.get(deal.next_step_id or 0) if deal.is_open else None
        deal.step_name = step.title if step else ""  # type: ignore[attr-defined]
