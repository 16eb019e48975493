"""Custom fields as columns of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from kariz.access.models import User
from kariz.web.errors import FieldErrors

from .. import tables
from ..forms.custom import YES_NO
from ..models import CustomField, CustomSubject, CustomType
from ..tables import Cell, Column, Edit, Group
from ..tables.shower import Shower
from . import definitions, kept, rule_fields, showing
from .reading import Refused, read

SUMMED = (CustomType.NUMBER, CustomType.MONEY)


def register_all() -> None:
    """Called once when the application starts."""
    for subject in CustomSubject.values:
        tables.register_provider(subject, partial(columns, subject))


def columns(subject: str) -> list[Column]:
    people = _Names()
    return [column(field, people) for field in definitions.of(subject).values()]


class _Names:
    """The names of colleagues: one query a page, and none where no column shows them."""

    def __init__(self) -> None:
        self._known: Mapping[int, str] | None = None

    def __call__(self) -> Mapping[int, str]:
        if self._known is None:
            self._known = dict(User.objects.values_list("pk", "name"))
        return self._known


def column(field: CustomField, people: Callable[[], Mapping[int, str]]) -> Column:
    kind = CustomType(field.type)
    rule = rule_fields.rule_field(field)
    joins = {kept.alias(field): kept.joined(field)}
    return Column(
        name=field.name,
        label=field.label,
        type=rule.type,
        reads=("custom",),
        show=partial(_show, field, people),
        joins=joins,
        kept=partial(_ordered, field) if rule.sortable else None,
        order=kept.ordering(field) if rule.sortable else "",
        total=kept.grouping(field) if kind in SUMMED else "",
        group=_group(field, people) if rule.groupable else None,
        edit=Edit(
            field="custom",
            read=partial(_read, field),
            options=_options(field),
            several=kind is CustomType.CHOICES,
        ),
        rule_field=field.name,
        usual=False,
    )


def _ordered(field: CustomField) -> tuple[Any, str]:
    return kept.values_of(field), kept.ordering(field).rpartition("__")[2]


def _show(
    field: CustomField, people: Callable[[], Mapping[int, str]], record: Any, shower: Shower
) -> Cell | str:
    value = record.custom.get(field.key)
    if value is None:
        return ""
    match field.type:
        case CustomType.NUMBER:
            return shower.number(value)
        case CustomType.MONEY:
            return shower.money(value)
        case CustomType.DATE:
            return shower.day(date.fromisoformat(value))
        case CustomType.PERSON:
            return people().get(value, showing.NOTHING)
        case CustomType.PHONE:
            return Cell(showing.words(field, value), typed=value)
    return showing.words(field, value)


def _read(field: CustomField, given: str, record: Any, by: Any) -> dict[str, Any]:
    """What the action takes as `custom` for a text that was typed or pasted."""
    try:
        return {field.key: read(field, "" if given.strip() == showing.NOTHING else given)}
    except Refused as refused:
        raise FieldErrors({field.name: [refused.reason]}) from None


def _options(field: CustomField) -> Callable[[Any], Any] | None:
    match field.type:
        case CustomType.CHOICE | CustomType.CHOICES:
            return lambda by: field.choices()
        case CustomType.BOOLEAN:
            return lambda by: YES_NO[1:]
        case CustomType.PERSON:
            return lambda by: list(User.objects.active().values_list("pk", "name"))
    return None


def _group(field: CustomField, people: Callable[[], Mapping[int, str]]) -> Group:
    names: dict[str, Callable[[], Mapping[Any, Any]]] = {
        CustomType.CHOICE: lambda: dict(field.choices(retired=True)),
        CustomType.BOOLEAN: lambda: {True: YES_NO[1][1], False: YES_NO[2][1]},
        CustomType.PERSON: people,
    }
    return Group(path=kept.grouping(field), names=names[field.type])
