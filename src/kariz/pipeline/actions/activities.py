"""Planning, doing and changing activities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.models import Event
from kariz.people.models import Company, Contact
from kariz.pipeline.actions.deal_changes import field_value, plain
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.actions.work import settle
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.rules.due import due_moment
from kariz.pipeline.rules.happened import FAST_CLOCK, happened_at
from kariz.records.actions import attached
from kariz.records.search import index
from kariz.web.errors import FieldErrors, Stale

CHANGEABLE = (
    "kind",
    "name",
    "owner",
    "deal",
    "contact",
    "company",
    "due_at",
    "all_day",
    "done_at",
    "result",
    "notes",
)


def plan(
    *,
    by: Any,
    kind: str,
    name: str,
    deal: Deal | None = None,
    contact: Contact | None = None,
    company: Company | None = None,
    owner: Any = None,
    due_at: datetime | None = None,
    all_day: bool = True,
    notes: str = "",
    participants: Sequence[Contact] = (),
) -> Activity:
    """A next step. Without an owner it is the acting user's. Raises NotAllowed, FieldErrors."""
    by.require("activity.create", deal)
    _check(kind, name)
    with transaction.atomic():
        activity = Activity.objects.create(
            kind=kind,
            name=name.strip(),
            deal=deal,
            contact=contact or (deal.contact if deal else None),
            company=company or (deal.company if deal else None),
            owner=owner or by,
            due_at=due_moment(due_at, all_day=all_day),
            all_day=all_day,
            notes=notes,
        )
        activity.participants.set(participants)
        _settle(activity, by, "activity.planned", data={"name": activity.title, "kind": kind})
    return activity


def log_done(
    *,
    by: Any,
    kind: str,
    name: str = "",
    deal: Deal | None = None,
    contact: Contact | None = None,
    company: Company | None = None,
    result: str = Activity.Result.DONE,
    notes: str = "",
    participants: Sequence[Contact] = (),
    done_at: datetime | None = None,
) -> Activity:
    """Record a touch that has happened, now or at the past moment `done_at`, in one step. Raises NotAllowed,
    FieldErrors."""
    by.require("activity.create", deal)
    _check(kind, name or str(Activity.Kind(kind).label) if kind in Activity.Kind.values else name)
    _check_result(result)
    at = happened_at(done_at)
    with transaction.atomic():
        activity = Activity.objects.create(
            kind=kind,
            name=name.strip() or str(Activity.Kind(kind).label),
            deal=deal,
            contact=contact or (deal.contact if deal else None),
            company=company or (deal.company if deal else None),
            owner=by,
            done_at=at,
            result=result,
            notes=notes,
        )
        activity.participants.set(participants)
        _settle(
            activity,
            by,
            "activity.done",
            changes={"result": ["", result]},
            data={"name": activity.title, "logged": True} | _recorded(done_at),
            at=at if done_at else None,
        )
    return activity


def complete(
    *,
    activity: Activity,
    by: Any,
    result: str = Activity.Result.DONE,
    notes: str | None = None,
    participants: Sequence[Contact] | None = None,
    done_at: datetime | None = None,
    version: int | None = None,
) -> Activity:
    """Mark as done, now or at the past moment `done_at`, with its result and who took part. Raises NotAllowed,
    FieldErrors, Stale."""
    by.require("activity.change", activity)
    _check_result(result)
    at = happened_at(done_at)
    if activity.done_at is not None:
        return _said_again(activity, by, result, notes, participants, done_at and at, version)
    with transaction.atomic():
        fresh = _claim(
            activity,
            version,
            done_at=at,
            result=result,
            notes=activity.notes if notes is None else notes,
        )
        if participants is not None:
            fresh.participants.set(participants)
        _settle(
            fresh,
            by,
            "activity.done",
            changes={"done_at": [None, plain_time(fresh.done_at)], "result": [activity.result, result]},
            data={"name": fresh.title} | _recorded(done_at),
            at=at if done_at else None,
        )
    return fresh


