"""Custom values of records: checked before they are written, put on the record, told apart, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.web.errors import FieldErrors

from ..models import CustomType, CustomValues
from . import definitions
from .reading import Refused, e164, read

PREFIX = "custom."
COLUMNS = ("custom",)


def clean(subject: str, given: Any) -> dict[str, Any]:
    """{key: value to keep, None to empty it} of what was given for some of the fields. Raises FieldErrors at
    `custom.<key>`."""
    if not given:
        return {}
    if not isinstance(given, Mapping):
        raise FieldErrors({"custom": [_("Give an object of fields and values.")]})
    known = definitions.of(subject)
    kept: dict[str, Any] = {}
    errors: dict[str, list[Any]] = {}
    for key, value in given.items():
        field = known.get(str(key))
        if field is None:
            errors[f"{PREFIX}{str(key)[:40]}"] = [_("There is no such field.")]
            continue
        try:
            kept[field.key] = read(field, value)
        except Refused as refused:
            errors[field.name] = [refused.reason]
    if errors:
        raise FieldErrors(errors)
    return kept


def put(record: CustomValues, subject: str, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Give the record cleaned values; {`custom.<key>`: [before, after]} of what really changes. Who writes the record
    then calls `kept_values.put`."""
    custom = dict(record.custom)
    changes: dict[str, list[Any]] = {}
    for key, value in values.items():
        before = custom.get(key)
        if before == value and isinstance(before, bool) == isinstance(value, bool):
            continue
        changes[PREFIX + key] = [before, value]
        if value is None:
            custom.pop(key, None)
        else:
            custom[key] = value
    if changes:
        record.custom = custom
    return changes


def split(changes: Mapping[str, list[Any]]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """The changes of an event: those of built-in fields, and {key: [before, after]} of custom ones."""
    own = {name: pair for name, pair in changes.items() if not name.startswith(PREFIX)}
    made = {name.removeprefix(PREFIX): pair for name, pair in changes.items() if name.startswith(PREFIX)}
    return own, made


def changed(changes: Mapping[str, Any]) -> bool:
    """Is a custom field among what an event changes?"""
    return any(name.startswith(PREFIX) for name in changes)


def undone(changes: Mapping[str, list[Any]], subject: str) -> dict[str, Any]:
    """The values from before, for the fields that are still in use."""
    return {key: pair[0] for key, pair in changes.items() if key in definitions.of(subject)}


def shown(custom: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """{key: value} of the fields in use, None for those that are empty, out of a record's `custom`: what the API
    gives."""
    return {key: custom.get(key) for key in definitions.of(subject)}


def searched(record: CustomValues, subject: str) -> list[str]:
    """The texts by which search finds the record."""
    if not record.custom:
        return []
    texts: list[str] = []
    for key, field in definitions.of(subject).items():
        value = record.custom.get(key)
        if value is None:
            continue
        if field.type in (CustomType.TEXT, CustomType.LINK):
            texts.append(value)
        elif field.type == CustomType.PHONE:
            texts += [value, e164(value) or ""]
    return [text for text in texts if text]
