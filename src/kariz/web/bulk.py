"""Making and inserting many rows at once, for actions: several times as fast as `bulk_create`, which asks every value
anew whether it is an expression. For plain new rows only: no expressions, no conflicts, no inherited models."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import repeat
from operator import itemgetter
from types import NoneType, SimpleNamespace
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models.base import ModelState

from kariz.web import behind, insertion

Row = TypeVar("Row", bound=models.Model)
Column = Iterable[Any]

_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
_TAKEN = frozenset({NoneType, str, int, bool})
"""What drivers take as it is. Choices are members of an enumeration, which they may write by name."""


def new(model: type[Row], **values: Any) -> Row:
    """`model(**values)`, which takes four times as long for it sets field by field. Names are attributes as rows have
    them (`owner_id`) or links (`owner`); a name that the model lacks is set all the same."""
    constant, made, links = _defaults(model)
    row = model.__new__(model)
    state = ModelState()
    row.__dict__.update(constant)
    row.__dict__["_state"] = state
    for name, make in made:
        if name not in values:
            row.__dict__[name] = make()
    for name, value in values.items():
        if name in links:
            state.fields_cache[name] = value
            own, theirs = links[name]
            row.__dict__[own] = None if value is None else getattr(value, theirs)
        else:
            row.__dict__[name] = value
    return row


@cache
def _defaults(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], dict[str, tuple[str, str]]]:
    """Values that all rows share, what makes the others, and {link: (its attribute, that of the other)}."""
    constant: dict[str, Any] = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    links: dict[str, tuple[str, str]] = {}
    for field in model._meta.concrete_fields:
        if field.has_default() and callable(field.default):
            made.append((field.attname, field.get_default))
        else:
            constant[field.attname] = field.get_default()
        if field.is_relation:
            target: Any = field
            links[field.name] = (field.attname, target.target_field.attname)
    return constant, made, links


def insert(rows: Sequence[Row]) -> Sequence[Row]:
    """Write new rows of one model in as few statements as can be, and give each its id. Returns the rows.

    A field with a default in the database always gets that.
    """
    if rows:
        model = type(rows[0])
        fields = _written(model)
        # Past the descriptors of links, which take several times as long.
        read = itemgetter(*(field.attname for field in fields))
        columns = zip(*map(read, map(vars, rows)), strict=True)
        answer = [_key(model), *(field for field in model._meta.concrete_fields if field.has_db_default())]
        made = _write(model, fields, columns, rows, answer)
        names = [field.attname for field in answer]
        alias = connection.alias
        for row, values in zip(rows, made, strict=True):
            row.__dict__.update(zip(names, values, strict=True))
            state = row._state
            state.adding, state.db = False, alias
    return rows


Values = Sequence[Mapping[str, Any]]


def insert_values(model: type[models.Model], rows: Values) -> None:
    """The same for rows that are written and not looked at again, as {name of attribute: value}, all with the same
    names; other fields get their defaults. Making a model costs more than writing its row."""
    _write_values(model, rows, ())


def numbers(model: type[models.Model], count: int) -> list[int]:
    """Ids for so many rows that this transaction will insert by `insert_values`, with "id" among their values."""
    if (later := behind.current()) is not None:
        return later.draw(model, count)
    with connection.cursor() as cursor:
        return insertion.draw(cursor, connection, model, count)


def insert_numbered(model: type[models.Model], rows: Values) -> list[int]:
    """The same; returns the ids, which costs a little."""
    return [number for (number,) in _write_values(model, rows, [_key(model)])]


def _write_values(model: type[models.Model], rows: Values, answer: Sequence[Any]) -> list[tuple[Any, ...]]:
    if not rows:
        return []
    fields, given = _written(model), rows[0]
    if _key(model).attname in given:
        fields = [_key(model), *fields]
    columns = (
        list(map(itemgetter(field.attname), rows))
        if field.attname in given
        else repeat(field.get_default(), len(rows))
        for field in fields
    )
    return _write(model, fields, columns, (), answer)


def _key(model: type[models.Model]) -> Any:
    return model._meta.pk


def _written(model: type[models.Model]) -> list[Any]:
    fields = model._meta.concrete_fields
    return [field for field in fields if not field.primary_key and not field.has_db_default()]


def _write(
    model: type[models.Model],
    fields: Sequence[Any],
    columns: Iterable[Column],
    rows: Sequence[models.Model],
    answer: Sequence[Any],
) -> list[tuple[Any, ...]]:
    """For each row what the database gave the fields of `answer`, of which the first is the id."""
    lines = list(
        zip(*[_prepared(f, column, rows) for f, column in zip(fields, columns, strict=True)], strict=True)
    )
    later = behind.current()
    beforehand = insertion.many(lines) and len(answer) < 2
    ids: list[tuple[int]] = []
    if beforehand and answer and (later or connection.vendor == "postgresql"):
        ids = [(number,) for number in numbers(model, len(lines))]
        fields, answer = [*answer, *fields], ()
        lines = [(*number, *line) for number, line in zip(ids, lines, strict=True)]
    if beforehand and later and not answer:
        later.insert(model, fields, lines)
        return ids
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        return insertion.send(cursor, connection, model, fields, lines, answer) or ids


def _prepared(field: Any, column: Column, rows: Sequence[models.Model]) -> Column:
    """The values of one field as the database takes them, worked out for the whole column at once."""
    link = connections[DEFAULT_DB_ALIAS]
    target = getattr(field, "target_field", field)
    dated = isinstance(field, models.DateField) and not (field.auto_now or field.auto_now_add)
    held = list(column)
    if type(field).pre_save is not models.Field.pre_save and not dated:
        asked: Any = rows or [SimpleNamespace(**{field.attname: value}) for value in held]
        return [field.get_db_prep_save(field.pre_save(row, True), link) for row in asked]
    if isinstance(target, _PLAIN):
        return held if set(map(type, held)) <= _TAKEN else [_plain(value) for value in held]
    if isinstance(field, models.JSONField):
        return _documents(field, held)
    if not dated:
        return [field.get_db_prep_save(value, link) for value in held]
    # Rows of one batch share most of their moments.
    known = {value: field.get_db_prep_save(value, link) for value in set(held)}
    return [known[value] for value in held]


def _documents(field: models.JSONField, held: Sequence[Any]) -> Column:
    link = connections[DEFAULT_DB_ALIAS]
    nothing = {kind: field.get_db_prep_save(kind(), link) for kind in (dict, list)}
    prepared: Callable[[Any], Any] = partial(field.get_db_prep_save, connection=link)
    if link.vendor == "sqlite" and field.encoder is None:
        # What the field makes of them, without its five calls a value.
        prepared = _json()
    return [
        nothing[type(value)] if not value and type(value) in nothing else prepared(value) for value in held
    ]


@cache
def _json() -> Callable[[Any], str]:
    """`json.dumps`, which makes its encoder anew for each value: that takes longer than most values do."""
    usual, made = json.JSONEncoder(), getattr(json.encoder, "c_make_encoder", None)
    if made is None:
        return json.dumps
    write = json.encoder.encode_basestring_ascii
    encode = made(None, usual.default, write, None, ": ", ", ", False, False, True)
    return lambda value: "".join(encode(value, 0))


def _plain(value: Any) -> Any:
    if type(value) in _TAKEN:
        return value
    return str(value) if isinstance(value, str) else int(value)
