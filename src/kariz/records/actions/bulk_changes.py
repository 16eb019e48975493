"""One change of many records: begun with a rehearsal, done in chunks by the areas' own actions, taken back in one go.

A worker that dies loses its lease; the next one goes on behind the last chunk that was committed.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.access.preferences import activate_for
from kariz.events.actions.undo_many import own, runs, undo_many
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.jobs.leases import LEASE, MAX_ERROR, Work, claim, claimable, fail
from kariz.jobs.wake import wake
from kariz.web.changes import Outcome
from kariz.web.errors import DomainError, FieldErrors, NotFound

from ..models import BulkChange
from ..tables import Table, table_of
from ..tables.bulk import Act, Chosen, action_of

logger = logging.getLogger("kariz.records")

CLAIMER = "bulk changes"
CHUNK = 500
LONGEST = 0.15
"""Seconds after which a chunk is committed, however few records are through: others want to write too."""
AT_ONCE = 200
"""So many records are worked off while the person waits."""
MOST = 200_000
SHOWN = 20
"""Of so many records that do not change, the names are kept for each reason."""


class NotNow(DomainError):
    """The change is not at the place where this can be asked of it."""

    code = "not_now"
    status = 409


class LeaseLost(Exception):
    """Another worker has taken the change up; this one writes nothing more."""


class _Rehearsed(Exception):
    """Carries nothing: it only rolls a chunk back."""


def begin(
    *,
    table: Table,
    action: str,
    given: Mapping[str, str],
    rows: QuerySet[Any],
    by: User,
    dry_run: bool = True,
) -> BulkChange:
    """Choose `rows` as they are now and rehearse the change, or do it at once where `dry_run` is false.

    Few records are worked off here, many in the background. Raises NotAllowed, NotFound, FieldErrors.
    """
    by.require(table.may_change)
    action_of(table, action, by).prepare(table, given, by)
    items = [list(pair) for pair in rows.order_by("pk").values_list("pk", "version")[: MOST + 1]]
    if not items:
        raise FieldErrors({"ids": [_("Choose at least one record.")]})
    if len(items) > MOST:
        raise FieldErrors({"ids": [_("At most %(max)d records at once.") % {"max": MOST}]})
    one = BulkChange.objects.create(
        kind=table.plural,
        action=action,
        given=dict(given),
        phase=BulkChange.Phase.PREVIEW if dry_run else BulkChange.Phase.RUN,
        items=items,
        total=len(items),
        mark=secrets.token_hex(8),
        created_by=by,
        created_at=timezone.now(),
    )
    return _go(one)


def run(*, change: BulkChange, by: User) -> BulkChange:
    """Do what was rehearsed. Raises NotAllowed, NotNow."""
    by.require(table_of(change.kind).may_change)
    return _turn(change, Q(phase=BulkChange.Phase.READY), BulkChange.Phase.RUN)


def take_back(*, change: BulkChange, by: User) -> BulkChange:
    """Undo it, or what a change that stopped had done, as far as nothing newer stands on it. Raises NotAllowed, NotNow."""
    by.require("event.undo")
    stopped = Q(phase=BulkChange.Phase.FAILED, changed_count__gt=0)
    return _turn(change, Q(phase=BulkChange.Phase.DONE) | stopped, BulkChange.Phase.TAKING_BACK)


def _turn(change: BulkChange, before: Q, after: str) -> BulkChange:
    fresh: dict[str, Any] = {"position": 0, "reasons": {}, "refused_count": 0, "error": ""}
    if after == BulkChange.Phase.RUN:
        fresh["changed_count"] = 0
    turned = BulkChange.objects.filter(before, pk=change.pk).update(
        phase=after, state=Work.State.WAITING, due_at=timezone.now(), tries=0, finished_at=None, **fresh
    )
    if not turned:
        raise NotNow(_("This is not possible now; check again."))
    return _go(BulkChange.objects.get(pk=change.pk))


def _go(one: BulkChange) -> BulkChange:
    """Few at once, many by a worker."""
    if one.total > AT_ONCE:
        wake(CLAIMER)
        return one
    mine = claim(BulkChange.objects.filter(pk=one.pk))
    if mine is not None:
        work(mine)
    return BulkChange.objects.get(pk=one.pk)


def waiting() -> bool:
    """Is there a change that a worker could take up now?"""
    return claimable(BulkChange.objects.all()).exists()


def work_all() -> int:
    """Claimer: work off every change that waits or was left by a dead worker."""
    count = 0
    while (one := claim(BulkChange.objects.all())) is not None:
        with translation.override(one.created_by.language):
            activate_for(one.created_by)
            work(one)
        count += 1
    return count


def work(one: BulkChange) -> None:
    """Work off a change that this worker has claimed, as the person who began it."""
    try:
        if one.phase == BulkChange.Phase.TAKING_BACK:
            _take_back(one)
        else:
            _work(one)
    except LeaseLost:
        logger.info("Another worker goes on with bulk change %s", one.pk)
    except DomainError as error:
        _end(one, BulkChange.Phase.FAILED, error=str(error))
    except Exception as error:
        logger.exception("Bulk change %s failed", one.pk)
        if one.tries >= one.MAX_TRIES:
            _end(one, BulkChange.Phase.FAILED, error=f"{type(error).__name__}: {error}"[:MAX_ERROR])
        else:
            fail(one, f"{type(error).__name__}: {error}")


def _work(one: BulkChange) -> None:
    table, by = table_of(one.kind), one.created_by
    act = action_of(table, one.action, by).prepare(table, one.given, by)
    rehearsal = one.phase == BulkChange.Phase.PREVIEW
    while one.position < len(one.items):
        part = one.items[one.position : one.position + CHUNK]
        _chunk(one, table, act, part, rehearsal=rehearsal)
    _end(one, BulkChange.Phase.READY if rehearsal else BulkChange.Phase.DONE)


def _chunk(one: BulkChange, table: Table, act: Act, part: Sequence[Any], *, rehearsal: bool) -> None:
    """One chunk with its result in one transaction. Raises LeaseLost."""
    done, refused = 0, {}  # type: ignore[var-annotated]
    try:
        with transaction.atomic(), origin(batch=one.batch):
            done, refused = _each(table, one.created_by, act, part)
            if rehearsal:
                raise _Rehearsed
            _note(one, _through(done, refused), done, refused)
    except _Rehearsed:
        _note(one, _through(done, refused), done, refused)


def _through(done: int, refused: Mapping[str, Sequence[Any]]) -> int:
    return done + sum(map(len, refused.values()))


def _each(
    table: Table, by: User, act: Act, part: Sequence[Any]
) -> tuple[int, dict[str, list[tuple[int, str]]]]:
    """Every record on its own, so that one that refuses does not hold the others; as many at once as `act` takes.

    Ends early, after one record at least, when the time of a chunk is over.
    """
    over = time.monotonic() + LONGEST
    records = table.visible(by).in_bulk([pk for pk, _version in part])
    done, refused = 0, {}  # type: ignore[var-annotated]
    for start in range(0, len(part), act.at_once):
        some = part[start : start + act.at_once]
        chosen = [(records[pk], version) for pk, version in some if pk in records]
        outcomes = {pk: NotNow(_("It is not there any more, or you may not see it.")) for pk, _v in some}
        outcomes |= dict(zip([record.pk for record, _v in chosen], _done(act, chosen), strict=True))
        for pk, error in outcomes.items():
            if error is None:
                done += 1
            else:
                refused.setdefault(_said(error), []).append((pk, str(records.get(pk) or f"#{pk}")))
        if time.monotonic() > over:
            break
    return done, refused


def _done(act: Act, chosen: Sequence[Chosen]) -> list[Outcome]:
    """What came of each; where one spoils it for all, each is done by itself."""
    if not chosen:
        return []
    try:
        with transaction.atomic():
            return act.do(chosen)
    except DomainError as error:
        fault: DomainError = error
    except (OperationalError, InterfaceError):
        # The database is busy or away: no record's fault, the whole chunk is tried again later.
        raise
    except Exception:
        logger.exception("Bulk change failed with %s, from %s on", len(chosen), chosen[0][0].pk)
        fault = NotNow(_fault())
    if len(chosen) == 1:
        return [fault]
    outcomes: list[Outcome] = []
    for record, version in chosen:
        # What was written to it in memory was not kept.
        try:
            record.refresh_from_db()
        except ObjectDoesNotExist:
            outcomes.append(NotFound())
            continue
        outcomes += _done(act, [(record, version)])
    return outcomes


def _fault() -> str:
    return _("Kariz could not do this with the record; the server's log says why.")


def _said(error: DomainError) -> str:
    texts = [text for several in error.errors.values() for text in several]
    said = texts[0] if isinstance(error, FieldErrors) and texts else str(error)
    # A move that is refused names what is missing.
    missing = [str(one["text"]) for one in error.extra.get("missing", []) if "text" in one]
    return f"{said} {'; '.join(missing)}" if missing else said


def _note(one: BulkChange, went: int, done: int, refused: Mapping[str, Sequence[tuple[int, str]]]) -> None:
    """Write down how far it is and what was refused. Raises LeaseLost."""
    reasons = {name: dict(kept) for name, kept in one.reasons.items()}
    for name, some in refused.items():
        kept = reasons.setdefault(name, {"count": 0, "some": []})
        kept["count"] += len(some)
        kept["some"] = [*kept["some"], *([pk, title] for pk, title in some)][:SHOWN]
    missed = sum(len(some) for some in refused.values())
    mine = _mine(one).filter(position=one.position)
    if not mine.update(
        position=F("position") + went,
        changed_count=F("changed_count") + done,
        refused_count=F("refused_count") + missed,
        reasons=reasons,
        lease_until=timezone.now() + LEASE,
    ):
        raise LeaseLost
    one.position += went
    one.reasons = reasons


def _mine(one: BulkChange) -> QuerySet[BulkChange]:
    """The row, as long as this worker holds its lease."""
    held = BulkChange.objects.filter(pk=one.pk, state=Work.State.RUNNING)
    return held.filter(leased_by=one.leased_by, tries=one.tries)


def _take_back(one: BulkChange) -> None:
    """Its events newest first, each on its own; what somebody changed since stays."""
    last = one.position or None
    while True:
        left = own(one.batch, one.created_by)
        events = list((left.filter(pk__lt=last) if last else left)[:CHUNK])
        if not events:
            return _end(one, BulkChange.Phase.TAKEN_BACK)
        done, refused = 0, {}  # type: ignore[var-annotated]
        for run in runs(events):
            for event, error in zip(run, _undone(one, run), strict=True):
                if error is None:
                    done += 1
                else:
                    refused.setdefault(_said(error), []).append((event.subject_id, f"#{event.subject_id}"))
        last = events[-1].pk
        _mine(one).update(undone_count=F("undone_count") + done)
        _note(one, last - one.position, 0, refused)


def _undone(one: BulkChange, events: Sequence[Event]) -> list[Outcome]:
    """What came of each event; where one spoils it for all, each is taken back by itself."""
    try:
        return undo_many(events=events, by=one.created_by)
    except DomainError as error:
        fault: DomainError = error
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Bulk change %s: %s events could not be undone", one.pk, len(events))
        fault = NotNow(_fault())
    if len(events) == 1:
        return [fault]
    return [outcome for event in events for outcome in _undone(one, [event])]


def _end(one: BulkChange, phase: str, error: str = "") -> None:
    rehearsed = one.phase == BulkChange.Phase.PREVIEW and phase == BulkChange.Phase.FAILED
    _mine(one).update(
        # What was only rehearsed has changed nothing that could be taken back.
        changed_count=0 if rehearsed else F("changed_count"),
        state=Work.State.DONE,
        phase=phase,
        lease_until=None,
        leased_by="",
        error=error,
        finished_at=timezone.now(),
    )


def forget_reasons(*, before: datetime) -> int:
    """Empty what names records in changes that were begun before then: names of erased people must not stay here.

    A rehearsal that nobody followed goes whole, as it cannot be run without what was given.
    """
    old = BulkChange.objects.filter(created_at__lt=before)
    old = old.exclude(state__in=[Work.State.WAITING, Work.State.RUNNING])
    old.filter(phase=BulkChange.Phase.READY).delete()
    return old.exclude(reasons={}, given={}).update(reasons={}, given={})
