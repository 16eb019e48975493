"""HubSpot writes records that belong to a row by name and number: "Otley Brewery (5501)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kariz.reading.cells.cells import Cell

SOURCE = "hubspot"
_NUMBERED = re.compile(r"\s*(\S.*?)\s*\((\d{3,20})\)\s*")
_YEAR = re.compile(r"1[3-9]\d\d|20\d\d")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which numbers behind the names of a column are ids: of a column where every name has one (`every`) all of them;
    else those of the set's own list, where there is one; else all but what may be a year of the name."""

    every: bool = False
    ids: frozenset[str] | None = None

    def has(self, number: str) -> bool:
        if self.every:
            return True
        return number in self.ids if self.ids is not None else not _YEAR.fullmatch(number)


def every_has_one(cells: Iterable[Cell]) -> bool:
    """Has every name of these cells its number?"""
    parts = [one for cell in cells if isinstance(cell, str) for one in cell.split(";") if one.strip()]
    return bool(parts) and all(_NUMBERED.fullmatch(one) for one in parts)


def part(values: dict[str, Any], kind: str, numbers: Mapping[str, Numbers]) -> None:
    """Names without the numbers in brackets; the first number tells the record, where no column of its own does."""
    if found := _parted(values.get("company", ""), numbers.get("company", Numbers())):
        values["company"] = found[0][0]
        if kind != "companies":
            values.setdefault("company_ref", found[0][1])
    if kind not in ("deals", "activities", "notes"):
        return
    if found := _parted(values.get("contact", ""), numbers.get("contact", Numbers())):
        values["contact"] = "\n".join(name for name, _number in found)
        values.setdefault("contact_ref", [found[0][1]])


def _parted(text: Any, numbers: Numbers) -> list[tuple[str, str]]:
    """(name, number) of all names of a cell; none unless each has its number."""
    parts = text.split(";") if isinstance(text, str) and text else []
    found = [_NUMBERED.fullmatch(one) for one in parts if one.strip()]
    pairs = [(one[1], one[2]) for one in found if one] if all(found) else []
    return pairs if all(numbers.has(number) for _name, number in pairs) else []
