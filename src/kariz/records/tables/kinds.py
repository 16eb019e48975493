"""The kinds of records that have a table, and what the table asks of their area."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict

from kariz.access.models import User
from kariz.rules.conditions import Rule
from kariz.web.changes import Outcome
from kariz.web.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """A filter of one click. `asks` are the parameters that it puts into the address; an empty one is taken out.

    `wider` shows what the table leaves out while nobody asks.
    """

    label: Any
    asks: Mapping[str, str]
    wider: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One kind's table. `subject` is its name in rules (`deal`), `plural` that of its list and views (`deals`).

    `rows(user, query)` are the records that the address asks for and the user may see; it raises RuleError (400).
    `visible(user)` are all that the user may see outside the bin. `change(record=, by=, version=, **values)`,
    `change_many(changes=, by=)` and `delete_many(chosen=, by=)` are the area's actions. `first` is the column
    that is always there and leads to the record. `aliases` are older names of sort fields.
    """

    subject: str
    plural: str
    model: type[Model]
    label: Any
    url_name: str
    rows: Callable[[User, QueryDict], QuerySet[Any]]
    visible: Callable[[User], QuerySet[Any]]
    change: Callable[..., Any]
    change_many: Callable[..., list[Outcome]]
    delete_many: Callable[..., list[Outcome]]
    may_see: str
    may_change: str
    may_delete: str
    first: str
    sort: str
    rule: Callable[[QueryDict], Rule]
    """The conditions in an address. Raises RuleError."""
    counted: Callable[[int, str], str]
    """`counted(12, "۱۲")`: "12 deals"."""
    quick: tuple[Quick, ...] = ()
    kept: tuple[str, ...] = ()
    """Parameters of the address beside the conditions, which a window of the filter keeps."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    given: Any = ""
    """What else happens when records get another owner, in words."""
    anyway: tuple[Any, Any, Any] | None = None
    """Where `delete_many` spares some records unless it is told `anyway=True`: which those are, that they stay, and that
    they go too, in words."""
    sums: Callable[[QuerySet[Any]], Mapping[str, Any]] | None = None
    """Count (`n`), sums by column and a `note`, where the area adds up faster than the table would."""

    @property
    def is_read_only(self) -> bool:
        """Without `may_delete`: no cell is changed, and nothing is deleted here."""
        return not self.may_delete


_tables: dict[str, Table] = {}


def register_table(table: Table) -> None:
    _tables[table.plural] = table


def tables() -> dict[str, Table]:
    return dict(_tables)


def table_of(plural: str) -> Table:
    """Raises NotFound."""
    found = _tables.get(plural)
    if found is None:
        raise NotFound
    return found
