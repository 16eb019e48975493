"""What stayed when its import was taken back, as a further one had found it here: it goes with the last of these."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.actions.people_back import MODELS, delete, used_by_records
from kariz.exchange.actions.staying import Pace, hold
from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.exchange.queries.spoken_of import found, spoken_of
from kariz.exchange.queries.touches import batches_back, by_others
from kariz.people.models import Contact


def work(one: Import, by: User, pace: Pace) -> None:
    """Called with the last file of a set that is taken back."""
    back = batches_back()
    firms: set[int] = set()
    for kind in MODELS if back else ():
        numbers = sorted(_found(one, kind) | (firms if kind == "company" else set()))
        while numbers:
            part, numbers = numbers[: pace.size], numbers[pace.size :]
            with pace, transaction.atomic():
                if kind == "contact":
                    # Theirs stayed for their sake alone.
                    rows = Contact.objects.filter(pk__in=part).exclude(company=None)
                    firms |= {pk for pk in rows.values_list("company_id", flat=True) if pk}
                _remove(one, kind, part, by, back)
                hold(one)


def _found(one: Import, kind: str) -> set[int]:
    own: dict[str, Any] = {"of": one} if one.part_of_id is None else {"of__part_of": one.part_of_id}
    rows = found(kind).filter(**own).exclude(result_id=None).order_by()
    return {pk for pk in rows.values_list("result_id", flat=True) if pk}


def _remove(one: Import, kind: str, ids: Collection[int], by: User, back: Collection[str]) -> None:
    here = set(MODELS[kind].objects.filter(pk__in=ids, deleted_at=None).values_list("pk", flat=True))
    told = Event.objects.filter(subject_kind=kind, subject_id__in=here)
    made = told.filter(verb=f"{kind}.created").values_list("subject_id", "batch")
    brought = {pk: batch for pk, batch in made if batch in back}
    if not brought:
        return
    touched = by_others(told.filter(subject_id__in=brought), one.batch, *set(brought.values()))
    left = set(brought) - set(touched.values_list("subject_id", flat=True))
    left -= used_by_records(kind, sorted(left), one)
    left -= set(spoken_of(kind, left, one))
    records = MODELS[kind].objects.filter(pk__in=left)
    gone = [record for record in records if by.can("people.delete", record)]
    for record in gone:
        delete(record, by)
    _let_come_again(kind, {record.pk for record in gone}, {brought[record.pk] for record in gone})


def _let_come_again(kind: str, gone: set[int], batches: set[str]) -> None:
    """The numbers and rows of what went: the same file may bring it again."""
    ExternalRef.objects.filter(record_kind=kind, record_id__in=gone).delete()
    for batch in batches:
        mark, _dash, pk = batch.partition("-")
        of = {"of": int(pk)} if mark == "import" else {"of__part_of": int(pk)}
        rows = ImportRow.objects.filter(**of, result_kind=kind, result_id__in=gone, action="created")
        rows.update(taken_back=True)
