"""What is told of so many rows of a list that it is said once, for all of them: a list without a column of closing days,
a column in which days have no year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kariz.reading.days.years import READ_AS
from kariz.reading.rows.drafts import STAYS, STOPPED, Note

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

USUAL = "usual"
"""Under which a note says so of itself, and an outcome keeps what was said of how many rows."""
FEWEST = 3
"""Rows."""
SHARE = 5
"""What is told of one of so many cells of a column is how its writer writes."""
WHOLE = frozenset({"closed_at"})
"""Fields of which a list says nothing where no column has them."""
SAMPLES = "samples"
MOST_SAMPLES = 4
KEPT = 20
"""So many different things are said for all."""


@dataclass(frozen=True, slots=True)
class Usual:
    """`told`: (field, sentence) of what many rows say; `lacking`: fields of WHOLE that no column has."""

    told: frozenset[tuple[str, str]] = frozenset()
    lacking: frozenset[str] = frozenset()

    def mark(self, notes: list[Note]) -> None:
        """Say of notes that they are usual, and put these behind the others; what stays otherwise goes before all, and
        first of it a deal that its stage did not let go."""
        for note in notes:
            if self._holds(note):
                note[USUAL] = True
        notes.sort(key=lambda note: (is_usual(note), not is_stopped(note), not stays(note)))

    def _holds(self, note: Note) -> bool:
        if not note.get("often"):
            return False
        return note["field"] in self.lacking or _key(note) in self.told


def is_usual(note: Note) -> bool:
    return bool(note.get(USUAL))


def stays(note: Note) -> bool:
    """Does the record stay as it is, although the row says otherwise?"""
    return bool(note.get(STAYS))


def is_stopped(note: Note) -> bool:
    """Did the stage of the deal not let it go where the row says?"""
    return bool(note.get(STOPPED))


def usual_of(drafts: Iterable[Draft], fields: Collection[str]) -> Usual:
    """What the first rows of a list say; `fields` are those that its columns fill."""
    filled: Counter[str] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        if draft.aside:
            continue
        filled.update(name for name, value in draft.values.items() if value not in (None, ""))
        told.update({_key(note) for note in draft.warnings if note.get("often")})
    many = {key for key, rows in told.items() if rows >= FEWEST and SHARE * rows >= filled[key[0]]}
    return Usual(frozenset(many), WHOLE.difference(fields))


def add_up(found: list[Note], notes: Iterable[Note]) -> bool:
    """Add the usual notes of rows to what was said of how many; was there any?"""
    any_of_them = False
    for note in filter(is_usual, notes):
        any_of_them = True
        same = next((one for one in found if _said(one) == _said(note)), None)
        if same is not None:
            same["rows"] += 1
            _show(same, note)
        elif len(found) < KEPT:
            found.append(
                {name: note[name] for name in ("text", "msgid", "args") if name in note} | {"rows": 1}
            )
            _show(found[-1], note)
    return any_of_them


def _show(said: Note, note: Note) -> None:
    """Keep some of what was read out of words, each once."""
    cell = note.get("cell", "")
    if READ_AS in cell and cell not in said.get(SAMPLES, ()) and len(said.get(SAMPLES, ())) < MOST_SAMPLES:
        said.setdefault(SAMPLES, []).append(cell)


def _key(note: Note) -> tuple[str, str]:
    return note["field"], next(iter(note.get("msgid", ())), "")


def _said(note: Note) -> tuple[list[str], dict[str, str]]:
    return list(note.get("msgid", ())), note.get("args", {})
