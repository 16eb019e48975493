"""Names that a list writes with the family name first: "Naylor, Peter" is Peter Naylor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.localisation.text import fold
from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.reading.cells.cells import Cell
from kariz.reading.names.given_in_latin import IN_LATIN
from kariz.reading.names.names import ROLES, ends_as_family, is_name
from kariz.reading.rows.drafts import Draft

_TURNED = re.compile(r"^\s*([^\W\d_][^,،;؛/&+\n]*?)\s*[,،]\s*([^\W\d_][^,،;؛/&+\n]*?)\s*$")
_WORDS = re.compile(r"[^\W\d_]+")
_GIVEN = GIVEN_NAMES | IN_LATIN
_BESIDE = frozenset(map(fold, ("سید", "سیده", "میر", "حاج", "seyed", "sayyed")))
"""Words that stand beside a given name."""
FEWEST = 3
"""So many names at least show how a list writes them."""
LONGEST = 3
"""Words of a half of a name."""
LONGEST_CELL = 120
"""Letters of a cell that holds one."""


def are_turned(cells: Iterable[Cell]) -> bool:
    """Does every one of these cells name one person so? Behind most commas stands a given name, as far as they are known;
    two given names, two families, or two whole names in each are two people."""
    texts = [text for cell in cells if (text := str(cell).strip())]
    found = [pair for text in texts if (pair := _halves(text))]
    if len(texts) < FEWEST or len(found) != len(texts):
        return False
    families = _families(found)
    first = sum(_is_given(family) for family, _given in found)
    known = sum(_is_given(given) for _family, given in found)
    last = sum(_is_given(given) or family in families for family, given in found)
    return bool(known) and first < last and last * 2 > len(found)


def turn(draft: Draft) -> None:
    """The given name first, as everywhere here."""
    text = draft.values.get("contact")
    if not isinstance(text, str) or (pair := _halves(text)) is None or _are_two(*pair):
        return
    draft.values["contact"] = f"{pair[1]} {pair[0]}"
    told = _("The family name stands first here; the given name is put before it.")
    draft.warn("contact", quoting(told, text), often=True)


def _families(pairs: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Single words in Latin letters that stand before a comma more than once, each time with another single word behind
    it, and never behind one: "Osei, Kwabena" and "Osei, Abena"."""
    beside: dict[str, set[str]] = defaultdict(set)
    behind = {fold(given) for _family, given in pairs}
    for family, given in pairs:
        if len(family.split()) == len(given.split()) == 1 and f"{family}{given}".isascii():
            beside[family].add(fold(given))
    return frozenset(name for name, of in beside.items() if len(of) > 1 and fold(name) not in behind)


def _are_two(family: str, given: str) -> bool:
    """Is each half a whole name, or a family?"""
    whole = len(family.split()) > 1 and len(given.split()) > 1
    return not _is_given(given) and (whole or ends_as_family(given))


def _is_given(half: str) -> bool:
    """A given name, maybe with a second one or an initial: "Peter J."; no "Peter Naylor"."""
    words = [fold(word) for word in _WORDS.findall(half)]
    known = [word for word in words if word in _GIVEN]
    return bool(known) and all(word in _GIVEN or word in _BESIDE or len(word) == 1 for word in words)


def _halves(text: str) -> tuple[str, str] | None:
    """(family name, given name)"""
    found = _TURNED.match(text) if len(text) <= LONGEST_CELL else None
    if found is None:
        return None
    family, given = (" ".join(half.split()) for half in found.groups())
    words = [_WORDS.findall(half) for half in (family, given)]
    short = all(1 <= len(half) <= LONGEST for half in words)
    roles = ROLES & {fold(word) for half in words for word in half}
    return (family, given) if short and not roles and is_name(f"{given} {family}") else None
