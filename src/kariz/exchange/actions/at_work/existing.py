"""What becomes of a row whose record is there already: the policy of the import."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.localisation.said import gettext as _
from kariz.people import normal
from kariz.people.merging import is_empty
from kariz.reading.cells import area_codes
from kariz.reading.rows.settings import ASK, CREATE, FILL, UPDATE
from kariz.web.errors import DomainError

NAMED = frozenset({"id", "external_id"})


def changes(context: Context) -> bool:
    """Does the policy write into records that are there?"""
    return context.settings.existing in (FILL, UPDATE)


def creates(context: Context) -> bool:
    """Is a row that names no record a new one, whoever it is like?"""
    return context.settings.existing == CREATE


def left(result: Result, kind: str, pk: int, context: Context) -> None:
    """End a row of which nothing is written into its record: put aside for a person, or skipped."""
    if context.settings.existing == ASK:
        result.ask(_("This may already exist; decide what to do with it."), kind, pk)
        return
    if _says_otherwise(result, kind, context):
        text = _("This row came in before, and says something else since; what is here stays as it is.")
        result.draft.warn("", text, stays=True)
    result.skip(_("This already exists."), kind, pk)


def _says_otherwise(result: Result, kind: str, context: Context) -> bool:
    """Is it another row than the one that spoke of its record last? Of several rows of one deal nobody knows."""
    draft = result.draft
    key = draft.values.get("external_id", "")
    if kind != context.own or not key or draft.borrowed or "product" in draft.values:
        return False
    return context.refs.mark(kind, key) not in ("", draft.fingerprint)


def wanted(record: Any, given: Mapping[str, Any], policy: str) -> dict[str, Any]:
    """Of the values of a row those that the policy lets into the record: all, or those that it lacks."""
    if policy != FILL:
        return {name: value for name, value in given.items() if not _is_same_number(record, name, value)}
    own = {name: value for name, value in given.items() if name != "custom"}
    held = {
        name: value
        for name, value in own.items()
        if is_empty(name, getattr(record, name, None)) or _is_whole_number(record, name, value)
    }
    lacking = {key: value for key, value in given.get("custom", {}).items() if key not in record.custom}
    return held | ({"custom": lacking} if lacking else {})


def _is_whole_number(record: Any, name: str, value: Any) -> bool:
    """A number with its area code says more than the same without, which nobody can call from elsewhere."""
    held = getattr(record, name, None) if name == "phone" else None
    return isinstance(held, str) and isinstance(value, str) and area_codes.is_without(held, value)


def _is_same_number(record: Any, name: str, value: Any) -> bool:
    """A number in other groups, or in other digits, is no other number: it stays as it was typed here."""
    held = getattr(record, name, None) if name == "phone" else None
    return bool(held) and isinstance(value, str) and normal.readable(str(held)) == normal.readable(value)


def remarked(record: Any, given: dict[str, Any], remarks: Sequence[str]) -> dict[str, Any]:
    """`given` with what the row says beside its fields at the end of the record's notes, once."""
    notes = str(given.get("notes", record.notes) or "")
    more = [line for line in remarks if line not in notes]
    return given | {"notes": "\n".join(filter(None, [notes, *more]))} if more else given


def new_notes(notes: str, remarks: Sequence[str]) -> dict[str, str]:
    """{"notes": …} of a record that is made, or nothing."""
    found = "\n".join(filter(None, [notes, *remarks]))
    return {"notes": found} if found else {}


def try_change(result: Result, change: Callable[[], Any]) -> bool:
    """Change a record that the row only mentions; where that may not be, the row says so and is taken all the same, and
    False is given back."""
    try:
        with transaction.atomic():
            change()
    except DomainError as error:
        texts = [str(text) for found in error.errors.values() for text in found] or [str(error)]
        result.draft.warn("", texts[0])
        return False
    return True


def joined(result: Result) -> bool:
    """Was the record known by what it is like, not by its number?"""
    return not NAMED & set(result.draft.values)
