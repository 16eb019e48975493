"""The activities that come and go with a stage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kariz.events.models import Event
from kariz.localisation.workdays import add_working_days, keeps_holidays
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Activity, Deal, StageActivity
from kariz.pipeline.queries.spoken_of import spoken_of
from kariz.pipeline.rules.due import end_of_day
from kariz.web import bulk
from kariz.web.prepared import LARGEST_LIST, Prepared, PreparedUpdate


def on_day(day: date, activity: Activity) -> tuple[datetime, bool]:
    """When the activity is due once it is put off to `day`, and whether that is all of the day: at its time of day, if
    it has one that is still to come."""
    if not activity.all_day and activity.due_at is not None:
        zone = ZoneInfo(organisation().timezone)
        moment = datetime.combine(day, activity.due_at.astimezone(zone).time(), tzinfo=zone)
        if moment > timezone.now():
            return moment, False
    return end_of_day(day), True


def coming_working_days(count: int) -> list[date]:
    """The next `count` working days of the company, without today."""
    company = organisation()
    today = timezone.now().astimezone(ZoneInfo(company.timezone)).date()
    holidays = keeps_holidays(company.timezone)
    return [
        add_working_days(today, shift, company.working_days, holidays=holidays)
        for shift in range(1, count + 1)
    ]


def make_activities(deals: Sequence[Deal], templates: Sequence[StageActivity]) -> list[Activity]:
    """Create the stage's activities for each deal; one that the deal had before is not made again."""
    if not templates or not deals:
        return []
    return list(bulk.insert(new_activities(deals, templates, had=_had(deals, templates))))


def new_activities(
    deals: Sequence[Deal],
    templates: Sequence[StageActivity],
    *,
    had: Collection[tuple[int | None, int | None]] = (),
) -> list[Activity]:
    """The stage's activities for each deal, unsaved; `had` names the (deal, template) that are there already."""
    return [bulk.new(Activity, **values) for values in activity_values(deals, templates, had=had)]


def activity_values(
    deals: Sequence[Deal],
    templates: Sequence[StageActivity],
    *,
    had: Collection[tuple[int | None, int | None]] = (),
) -> list[dict[str, Any]]:
    """The same as {attribute: value}, for rows that are written and not looked at again."""
    due, now = _due_times(templates), timezone.now()
    shared = [
        {
            "kind": template.kind,
            "name": template.name,
            "template": template.template,
            "source_id": template.pk,
            "due_at": due[template.pk],
            "created_at": now,
        }
        for template in templates
    ]
    return [
        {
            "deal_id": deal.pk,
            "contact_id": deal.contact_id,
            "company_id": deal.company_id,
            "owner_id": deal.owner_id,
            **values,
        }
        for deal in deals
        for values in shared
        if (deal.pk, values["source_id"]) not in had
    ]


def first_due(templates: Mapping[int, Sequence[StageActivity]]) -> dict[int, datetime]:
    """By stage: when the first activity of a deal that enters it now is due."""
    return {stage: min(_due_times(own).values()) for stage, own in templates.items() if own}


def first_of(templates: Sequence[StageActivity]) -> list[StageActivity]:
    """The one of a stage's activities that is due first."""
    due = _due_times(templates)
    return sorted(templates, key=lambda template: due[template.pk])[:1]


def drop_activities(deal: Deal, stage_ids: Sequence[int], *, at: datetime) -> list[int]:
    """Put away what was still open of the left stages' own activities, and carries no note or file; returns their ids for
    undo."""
    open_ids = [pk for (pk,) in _open(deal.pk, stage_ids)]
    _drop(open_ids, at)
    return open_ids


