"""What happened to records outside an import, as far as it still stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from kariz.events.actions.undo import UNDO_BATCH
from kariz.events.models import Event
from kariz.exchange.models import Import, ImportRow, ImportSet
from kariz.pipeline.models import Activity

OF_IMPORTS = "import"
"""With which the marks of all imports and sets begin."""
NOBODYS = ("deal.rated", "deal.refreshed", "deal.stage_merged", "deal.woken")
"""What became of deals although nobody was at work with them: a rate was said, a pipeline changed, a day came."""
MOVES = (
    *("deal.moved", "deal.won", "deal.lost", "deal.rested", "deal.reopened"),
    *("deal.handed_over", "deal.closing_corrected"),
)
"""By which somebody says where a deal stands, or how it ended."""


def by_others(events: QuerySet[Event], *batches: str) -> QuerySet[Event]:
    """Without what these imports did, and without what was undone since, with its undoing: neither another import that
    was taken back nor a slip of a colleague has touched anything. That somebody undid by hand what these imports did
    counts."""
    return _apart(events, Q(batch__in=batches))


def _apart(events: QuerySet[Event], own: Q) -> QuerySet[Event]:
    # The inverse's own writes; the entry that tells of the undoing stands behind them, in a batch like any other.
    inverse = Q(batch__startswith=UNDO_BATCH)
    ours = Event.objects.filter(own, pk=OuterRef("undoes_id"))
    undoing = Q(undoes_id__isnull=False) & ~Exists(ours)
    return events.filter(undone_by_id=None).exclude(own).exclude(inverse).exclude(undoing)


def on_deals(*batches: str) -> QuerySet[Event]:
    """What was done outside these imports with deals and all that belongs to them: their work, obstacles, notes. This is
    what it means that somebody touched a deal."""
    return _with_deals(Q(batch__in=batches))


def _with_deals(own: Q) -> QuerySet[Event]:
    return _apart(Event.objects.filter(deal_id__isnull=False).exclude(verb__in=NOBODYS), own)


def touched_deals(ids: Iterable[int | None], *batches: str) -> set[int]:
    """Those of the deals that were touched outside these imports."""
    return _deals_of(on_deals(*batches), ids)


def touched_here(ids: Collection[int]) -> set[int]:
    """Those of the deals that were made here, or that somebody touched since an import brought them."""
    return _made_here(ids) | _deals_of(_with_deals(Q(batch__startswith=OF_IMPORTS)), ids)


def moved_here(ids: Collection[int]) -> set[int]:
    """Those of the deals that were made here, or that somebody moved, closed or reopened since an import brought them; who
    took back by hand what an import did of it has moved them as well."""
    verbs = [*MOVES, *(f"{verb}.undone" for verb in MOVES)]
    moves = _apart(Event.objects.filter(verb__in=verbs), Q(batch__startswith=OF_IMPORTS))
    return _made_here(ids) | _deals_of(moves, ids)


def changed_here(ids: Collection[int], kind: str = "deal") -> dict[int, frozenset[str]]:
    """{record: fields that somebody changed since an import brought it} of those that an import brought; who took back by
    hand what an import did of a field has changed it as well."""
    events = Event.objects.filter(subject_kind=kind, subject_id__in=list(ids))
    brought = events.filter(verb=f"{kind}.created", batch__startswith=OF_IMPORTS)
    found: dict[int, set[str]] = {pk: set() for pk in brought.values_list("subject_id", flat=True)}
    theirs = _apart(events.exclude(verb__in=NOBODYS), Q(batch__startswith=OF_IMPORTS))
    for pk, changes in theirs.values_list("subject_id", "changes"):
        if pk in found:
            found[pk] |= changes.keys()
    return {pk: frozenset(names) for pk, names in found.items()}


def steps_brought(steps: Collection[Activity]) -> set[int]:
    """Those of the steps of deals that a list of deals brought, and that nobody touched since."""
    ids = [step.pk for step in steps if step.source_id is None]
    if not ids:
        return set()
    events = Event.objects.filter(subject_kind="activity", subject_id__in=ids)
    planned = events.filter(verb="activity.planned", batch__startswith=OF_IMPORTS)
    touched = _apart(events, Q(batch__startswith=OF_IMPORTS))
    rows = ImportRow.objects.filter(result_kind="activity", result_id__in=ids)
    return (
        set(planned.values_list("subject_id", flat=True))
        - set(touched.values_list("subject_id", flat=True))
        - {pk for pk in rows.values_list("result_id", flat=True) if pk}
    )


def _made_here(ids: Collection[int]) -> set[int]:
    told = Event.objects.filter(verb="deal.created", subject_kind="deal", batch__startswith=OF_IMPORTS)
    return set(ids) - _deals_of(told, ids)


def _deals_of(events: QuerySet[Event], ids: Iterable[int | None]) -> set[int]:
    found = events.filter(deal_id__in=list(ids)).order_by().values_list("deal_id", flat=True).distinct()
    return {pk for pk in found if pk is not None}


def batches_back() -> set[str]:
    """The marks of all imports and sets that were taken back."""
    alone = Import.objects.filter(part_of=None, phase=Import.Phase.TAKEN_BACK)
    sets = ImportSet.objects.filter(phase=ImportSet.Phase.TAKEN_BACK)
    back = {f"import-{pk}" for pk in alone.values_list("pk", flat=True)}
    return back | {f"imports-{pk}" for pk in sets.values_list("pk", flat=True)}
