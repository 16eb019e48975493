"""Names that a list writes with the family name first: "Naylor, Peter" is Peter Naylor."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.drafts import Draft
from kariz.exchange.rules.names import ROLES, is_name
from kariz.localisation.text import fold
from kariz.people.likeness.given_names import GIVEN_NAMES

_TURNED = re.compile(r"^\s*([^\W\d_][^,،;؛/&+\n]*?)\s*[,،]\s*([^\W\d_][^,،;؛/&+\n]*?)\s*$")
_WORDS = re.compile(r"[^\W\d_]+")
FEWEST = 3
"""So many names at least show how a list writes them."""
LONGEST = 3
"""Words of a half of a name."""


def are_turned(cells: Iterable[Cell]) -> bool:
    """Does every one of these cells name one person so? Two given names in each are two people."""
    texts = [text for cell in cells if (text := str(cell).strip())]
    halves = [_halves(text) for text in texts]
    found = [pair for pair in halves if pair]
    if len(texts) < FEWEST or len(found) != len(texts):
        return False
    first, last = (sum(fold(pair[at].split()[0]) in GIVEN_NAMES for pair in found) for at in (0, 1))
    return first * 2 < len(found) or first < last


def turn(draft: Draft) -> None:
    """The given name first, as everywhere here."""
    text = draft.values.get("contact")
    if isinstance(text, str) and (pair := _halves(text)):
        draft.values["contact"] = f"{pair[1]} {pair[0]}"


def _halves(text: str) -> tuple[str, str] | None:
    """(family name, given name)"""
    found = _TURNED.match(text)
    if found is None:
        return None
    family, given = (" ".join(half.split()) for half in found.groups())
    words = [_WORDS.findall(half) for half in (family, given)]
    short = all(1 <= len(half) <= LONGEST for half in words)
    roles = ROLES & {fold(word) for half in words for word in half}
    return (family, given) if short and not roles and is_name(f"{given} {family}") else None