def _said_again(
    activity: Activity,
    by: Any,
    result: str,
    notes: str | None,
    participants: Sequence[Contact] | None,
    at: datetime | None,
    version: int | None,
) -> Activity:
    """Twice done is done; but two people who say different things of one talk must know of each other, and who does may
    correct the other. Raises Stale."""
    said: dict[str, Any] = {}
    if notes and notes != activity.notes:
        said["notes"] = notes
    if at and abs(at - (activity.done_at or at)) > FAST_CLOCK:
        said["done_at"] = at
    there = set(activity.participants.all()) if participants else set()
    more = set(participants or ()) - there
    if version is not None and result != activity.result:
        said["result"] = result
    if not said and not more:
        return activity
    if version != activity.version:
        raise Stale
    with transaction.atomic():
        activity.participants.add(*more)
        if said:
            return change(activity=activity, by=by, version=version, **said)
        fresh = _claim(activity, version)
        _settle(fresh, by, "activity.changed", data={"name": fresh.title})
    return fresh


def reopen(*, activity: Activity, by: Any, version: int | None = None) -> Activity:
    """Take back that an activity was done."""
    by.require("activity.change", activity)
    if activity.done_at is None:
        return activity
    with transaction.atomic():
        fresh = _claim(activity, version, done_at=None, result="")
        _settle(
            fresh,
            by,
            "activity.reopened",
            changes={"done_at": [plain_time(activity.done_at), None], "result": [activity.result, ""]},
            data={"name": fresh.title},
        )
    return fresh


def change(*, activity: Activity, by: Any, version: int | None = None, **values: Any) -> Activity:
    """Set fields named in CHANGEABLE; one that comes to a deal is of its people, where it has none of its own.

    Raises NotAllowed, FieldErrors, Stale.
    """
    by.require("activity.change", activity)
    if unknown := set(values) - set(CHANGEABLE):
        raise FieldErrors({name: [_("This cannot be set.")] for name in unknown})
    _check(values.get("kind", activity.kind), values.get("name", activity.title))
    if {"due_at", "all_day"} & set(values):
        all_day = values.get("all_day", activity.all_day)
        values["due_at"] = due_moment(values.get("due_at", activity.due_at), all_day=all_day)
    if "done_at" in values:
        values["done_at"] = _corrected(activity, values["done_at"])
    if "result" in values:
        _check_result(values["result"] if activity.done_at else "")
    if (deal := values.get("deal")) is not None and deal != activity.deal:
        by.require("activity.create", deal)
        for name in ("contact", "company"):
            values[name] = values.get(name, getattr(activity, name)) or getattr(deal, name)
    changes = {
        name: [plain(getattr(activity, name)), plain(value)]
        for name, value in values.items()
        if getattr(activity, name) != value
    }
    if not changes:
        return activity
    with transaction.atomic():
        fresh = _claim(activity, version, **values)
        left = activity.deal if activity.deal_id not in (None, fresh.deal_id) else None
        if activity.deal_id != fresh.deal_id:
            attached.follow(subject=("activity", activity.pk), deal_id=fresh.deal_id)
        settle(
            deal_id=fresh.deal_id or activity.deal_id,
            by=by,
            verb="activity.changed",
            subject=("activity", activity.pk),
            changes=changes,
            data={"name": fresh.title},
        )
        if left is not None and fresh.deal_id:
            refresh([left])
        index.refresh("activity", activity.pk)
    return fresh


def remove(*, activity: Activity, by: Any, version: int | None = None) -> None:
    """Put the activity in the bin, from which it can come back for 30 days. Raises NotAllowed, Stale."""
    by.require("activity.change", activity)
    if activity.deleted_at is not None:
        return
    with transaction.atomic():
        fresh = _claim(activity, version, deleted_at=timezone.now())
        _settle(fresh, by, "activity.removed", data={"name": fresh.title})


