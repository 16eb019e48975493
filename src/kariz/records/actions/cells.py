"""Cells of a table changed where they stand: one, or a pasted block of them, through each area's own `change`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kariz.access.models import User
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
        table.change(record=record, by=by, version=version, **{edit.field: value})


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
            results = [_change_row(table, row, found.get(row.pk), edits, by) for row in rows]
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


def _change_row(table: Table, row: RowChange, record: Any, edits: Mapping[str, Edit], by: User) -> RowResult:
    if record is None:
        return RowResult(row.pk, f"#{row.pk}", errors={"": [str(NotFound())]})
    result = RowResult(row.pk, str(record))
    values: dict[str, Any] = {}
    for name, text in row.texts.items():
        try:
            values[name] = edits[name].read(text, record, by)
        except FieldErrors as error:
            result.errors[name] = _texts(error)
    try:
        with transaction.atomic():
            _write(table, row, record, {name: (edits[name], values[name]) for name in values}, by)
        result.changed = bool(values)
    except DomainError as error:
        # The area names its own field; a cell that has it shows the error, else the row does.
        named = {edits[name].field: name for name in values}
        for name, texts in (error.errors or {"": [str(error)]}).items():
            result.errors.setdefault(named.get(name, ""), []).extend(texts)
    return result


def _write(
    table: Table, row: RowChange, record: Any, given: Mapping[str, tuple[Edit, Any]], by: User
) -> None:
    plain = {edit.field: value for edit, value in given.values() if edit.save is None}
    if plain:
        record = table.change(record=record, by=by, version=row.version, **plain)
    for name, (edit, value) in given.items():
        if edit.save is not None:
            own = row.versions.get(name, None if plain else row.version)
            edit.save(record=record, value=value, by=by, version=own)


def _texts(error: FieldErrors) -> list[str]:
    return [text for texts in error.errors.values() for text in texts]
