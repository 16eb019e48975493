"""What stays in a record although its row says otherwise: only what the record lacks is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.localisation.said import gettext as _
from kariz.localisation.text import squash
from kariz.people import normal
from kariz.people.merging import is_empty
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.files.cards import label_of
from kariz.reading.rows.settings import FILL
from kariz.records.custom.values import PREFIX

_FIELDS = {"source": "channel"}
_OTHERWISE = frozenset({"name", "notes"})
"""Spellings of a name, and notes: that they differ says nothing."""


def hold(result: Result, record: Any, given: Mapping[str, Any], policy: str) -> None:
    """Keep in mind which values of the row the record has otherwise."""
    if policy != FILL:
        return
    own = {name: value for name, value in given.items() if name not in ("custom", *_OTHERWISE)}
    result.held += [name for name, value in own.items() if _differs(name, getattr(record, name, None), value)]
    custom = given.get("custom", {})
    result.held += [
        PREFIX + key for key, value in custom.items() if _differs(key, record.custom.get(key), value)
    ]


def keep(result: Result, record: Any, given: dict[str, Any]) -> dict[str, Any]:
    """`given` without what somebody changed here since: that stays, and the row says so where it says otherwise."""
    if not result.own:
        return given
    theirs = {
        name for name in result.own if name in given and not is_empty(name, getattr(record, name, None))
    }
    result.held += [
        name for name in given if name in theirs and _differs(name, getattr(record, name), given[name])
    ]
    left = {name: value for name, value in given.items() if name not in theirs}
    custom = given.get("custom", {})
    kept = {key for key in custom if PREFIX + key in result.own and record.custom.get(key) is not None}
    result.held += [PREFIX + key for key in kept if _differs(key, record.custom[key], custom[key])]
    if kept:
        left["custom"] = {key: value for key, value in custom.items() if key not in kept}
    return left


def tell(result: Result, context: Context) -> str:
    """Say on the row what stays, in the words of the file; "" where nothing does."""
    if not result.held:
        return ""
    layout = context.one.layout
    columns = {name: label_of(column, layout) for column, name in reversed(context.one.mapping.items())}
    names = [_FIELDS.get(name, name) for name in result.held]
    called = [columns.get(name) or (str(BY_NAME[name].label) if name in BY_NAME else name) for name in names]
    text = _("Stays as it is here: %(fields)s. The file says otherwise, but only blank fields are filled.")
    if result.own:
        text = _(
            "Stays as it is here: %(fields)s. The file says otherwise, but somebody changed it here since."
        )
    return text % {"fields": "، ".join(dict.fromkeys(called))}


def _differs(name: str, held: Any, said: Any) -> bool:
    if is_empty(name, held) or is_empty(name, said):
        return False
    if name == "phone":
        return normal.phone(held) != normal.phone(said)
    if isinstance(held, str) and isinstance(said, str):
        return squash(held) != squash(said)
    return _plain(held) != _plain(said)


def _plain(value: Any) -> Any:
    """A row may name a record by its id alone."""
    return getattr(value, "pk", value)
