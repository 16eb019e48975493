"""One row of a file on its way to be a record: what was read of it, and what is said of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kariz.localisation.said import kept
from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell

if TYPE_CHECKING:
    from kariz.reading.days.years import Dated

Note = dict[str, Any]
LONGEST_NOTE = 500
STAYS = "stays"
"""Under which a note says that its record stays as it is, whatever the row says."""
STOPPED = "stopped"
"""The same of a deal that its stage did not let go where the row says."""


@dataclass(slots=True)
class Draft:
    """A row that is read. `values` lacks what was blank; `errors` and `warnings` are [{"field", "text"}]."""

    number: int
    cells: list[Cell]
    fingerprint: str
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    aside: str = ""
    """Why the line is no record, where it looks like a total and nobody wants it taken."""
    several: bool = False
    """A cell holds several people."""
    remarks: list[str] = field(default_factory=list)
    """What the row says beside its fields; it is added to the notes of its record, and replaces nothing there."""

    called: str = ""
    """How the row itself calls its company, where that is called otherwise in the other rows or here."""
    left_days: str = ""
    """A column that is left out and may say when its deal ended."""
    colour: str = ""
    """Of the row in its workbook, where it says no status."""
    beside: str = ""
    """The same of a row whose words say one, where a line above the table explains the colour."""
    continues: str = ""
    """The number of the deal of another sheet that this row is the first to go on with."""
    here: bool = False
    """That deal came in before, with another file."""
    follows: str = ""
    """The number of the deal that an earlier row of the same number goes on with."""
    borrowed: bool = False
    """Its number is the one of that deal; it has none of its own."""
    refers: str = ""
    """What it says of that number, as a note."""
    double: tuple[int, int] | None = None
    """(import, row) that says the same deal before."""
    surely: bool = False
    """That row says it so that nobody need be asked: one of the two stands in a short list of what is to be followed up."""
    ended: bool = False
    """A word of the row says that its deal was won or lost."""
    status_days: tuple[tuple[str, str, date], ...] = ()
    """(the words, all that it says, the day) of each cell of a status in which a day stands."""
    group: str = ""
    """By which rows of one deal belong together in a list without numbers."""
    below: bool = False
    """It stands below the first row of such a deal."""
    signs: list[str] = field(default_factory=list)
    """What of it is worth a look, to be counted."""
    yearless: dict[str, tuple[Dated, str]] = field(default_factory=dict)
    """{field: the day of which it says no year, and its words}."""

    def copy(self) -> Draft:
        """As it is now, whatever is said of this one later."""
        return replace(
            self,
            values=dict(self.values),
            errors=list(self.errors),
            warnings=list(self.warnings),
            remarks=list(self.remarks),
            signs=list(self.signs),
        )

    @property
    def deal(self) -> str:
        """Rows that have the same one are of one deal."""
        return str(self.values.get("external_id", "")) or self.group

    @property
    def said(self) -> list[str]:
        """What its cells say, without the blank ones."""
        return [v.read_text(cell) for cell in self.cells if cell != ""]

    @property
    def why(self) -> list[str]:
        """Why it is refused."""
        return [str(note["text"]) for note in self.errors]

    @property
    def told(self) -> list[str]:
        """What is odd about it."""
        return [str(note["text"]) for note in self.warnings]

    def refuse(self, name: str, text: Any) -> None:
        self.errors.append({"field": name} | kept(text))

    def warn(
        self,
        name: str,
        text: Any,
        left: str = "",
        *,
        often: bool = False,
        stays: bool = False,
        stopped: bool = False,
    ) -> None:
        """`left`: what the cell says that the record came without; `often`: where many rows of a list say it, it is no
        reason to look at each; `stays`: the record stays as it is although the row says otherwise; `stopped`: where a
        deal stays because its stage does not let it go."""
        note = {"field": name} | kept(text) | ({"left": left[:LONGEST_NOTE]} if left else {})
        note |= {name: True for name, so in (("often", often), (STAYS, stays), (STOPPED, stopped)) if so}
        if note not in self.warnings:
            self.warnings.append(note)


def fingerprint(kind: str, columns: Sequence[str], cells: Sequence[Cell]) -> str:
    """By which a row of such a file is known again, whatever the order of its columns."""
    pairs = sorted(
        f"{name}\x1f{v.read_text(cell)}" for name, cell in zip(columns, cells, strict=False) if cell != ""
    )
    said = "\x1e".join([kind, *pairs]).encode("utf-8", "replace")
    return hashlib.blake2s(said, digest_size=16).hexdigest()