def drop_left(left: Mapping[Deal, Sequence[int]], *, at: datetime) -> dict[int, list[int]]:
    """The same of several deals, each with the stages that it leaves."""
    if not left:
        return {}
    wanted = {(deal.pk, stage) for deal, stages in left.items() for stage in stages}
    rows = Activity.objects.filter(
        deal__in=list(left),
        source__stage__in={stage for _deal, stage in wanted},
        done_at=None,
        deleted_at=None,
    ).exclude(spoken_of())
    found: dict[int, list[int]] = {}
    for deal_id, stage, pk in rows.order_by("pk").values_list("deal_id", "source__stage_id", "pk"):
        if (deal_id, stage) in wanted:
            found.setdefault(deal_id or 0, []).append(pk)
    Activity.objects.filter(pk__in=[pk for ids in found.values() for pk in ids]).update(deleted_at=at)
    return found


_drop = PreparedUpdate(lambda ids, at: (Activity.objects.filter(pk__in=ids), {"deleted_at": at}))


def untouched() -> Q:
    """The condition on activities: planned by a stage, not done, and nobody has changed them or written on them. A merge of
    their companies counts as a change of them, and tells nothing of them."""
    open_yet = Q(source__isnull=False, done_at=None, deleted_at=None, notes="")
    told = Exists(Event.objects.filter(subject_kind="activity", subject_id=OuterRef("pk")))
    return open_yet & (Q(version=1) | ~told) & ~spoken_of()


def drop_for_planned(deal: Deal, *, at: datetime) -> list[int]:
    """Put away what the deal's stages planned by themselves where somebody planned a step of it; returns the ids, for
    undo."""
    own = Activity.objects.filter(deal=deal, done_at=None, deleted_at=None)
    if not own.filter(source=None).exists():
        return []
    ids = list(own.filter(untouched()).order_by("pk").values_list("pk", flat=True))
    Activity.objects.filter(pk__in=ids).update(deleted_at=at)
    return ids


def drop_all(deals: Sequence[Deal], *, at: datetime) -> dict[int, list[int]]:
    """Put away all open work of deals that end, what carries notes with it, for it waits for nobody; returns its ids by
    deal, for undo."""
    if not deals:
        return {}
    rows = Activity.objects.filter(deal__in=deals, done_at=None, deleted_at=None)
    found: dict[int, list[int]] = {}
    for deal_id, pk in rows.order_by("pk").values_list("deal_id", "pk"):
        found.setdefault(deal_id or 0, []).append(pk)
    Activity.objects.filter(pk__in=[pk for ids in found.values() for pk in ids]).update(deleted_at=at)
    return found


_open = Prepared(
    lambda deal, stages: (
        Activity.objects.filter(deal=deal, source__stage__in=stages, done_at=None, deleted_at=None)
        .exclude(spoken_of())
        .values_list("pk")
    )
)


def _had(deals: Sequence[Deal], templates: Sequence[StageActivity]) -> set[tuple[int | None, int | None]]:
    own = [template.pk for template in templates]
    ids = [deal.pk for deal in deals]
    parts = range(0, len(ids), LARGEST_LIST)
    return {row for start in parts for row in _made(ids[start : start + LARGEST_LIST], own)}


_made = Prepared(
    lambda deals, templates: Activity.objects.filter(
        deal__in=deals, source__in=templates, deleted_at=None
    ).values_list("deal_id", "source_id")
)


def _due_times(templates: Sequence[StageActivity]) -> dict[int, datetime]:
    company = organisation()
    today = timezone.now().astimezone(ZoneInfo(company.timezone)).date()
    holidays = keeps_holidays(company.timezone)
    return {
        template.pk: end_of_day(
            add_working_days(today, template.due_in_days, company.working_days, holidays=holidays)
        )
        for template in templates
    }


def put_away(ids: Sequence[int], *, at: datetime) -> None:
    """Undo the making of activities that nobody has done yet, nor written on."""
    rows = Activity.objects.filter(pk__in=ids, done_at=None, deleted_at=None)
    rows.exclude(spoken_of()).update(deleted_at=at)


def bring_back(ids: Sequence[int]) -> None:
    """Undo the putting away."""
    Activity.objects.filter(pk__in=ids).update(deleted_at=None)
