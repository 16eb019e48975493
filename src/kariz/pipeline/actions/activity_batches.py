"""Activities that another system or a file brings, many at once, done or still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.people.models import Company, Contact
from kariz.pipeline.actions.activities import plain_time
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.actions.stage_work import on_day
from kariz.pipeline.models import Activity, Deal, Obstacle, StageActivity
from kariz.pipeline.queries.findable import is_new_findable
from kariz.pipeline.rules.due import due_moment
from kariz.records.search import index
from kariz.web import bulk, bulk_updates
from kariz.web.errors import FieldErrors


@dataclass(slots=True)
class NewActivity:
    """With `done_at` it is over, with its result; without, it is still to be done."""

    kind: str
    name: str
    deal: Deal | None = None
    contact: Contact | None = None
    company: Company | None = None
    owner: Any = None
    due_at: datetime | None = None
    all_day: bool = True
    done_at: datetime | None = None
    result: str = ""
    notes: str = ""
    participants: Sequence[Contact] = ()
    of_stage: StageActivity | None = None
    """What its stage plans: it is called like that, in the language of who reads it."""

    def __post_init__(self) -> None:
        self.due_at = due_moment(self.due_at, all_day=self.all_day)


def bring_in(*, news: Sequence[NewActivity], by: Any) -> list[Activity]:
    """Write up to 500 activities with their past; deals do not move by it. Raises NotAllowed, FieldErrors."""
    for new in news:
        by.require("activity.create", new.deal)
        _check(new)
    now = timezone.now()
    with transaction.atomic():
        made = list(bulk.insert([_row(new, now) for new in news]))
        through = Activity.participants.through
        bulk.insert(
            [
                through(activity_id=activity.pk, contact_id=contact.pk)
                for activity, new in zip(made, news, strict=True)
                for contact in dict.fromkeys(new.participants)
            ]
        )
        log.append_many([_told(activity, by, now) for activity in made])
        index.put("activity", [one for one in made if is_new_findable(one)], new=True)
        _refresh([new.deal for new in news if new.deal is not None])
    return made


def remove_many(*, activities: Sequence[Activity], by: Any) -> int:
    """Put up to 500 activities away; returns how many were there. Raises NotAllowed."""
    for activity in activities:
        by.require("activity.change", activity)
    now = timezone.now()
    with transaction.atomic():
        rows = Activity.objects.filter(pk__in=[one.pk for one in activities], deleted_at=None)
        fresh = list(rows.select_related("deal__pipeline", "deal__stage"))
        rows.update(deleted_at=now)
        log.append_many(
            [
                log.Draft(by, "activity.removed", ("activity", one.pk), one.deal_id, {}, {"name": one.title})
                for one in fresh
            ]
        )
        index.refresh_many("activity", [one.pk for one in fresh])
        refresh_deals_of(fresh)
    return len(fresh)


def put_off(*, activities: Sequence[Activity], days: Sequence[date], by: Any) -> int:
    """Give up to 500 open activities another day, in equal parts to each of `days` in their order; one event each.

    A time of day is kept. Returns how many were still open and got another day. Raises NotAllowed.
    """
    for activity in activities:
        by.require("activity.change", activity)
    to = {one.pk: days[at * len(days) // len(activities)] for at, one in enumerate(activities)}
    with transaction.atomic():
        rows = Activity.objects.filter(pk__in=list(to), deleted_at=None, done_at=None)
        fresh = list(rows.select_related("deal__pipeline", "deal__stage").select_for_update(of=("self",)))
        new = {one.pk: on_day(to[one.pk], one) for one in fresh}
        moved = [one for one in fresh if new[one.pk][0] != one.due_at]
        bulk_updates.write(Activity, [(one.pk, _later(one, *new[one.pk])) for one in moved])
        log.append_many([_told_later(one, *new[one.pk], by) for one in moved])
        refresh_deals_of(moved)
    return len(moved)


def _later(activity: Activity, due: datetime, all_day: bool) -> dict[str, Any]:
    return {"due_at": due, "all_day": all_day, "version": activity.version + 1}


def _told_later(activity: Activity, due: datetime, all_day: bool, by: Any) -> log.Draft:
    changes: dict[str, list[Any]] = {"due_at": [plain_time(activity.due_at), plain_time(due)]}
    if all_day != activity.all_day:
        changes["all_day"] = [activity.all_day, all_day]
    subject = ("activity", activity.pk)
    return log.Draft(by, "activity.changed", subject, activity.deal_id, changes, {"name": activity.title})


def _check(new: NewActivity) -> None:
    if new.kind not in Activity.Kind.values:
        raise FieldErrors({"kind": [_("Choose a kind of activity.")]})
    if not new.name.strip() or len(new.name) > 200:
        raise FieldErrors({"name": [_("Say what is to be done.")]})
    if new.done_at is not None and new.result not in Activity.Result.values:
        raise FieldErrors({"result": [_("Choose a result.")]})


def _row(new: NewActivity, now: datetime) -> Activity:
    deal = new.deal
    return Activity(
        kind=new.kind,
        name=new.of_stage.name if new.of_stage else new.name.strip(),
        template=new.of_stage.template if new.of_stage else "",
        source=new.of_stage,
        deal=deal,
        contact=new.contact or (deal.contact if deal else None),
        company=new.company or (deal.company if deal else None),
        owner=new.owner,
        due_at=new.due_at,
        all_day=new.all_day,
        done_at=new.done_at,
        result=new.result if new.done_at else "",
        notes=new.notes,
        created_at=min(filter(None, (new.done_at, new.due_at, now))),
    )


def _told(activity: Activity, by: Any, now: datetime) -> log.Draft:
    data = {"name": activity.title, "kind": activity.kind, "past": True}
    subject = ("activity", activity.pk)
    if activity.done_at is None:
        return log.Draft(by, "activity.planned", subject, activity.deal_id, {}, data)
    changes = {"result": ["", activity.result]}
    data |= {"logged": True}
    at = min(activity.done_at, now)
    # Who did it is who brought it in: that the file names an owner is told beside, never as the doer.
    if activity.owner not in (None, by):
        data["author"] = activity.owner.name
    return log.Draft(by, "activity.done", subject, activity.deal_id, changes, data, at)


def refresh_deals_of(work: Sequence[Activity | Obstacle]) -> None:
    """What is kept on their deals, those in the bin left out."""
    _refresh([one.deal for one in work if one.deal is not None and one.deal.deleted_at is None])


def _refresh(deals: Sequence[Deal]) -> None:
    by_pipeline: dict[int, dict[int, Deal]] = {}
    for deal in deals:
        by_pipeline.setdefault(deal.pipeline_id, {})[deal.pk] = deal
    for group in by_pipeline.values():
        refresh(list(group.values()))
