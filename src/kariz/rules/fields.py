"""The allow-list: only what an area registers here can be asked, sorted or grouped by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from . import operators
from .errors import RuleError
from .operators import Type

Choices = Iterable[tuple[Any, Any]]
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class Kept:
    """Values of a field that stand in a table of their own, indexed: `rows` has them in `column`, each with the
    `record_id` of its record, which is the one asked about or what its `link` leads to. `folded`: as `fold()` gives
    texts."""

    rows: QuerySet[Any]
    column: str
    link: str = "pk"
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Normal:
    """The form of a text by which it is known again, in a column of its own at `path`: `of` makes it of a value, `asked`
    gives every form that may be meant by what people type."""

    path: str
    of: Callable[[str], str]
    asked: Callable[[str], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that can be asked of a record.

    `path` is an ORM path (`company__size`), or a function without arguments that returns an expression. For a
    field of several values (`many`, always so for choices) it is a path through a to-many relation, or a
    function that returns a queryset correlated by `OuterRef("pk")` with the value in the column `rule_value`.

    `value` gives the same from a record in Python; by default it follows `path`. It must come to the same
    result: lists go by the one, single records by the other.

    `folded_path` is the stored `fold()` of a text, in either form. Text that people type needs it: without it the
    database can only ignore case (on SQLite only that of Latin letters), while Python still folds.

    `by_letters`: a text without that column is compared letter by letter, each in every way it may be typed: slower.
    `normal` finds a text by its other form as well.

    `kept()` takes the place of `path` in conditions where the values stand in a table of their own.

    `reference` names the kind of record that an id points to (`user` adds the question "is it me").
    `instant` tells for an age whether it counts from a datetime (true) or a date.
    `group` is the heading under which editors list the field; `unit` the word after its number.
    `unknown` are values by which people say that they do not know; `certainty` takes them for empty.
    """

    name: str
    label: Any
    type: Type | str
    path: str | Callable[[], Any]
    value: Callable[[Model], Any] | None = None
    choices: Choices | Callable[[], Choices] | None = None
    folded_path: str | Callable[[], Any] | None = None
    by_letters: bool = False
    normal: Normal | None = None
    sort_path: str | Callable[[], Any] | None = None
    kept: Callable[[], Kept] | None = None
    reference: str = ""
    many: bool = False
    instant: bool = True
    group: Any = ""
    unit: Any = ""
    unknown: tuple[Any, ...] = ()
    filterable: bool = True
    sortable: bool = False
    groupable: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", Type(self.type))
        if self.type is Type.CHOICES:
            object.__setattr__(self, "many", True)
        if not _NAME.fullmatch(self.name) or "__" in self.name:
            raise ValueError(f"{self.name!r} is no field name: lower-case words joined by dots")
        if callable(self.path) and self.value is None:
            raise ValueError(f"{self.name}: an expression needs a value function beside it")
        if self.sortable and self.many:
            raise ValueError(f"{self.name}: cannot be sorted by")

    @property
    def operators(self) -> tuple[str, ...]:
        known = operators.BY_TYPE[Type(self.type)]
        return (operators.IS_ME, *known) if self.reference == "user" else known

    @property
    def blank_is_missing(self) -> bool:
        return self.type in (Type.TEXT, Type.CHOICE)

    def options(self) -> list[tuple[Any, Any]] | None:
        """The pairs of value and label to choose from; None where any value is allowed."""
        found = self.choices() if callable(self.choices) else self.choices
        return None if found is None else list(found)

    def values_of(self, record: Model) -> list[Any]:
        """The values of the record, without the missing ones: none or one, or several where the field has
        many."""
        found = self.value(record) if self.value else _follow(record, str(self.path).split("__"))
        values = list(found or ()) if self.many else [found]
        return [v for v in values if v is not None and not (self.blank_is_missing and v == "")]


_fields: dict[str, dict[str, Field]] = {}
_providers: dict[str, list[Callable[[], Iterable[Field]]]] = {}
_models: dict[str, type[Model]] = {}


def register(subject: str, *fields: Field, model: type[Model] | None = None) -> None:
    """Add fields that may be asked of the subject (`deal`). `model` is needed once, for paths to several
    values."""
    known = _fields.setdefault(subject, {})
    if model is not None:
        _models[subject] = model
    for field in fields:
        if known.get(field.name, field) != field:
            raise ValueError(f"{subject}.{field.name} is registered already")
        known[field.name] = field


def register_provider(subject: str, provider: Callable[[], Iterable[Field]]) -> None:
    """Add a source of fields that people make while the program runs (custom fields). Asked anew for every
    rule."""
    providers = _providers.setdefault(subject, [])
    if provider not in providers:
        providers.append(provider)


def all_of(subject: str) -> dict[str, Field]:
    """Every field of the subject by name. A made field never hides a built one. Unknown subject:
    RuleError."""
    if subject not in _fields and subject not in _providers:
        raise RuleError(_("There are no fields for “%(subject)s”.") % {"subject": subject[:50]})
    made = {field.name: field for provider in _providers.get(subject, ()) for field in provider()}
    return made | _fields.get(subject, {})


def pick(known: dict[str, Field], name: str, path: str = "") -> Field:
    """The filterable field of that name. Anything else, whatever it is, is a RuleError."""
    found = known.get(name) if isinstance(name, str) else None
    if found is None or not found.filterable:
        shown = str(name)[:100]
        raise RuleError(
            _("There is no field “%(name)s” to filter by.") % {"name": shown}, field=shown, path=path
        )
    return found


def filterable(subject: str) -> list[Field]:
    return [field for field in all_of(subject).values() if field.filterable]


def sortable(subject: str) -> list[Field]:
    return [field for field in all_of(subject).values() if field.sortable]


def groupable(subject: str) -> list[Field]:
    return [field for field in all_of(subject).values() if field.groupable]


def model_of(subject: str) -> type[Model]:
    if subject not in _models:
        raise LookupError(f"the subject {subject} was registered without its model")
    return _models[subject]


def _follow(record: Any, steps: list[str]) -> Any:
    """The value at an ORM path; a missing link gives None, a to-many link gives a list."""
    for position, step in enumerate(steps):
        if record is None:
            return None
        if hasattr(record, "all"):
            return [value for one in record.all() for value in _as_list(_follow(one, steps[position:]))]
        record = _step(record, step, last=position == len(steps) - 1)
    return [one.pk for one in record.all()] if hasattr(record, "all") else record


def _step(record: Any, step: str, *, last: bool) -> Any:
    if last and isinstance(record, Model):
        # The id of a foreign key is on the row itself; following the key would cost a query.
        link = next((f for f in record._meta.concrete_fields if f.name == step and f.is_relation), None)
        if link is not None:
            return getattr(record, link.attname)
    try:
        return getattr(record, step)
    except ObjectDoesNotExist:  # the empty side of a one-to-one link
        return None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
