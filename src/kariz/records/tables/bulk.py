"""What can be done to many records at once; the areas register theirs beside the ones of every table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.web.errors import FieldErrors, NotAllowed, NotFound

from .columns import columns_of
from .kinds import Table

Act = Callable[[Any, int | None], Any]
"""Changes one record, seen in that version. Raises DomainError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A field of the window. `kind`: select, date, text, textarea. `reloads`: what is chosen changes the window."""

    name: str
    label: Any
    kind: str = "text"
    options: Sequence[tuple[Any, Any]] = ()
    required: bool = False
    help: Any = ""
    empty: Any = "—"
    reloads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAction:
    """`asks(table, by, given)` are the fields of its window; `prepare(table, given, by)` reads them into what is done
    to each record, and raises FieldErrors. `may(table)` is the capability."""

    name: str
    label: Any
    icon: str
    may: Callable[[Table], str]
    prepare: Callable[[Table, Mapping[str, str], Any], Act]
    asks: Callable[[Table, Any, Mapping[str, str]], list[Ask]]
    order: int = 50


_actions: dict[str, dict[str, BulkAction]] = {}


def register(plural: str, *actions: BulkAction) -> None:
    _actions.setdefault(plural, {}).update({action.name: action for action in actions})


def actions_of(table: Table, user: User) -> list[BulkAction]:
    """What this person may do to records of the table, in order."""
    known = [*COMMON, *_actions.get(table.plural, {}).values()]
    return sorted((one for one in known if user.can(one.may(table))), key=lambda one: one.order)


def action_of(table: Table, name: str, user: User) -> BulkAction:
    """Raises NotFound, NotAllowed."""
    known = {one.name: one for one in (*COMMON, *_actions.get(table.plural, {}).values())}
    if name not in known:
        raise NotFound
    if not user.can(known[name].may(table)):
        raise NotAllowed
    return known[name]


def settable(table: Table, by: Any) -> list[tuple[str, Any]]:
    """The columns that many records can be given one value in: name and label."""
    return [
        (column.name, column.label)
        for column in columns_of(table.subject).values()
        if column.edit is not None and column.edit.bulk and column.name != table.first
    ]


def _ask_value(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    names = settable(table, by)
    chosen = columns_of(table.subject).get(given.get("column", ""))
    first = Ask(
        name="column", label=_("What to change"), kind="select", options=names, required=True, reloads=True
    )
    if chosen is None or chosen.edit is None:
        return [first]
    if chosen.edit.options is not None:
        options = chosen.edit.options(by)
        return [
            first,
            Ask(name="value", label=chosen.label, kind="select", options=options, empty=_("nothing")),
        ]
    kind = "date" if chosen.type == "date" else "text"
    return [
        first,
        Ask(name="value", label=chosen.label, kind=kind, help=_("Leave it empty to remove the value.")),
    ]


def _set_value(table: Table, given: Mapping[str, str], by: Any) -> Act:
    column = columns_of(table.subject).get(given.get("column", ""))
    if column is None or column.edit is None or not column.edit.bulk:
        raise FieldErrors({"column": [now("Choose what to change.")]})
    edit, text = column.edit, given.get("value", "")
    try:
        # What is read without its record is wrong for all of them, and is told in the window.
        edit.read(text, table.model(), by)
    except FieldErrors as error:
        texts = [one for several in error.errors.values() for one in several]
        raise FieldErrors({"value": texts}) from None

    def act(record: Any, version: int | None) -> Any:
        value = edit.read(text, record, by)
        if edit.save is not None:
            return edit.save(record=record, value=value, by=by, version=version)
        return table.change(record=record, by=by, version=version, **{edit.field: value})

    return act


def _ask_owner(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    edit = columns_of(table.subject)["owner"].edit
    options = edit.options(by) if edit and edit.options else []
    return [Ask(name="value", label=_("New owner"), kind="select", options=options, empty=_("nobody"))]


def _delete(table: Table, given: Mapping[str, str], by: Any) -> Act:
    return lambda record, version: table.delete(record=record, by=by, version=version)


COMMON = (
    BulkAction(
        name="assign",
        label=_("Assign"),
        icon="user-round",
        may=lambda table: table.may_change,
        prepare=lambda table, given, by: _set_value(table, {**given, "column": "owner"}, by),
        asks=_ask_owner,
        order=20,
    ),
    BulkAction(
        name="set",
        label=_("Set a value"),
        icon="pencil",
        may=lambda table: table.may_change,
        prepare=_set_value,
        asks=_ask_value,
        order=30,
    ),
    BulkAction(
        name="delete",
        label=_("To the bin"),
        icon="trash-2",
        may=lambda table: table.may_delete,
        prepare=_delete,
        asks=lambda table, by, given: [],
        order=90,
    ),
)
