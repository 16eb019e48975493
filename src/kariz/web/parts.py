"""Going through many rows while each of them leads to writing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def newest_first(rows: QuerySet[M], size: int = 500) -> Iterator[M]:
    """The rows by falling id. A part of them is read to its end before the first of it is given: a cursor that is read on
    (`iterator`) breaks on SQLite with the first transaction that is rolled back meanwhile."""
    rows = rows.order_by("-pk")
    part = list(rows[:size])
    while part:
        yield from part
        part = list(rows.filter(pk__lt=part[-1].pk)[:size])
