"""Fields of the company's own that are made from columns of a file which no field fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.known.custom import NEW, OWN_FIELDS, SUBJECTS, fields_in, label_in, to_make
from kariz.exchange.queries.known.tables import table_of
from kariz.localisation.text import squash
from kariz.reading.cells.values import read_line
from kariz.records.actions import custom_fields
from kariz.records.models import CustomField, CustomType
from kariz.web.errors import FieldErrors

LOOKED_AT = 20_000
MOST_OPTIONS = 50
WITH_OPTIONS = (CustomType.CHOICE, CustomType.CHOICES)


Option = str | Mapping[str, Any]
Options = Mapping[str, Sequence[Option]]
"""{column: the different texts in it, or the choices that its field has in the installation that exported it}"""


def options_of(one: Import) -> Options:
    """Of the columns of which fields of choices are to be made: the file is read before a transaction begins. Raises
    FieldErrors."""
    named = {column: to_make(one.kind, one.mapping[column])[1] for column in _proposed(one)}
    return {column: _options(one, column) for column, type in named.items() if type in WITH_OPTIONS}


def check(
    one: Import, mapping: Mapping[str, str], by: User, options: Options | None = None
) -> dict[str, str]:
    """The mapping, where a "new:<type>" is one that can be made; of a field that is called so already, that field.
    Nothing is made before the import starts. Raises NotAllowed, FieldErrors."""
    said = dict(mapping)
    labels: set[tuple[str, str]] = set()
    for column, name in mapping.items():
        if not name.startswith(NEW):
            continue
        by.require("custom_field.manage")
        subject, type = to_make(one.kind, name)
        if one.kind not in SUBJECTS or column not in one.columns or type not in CustomType.values:
            raise FieldErrors(
                {f"mapping.{column}": [_("There is no such field: %(name)s.") % {"name": type}]}
            )
        label = subject, squash(label_in(one, column, type))
        if label in labels:
            raise FieldErrors({f"mapping.{column}": [_("Two columns cannot fill one field.")]})
        labels.add(label)
        if known := _known(one, column, name):
            said[column] = known
        elif type in WITH_OPTIONS and column not in (options or {}):
            _options(one, column)
    return said


def settle(one: Import, by: User, options: Options) -> bool:
    """Make the fields that the mapping proposes, as the import starts, and say whether there were any. The import
    remembers which it made. `options`: as they were read before (`options_of`). Who may not make fields leaves the
    columns out. Raises FieldErrors."""
    if not _proposed(one):
        return False
    if leave_out(one, by):
        return True
    mapping = check(one, one.mapping, by, options)
    for column in _proposed(one):
        type = to_make(one.kind, one.mapping[column])[1]
        if type in WITH_OPTIONS and not mapping[column].startswith(NEW):
            # Another file of its set has made it just now.
            _widen(fields_in(one.kind)[mapping[column]], options[column], by)
    # In the order of the file: the database keeps none for a mapping.
    made = {
        column: _make(one, column, mapping[column], by, options.get(column, ()))
        for column in one.columns
        if mapping.get(column, "").startswith(NEW)
    }
    one.mapping = mapping | {column: _name_in(one, field) for column, field in made.items()}
    if made:
        fields = [*one.layout.get("fields", ()), *(field.pk for field in made.values())]
        one.layout = one.layout | {"fields": fields}
    return True


def leave_out(one: Import, by: User) -> bool:
    """Leave the columns out whose fields this person may not make; were there any?"""
    if by.can("custom_field.manage") or not _proposed(one):
        return False
    one.mapping = {column: name for column, name in one.mapping.items() if not name.startswith(NEW)}
    return True


def agree(parts: Sequence[Import]) -> list[Import]:
    """One field is proposed by several files of a set: where each takes it for another type, it is made for text. The
    parts that this changed."""
    types: dict[tuple[str, str], set[str]] = {}
    for part in parts:
        for column in _proposed(part):
            subject, type = to_make(part.kind, part.mapping[column])
            types.setdefault((subject, squash(column[:80])), set()).add(type)
    changed = []
    for part in parts:
        asked = {column: to_make(part.kind, part.mapping[column]) for column in _proposed(part)}
        text = {
            column: part.mapping[column].removesuffix(type) + CustomType.TEXT
            for column, (subject, type) in asked.items()
            if len(types[(subject, squash(column[:80]))]) > 1
        }
        if text and part.mapping != part.mapping | text:
            part.mapping = part.mapping | text
            changed.append(part)
    return changed


def _proposed(one: Import) -> list[str]:
    return [column for column, name in one.mapping.items() if name.startswith(NEW)]


def _known(one: Import, column: str, said: str) -> str:
    """What the mapping calls the field that is called like the column, "" without one. Raises FieldErrors where it is of
    another type."""
    subject, type = to_make(one.kind, said)
    label = squash(label_in(one, column, type))
    for name, field in fields_in(one.kind).items():
        if field.subject != subject or squash(field.label) != label:
            continue
        if field.type != type:
            text = _(
                "There is already a field “%(label)s” of another type; choose it, or leave the column out."
            )
            raise FieldErrors({f"mapping.{column}": [text % {"label": field.label}]})
        return name
    return ""


def _name_in(one: Import, made: CustomField) -> str:
    return next(name for name, field in fields_in(one.kind).items() if field.pk == made.pk)


def _make(one: Import, column: str, asked: str, by: User, options: Sequence[Option]) -> CustomField:
    said = one.layout.get(OWN_FIELDS, {}).get(column, {})
    subject, type = to_make(one.kind, asked)
    try:
        return custom_fields.create(
            subject=subject,
            label=label_in(one, column, type),
            type=type,
            options=options,
            help=said.get("help", ""),
            required=said.get("required", False),
            by=by,
        )
    except FieldErrors as error:
        texts = [text for found in error.errors.values() for text in found]
        raise FieldErrors({f"mapping.{column}": texts}) from None


def _widen(field: CustomField, options: Sequence[Option], by: User) -> None:
    """A choice takes what a further file says, too."""
    held = {squash(option["label"]) for option in field.options}
    said = [{"label": option} if isinstance(option, str) else option for option in options]
    if more := [option for option in said if squash(option["label"]) not in held]:
        custom_fields.change(field=field, by=by, options=[*field.options, *more])


def _options(one: Import, column: str) -> Sequence[Option]:
    """The different texts of the column."""
    if column in one.layout.get(OWN_FIELDS, {}):
        return list(one.layout[OWN_FIELDS][column]["options"])
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
