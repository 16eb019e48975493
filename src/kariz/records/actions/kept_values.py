"""The only door into the tables of kept custom values: called by whatever writes `custom`, in its transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kariz.web import bulk

from ..custom import definitions, kept
from ..models import CustomField, CustomValues

CHUNK = 500
NOTHING: dict[str, Any] = dict.fromkeys(("text", "sort", "choice", "number", "whole", "day", "truth"))


def put(subject: str, records: Sequence[CustomValues], *, new: bool = False) -> None:
    """Keep the values of up to 500 records as they are written now, with two statements; none where there are no
    fields. `new` records have no rows yet. Fields that were removed keep theirs for the day they come back."""
    known = definitions.of(subject)
    if not known:
        return
    if not new:
        kept.of(subject, [one.pk for one in records]).filter(key__in=list(known)).delete()
    _insert(subject, records, known)


def forget(subject: str, ids: Sequence[int]) -> None:
    """Take out everything that is kept of these records."""
    kept.of(subject, ids).delete()


def renew(field: CustomField, model: Any) -> None:
    """Keep what every record holds of one field anew: of one that comes back."""
    kept.values_of(field).delete()
    rows = model._default_manager.filter(custom__has_key=field.key).order_by("pk").only("pk", "custom")
    found = list(rows[:CHUNK])
    while found:
        _insert(field.subject, found, {field.key: field})
        found = list(rows.filter(pk__gt=found[-1].pk)[:CHUNK])


def _insert(subject: str, records: Sequence[CustomValues], known: Mapping[str, CustomField]) -> None:
    made = [
        {**NOTHING, "record_id": record.pk, "key": key, **row}
        for record in records
        for key, value in record.custom.items()
        if key in known and value is not None
        for row in kept.rows(known[key], value)
    ]
    bulk.insert_values(kept.table(subject), made)
