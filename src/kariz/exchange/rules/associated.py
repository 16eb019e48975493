"""HubSpot writes records that belong to a row by name and number: "Otley Brewery (5501)"."""

from __future__ import annotations

import re
from typing import Any

SOURCE = "hubspot"
_NUMBERED = re.compile(r"\s*(\S.*?)\s*\((\d{3,20})\)\s*")


def part(values: dict[str, Any], kind: str) -> None:
    """Names without the numbers in brackets; the first number tells the record, where no column of its own does."""
    if found := _parted(values.get("company", "")):
        values["company"] = found[0][0]
        if kind != "companies":
            values.setdefault("company_ref", found[0][1])
    if kind in ("deals", "activities", "notes") and (found := _parted(values.get("contact", ""))):
        values["contact"] = "\n".join(name for name, _number in found)
        values.setdefault("contact_ref", [found[0][1]])


def _parted(text: Any) -> list[tuple[str, str]]:
    """(name, number) of all names of a cell; none unless each has its number."""
    parts = text.split(";") if isinstance(text, str) and text else []
    found = [_NUMBERED.fullmatch(one) for one in parts if one.strip()]
    return [(one[1], one[2]) for one in found if one] if all(found) else []
