"""What is kept of how well records match, and how it follows records and rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kariz.events.models import Event
from kariz.jobs.leases import Work, claim, claimable, extend, fail, finish
from kariz.jobs.wake import wake
from kariz.records.custom import definitions

from .. import registry
from ..models import Contact, FitRun, Profile
from ..queries import fit
from ..queries.fit import MODELS, Criteria
from ..rules.fit import Match

CHUNK = 500
CLAIMER = "fit"
KEPT = ("fit", "fit_known", "fit_band", "fit_profile_id")
Kept = tuple[int | None, int | None, str, int | None]


@definitions.kept()
def refresh(kind: str, ids: Sequence[int], asked: Sequence[Criteria] | None = None) -> list[int]:
    """Judge at most 500 records anew, with a fixed number of reads; the ids of those whose match changed."""
    asked = fit.profiles(kind) if asked is None else asked
    rows = fit.judged(MODELS[kind].objects.filter(pk__in=ids), asked).order_by()
    changed: dict[Kept, list[int]] = defaultdict(list)
    for pk, score, known, band, profile, *values in rows.values_list("pk", *KEPT, *fit.columns(asked)):
        after = _kept(fit.best_of(asked, values))
        if after != (score, known, band, profile):
            changed[after].append(pk)
    for kept, pks in changed.items():
        MODELS[kind].objects.filter(pk__in=pks).update(**dict(zip(KEPT, kept, strict=True)))
    return [pk for pks in changed.values() for pk in pks]


@definitions.kept()
def refresh_one(kind: str, record: Any) -> None:
    """The same for one record that was changed just now, so that whoever changed it sees what came of it."""
    after = _kept(fit.match(kind, record))
    if after != tuple(getattr(record, name) for name in KEPT):
        values = dict(zip(KEPT, after, strict=True))
        MODELS[kind].objects.filter(pk=record.pk).update(**values)
        for name, value in values.items():
            setattr(record, name, value)


def _kept(match: Match | None) -> Kept:
    if match is None:
        return None, None, "", None
    return match.score, match.known, match.band.value, match.profile_id


def follow(events: Sequence[Event]) -> None:
    """Reader: judge what was added or changed; a company's facts count for its people too."""
    ids: dict[str, set[int]] = {"company": set(), "contact": set()}
    for event in events:
        ids[event.subject_kind].add(event.subject_id)
    if ids["company"] and (asked := fit.profiles(Profile.Kind.COMPANY)):
        _in_chunks("company", ids["company"], asked)
    if asked := fit.profiles(Profile.Kind.CONTACT):
        people = Contact.objects.filter(company__in=ids["company"], deleted_at=None)
        _in_chunks("contact", ids["contact"] | set(people.values_list("pk", flat=True)), asked)


def _in_chunks(kind: str, ids: Iterable[int], asked: Sequence[Criteria]) -> None:
    for chunk in _chunks(sorted(ids)):
        registry.tell_fit(kind, refresh(kind, chunk, asked))


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def begin(kind: str) -> None:
    """Have every record of the kind judged anew in the background, from the start where that is under way."""
    again: dict[str, Any] = {
        "state": Work.State.WAITING,
        "due_at": timezone.now(),
        "position": 0,
        "done": 0,
        "tries": 0,
        "error": "",
        "total": MODELS[kind].objects.filter(deleted_at=None).count(),
        "on_day": timezone.localdate(),
    }
    FitRun.objects.update_or_create(kind=kind, defaults=again)
    wake(CLAIMER)


def pending() -> bool:
    """Is there something to judge right now?"""
    return claimable(FitRun.objects.all()).exists()


def work_all() -> None:
    """Claimer: judge what waits, and once a day what days alone change."""
    _begin_the_day()
    while (run := claim(FitRun.objects.all())) is not None:
        try:
            _work(run)
        except Exception as error:
            fail(run, error)
            raise


def _begin_the_day() -> None:
    for run in FitRun.objects.filter(state=Work.State.DONE, on_day__lt=timezone.localdate()):
        if fit.changes_by_itself(fit.profiles(run.kind)):
            begin(run.kind)
        else:
            FitRun.objects.filter(pk=run.pk, state=Work.State.DONE).update(on_day=timezone.localdate())


def _work(run: FitRun) -> None:
    while extend(run):  # lost when the rules changed again meanwhile: then it begins anew
        rows = MODELS[run.kind].objects.filter(deleted_at=None, pk__gt=run.position)
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not ids:
            finish(run)
            return
        with transaction.atomic():
            mine = FitRun.objects.filter(pk=run.pk, state=Work.State.RUNNING, tries=run.tries)
            if not mine.filter(position=run.position).update(position=ids[-1], done=F("done") + len(ids)):
                return
            registry.tell_fit(run.kind, refresh(run.kind, ids))
        run.position = ids[-1]
