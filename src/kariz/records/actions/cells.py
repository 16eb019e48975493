"""Cells of a table changed where they stand: one, or a pasted block of them, through each area's own `change`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.web.changes import Change, Outcome
from kariz.web.errors import DomainError, FieldErrors, NotFound

from ..tables import Column, Edit, Table, columns_of

MOST = 500


class TooMany(DomainError):
    """More rows at once than one action takes."""

    code = "too_many"
    status = 422


class _Rehearsed(Exception):
    """Carries nothing: it only rolls back."""


@dataclass(slots=True)
class RowChange:
    """What is typed into cells of one record. `versions` are those of cells that have their own."""

    pk: int
    texts: Mapping[str, str]
    version: int | None = None
    versions: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class RowResult:
    """What became of it: the errors of its cells, and one of the whole row (`""`)."""

    pk: int
    title: str
    changed: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)


def change(*, table: Table, record: Any, name: str, text: str, by: User, version: int | None = None) -> None:
    """One cell. Raises NotAllowed, NotFound (no such column to change), FieldErrors, Stale."""
    by.require(table.may_change, record)
    edit = editable(table, name)
    value = edit.read(text, record, by)
    if edit.save is not None:
        edit.save(record=record, value=value, by=by, version=version)
    else:
        table.change(record=record, by=by, version=version, **edit.values(value))


def change_many(
    *, table: Table, rows: Sequence[RowChange], by: User, dry_run: bool = False
) -> list[RowResult]:
    """Cells of up to 500 records, each record on its own: what can be is changed, the rest says why not.

    `dry_run` does all of it and takes it back. Raises NotAllowed, NotFound (a column), TooMany.
    """
    by.require(table.may_change)
    if len(rows) > MOST:
        raise TooMany(_("At most %(max)d rows at once.") % {"max": MOST})
    edits = {name: editable(table, name) for row in rows for name in row.texts}
    found = {
        record.pk: record for record in table.visible(by).filter(pk__in=[row.pk for row in rows]).iterator()
    }
    results: list[RowResult] = []
    try:
        with transaction.atomic():
            results = _change_rows(table, rows, found, edits, by)
            if dry_run:
                raise _Rehearsed
    except _Rehearsed:
        pass
    return results


def editable(table: Table, name: str) -> Edit:
    """Raises NotFound for a column that is not there or not changed."""
    column: Column | None = columns_of(table.subject).get(name)
    if column is None or column.edit is None:
        raise NotFound
    return column.edit


@dataclass(slots=True)
class _Typed:
    """A row as it was read: the values of its cells, and those that did not fit in `result`."""

    row: RowChange
    record: Any
    result: RowResult
    values: dict[str, Any] = field(default_factory=dict)


def _change_rows(
    table: Table, rows: Sequence[RowChange], found: Mapping[int, Any], edits: Mapping[str, Edit], by: User
) -> list[RowResult]:
    """Rows whose values all stand on the record itself by one action, the others one after the other."""
    typed = [_read(row, found.get(row.pk), edits, by) for row in rows]
    known = [one for one in typed if one.record is not None]
    apart = [one for one in known if any(edits[name].save for name in one.values)]
    plain = [one for one in known if one.values and one not in apart]
    changes = [Change(one.record, _plain(one, edits), one.row.version) for one in plain]
    with log.watched() as told:
        outcomes = table.change_many(changes=changes, by=by) if changes else []
    went = set(told)
    for one, error in zip(plain, outcomes, strict=True):
        _note(one, edits, error, (table.subject, one.record.pk) in went)
    for one in apart:
        with log.watched() as told:
            outcome = _change_apart(table, one, edits, by)
        _note(one, edits, outcome, bool(told))
    return [one.result for one in typed]


def _read(row: RowChange, record: Any, edits: Mapping[str, Edit], by: User) -> _Typed:
    if record is None:
        return _Typed(row, None, RowResult(row.pk, f"#{row.pk}", errors={"": [str(NotFound())]}))
    one = _Typed(row, record, RowResult(row.pk, str(record)))
    for name, text in row.texts.items():
        try:
            one.values[name] = edits[name].read(text, record, by)
        except FieldErrors as error:
            one.result.errors[name] = _texts(error)
    return one


def _plain(one: _Typed, edits: Mapping[str, Edit]) -> dict[str, Any]:
    """What the area's `change` is given. Several cells may be parts of one field, as custom fields are."""
    made: dict[str, Any] = {}
    for name, value in one.values.items():
        edit = edits[name]
        if edit.save is None:
            for field_name, part in edit.values(value).items():
                both = isinstance(part, dict) and isinstance(made.get(field_name), dict)
                made[field_name] = made[field_name] | part if both else part
    return made


def _change_apart(table: Table, one: _Typed, edits: Mapping[str, Edit], by: User) -> Outcome:
    """A row with cells that do not stand on the record: all of it, or nothing."""
    plain = _plain(one, edits)
    try:
        with transaction.atomic():
            record = one.record
            if plain:
                record = table.change(record=record, by=by, version=one.row.version, **plain)
            own = None if plain else one.row.version
            for name, value in one.values.items():
                if (save := edits[name].save) is not None:
                    save(record=record, value=value, by=by, version=one.row.versions.get(name, own))
                    own = None
    except DomainError as error:
        return error
    return None


def _note(one: _Typed, edits: Mapping[str, Edit], error: Outcome, went: bool) -> None:
    """The area names its own field; a cell that has it shows the error, else the row does. `went`: something is another
    now."""
    if error is None:
        one.result.changed = went
        return
    named = {edits[name].field: name for name in one.values}
    for field_name, texts in (error.errors or {"": [str(error)]}).items():
        own = field_name if field_name in one.values else ""
        one.result.errors.setdefault(named.get(field_name, own), []).extend(texts)


def _texts(error: FieldErrors) -> list[str]:
    return [text for texts in error.errors.values() for text in texts]
