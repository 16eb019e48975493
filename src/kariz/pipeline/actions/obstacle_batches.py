"""Obstacles that another system or a file brings, many at once, open or cleared, with their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.pipeline.actions.activity_batches import refresh_deals_of
from kariz.pipeline.actions.obstacles import LONGEST
from kariz.pipeline.models import Deal, Obstacle
from kariz.web import bulk
from kariz.web.errors import FieldErrors


@dataclass(frozen=True, slots=True)
class NewObstacle:
    """With `cleared_at` the way is free again."""

    deal: Deal
    text: str
    kind: str = Obstacle.Kind.OTHER
    owner: Any = None
    opened_at: datetime | None = None
    due_on: date | None = None
    cleared_at: datetime | None = None
    resolution: str = ""


def bring_in(*, news: Sequence[NewObstacle], by: Any) -> list[Obstacle]:
    """Write up to 500 obstacles of deals with their past. Raises NotAllowed, FieldErrors."""
    for new in news:
        by.require("deal.change", new.deal)
        if not new.text.strip() or len(new.text) > LONGEST:
            raise FieldErrors({"text": [_("Say in at most 500 characters what stops the deal.")]})
    now = timezone.now()
    with transaction.atomic():
        made = list(bulk.insert([_row(new, now, by) for new in news]))
        log.append_many([draft for obstacle in made for draft in _told(obstacle, by)])
        refresh_deals_of(made)
    return made


def _row(new: NewObstacle, now: datetime, by: Any) -> Obstacle:
    cleared = min(new.cleared_at, now) if new.cleared_at else None
    return Obstacle(
        deal=new.deal,
        kind=new.kind,
        text=new.text.strip(),
        owner=new.owner or new.deal.owner or by,
        opened_at=min(new.opened_at or now, cleared or now),
        due_on=new.due_on,
        cleared_at=cleared,
        resolution=new.resolution.strip()[:LONGEST] if cleared else "",
    )


def _told(obstacle: Obstacle, by: Any) -> list[log.Draft]:
    subject, deal = ("obstacle", obstacle.pk), obstacle.deal_id
    opened = {"text": obstacle.text, "kind": obstacle.kind}
    told = [log.Draft(by, "obstacle.opened", subject, deal, {}, opened, obstacle.opened_at)]
    if obstacle.cleared_at:
        cleared = {"text": obstacle.text, "resolution": obstacle.resolution}
        told.append(log.Draft(by, "obstacle.cleared", subject, deal, {}, cleared, obstacle.cleared_at))
    return told
