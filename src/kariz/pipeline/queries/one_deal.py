"""One deal, if the user may see it; and who moved it last."""

from __future__ import annotations

from django.db.models import Q

from kariz.access.models import User
from kariz.events.models import Event
from kariz.pipeline.models import Deal, Outcome, Stage
from kariz.web.errors import NotFound
from kariz.web.prepared import Prepared

HANDFUL = 5


def seen_deal(pk: int, user: User) -> Deal:
    """With its stage, pipeline and people. Raises NotFound."""
    found = _with_people(pk) if user.is_active else []
    # For one record the reach answers what `visible_to` asks of many.
    if not found or not user.reach.covers("see", found[0].owner_id):
        raise NotFound
    return found[0]


_with_people = Prepared(
    lambda pk: Deal.objects.select_related("stage", "pipeline", "company", "contact", "owner").filter(pk=pk)
)


def live_stage(pk: str | int | None, pipeline_id: int) -> Stage:
    """A stage in use of that pipeline. Raises NotFound."""
    text = str(pk or "")
    found = _live(int(text), pipeline_id) if text.isdecimal() and len(text) < 19 else []
    if not found:
        raise NotFound
    return found[0]


_live = Prepared(lambda pk, pipeline: Stage.objects.filter(pk=pk, pipeline=pipeline, retired_at=None))


def last_change(deal: Deal) -> tuple[Event | None, str]:
    """The newest event of the deal and the name of who did it."""
    event = Event.objects.filter(deal_id=deal.pk).order_by("-id").first()
    actor = User.objects.filter(pk=event.actor_id).first() if event and event.actor_id else None
    return event, actor.name if actor else ""


def open_of(user: User, company: int, contact: int) -> list[Deal]:
    """The newest open deals of that company or person which the user may see, a handful."""
    if not company and not contact:
        return []
    rows = Deal.objects.visible_to(user).filter(outcome=Outcome.OPEN, deleted_at=None)
    wanted = Q(company_id=company) if company else Q()
    if contact:
        wanted |= Q(contact_id=contact)
    return list(rows.filter(wanted).select_related("stage").order_by("-pk")[:HANDFUL])
