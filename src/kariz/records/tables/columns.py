"""The columns that each kind of record (`deal`, `contact`, `company`) can show, and how a cell reads and is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from kariz.rules.operators import Type
from kariz.web.changes import Outcome

if TYPE_CHECKING:
    from .shower import Shower

NUMBERS = frozenset({Type.NUMBER, Type.MONEY, Type.AGE})
# The usual columns of a table come to less than 950: at 1280 pixels none of them is cut.
WIDTHS = {
    Type.TEXT: 200,
    Type.MONEY: 170,
    Type.NUMBER: 110,
    Type.AGE: 110,
    Type.DATE: 130,
    Type.DATETIME: 140,
    Type.BOOLEAN: 100,
    Type.CHOICES: 200,
}
LEAST_WIDTH, MOST_WIDTH = 60, 900


@dataclass(slots=True)
class Cell:
    """What stands in one cell. `tone` is a state ("late", "today"), `title` the whole of it, `url` where it leads.

    `typed` is the value as one would type it, where that differs from `text`; `version` that of what an edit
    changes, where that is not the row's own.
    """

    text: str
    tone: str = ""
    title: str = ""
    url: str = ""
    typed: str | None = None
    version: int | None = None
    icon: str = ""
    """With `icon_label`: what kind of thing it is, where the column is of another."""
    icon_label: Any = ""
    more: str = ""
    """Behind the text, "+1": so many more there are, which `title` names."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record to choose: `value` is what the cell is given, as if it had been typed."""

    value: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """How a cell is changed. `field` is the keyword of the area's `change`.

    `read(text, record, by)` gives its value for what was typed or pasted, and raises FieldErrors. `options(user)` are
    pairs to choose from (value, label): the cell is then chosen, and a label may be pasted. `save(record=, value=,
    by=, version=)` takes the place of `change` where the value does not stand on the record itself. `several`: any
    number of the options. `find(user, q)` are what is chosen from while one types, where options would be too many.
    `given(value)` is what `change` is called with, where that is not the field alone.
    """

    field: str
    read: Callable[[str, Any, Any], Any]
    options: Callable[[Any], Sequence[tuple[Any, Any]]] | None = None
    save: Callable[..., Any] | None = None
    bulk: bool = True
    """Whether many records can be given one value."""
    several: bool = False
    find: Callable[[Any, str], Sequence[Found]] | None = None
    given: Callable[[Any], Mapping[str, Any]] | None = None
    save_many: Callable[..., list[Outcome]] | None = None
    """`save_many(chosen=, value=, by=)`: `save` of up to 100 records, which all read a text as the same value."""
    needed: bool = False
    """Whether there is no value to take away: the cell is never emptied."""
    of: Callable[[Any, Any], Sequence[tuple[Any, Any]]] | None = None
    """`of(user, record)`: those of the options that one record can have, where it cannot have all."""

    def values(self, value: Any) -> dict[str, Any]:
        """What the area's `change` is called with for this value."""
        return {self.field: value} if self.given is None else dict(self.given(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """By what records of a column stand together: `path` in the ORM, or a function that gives an expression.

    The group is called by `names()[value]`, else by `called(values)[value]`, else by the least value of the ORM path
    `label`, else by its value. `names` gives their order too.
    """

    path: str | Callable[[], Any]
    label: str = ""
    names: Callable[[], Mapping[Any, Any]] | None = None
    called: Callable[[Sequence[Any]], Mapping[Any, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `show(record, shower)` gives the text of a cell, or a Cell.

    `reads` are the ORM paths that `show` looks at (its own name by default): nothing else of the record is loaded.
    `annotations` are loaded beside them, `prefetch` in one query a page. `order` sorts by an ORM path ("-" where the
    shown value grows as the path falls) or a function that gives an expression; none cannot be sorted by. `total` is
    what the last row sums up, in the same two forms. `joins` are filtered relations that these paths and that of
    `group` begin with, by name. `kept()` gives a table of the column's values (each with its `record`) and the name
    they are ordered by there: a page is then read from that table's index. `apart(rows)` are those of the rows that
    `total` leaves out, each with the currency `said` and the amount `left`. `rule_field` names what filters it.
    """

    name: str
    label: Any
    show: Callable[[Any, Shower], Cell | str]
    type: Type | str = Type.TEXT
    reads: tuple[str, ...] = ()
    annotations: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    prefetch: tuple[str, ...] = ()
    joins: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    kept: Callable[[], tuple[Any, str]] | None = None
    order: str | Callable[[], Any] = ""
    total: str | Callable[[], Any] = ""
    apart: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    group: Group | None = None
    edit: Edit | None = None
    rule_field: str = ""
    usual: bool = True
    width: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", Type(self.type))
        if not self.reads and not self.annotations:
            object.__setattr__(self, "reads", (self.name,))

    @property
    def number(self) -> bool:
        return self.type in NUMBERS

    @property
    def usual_width(self) -> int:
        return self.width or WIDTHS.get(Type(self.type), 160)


_columns: dict[str, dict[str, Column]] = {}
_providers: dict[str, list[Callable[[], Iterable[Column]]]] = {}


def register(kind: str, *columns: Column) -> None:
    """Let tables of `kind` show these. Raises ValueError for a name that is taken by another."""
    known = _columns.setdefault(kind, {})
    for column in columns:
        # Functions made anew at each start are not equal; what the column is tells it apart.
        taken = known.get(column.name, column)
        if (taken.label, taken.type, taken.reads) != (column.label, column.type, column.reads):
            raise ValueError(f"{kind}.{column.name} is registered already")
        known[column.name] = column


def register_provider(kind: str, provider: Callable[[], Iterable[Column]]) -> None:
    """Add a source of columns that people make while the program runs (custom fields). Asked once a page."""
    providers = _providers.setdefault(kind, [])
    if provider not in providers:
        providers.append(provider)


def built_columns_of(kind: str) -> dict[str, Column]:
    """Those that are no made ones: nothing is asked to know them."""
    return dict(_columns.get(kind, {}))


def columns_of(kind: str) -> dict[str, Column]:
    """Every column by name, the made ones last. A made column never hides a built one."""
    made = {column.name: column for provider in _providers.get(kind, ()) for column in provider()}
    return {**_columns.get(kind, {}), **{k: v for k, v in made.items() if k not in _columns.get(kind, {})}}
