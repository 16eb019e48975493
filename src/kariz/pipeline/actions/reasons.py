"""The reasons that a loss can have."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from kariz.events.actions import log
from kariz.pipeline.models import LostReason
from kariz.web.lines import one_line


def create(*, by: Any, name: str) -> LostReason:
    """Raises NotAllowed, FieldErrors."""
    by.require("pipeline.design")
    name = one_line(name, field="name", limit=200)
    with transaction.atomic():
        reason = LostReason.objects.create(name=name, position=LostReason.objects.count())
        _tell(reason, by, "reason.created", {"name": ["", name]})
    return reason


def rename(*, reason: LostReason, by: Any, name: str) -> LostReason:
    """Raises NotAllowed, FieldErrors."""
    by.require("pipeline.design")
    name = one_line(name, field="name", limit=200)
    if name == reason.title:
        return reason
    with transaction.atomic():
        before, reason.name = reason.title, name
        LostReason.objects.filter(pk=reason.pk).update(name=name)
        _tell(reason, by, "reason.changed", {"name": [before, name]})
    return reason


def retire(*, reason: LostReason, by: Any, retired: bool) -> LostReason:
    """Offer the reason no more, or again; deals that were lost for it keep it. Raises NotAllowed."""
    by.require("pipeline.design")
    if (reason.retired_at is not None) == retired:
        return reason
    with transaction.atomic():
        reason.retired_at = timezone.now() if retired else None
        LostReason.objects.filter(pk=reason.pk).update(retired_at=reason.retired_at)
        _tell(reason, by, "reason.changed", {"retired": [not retired, retired]})
    return reason


def _tell(reason: LostReason, by: Any, verb: str, changes: dict[str, list[Any]]) -> None:
    log.append(by=by, verb=verb, subject=("reason", reason.pk), changes=changes, data={"name": reason.title})
