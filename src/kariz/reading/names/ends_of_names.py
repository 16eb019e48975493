"""Whom names of sellers mean in the end, where one is said to be the same as another: in the same list, or one beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kariz.reading.cells.values import same_name
from kariz.reading.rows.settings import NEW, SAME_AS, UNSAID

Said = Mapping[str, str]
"""{name: its meaning, as `Settings.people` says it}"""
_FURTHEST = 2
"""«دهقان» is «سمیه», who is called «سمیه دهقان»; that name goes no further: no ring of names."""


def agreed(lists: Iterable[Said]) -> dict[str, str]:
    """{folded name: meaning} of names of which these lists say one thing, as far as they say anything."""
    found: dict[str, set[str]] = {}
    for said in lists:
        for name, meaning in said.items():
            if meaning not in (NEW, UNSAID):
                found.setdefault(same_name(name), set()).add(meaning)
    return {key: meanings.pop() for key, meanings in found.items() if len(meanings) == 1}


def end_of(name: str, own: Said, beside: Said) -> tuple[str, str]:
    """The name that counts, and what it means; what a list does not name itself means what those `beside` it agree on."""
    meaning = _meaning(name, own, beside)
    for _step in range(_FURTHEST):
        if meaning.startswith(SAME_AS):
            name = meaning.removeprefix(SAME_AS)
            meaning = _meaning(name, own, beside)
    return name, NEW if meaning.startswith(SAME_AS) else meaning


def to_keep(name: str, own: Said, beside: Said) -> str:
    """The meaning of a name that still holds where the other names are missing."""
    meaning = own[name]
    if not meaning.startswith(SAME_AS):
        return meaning
    other, end = end_of(name, own, beside)
    if end in (NEW, UNSAID):
        return meaning if other == name else f"{SAME_AS}{other}"
    return end


def _meaning(name: str, own: Said, beside: Said) -> str:
    return own[name] if name in own else beside.get(same_name(name), NEW)
