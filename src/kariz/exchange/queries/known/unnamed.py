"""Columns without a name in the file that are left out, though something stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from kariz.exchange.models import Import
from kariz.reading.files.sheets import letters
from kariz.reading.layout.again import AGAIN, in_file
from kariz.reading.layout.unnamed import UNNAMED


@dataclass(frozen=True, slots=True)
class Unnamed:
    letter: str
    """What a spreadsheet calls the column."""
    rows: int
    said: list[str]
    """The first of what stands in it."""


def unnamed(one: Import) -> list[Unnamed]:
    """Those for which nobody chose a field."""
    start = int(one.layout.get("left", 0)) + int(one.layout.get("block", [0])[0])
    return [
        Unnamed(letters(start + in_file(place, one.layout.get(AGAIN))), told["rows"], told["said"])
        for place, told in ((int(place), told) for place, told in one.layout.get(UNNAMED, {}).items())
        if place >= len(one.columns) or one.columns[place] not in one.mapping
    ]
