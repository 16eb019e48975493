"""What a merged record is made of: which record gives each field, by default and by choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.text import fold
from kariz.web.errors import FieldErrors

from .models import Consent, Contact, Role
from .names_of_merged import best_named

MOST = 20
"""Records in one merge; a page shows no more side by side."""
ALL = "all"
"""Chosen for notes: those of every record, one below the other."""
FIRST = frozenset({"channel", "started_by", "source"})
"""How the first contact was made is what the oldest record says."""
UNKNOWN = {"role": Role.UNKNOWN, "consent": Consent.UNKNOWN}
CUSTOM = "custom."
Choices = Mapping[str, int | str]


def fields(records: Sequence[Any], names: Sequence[str]) -> list[str]:
    """The fields of a merge: the record's own, and each custom one that any of the records has."""
    keys = {key for record in records for key in record.custom}
    return [*names, *(f"{CUSTOM}{key}" for key in sorted(keys))]


def value_of(record: Any, name: str) -> Any:
    """The plain value of a field, foreign keys as ids."""
    if name.startswith(CUSTOM):
        return record.custom.get(name.removeprefix(CUSTOM))
    value = getattr(record, record._meta.get_field(name).attname)
    return value.isoformat() if isinstance(value, date) else value


def _said(record: Any, name: str, records: Sequence[Any]) -> Any:
    """The value that the record gives to the merged one, which cannot report to itself."""
    value = value_of(record, name)
    return None if name == "reports_to" and value in {one.pk for one in records} else value


def is_empty(name: str, value: Any) -> bool:
    return value in (None, "", [], {}) or value == UNKNOWN.get(name)


def suggested_survivor(records: Sequence[Any], asked: Sequence[str]) -> Any:
    """The record that says most; of two alike the older one."""
    filled = {one.pk: sum(not is_empty(name, value_of(one, name)) for name in asked) for one in records}
    return max(records, key=lambda one: (filled[one.pk], -one.pk))


def suggested(survivor: Any, records: Sequence[Any], names: Sequence[str]) -> dict[str, int | str]:
    """{field: id of the record whose value is the fuller or newer one}; where none has any, the survivor."""
    return {name: _suggestion(name, survivor, records) for name in names}


def _suggestion(name: str, survivor: Any, records: Sequence[Any]) -> int | str:
    having = [one for one in records if not is_empty(name, _said(one, name, records))]
    if not having:
        return int(survivor.pk)
    if name == "notes" and len({value_of(one, name) for one in having}) > 1:
        return ALL
    if name == "owner" and survivor in having:
        return int(survivor.pk)
    if name in FIRST:
        return int(min(having, key=lambda one: (one.created_at, one.pk)).pk)
    if name == "name":
        return best_named(survivor, having)
    if len({_same(value_of(one, name)) for one in having}) == 1 and survivor in having:
        return int(survivor.pk)
    return int(max(having, key=lambda one: (one.updated_at, one.pk)).pk)


def _same(value: Any) -> Any:
    """Two spellings of one text are no difference."""
    return fold(value) if isinstance(value, str) else repr(value)


def differs(records: Sequence[Any], name: str) -> bool:
    """Do two records say different things?"""
    said = {_same(value_of(one, name)) for one in records if not is_empty(name, value_of(one, name))}
    return len(said) > 1


def chosen(survivor: Any, records: Sequence[Any], names: Sequence[str], choices: Choices) -> dict[str, Any]:
    """{field: value} of the merged record. Raises FieldErrors for a field or record that is no part of it."""
    by_id = {one.pk: one for one in records}
    wrong = {
        name: [_("This cannot be chosen.")]
        for name, source in choices.items()
        if name not in names or (source not in by_id and not (name == "notes" and source == ALL))
    }
    if wrong:
        raise FieldErrors(wrong)
    sources = suggested(survivor, records, names) | dict(choices)
    return {
        name: joined_notes(survivor, records) if source == ALL else _said(by_id[int(source)], name, records)
        for name, source in sources.items()
    }


def joined_notes(survivor: Any, records: Sequence[Any]) -> str:
    """Every note once, the survivor's first, as long as they fit."""
    ordered = [survivor, *(one for one in records if one != survivor)]
    notes = dict.fromkeys(one.notes.strip() for one in ordered if one.notes.strip())
    longest: int = Contact._meta.get_field("notes").max_length or 20_000
    return "\n\n".join(notes)[:longest]
