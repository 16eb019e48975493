"""The boxes that a person ticks for a criterion."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.models import Event
from kariz.pipeline.actions.deal_changes import save_changed
from kariz.pipeline.actions.moves import DealMovedMeanwhile
from kariz.pipeline.actions.work import settle
from kariz.pipeline.models import Criterion, Deal
from kariz.pipeline.rules.criteria import box_key, text_of
from kariz.web.errors import FieldErrors


def tick(*, deal: Deal, criterion: Criterion, by: Any, ticked: bool, version: int | None = None) -> Deal:
    """Tick or clear the box of a criterion. Raises NotAllowed, FieldErrors, DealMovedMeanwhile."""
    by.require("deal.change", deal)
    if criterion.kind != "box" or criterion.stage.pipeline_id != deal.pipeline_id:
        raise FieldErrors({"criterion": [_("This criterion has no box to tick.")]})
    key = box_key(criterion)
    with transaction.atomic():
        fresh = Deal.objects.get(pk=deal.pk)
        if version is not None and fresh.version != version:
            raise DealMovedMeanwhile(fresh)
        if (key in fresh.ticks) == ticked:
            return fresh
        now = timezone.now()
        if ticked:
            fresh.ticks[key] = {"by": by.pk, "at": now.isoformat()}
        else:
            del fresh.ticks[key]
        save_changed(fresh, ["ticks"], at=now)
        settle(
            deal_id=fresh.pk,
            by=by,
            verb="deal.ticked" if ticked else "deal.unticked",
            subject=("deal", fresh.pk),
            changes={key: [not ticked, ticked]},
            data={"criterion": criterion.pk, "text": text_of(criterion)},
        )
    return Deal.objects.get(pk=fresh.pk)


def undo(event: Event, by: Any) -> None:
    """Inverse of both verbs."""
    criterion = Criterion.objects.select_related("stage").get(pk=event.data["criterion"])
    deal = Deal.objects.select_related("stage").get(pk=event.subject_id)
    was_ticked = event.verb == "deal.ticked"
    if (box_key(criterion) in deal.ticks) != was_ticked:
        raise DealMovedMeanwhile(deal)
    tick(deal=deal, criterion=criterion, by=by, ticked=not was_ticked)
