"""What the pipeline keeps about a person, for showing, exporting and erasing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.people.queries.personal import attached_to
from kariz.people.registry import Personal, on_erase
from kariz.pipeline.actions.erasing import (
    activities_of,
    deals_of,
    own_work_of,
    redact,
    redact_attached,
)
from kariz.pipeline.models import Activity, Deal
from kariz.records.models import File


def register() -> None:
    """Called once when the application starts."""
    # Before the activities themselves, which then belong to nobody any more.
    label = _("Notes and files of activities")
    on_erase("contact", Personal("activity_notes", label, attached, redact_attached, files=files_of))
    on_erase("contact", Personal("deals", _("Deals and activities"), kept, redact))


def kept(ids: Sequence[int]) -> list[dict[str, Any]]:
    """The deals and activities that the person has to do with."""
    return [_deal(one) for one in deals_of(ids)] + [_activity(one) for one in activities_of(ids)]


def attached(ids: Sequence[int]) -> list[dict[str, Any]]:
    """Notes and files, also removed ones, on the person's own activities."""
    return attached_to("activity", own_work_of(ids).values("pk"))


def files_of(ids: Sequence[int]) -> list[File]:
    """Those that are not removed, for the export."""
    own = own_work_of(ids).values("pk")
    return list(File.objects.filter(subject_kind="activity", subject_id__in=own, deleted_at=None))


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        "what": deal.title,
        "at": deal.created_at.isoformat(),
        "deal": deal.pk,
        "amount": deal.amount,
        "currency": deal.currency,
        "outcome": deal.outcome,
        "notes": deal.notes,
    }


def _activity(activity: Activity) -> dict[str, Any]:
    moment = activity.done_at or activity.due_at or activity.created_at
    return {
        "what": f"{activity.get_kind_display()}: {activity.title}",
        "at": moment.isoformat(),
        "activity": activity.pk,
        "result": activity.result,
        "notes": activity.notes,
    }
