"""A column of post codes: each is the last line of its row's address, and the number of nobody."""

from __future__ import annotations

from typing import Any

from kariz.localisation.text import squash

FIELD = "post_code"
LONGEST = 500
"""Characters of an address."""


def join(values: dict[str, Any]) -> None:
    """Put it behind the address, unless that says it already."""
    code = str(values.pop(FIELD, ""))
    address = str(values.get("address", ""))
    if code and squash(code) not in squash(address):
        values["address"] = ", ".join(filter(None, (address, code)))[:LONGEST]
