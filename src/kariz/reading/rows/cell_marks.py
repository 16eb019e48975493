"""Marks of the single cells of a row, by which a later list is asked which of them it has changed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell
from kariz.reading.rows.drafts import Draft

LENGTH, SIZE = 4, 3
"""Characters and bytes a cell: two texts of one mark are one in sixteen million."""
BLANK = "-" * LENGTH
UNSAID = "~" * LENGTH
"""Of a cell whose word is not taken yet: none is like it."""


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


def lines_said(before: str, place: int, lines: Sequence[str]) -> tuple[int, int] | None:
    """Which of the lines, from where to where, the cell at `place` said; (0, 0) where it was blank. A longer span goes on
    with the hash of a shorter one: notes of many lines have very many."""
    if said_nothing(before, place):
        return 0, 0
    wanted, parts = base64.urlsafe_b64decode(mark_at(before, place)), [_bytes(line) for line in lines]
    for start in range(len(parts)):
        hashed = hashlib.blake2s(digest_size=SIZE)
        for end in range(start, len(parts)):
            hashed.update(b"\n" + parts[end] if end > start else parts[end])
            if hashed.digest() == wanted:
                return start, end + 1
    return None


def mark_at(before: str, place: int) -> str:
    return before[place * LENGTH : (place + 1) * LENGTH]


def with_mark(marks: str, place: int, one: str) -> str:
    """The marks of a row with that of the column at `place` replaced."""
    return marks[: place * LENGTH] + one + marks[(place + 1) * LENGTH :]


def mark(text: str) -> str:
    """That of a cell which says just that."""
    if not text:
        return BLANK
    digest = hashlib.blake2s(_bytes(text), digest_size=SIZE).digest()
    return base64.urlsafe_b64encode(digest).decode()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
