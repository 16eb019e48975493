"""Fields of the company's own that are made from columns of a file which no field fits."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.custom import NEW, SUBJECTS, fields_of
from kariz.exchange.queries.tables import table_of
from kariz.exchange.rules.values import read_line
from kariz.localisation.text import squash
from kariz.records.actions import custom_fields
from kariz.records.models import CustomField, CustomType
from kariz.web.errors import FieldErrors

LOOKED_AT = 20_000
MOST_OPTIONS = 50


def make(one: Import, mapping: Mapping[str, str], by: User) -> dict[str, str]:
    """The mapping with every "new:<type>" turned into a field that is called like its column; the import remembers
    which it made. Raises FieldErrors."""
    made = dict(mapping)
    fields: list[int] = []
    for column, name in mapping.items():
        if name.startswith(NEW):
            made[column] = _field(one, column, name.removeprefix(NEW), by, fields)
    if fields:
        one.layout = one.layout | {"fields": [*one.layout.get("fields", ()), *fields]}
    return made


def settle(one: Import, by: User) -> bool:
    """Make the fields that the mapping still only proposes, and say whether there were any: nobody may have looked at
    the columns. Who may not make fields leaves the columns out."""
    if not any(name.startswith(NEW) for name in one.mapping.values()):
        return False
    if by.can("custom_field.manage"):
        one.mapping = make(one, one.mapping, by)
    else:
        one.mapping = {column: name for column, name in one.mapping.items() if not name.startswith(NEW)}
    return True


def _field(one: Import, column: str, type: str, by: User, made: list[int]) -> str:
    subject = SUBJECTS.get(one.kind)
    if subject is None or column not in one.columns:
        raise FieldErrors({f"mapping.{column}": [_("There is no such field: %(name)s.") % {"name": type}]})
    known = next((name for name, f in fields_of(one.kind).items() if squash(f.label) == squash(column)), None)
    if known and not _is_mistaken(one, fields_of(one.kind)[known], type):
        return known
    if known:
        custom_fields.remove(field=fields_of(one.kind)[known], by=by)
    options = _options(one, column) if type in (CustomType.CHOICE, CustomType.CHOICES) else ()
    try:
        field = custom_fields.create(subject=subject, label=column[:80], type=type, options=options, by=by)
    except FieldErrors as error:
        raise FieldErrors(
            {f"mapping.{column}": [text for texts in error.errors.values() for text in texts]}
        ) from None
    made.append(field.pk)
    return field.name


def _is_mistaken(one: Import, field: CustomField, type: str) -> bool:
    """Did this file make the field as another type, before anything came in?"""
    return field.pk in one.layout.get("fields", ()) and field.type != type


def _options(one: Import, column: str) -> list[str]:
    """The different texts of the column."""
    place = one.columns.index(column)
    found: dict[str, Any] = {}
    for _number, cells in islice(table_of(one).rows(), LOOKED_AT):
        if place < len(cells) and (text := read_line(cells[place])[:80]):
            found.setdefault(squash(text) or text, text)
            if len(found) > MOST_OPTIONS:
                raise FieldErrors(
                    {f"mapping.{column}": [_("The column has too many different values for a choice.")]}
                )
    return list(found.values())
