"""People and companies go into the bin and come out of it, one or up to 500 at once: what both kinds do alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions import log
from kariz.organisation.actions import organisation
from kariz.records.search import index
from kariz.web import bulk_updates
from kariz.web.changes import Outcome

from .. import registry
from ..errors import Erased, HasOpenDeals, Merged, at_most
from ..models import DuplicatePair
from .changing import SEARCHED, Plan, blame, outcomes, tried

Chosen = Sequence[tuple[Any, int | None]]
"""Records and the version in which each was seen; None: as it is here."""


def delete_many(kind: str, *, chosen: Chosen, by: User, anyway: bool = False) -> list[Outcome]:
    """Put records of one kind in the bin, each on its own: what came of it. Few statements, one transaction. With whom
    deals are open, that stays, unless it is to go `anyway`."""
    return _binned(kind, chosen, by, timezone.now(), anyway=anyway)


def restore_many(kind: str, *, records: Iterable[Any], by: User) -> list[Outcome]:
    """Take them out of the bin; what was merged or erased stays there."""
    return _binned(kind, [(record, None) for record in records], by, None)


def _binned(
    kind: str, chosen: Chosen, by: User, at: datetime | None, *, anyway: bool = False
) -> list[Outcome]:
    at_most(len(chosen))
    found = [Plan(record, {}, record.version if version is None else version) for record, version in chosen]
    tried(found, lambda plan: by.require("people.delete", plan.record))
    # What is where it should be already is left, without an event.
    going = [
        plan for plan in found if plan.error is None and (plan.record.deleted_at is None) != (at is None)
    ]
    if at is None:
        tried(going, _must_be_whole)
    elif not anyway:
        held = registry.running(kind, [plan.record.pk for plan in going], by)
        tried(going, lambda plan: _must_be_done_with(plan, held))
    with transaction.atomic():
        _write([plan for plan in going if plan.error is None], at)
        went = [plan.record for plan in going if plan.error is None]
        _tell(kind, went, by, back=at is None)
        _count_pairs(kind, [record.pk for record in went])
    return outcomes(found)


def _count_pairs(kind: str, ids: Sequence[int]) -> None:
    """A proposal waits only while both of its records are here."""
    about = Q(first_id__in=ids) | Q(second_id__in=ids)
    if ids and DuplicatePair.objects.filter(about, kind=kind, state=DuplicatePair.State.PROPOSED).exists():
        organisation.renew_counts()


def _must_be_done_with(plan: Plan, held: Mapping[int, registry.Running]) -> None:
    if plan.record.pk in held:
        raise HasOpenDeals(plan.record.name, held[plan.record.pk])


def _must_be_whole(plan: Plan) -> None:
    if getattr(plan.record, "erased_at", None) is not None:
        raise Erased
    if plan.record.merged_into_id is not None:
        raise Merged(plan.record.merged_into_id)


def _write(going: Sequence[Plan], at: datetime | None) -> None:
    if not going:
        return
    now = timezone.now()
    rows = [(plan.record.pk, {"deleted_at": at, "updated_at": now}) for plan in going]
    written = bulk_updates.write(type(going[0].record), rows, seen=[plan.seen for plan in going])
    blame([plan for plan in going if plan.record.pk not in written])
    for plan in going:
        if plan.error is None:
            plan.record.deleted_at, plan.record.updated_at = at, now
            plan.record.version = plan.seen + 1


def _tell(kind: str, records: Sequence[Any], by: User, *, back: bool) -> None:
    verb = f"{kind}.restored" if back else f"{kind}.deleted"
    log.append_many(
        [log.Draft(by, verb, (kind, record.pk), data={"name": record.name}) for record in records]
    )
    if not back:
        index.remove(kind, [record.pk for record in records])
    elif records:
        if SEARCHED[kind]:
            prefetch_related_objects(list(records), *SEARCHED[kind])
        index.put(kind, records)
