"""What records are called in other systems, for their pages, files and search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from kariz.exchange.models import ExternalRef
from kariz.localisation.digits import to_latin
from kariz.people import normal
from kariz.reading.shapes.registry import BY_NAME

MOST = 5
"""Shown of one record: who was merged from many has as many."""


def numbers_of(kind: str, ids: Collection[int], most: int | None = MOST) -> dict[int, list[tuple[str, Any]]]:
    """{record: [(number, name of the system, or "" of a file that nobody knows)]}, each number once."""
    rows = ExternalRef.objects.filter(record_kind=kind, record_id__in=ids).order_by("pk")
    found: dict[int, dict[str, Any]] = {}
    for pk, source, key in rows.values_list("record_id", "source", "key"):
        shape = BY_NAME.get(source)
        held = found.setdefault(pk, {})
        if not held.get(key):
            held[key] = shape.label if shape else ""
    return {pk: list(held.items())[:most] for pk, held in found.items()}


def texts_of(kind: str, ids: Collection[int]) -> dict[int, list[str]]:
    """By which search finds the records."""
    return {pk: [key for key, _system in held] for pk, held in numbers_of(kind, ids).items()}


def having(kind: str, number: str) -> Any:
    """A query of the ids of the records that some system calls so."""
    rows = ExternalRef.objects.filter(record_kind=kind, key=to_latin(normal.one_line(number)))
    return rows.values("record_id")


def keep(kind: str, records: Iterable[Any]) -> None:
    """Give each record its numbers as `numbers`, in one query."""
    found = list(records)
    known = texts_of(kind, [record.pk for record in found])
    for record in found:
        record.numbers = known.get(record.pk, [])
