"""Marks of the single cells of a row, by which a later list is asked which of them it has changed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell
from kariz.reading.rows.drafts import Draft

LENGTH = 4
"""Characters a cell: two texts of one mark are one in sixteen million."""
BLANK = "-" * LENGTH


def marks_of(cells: Sequence[Cell], width: int, colour: str = "") -> str:
    """One mark for each of the `width` columns, and one for the colour of the row."""
    said = [v.read_text(cell) if cell != "" else "" for cell in cells[:width]]
    said += [""] * (width - len(said))
    return "".join(map(mark, [*said, colour]))


def of_row(draft: Draft, columns: Sequence[str]) -> str:
    return marks_of(draft.cells, len(columns), draft.colour)


def same_in(before: str, now: str, place: int) -> bool:
    """Does the column at `place` say what it said? -1 is the colour."""
    width = len(now) // LENGTH
    at = (place % width) * LENGTH
    return len(before) == len(now) and before[at : at + LENGTH] == now[at : at + LENGTH]


def said_nothing(before: str, place: int) -> bool:
    """Was the cell at `place` blank?"""
    return mark_at(before, place) == BLANK


def says(before: str, place: int, text: str) -> bool:
    """Did the cell at `place` say just that?"""
    return mark_at(before, place) == mark(text)


def mark_at(before: str, place: int) -> str:
    return before[place * LENGTH : (place + 1) * LENGTH]


def mark(text: str) -> str:
    """That of a cell which says just that."""
    if not text:
        return BLANK
    digest = hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=3).digest()
    return base64.urlsafe_b64encode(digest).decode()
