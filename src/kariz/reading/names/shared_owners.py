"""Two sellers in one cell, «نگار/مهدی», "Ann & Tom": the first has what the row brings, and the others are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.reading.cells.values import read_line, same_name
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import NEW, SAME_AS, UNSAID

_BETWEEN = re.compile(r"\s*[/\\&+،,؛;|]\s*|\s+(?:و|and)\s+|\s+[-–—]\s+", re.IGNORECASE)
MOST = 4
LONGEST = 200
"""Letters of a cell of names; what is longer is a text."""


def halves(text: str) -> list[str]:
    """The names of a cell that may name several; none where it names one."""
    if len(text) > LONGEST:
        return []
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return parts if 1 < len(parts) <= MOST else []


def meaning_of(text: str, known: Callable[[str], str]) -> str:
    """Whom such a cell means: the first, where every part of it is a seller by itself; else "". `known`: what a name alone
    means, "" where it is nobody's."""
    parts = halves(text)
    if not parts or not all(map(known, parts)):
        return ""
    first = known(parts[0])
    return f"{SAME_AS}{parts[0]}" if first == NEW else first


def known_by(people: Mapping[str, str], match: Callable[[str], str]) -> Callable[[str], str]:
    """What a name alone means as the lists say it, or as it is that of one of us."""
    said = {same_name(name): meaning for name, meaning in people.items() if not halves(name)}

    def known(name: str) -> str:
        meaning = said.get(same_name(name), "")
        own = "" if meaning == UNSAID else meaning
        return own or (found if (found := match(name)).isdecimal() else "")

    return known


def tell(draft: Draft, people: Mapping[str, str]) -> None:
    said = draft.values.get("owner")
    if "id" in draft.values or not isinstance(said, str) or len(halves(said)) < 2:
        return
    if people.get(said, NEW) not in ("", NEW, UNSAID):
        line = read_line(said)[:100]
        draft.warn("owner", quoting(_("Of the sellers of the cell the first has it."), line), often=True)
        draft.remarks.append(f"{BY_NAME['owner'].label}: {line}")
