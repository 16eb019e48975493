"""What stops a deal: opened, owned, cleared."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.models import Event
from kariz.pipeline.actions.moves import advance_if_ready
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.actions.work import hold, settle
from kariz.pipeline.models import Deal, Obstacle
from kariz.web.errors import FieldErrors, Stale

LONGEST = 500
"""Letters of what stops a deal, and of how it was cleared."""


def open_obstacle(
    *,
    deal: Deal,
    by: Any,
    text: str,
    kind: str = Obstacle.Kind.OTHER,
    owner: Any = None,
    due_on: date | None = None,
) -> Obstacle:
    """Record that something stops `deal`. Raises NotAllowed, FieldErrors."""
    by.require("deal.change", deal)
    errors: dict[str, list[Any]] = {}
    if not text.strip() or len(text) > LONGEST:
        errors["text"] = [_("Say in at most 500 characters what stops the deal.")]
    if kind not in Obstacle.Kind.values:
        errors["kind"] = [_("Choose a kind of obstacle.")]
    if errors:
        raise FieldErrors(errors)
    with transaction.atomic():
        obstacle = Obstacle.objects.create(
            deal=deal, kind=kind, text=text.strip(), owner=owner or deal.owner or by, due_on=due_on
        )
        _settle(obstacle, by, "obstacle.opened", data={"text": obstacle.text, "kind": kind})
    return obstacle


def clear(*, obstacle: Obstacle, by: Any, resolution: str = "", version: int | None = None) -> Obstacle:
    """The way is free again; one that is cleared already stays as it is. Raises NotAllowed, Stale."""
    by.require("deal.change", obstacle.deal)
    _check_seen(obstacle, version)
    if obstacle.cleared_at is not None:
        return obstacle
    with transaction.atomic():
        _update(obstacle, cleared_at=timezone.now(), resolution=resolution.strip()[:LONGEST])
        _settle(
            obstacle, by, "obstacle.cleared", data={"text": obstacle.text, "resolution": resolution.strip()}
        )
    return obstacle


def reopen(*, obstacle: Obstacle, by: Any) -> Obstacle:
    """Raises NotAllowed, Stale."""
    by.require("deal.change", obstacle.deal)
    if obstacle.cleared_at is None:
        return obstacle
    with transaction.atomic():
        _update(obstacle, cleared_at=None, resolution="")
        _settle(obstacle, by, "obstacle.reopened", data={"text": obstacle.text})
    return obstacle


def undo_opened(event: Event, by: Any) -> None:
    """What was opened by mistake never stopped the deal: it is gone, and counts as nothing that was cleared."""
    obstacle = _subject(event, is_open=True)
    by.require("deal.change", obstacle.deal)
    deal = hold(obstacle.deal_id)
    rows = Obstacle.objects.filter(pk=obstacle.pk, version=obstacle.version)
    if not rows.delete()[0]:
        raise Stale
    refresh([deal])
    advance_if_ready(deal, by)


def undo_cleared(event: Event, by: Any) -> None:
    reopen(obstacle=_subject(event, is_open=False), by=by)


def undo_reopened(event: Event, by: Any) -> None:
    clear(obstacle=_subject(event, is_open=True), by=by)


def _subject(event: Event, *, is_open: bool) -> Obstacle:
    """The event's obstacle, if it is still as the event left it. Raises Stale."""
    obstacle = Obstacle.objects.select_related("deal").get(pk=event.subject_id)
    if (obstacle.cleared_at is None) != is_open:
        raise Stale
    return obstacle


def _check_seen(obstacle: Obstacle, version: int | None) -> None:
    if version is not None and version != obstacle.version:
        raise Stale


def _update(obstacle: Obstacle, **values: Any) -> None:
    rows = Obstacle.objects.filter(pk=obstacle.pk, version=obstacle.version)
    if not rows.update(version=F("version") + 1, **values):
        raise Stale
    obstacle.refresh_from_db()


def _settle(obstacle: Obstacle, by: Any, verb: str, **told: Any) -> None:
    settle(deal_id=obstacle.deal_id, by=by, verb=verb, subject=("obstacle", obstacle.pk), **told)
