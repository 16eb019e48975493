"""Rows that came without a cell that could not be read: which cell of which record, and what was written in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.pages.imports import with_records
from kariz.localisation.said import worded
from kariz.localisation.text import fold

LOOKED_AT = 2000
SHOWN = 200


@dataclass(frozen=True, slots=True)
class LeftCell:
    """`record` is None where it is gone by now."""

    row: ImportRow
    record: Any
    column: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftCells:
    """`rows` of all; the first cells, as they were asked for; the columns, each with the number of its cells."""

    rows: int
    found: int
    cells: list[LeftCell]
    columns: list[tuple[str, int]]
    column: str
    text: str


def rows_without_cells(*parts: Import) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(of__in=parts, action__in=["created", "updated"], taken_back=False)
    return rows.filter(warnings__icontains='"left": ').order_by("of_id", "number")


def left_cells(asked: Mapping[str, Any], *parts: Import) -> LeftCells:
    """`asked` narrows them: "column" to one column, "q" to what holds the text. A fixed number of queries."""
    rows = rows_without_cells(*parts)
    count = rows.count()
    column, text = str(asked.get("column", "")), str(asked.get("q", "")).strip()
    of = {part.pk: {name: header for header, name in part.mapping.items()} for part in parts}
    held = with_records(rows.select_related("of")[:LOOKED_AT]) if count else []
    cells = [
        LeftCell(row, record, of[row.of_id].get(note["field"], note["field"]), note["left"], worded(note))
        for row, record in held
        for note in row.warnings
        if note.get("left")
    ]
    columns = Counter(cell.column for cell in cells)
    key = fold(text)
    found = [
        cell
        for cell in cells
        if column in ("", cell.column) and (not key or key in fold(f"{cell.said} {cell.record or ''}"))
    ]
    return LeftCells(count, len(found), found[:SHOWN], columns.most_common(), column, text)
