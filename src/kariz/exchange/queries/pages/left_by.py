"""What stayed when its import was taken back, as a further one had found it here, and goes with that one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kariz.events.models import Event
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.known.in_use import Leaving, used_by_records
from kariz.exchange.queries.known.living import MODELS
from kariz.exchange.queries.known.spoken_of import found, spoken_of
from kariz.exchange.queries.known.touches import by_others


def found_by(one: Import, kind: str) -> set[int]:
    """People, or companies, that the rows of an import or of its set found here."""
    own: dict[str, Any] = {"of": one} if one.part_of_id is None else {"of__part_of": one.part_of_id}
    rows = found(kind).filter(**own).exclude(result_id=None).order_by()
    return {pk for pk in rows.values_list("result_id", flat=True) if pk}


def left_by(
    one: Import, kind: str, ids: Collection[int], back: Collection[str], leaving: Leaving | None = None
) -> dict[int, str]:
    """{id: mark of the import that brought it} of those that nothing holds but `one`; `back`: what was taken back."""
    here = set(MODELS[kind].objects.filter(pk__in=ids, deleted_at=None).values_list("pk", flat=True))
    told = Event.objects.filter(subject_kind=kind, subject_id__in=here)
    made = told.filter(verb=f"{kind}.created").values_list("subject_id", "batch")
    brought = {pk: batch for pk, batch in made if batch in back}
    if not brought:
        return {}
    batches = set(brought.values())
    touched = by_others(told.filter(subject_id__in=brought), one.batch, *batches)
    anyway = set() if one.takes_changed else _with_what_was_changed(batches)
    kept = set() if one.takes_changed else set(touched.values_list("subject_id", flat=True))
    left = {pk for pk, batch in brought.items() if pk not in kept or batch in anyway}
    left -= used_by_records(kind, sorted(left), one, leaving)
    left -= set(spoken_of(kind, left, one))
    return {pk: brought[pk] for pk in left}


def _with_what_was_changed(batches: Collection[str]) -> set[str]:
    """Of these marks those whose imports were taken back with what people had changed."""
    alone = Import.objects.filter(part_of=None, takes_changed=True)
    sets = ImportSet.objects.filter(parts__takes_changed=True)
    said = {f"import-{pk}" for pk in alone.values_list("pk", flat=True)}
    said |= {f"imports-{pk}" for pk in sets.values_list("pk", flat=True)}
    return said & set(batches)
