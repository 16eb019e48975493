"""Drafts that a user may see: designers all that are open, others those shown to them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kariz.pipeline.models import PipelineDraft
from kariz.web.errors import NotFound


def visible_drafts(user: Any) -> QuerySet[PipelineDraft]:
    rows = PipelineDraft.objects.filter(published_at=None).select_related("pipeline", "owner")
    if user.can("pipeline.design"):
        return rows
    return rows.filter(shared_at__isnull=False) if user.can("pipeline.view") else rows.none()


def one(rows: QuerySet[Any], pk: int) -> Any:
    """The row of that id among those the user may see. Raises NotFound."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
