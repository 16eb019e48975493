"""Several people in one cell and their addresses in another: "gbrandt@" beside "Paula Yoder / Gail Brandt" is Gail's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kariz.reading.cells.mailboxes import is_general
from kariz.reading.names.names import bare

WHOLE, INITIAL, ALONE, WITHIN = 4, 3, 2, 1
"""How surely an address is somebody's: it says both names, one and the initial of the other, one, or more than one."""
TELLING = 4
"""Letters of a name that is no part of other words by chance."""
_LETTERS = re.compile(r"[a-z]+")
_BEHIND = frozenset({"jr", "sr", "ii", "iii", "iv"})


def shared_out(addresses: Sequence[str], names: Sequence[str]) -> list[list[str]]:
    """The addresses of each of the people: whose name one says has it. Of those that say nobody's, as many as people who
    have none go to them in their order, and what is left to the first."""
    theirs: list[list[str]] = [[] for _name in names]
    left = []
    for address in addresses:
        place = _place(address, names)
        if place is None:
            left.append(address)
        else:
            theirs[place].append(address)
    told = any(theirs)
    general = [address for address in left if told and is_general(address)]
    left = [address for address in left if address not in general]
    free = [held for held in theirs if not held]
    if len(left) == len(free):
        for held, address in zip(free, left, strict=True):
            held.append(address)
        left = []
    theirs[0] += left + general
    return theirs


def _place(address: str, names: Sequence[str]) -> int | None:
    """Whose it is; None where it says nobody's name, or that of several."""
    if is_general(address):
        return None
    fits = [_fit(address, name) for name in names]
    best = max(fits)
    return fits.index(best) if best and fits.count(best) == 1 else None


def _fit(address: str, name: str) -> int:
    parts = _LETTERS.findall(_latin(address.partition("@")[0].partition("+")[0]))
    words = [
        word
        for said in bare(name).split()
        if (word := "".join(_LETTERS.findall(_latin(said)))) not in _BEHIND
    ]
    if not parts or not words or not all(words):
        return 0
    joined, given, family = "".join(parts), words[0], words[-1]
    if len(words) == 1:
        return _fit_one(joined, parts, given)
    if joined in (given + family, family + given, "".join(words)) or {given, family} <= set(parts):
        return WHOLE
    initials = "".join(word[0] for word in words[:-1])
    shortened = {
        given[0] + family,
        family + given[0],
        initials + family,
        given + family[0],
        family[0] + given,
    }
    if joined in shortened:
        return INITIAL
    if given in parts or family in parts:
        return ALONE
    return WITHIN if _begins_or_ends(joined, given, family) else 0


def _fit_one(joined: str, parts: Sequence[str], word: str) -> int:
    """The same of somebody who is called by one name alone, so that the address may say more of them than the cell."""
    if joined == word or word in parts:
        return WHOLE
    if _begins_or_ends(joined, word):
        return ALONE
    return WITHIN if joined[0] == word[0] else 0


def _begins_or_ends(joined: str, *words: str) -> bool:
    told = [word for word in words if len(word) >= TELLING]
    return any(joined.startswith(word) or joined.endswith(word) for word in told)


def _latin(text: str) -> str:
    """In small Latin letters without their signs: "José" is "jose"."""
    return "".join(
        one for one in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(one)
    )
