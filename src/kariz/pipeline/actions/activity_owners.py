"""Activities that somebody else takes over, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from kariz.access.models import User
from kariz.events.actions import log
from kariz.events.models import Event
from kariz.pipeline.actions import activities as one_by_one
from kariz.pipeline.actions.activity_batches import refresh_deals_of
from kariz.pipeline.actions.moves import check_in_use
from kariz.pipeline.models import Activity
from kariz.records.search import index
from kariz.web import bulk_updates
from kariz.web.changes import Outcome
from kariz.web.errors import DomainError, NotFound, Stale

Hand = tuple[int | None, int | None]
"""Whose it is, and whose it becomes."""


def give(*, activities: Sequence[Activity], to: User, by: Any) -> list[Outcome]:
    """Give up to 500 to somebody else, one event each; what came of each, done or still to come."""
    outcomes = _hand_over({one.pk: (one.owner_id, to.pk) for one in activities}, by)
    return [outcomes[one.pk] for one in activities]


def undo_changes(events: Sequence[Event], by: Any) -> list[Outcome]:
    """The inverse of changes of activities, none twice: those that only gave them go back together."""
    given: dict[int, Hand] = {}
    for event in events:
        if set(event.changes) == {"owner"}:
            before, after = event.changes["owner"]
            given[event.subject_id] = (after, before)
    here = set(
        User.objects.filter(pk__in={to for _was, to in given.values() if to}).values_list("pk", flat=True)
    )
    given = {pk: hand for pk, hand in given.items() if hand[1] is None or hand[1] in here}
    outcomes = _hand_over(given, by)
    return [outcomes[one.subject_id] if one.subject_id in given else _undo_alone(one, by) for one in events]


def _undo_alone(event: Event, by: Any) -> Outcome:
    try:
        with transaction.atomic():
            one_by_one.undo_changed(event, by)
    except DomainError as error:
        return error
    except ObjectDoesNotExist:
        return NotFound()
    return None


def _hand_over(hands: Mapping[int, Hand], by: Any) -> dict[int, Outcome]:
    outcomes: dict[int, Outcome] = {pk: NotFound() for pk in hands}
    with transaction.atomic():
        rows = Activity.objects.filter(pk__in=list(hands)).select_related("deal__pipeline", "deal__stage")
        going = []
        for one in rows.select_for_update(of=("self",)).order_by("pk"):
            outcomes[one.pk] = _refused(one, hands[one.pk], by)
            if outcomes[one.pk] is None:
                going.append(one)
        values = [(one.pk, {"owner_id": hands[one.pk][1], "version": one.version + 1}) for one in going]
        bulk_updates.write(Activity, values)
        log.append_many([_told(one, hands[one.pk], by) for one in going])
        index.refresh_many("activity", [one.pk for one in going])
        refresh_deals_of(going)
    return outcomes


def _refused(activity: Activity, hand: Hand, by: Any) -> Outcome:
    try:
        by.require("activity.change", activity)
        if activity.deal is not None:
            check_in_use(activity.deal)
    except DomainError as error:
        return error
    return None if activity.owner_id == hand[0] else Stale()


def _told(activity: Activity, hand: Hand, by: Any) -> log.Draft:
    subject, data = ("activity", activity.pk), {"name": activity.title}
    return log.Draft(by, "activity.changed", subject, activity.deal_id, {"owner": list(hand)}, data)
