"""The search for duplicates: every night what changed is compared with all, in small steps that outlive a crash."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kariz.events.actions import log
from kariz.jobs.leases import Work, claim, claimable, fail
from kariz.jobs.wake import wake
from kariz.organisation.actions.organisation import renew_counts
from kariz.organisation.queries.current import is_set_up, organisation
from kariz.web import bulk
from kariz.web.errors import Stale

from ..likeness import LIKELY, Likeness
from ..models import Company, Contact, DuplicateKey, DuplicatePair, DuplicateSearch, PersonKind
from ..queries import features
from ..queries.merged import dismissed_among
from .duplicates import merge_identical
from .pairs_of_merges import is_inherited

logger = logging.getLogger("kariz.people")

CLAIMER = "duplicates"
STEP = 500
NIGHT = 2
"""The hour, in the company's zone, after which the nightly search begins."""
MODELS: dict[str, Any] = {"contact": Contact, "company": Company}


def pending() -> bool:
    """Is there a search that a worker could take up now?"""
    return claimable(DuplicateSearch.objects.all()).exists()


def work_all() -> int:
    """Claimer: go on with every search that is due; how many were finished."""
    if not is_set_up():
        return 0
    for kind in PersonKind.values:
        DuplicateSearch.objects.get_or_create(kind=kind, defaults={"due_at": next_night()})
    count = 0
    while (one := claim(DuplicateSearch.objects.all())) is not None:
        count += work(one)
    return count


def work(one: DuplicateSearch) -> bool:
    """Work off a search that this worker has claimed. False where another took it over or a fault stopped it."""
    try:
        _begin(one)
        while _step(one, _write_keys):
            pass
        while _step(one, _compare):
            pass
        if DuplicateSearch.objects.filter(pk=one.pk, merges_identical=True).exists():
            merge_identical(one.kind, hold=partial(_hold, one))
        return _finish(one)
    except LeaseLost:
        logger.info("Another worker goes on with the search for duplicates of %s", one.kind)
    except Exception as error:
        logger.exception("The search for duplicates of %s failed", one.kind)
        fail(one, f"{type(error).__name__}: {error}")
    return False


class LeaseLost(Exception):
    """Another worker has the search by now."""


def start(*, kind: str, by: Any) -> DuplicateSearch:
    """Begin the search now instead of at night. Raises NotAllowed."""
    by.require("duplicates.search")
    with transaction.atomic():
        one, _made = DuplicateSearch.objects.get_or_create(kind=kind)
        waiting = DuplicateSearch.objects.filter(pk=one.pk).exclude(state=Work.State.RUNNING)
        if waiting.update(state=Work.State.WAITING, due_at=timezone.now(), tries=0):
            log.append(by=by, verb="duplicates.searched", subject=("duplicates", one.pk), data={"kind": kind})
            wake(CLAIMER)
    one.refresh_from_db()
    return one


def soon() -> None:
    """Let the searches begin now, for many records have come in at once."""
    waiting = DuplicateSearch.objects.exclude(state=Work.State.RUNNING)
    if waiting.update(state=Work.State.WAITING, due_at=timezone.now(), tries=0):
        wake(CLAIMER)


def look_at_all(kind: str) -> None:
    """Let the next search look at every record; one that is at work begins anew, for it has seen the keys of before."""
    rows = DuplicateSearch.objects.filter(kind=kind)
    stopped = {"state": Work.State.WAITING, "due_at": timezone.now(), "lease_until": None, "leased_by": ""}
    rows.filter(state=Work.State.RUNNING).update(**stopped, tries=0)
    rows.update(changed_since=None, begun_at=None)


def allow_merging(*, kind: str, by: Any, allowed: bool, version: int | None = None) -> DuplicateSearch:
    """Let the search merge by itself what has identical keys and names, or not. Raises NotAllowed, Stale."""
    by.require("duplicates.settle")
    with transaction.atomic():
        one, _made = DuplicateSearch.objects.get_or_create(kind=kind, defaults={"due_at": next_night()})
        if one.merges_identical == allowed:
            return one
        seen = one.version if version is None else version
        rows = DuplicateSearch.objects.filter(pk=one.pk, version=seen)
        if not rows.update(merges_identical=allowed, version=F("version") + 1):
            raise Stale(version=one.version)
        log.append(
            by=by,
            verb="duplicates.settled",
            subject=("duplicates", one.pk),
            changes={"merges_identical": [not allowed, allowed]},
            data={"kind": kind},
        )
    one.refresh_from_db()
    return one


def next_night() -> datetime:
    """The next moment at which searches begin."""
    now = timezone.now().astimezone(ZoneInfo(organisation().timezone))
    tonight = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return tonight if tonight > now else tonight + timedelta(days=1)


def changed(one: DuplicateSearch) -> QuerySet[Any]:
    """The records that this search looks at: those that changed since the last one began."""
    rows = MODELS[one.kind].objects.filter(deleted_at=None)
    if one.changed_since is None:
        return rows
    since = Q(updated_at__gte=one.changed_since)
    if one.kind == "contact":
        # Its people are compared by the company's name too.
        return rows.filter(since | Q(company__updated_at__gte=one.changed_since))
    # And companies by how their people are reached.
    people = Contact.objects.filter(updated_at__gte=one.changed_since).exclude(company=None)
    return rows.filter(since | Q(pk__in=people.order_by().values("company")))


