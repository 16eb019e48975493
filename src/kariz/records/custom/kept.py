"""The table beside each kind of record that holds copies of its custom values, and what a value looks like there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from kariz.localisation.text import fold, sort_key

from .. import subjects
from ..models import CustomField, CustomType, KeptValue

COLUMNS: dict[str, str] = {
    CustomType.TEXT: "text",
    CustomType.LINK: "text",
    CustomType.PHONE: "text",
    CustomType.CHOICE: "choice",
    CustomType.CHOICES: "choice",
    CustomType.NUMBER: "number",
    CustomType.MONEY: "whole",
    CustomType.PERSON: "whole",
    CustomType.DATE: "day",
    CustomType.BOOLEAN: "truth",
}
"""Which column holds the values of a type."""


def table(subject: str) -> type[KeptValue]:
    """The table of a kind of record."""
    link: Any = subjects.model_of(subject)._meta.get_field("kept")
    return link.related_model


def of(subject: str, ids: Sequence[int]) -> QuerySet[Any]:
    """Everything that is kept of these records."""
    rows: QuerySet[Any] = table(subject)._default_manager.all()
    return rows.filter(record__in=ids)


def values_of(field: CustomField) -> QuerySet[Any]:
    """The kept values of one field, of all records."""
    return table(field.subject)._default_manager.filter(key=field.key).order_by()


def alias(field: CustomField) -> str:
    """What a list calls the value of this field that it has joined in."""
    return f"kept_{field.key}"


def joined(field: CustomField) -> Callable[[], FilteredRelation]:
    """Joins in the one value of this field, where the record has any."""
    return lambda: FilteredRelation("kept", condition=Q(kept__key=field.key))


def ordering(field: CustomField) -> str:
    """By which column of the joined value a list is sorted."""
    column = COLUMNS[field.type]
    return f"{alias(field)}__{'sort' if column == 'text' else column}"


def grouping(field: CustomField) -> str:
    return f"{alias(field)}__{COLUMNS[field.type]}"


def rows(field: CustomField, value: Any) -> list[dict[str, Any]]:
    """What is kept of one value: {column: value}, one for each of several choices."""
    column = COLUMNS[field.type]
    if column == "text":
        return [{"text": fold(value), "sort": sort_key(value)}]
    if isinstance(value, list):
        return [{column: one} for one in value]
    return [{column: date.fromisoformat(value) if column == "day" else value}]