def restore(*, activity: Activity, by: Any) -> Activity:
    """Take the activity out of the bin. Raises NotAllowed, CannotMove for one of a deal that is in the bin itself."""
    by.require("activity.change", activity)
    if activity.deleted_at is None:
        return activity
    with transaction.atomic():
        fresh = _claim(activity, None, deleted_at=None)
        _settle(fresh, by, "activity.restored", data={"name": fresh.title})
    return fresh


def undo_done(event: Event, by: Any) -> None:
    """One that was logged as it happened goes; a planned one is open again."""
    activity = Activity.objects.get(pk=event.subject_id)
    if activity.done_at is None:
        raise Stale
    inverse = remove if event.data.get("logged") else reopen
    inverse(activity=activity, by=by)


def undo_reopened(event: Event, by: Any) -> None:
    activity = Activity.objects.get(pk=event.subject_id)
    if activity.done_at is not None:
        raise Stale
    at, result = event.changes["done_at"][0], event.changes["result"][0]
    complete(
        activity=activity,
        by=by,
        result=result or Activity.Result.DONE,
        done_at=datetime.fromisoformat(at) if at else None,
    )


def undo_changed(event: Event, by: Any) -> None:
    """Each field back, if it still holds what the event gave it."""
    activity = Activity.objects.get(pk=event.subject_id)
    if not all(_holds(activity, name, after) for name, (_before, after) in event.changes.items()):
        raise Stale
    change(
        activity=activity,
        by=by,
        **{name: field_value(Activity, name, pair[0]) for name, pair in event.changes.items()},
    )


def _holds(activity: Activity, name: str, told: Any) -> bool:
    """A moment is the same in every zone: the log keeps it in that of who wrote it."""
    value = getattr(activity, name)
    if isinstance(value, datetime) and told:
        return value == datetime.fromisoformat(told)
    return bool(plain(value) == told)


def undo_planned(event: Event, by: Any) -> None:
    remove(activity=Activity.objects.get(pk=event.subject_id), by=by)


def undo_removed(event: Event, by: Any) -> None:
    activity = Activity.objects.get(pk=event.subject_id)
    if activity.deleted_at is None:
        raise Stale
    restore(activity=activity, by=by)


def _recorded(done_at: datetime | None) -> dict[str, str]:
    """The event stands where the thing happened; of one that was written down later it keeps when that was."""
    return {"recorded": timezone.now().isoformat()} if done_at else {}


def _corrected(activity: Activity, at: datetime | None) -> datetime:
    """Another moment for what is done; to say that it is done, or is not, has verbs of its own."""
    if activity.done_at is None or at is None:
        raise FieldErrors({"done_at": [_("Only what is done has a moment when it happened.")]})
    return happened_at(at)


def plain_time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _check(kind: str, name: str) -> None:
    errors: dict[str, list[Any]] = {}
    if kind not in Activity.Kind.values:
        errors["kind"] = [_("Choose a kind of activity.")]
    if not name.strip():
        errors["name"] = [_("Say what is to be done.")]
    elif len(name) > 200:
        errors["name"] = [_("This has more than 200 characters.")]
    if errors:
        raise FieldErrors(errors)


def _check_result(result: str) -> None:
    if result not in Activity.Result.values:
        raise FieldErrors({"result": [_("Choose a result.")]})


def _claim(activity: Activity, version: int | None, **values: Any) -> Activity:
    seen = activity.version if version is None else version
    if not Activity.objects.filter(pk=activity.pk, version=seen).update(version=F("version") + 1, **values):
        raise Stale
    return Activity.objects.get(pk=activity.pk)


def _settle(activity: Activity, by: Any, verb: str, **told: Any) -> None:
    settle(deal_id=activity.deal_id, by=by, verb=verb, subject=("activity", activity.pk), **told)
    index.refresh("activity", activity.pk)