def _begin(one: DuplicateSearch) -> None:
    if one.begun_at is not None:
        return
    gone = MODELS[one.kind].objects.filter(deleted_at__isnull=False)
    if one.changed_since is not None:
        gone = gone.filter(updated_at__gte=one.changed_since)
    with transaction.atomic():
        DuplicateKey.objects.filter(kind=one.kind, record_id__in=gone.values("pk")).delete()
        _hold(one, begun_at=timezone.now(), total=changed(one).count(), done=0, found=0, keyed=0, compared=0)


def _step(one: DuplicateSearch, do: Any) -> bool:
    """One small transaction; False when there is nothing left to do."""
    with transaction.atomic():
        return bool(do(one))


def _write_keys(one: DuplicateSearch) -> bool:
    ids = list(changed(one).filter(pk__gt=one.keyed).order_by("pk").values_list("pk", flat=True)[:STEP])
    if not ids:
        return False
    known: Mapping[int, Any] = features.load(one.kind, ids)
    rows = [
        {"kind": one.kind, "record_id": pk, "key": key}
        for pk, record in known.items()
        for key in sorted(features.KEYS[one.kind](record))
    ]
    DuplicateKey.objects.filter(kind=one.kind, record_id__in=ids).delete()
    bulk.insert_values(DuplicateKey, rows)
    _hold(one, keyed=ids[-1])
    return True


def _compare(one: DuplicateSearch) -> bool:
    rows = changed(one).filter(pk__gt=one.compared).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:STEP])
    if not ids:
        return False
    mine: Mapping[int, Any] = features.load(one.kind, ids)
    met = features.meeting(one.kind, mine)
    others = set().union(*met.ids.values()) - set(mine)
    later = _also_changed(one, others, ids[-1])
    known = {**mine, **features.load(one.kind, others - later)}
    found: dict[tuple[int, int], Likeness] = {}
    for pk, meets in met.ids.items():
        for other in meets:
            pair = (min(pk, other), max(pk, other))
            if other not in known or pair in found:
                continue
            likeness = features.compare(one.kind, known[pair[0]], known[pair[1]], met.few)
            if likeness.verdict:
                found[pair] = likeness
    count = propose(one.kind, ids, later, found)
    _hold(one, compared=ids[-1], done=one.done + len(ids), found=one.found + count)
    return True


def _also_changed(one: DuplicateSearch, others: set[int], last: int) -> set[int]:
    """Those whose own turn comes later in this search: the pair is looked at then."""
    later = [pk for pk in others if pk > last]
    found: set[int] = set()
    for part in features.chunks(later):
        found |= set(changed(one).filter(pk__in=part).order_by().values_list("pk", flat=True))
    return found


def propose(kind: str, ids: Sequence[int], later: set[int], found: Mapping[tuple[int, int], Likeness]) -> int:
    """Keep what was found of these records: new proposals are added, those that no longer hold go, what a person
    said stays. Returns how many are new."""
    about = DuplicatePair.objects.filter(Q(first_id__in=ids) | Q(second_id__in=ids), kind=kind)
    before = {pair.ids: pair for pair in about}
    stale = [
        pair.pk
        for key, pair in before.items()
        if pair.state == DuplicatePair.State.PROPOSED
        and key not in found
        and not later & set(key)
        and not is_inherited(pair)
    ]
    DuplicatePair.objects.filter(pk__in=stale).delete()
    refused = dismissed_among(kind, {pk for key in found if key not in before for pk in key})
    new = [(key, one) for key, one in found.items() if key not in before and key not in refused]
    now = timezone.now()
    bulk.insert_values(DuplicatePair, [pair_row(kind, key, one, now) for key, one in new])
    renewed = []
    for key, pair in before.items():
        if key in found and pair.state == DuplicatePair.State.PROPOSED:
            values = judgement(found[key])
            if any(getattr(pair, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(pair, name, value)
                renewed.append(pair)
    if stale or new:
        renew_counts()
    DuplicatePair.objects.bulk_update(renewed, ["score", "verdict", "identical", "reasons"], batch_size=200)
    return len(new)


def pair_row(kind: str, key: tuple[int, int], one: Likeness, now: datetime) -> dict[str, Any]:
    return {"kind": kind, "first_id": key[0], "second_id": key[1], "found_at": now, **judgement(one)}


def judgement(one: Likeness) -> dict[str, Any]:
    return {
        "score": round(one.score * 1000),
        "verdict": one.verdict or LIKELY,
        "identical": one.identical,
        "reasons": list(one.reasons),
    }


def _hold(one: DuplicateSearch, **values: Any) -> None:
    """Write how far the search is, as long as this worker holds it."""
    held = DuplicateSearch.objects.filter(
        pk=one.pk, state=Work.State.RUNNING, leased_by=one.leased_by, tries=one.tries
    )
    if not held.update(lease_until=timezone.now() + timedelta(minutes=2), **values):
        raise LeaseLost
    for name, value in values.items():
        setattr(one, name, value)


def _finish(one: DuplicateSearch) -> bool:
    _hold(one, changed_since=one.begun_at, begun_at=None, finished_at=timezone.now(), error="")
    rows = DuplicateSearch.objects.filter(pk=one.pk, leased_by=one.leased_by, tries=one.tries)
    rows.update(state=Work.State.WAITING, due_at=next_night(), lease_until=None, leased_by="", tries=0)
    return True
