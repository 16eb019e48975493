"""One deal, if the user may see it; and who moved it last."""

from __future__ import annotations

from kariz.access.models import User
from kariz.events.models import Event
from kariz.pipeline.models import Deal, Stage
from kariz.web.errors import NotFound


def seen_deal(pk: int, user: User) -> Deal:
    """With its stage, pipeline and people. Raises NotFound."""
    rows = Deal.objects.visible_to(user).select_related("stage", "pipeline", "company", "contact", "owner")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def live_stage(pk: str | int | None, pipeline_id: int) -> Stage:
    """A stage in use of that pipeline. Raises NotFound."""
    rows = Stage.objects.filter(pipeline_id=pipeline_id, retired_at=None)
    found = rows.filter(pk=int(pk)).first() if str(pk or "").isdigit() else None  # type: ignore[arg-type]
    if found is None:
        raise NotFound
    return found


def last_change(deal: Deal) -> tuple[Event | None, str]:
    """The newest event of the deal and the name of who did it."""
    event = Event.objects.filter(deal_id=deal.pk).order_by("-id").first()
    actor = User.objects.filter(pk=event.actor_id).first() if event and event.actor_id else None
    return event, actor.name if actor else ""
