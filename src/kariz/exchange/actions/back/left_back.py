"""What stayed when its import was taken back, as a further one had found it here: it goes with the last of these."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from kariz.access.models import User
from kariz.exchange.actions.back.people_back import MODELS, brought_by, delete, mark_gone
from kariz.exchange.actions.back.staying import Pace, hold
from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.exchange.queries.known.touches import batches_back
from kariz.exchange.queries.pages.left_by import found_by, left_by
from kariz.people.models import Contact

RowsOf = dict[str, dict[int, int]]
"""{mark of an import: {person: the row that brought them}}, each asked for once."""


def work(one: Import, by: User, pace: Pace) -> None:
    """Called with the last file of a set that is taken back."""
    back = batches_back()
    firms: set[int] = set()
    rows_of: RowsOf = {}
    for kind in MODELS if back else ():
        numbers = sorted(found_by(one, kind) | (firms if kind == "company" else set()))
        while numbers:
            part, numbers = numbers[: pace.size], numbers[pace.size :]
            with pace, transaction.atomic():
                if kind == "contact":
                    # Theirs stayed for their sake alone.
                    rows = Contact.objects.filter(pk__in=part).exclude(company=None)
                    firms |= {pk for pk in rows.values_list("company_id", flat=True) if pk}
                _remove(one, kind, part, by, back, rows_of)
                hold(one)


def _remove(
    one: Import, kind: str, ids: Collection[int], by: User, back: Collection[str], rows_of: RowsOf
) -> None:
    brought = left_by(one, kind, ids, back)
    records = MODELS[kind].objects.filter(pk__in=brought)
    gone = [record for record in records if by.can("people.delete", record)]
    for record in gone:
        delete(record, by)
    _let_come_again(kind, {record.pk for record in gone}, {brought[record.pk] for record in gone}, rows_of)


def _let_come_again(kind: str, gone: Collection[int], batches: set[str], rows_of: RowsOf) -> None:
    """The numbers and rows of what went: the same file may bring it again."""
    ExternalRef.objects.filter(record_kind=kind, record_id__in=gone).delete()
    for batch in batches:
        mark, _dash, pk = batch.partition("-")
        parts = Import.objects.filter(**({"pk": int(pk)} if mark == "import" else {"part_of": int(pk)}))
        rows = ImportRow.objects.filter(of__in=parts, result_kind=kind, result_id__in=gone, action="created")
        rows.update(taken_back=True)
        if kind == "contact":
            if batch not in rows_of:
                rows_of[batch] = brought_by(parts, kind)
            mark_gone({pk: rows_of[batch][pk] for pk in gone if pk in rows_of[batch]}, kind)
