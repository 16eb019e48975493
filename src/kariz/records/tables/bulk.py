"""What can be done to many records at once; the areas register theirs beside the ones of every table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.web.changes import Change, Outcome
from kariz.web.errors import DomainError, FieldErrors, NotAllowed, NotFound

from .columns import Edit, columns_of
from .kinds import Table


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to records. `do(chosen)` changes at most `at_once` of them, each (record, version) on its own, and
    says what came of each; where it raises DomainError, or fails, it changes none."""

    do: Callable[[Sequence[Chosen]], list[Outcome]]
    at_once: int = 1


Chosen = tuple[Any, int]
BY_SET = 100


def each(change: Callable[[Any, int], Any]) -> Act:
    """One record after the other, by an action that takes one; it raises DomainError."""

    def do(chosen: Sequence[Chosen]) -> list[Outcome]:
        for record, version in chosen:
            change(record, version)
        return [None] * len(chosen)

    return Act(do)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A field of the window. `kind`: select, checks (several options), record (searched for), date, text, textarea.
    `reloads`: what is chosen changes the window."""

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
    to each record, and raises FieldErrors. `may(table)` is the capability. `page(rows)` is the address at which it is done
    instead, and raises FieldErrors where these cannot be shown there."""

    name: str
    label: Any
    icon: str
    may: Callable[[Table], str]
    prepare: Callable[[Table, Mapping[str, str], Any], Act]
    asks: Callable[[Table, Any, Mapping[str, str]], list[Ask]]
    order: int = 50
    page: Callable[[QuerySet[Any]], str] | None = None


def elsewhere(
    *,
    name: str,
    label: Any,
    icon: str,
    may: Callable[[Table], str],
    page: Callable[[QuerySet[Any]], str],
    order: int,
) -> BulkAction:
    """An action that begins on the chosen records and is done on a page of its own."""
    return BulkAction(
        name=name,
        label=label,
        icon=icon,
        may=may,
        prepare=_no_bulk_change,
        asks=lambda table, by, given: [],
        order=order,
        page=page,
    )


def _no_bulk_change(table: Table, given: Mapping[str, str], by: Any) -> Act:
    raise FieldErrors({"action": [gettext("This is done on a page of its own.")]})


_actions: dict[str, dict[str, BulkAction]] = {}


def register(plural: str, *actions: BulkAction) -> None:
    _actions.setdefault(plural, {}).update({action.name: action for action in actions})


def _known(table: Table) -> dict[str, BulkAction]:
    """A table that is only read has those alone that its area registers."""
    common = () if table.is_read_only else COMMON
    return {one.name: one for one in (*common, *_actions.get(table.plural, {}).values())}


def actions_of(table: Table, user: User) -> list[BulkAction]:
    """What this person may do to records of the table, in order."""
    known = _known(table).values()
    return sorted((one for one in known if user.can(one.may(table))), key=lambda one: one.order)


def action_of(table: Table, name: str, user: User) -> BulkAction:
    """Raises NotFound, NotAllowed."""
    known = _known(table)
    if name not in known:
        raise NotFound
    if not user.can(known[name].may(table)):
        raise NotAllowed
    return known[name]


def told(action: BulkAction, table: Table, given: Mapping[str, str], by: Any) -> list[tuple[str, str]]:
    """What the window was filled with, in words: (label, what was chosen) of each field; empty is not told, but for
    the value that is taken away."""
    found = []
    for ask in action.asks(table, by, given):
        value = str(given.get(ask.name, ""))
        shown = _in_words(ask, table, value, by) if value else str(ask.empty if ask.name == "value" else "")
        if shown:
            found.append((str(ask.label), shown))
    return found


def _in_words(ask: Ask, table: Table, value: str, by: Any) -> str:
    if ask.kind in ("select", "checks"):
        labels = {str(option): str(label) for option, label in ask.options}
        return " · ".join(
            labels.get(one, one) for one in (value.split(",") if ask.kind == "checks" else [value])
        )
    if ask.kind == "record":
        edit = columns_of(table.subject)[str(ask.options[0][0])].edit
        try:
            return str(edit.read(value, table.model(), by)) if edit else value
        except DomainError:
            return gettext("no longer here")
    return value


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
        options, kind = chosen.edit.options(by), "checks" if chosen.edit.several else "select"
        value = Ask(
            name="value",
            label=chosen.label,
            kind=kind,
            options=options,
            required=chosen.edit.needed,
            empty="—" if chosen.edit.needed else _("nothing"),
        )
        return [first, value]
    if chosen.edit.find is not None:
        return [first, Ask(name="value", label=chosen.label, kind="record", options=[(chosen.name, "")])]
    kind = "date" if chosen.type == "date" else "text"
    told = "" if chosen.edit.needed else _("Leave it empty to remove the value.")
    return [
        first,
        Ask(name="value", label=chosen.label, kind=kind, help=told, required=chosen.edit.needed),
    ]


def _set_value(table: Table, given: Mapping[str, str], by: Any) -> Act:
    column = columns_of(table.subject).get(given.get("column", ""))
    if column is None or column.edit is None or not column.edit.bulk:
        raise FieldErrors({"column": [gettext("Choose what to change.")]})
    edit, text = column.edit, given.get("value", "")
    try:
        # What is read without its record is wrong for all of them, and is told in the window.
        shared = edit.read(text, table.model(), by)
    except FieldErrors as error:
        texts = [one for several in error.errors.values() for one in several]
        raise FieldErrors({"value": texts}) from None

    if edit.save_many is not None:
        save_many = edit.save_many
        return Act(lambda chosen: save_many(chosen=chosen, value=shared, by=by), BY_SET)
    if edit.save is not None:
        save = edit.save
        return each(
            lambda record, version: save(
                record=record, value=edit.read(text, record, by), by=by, version=version
            )
        )
    return Act(partial(_set_many, table, edit, text, by), BY_SET)


def _set_many(table: Table, edit: Edit, text: str, by: Any, chosen: Sequence[Chosen]) -> list[Outcome]:
    """The value as each record reads it, all of them by one action."""
    outcomes: dict[int, Outcome] = {}
    changes: dict[int, Change] = {}
    shared: list[dict[str, Any]] = []
    for record, version in chosen:
        try:
            value = edit.read(text, record, by)
        except DomainError as error:
            outcomes[record.pk] = error
            continue
        given = edit.values(value)
        values = next((known for known in shared if known == given), None)
        if values is None:
            values = given
            shared.append(values)
        changes[record.pk] = Change(record, values, version)
    done = table.change_many(changes=list(changes.values()), by=by)
    outcomes |= dict(zip(changes, done, strict=True))
    return [outcomes[record.pk] for record, _version in chosen]


def _ask_owner(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    edit = columns_of(table.subject)["owner"].edit
    options = edit.options(by) if edit and edit.options else []
    asked = Ask(
        name="value",
        label=_("New owner"),
        kind="select",
        options=options,
        empty=_("nobody"),
        help=table.given,
    )
    return [asked]


def _delete(table: Table, given: Mapping[str, str], by: Any) -> Act:
    more = {"anyway": True} if table.anyway and given.get("anyway") else {}
    return Act(lambda chosen: table.delete_many(chosen=chosen, by=by, **more), BY_SET)


def _ask_anyway(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    if table.anyway is None:
        return []
    label, stay, go = table.anyway
    return [Ask(name="anyway", label=label, kind="select", options=[("yes", go)], empty=stay)]


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
        asks=_ask_anyway,
        order=90,
    ),
)
