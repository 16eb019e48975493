"""Ordering by the allow-list: `-amount,name`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from . import fields
from .errors import RuleError
from .fields import Field

MAX_KEYS = 3


@dataclass(frozen=True)
class Key:
    field: Field
    descending: bool

    def __str__(self) -> str:
        return f"-{self.field.name}" if self.descending else self.field.name


def parse(text: str, *, subject: str) -> list[Key]:
    """The keys of `-amount,name`, most important first. Raises RuleError for what may not be sorted by."""
    keys: list[Key] = []
    known = fields.all_of(subject)
    for word in text.split(",") if text else ():
        name = word.strip().removeprefix("-")
        found = known.get(name)
        if found is None or not found.sortable or len(word) > 100:
            shown = name[:100]
            raise RuleError(_("Cannot sort by “%(name)s”.") % {"name": shown}, field=shown)
        if any(key.field is found for key in keys) or len(keys) == MAX_KEYS:
            raise RuleError(_("Sort by at most %(max)d different fields.") % {"max": MAX_KEYS}, field=name)
        keys.append(Key(found, word.strip().startswith("-")))
    return keys


def order_by(text: str, *, subject: str, default: str = "") -> list[OrderBy]:
    """What to give `queryset.order_by(*…)`: missing values last on both databases, the newest first among
    equals.

    `default` stands in for an empty text. Raises RuleError (400).
    """
    keys = parse(text or default, subject=subject)
    return [_ordering(key) for key in keys] + [F("pk").desc()]


def _ordering(key: Key) -> OrderBy:
    path = key.field.sort_path or key.field.path
    expression = F(path) if isinstance(path, str) else path()
    return expression.desc(nulls_last=True) if key.descending else expression.asc(nulls_last=True)
