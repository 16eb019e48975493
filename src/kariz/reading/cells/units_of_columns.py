"""In which unit the amounts of a file are: said by a person, the header, or the row's own cell of the currency."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.reading.cells.cells import Cell
from kariz.reading.cells.scales import scale_of_header
from kariz.reading.cells.units import unit_of_currency, unit_of_header
from kariz.reading.rows.settings import Settings


class UnitsOfColumns:
    """Of one file read by one mapping."""

    def __init__(
        self, columns: Sequence[str], settings: Settings, *, headers: str, currency_at: int | None
    ) -> None:
        """`headers`: the unit that those of amounts were seen to say; `currency_at`: the place of the cell that names
        the row's currency."""
        self._columns, self._settings, self._headers = columns, settings, headers
        of_person = settings.currency == "IRR" and headers and settings.unit not in ("", headers)
        self._currency_at = None if of_person else currency_at

    def of(self, column: str) -> str:
        """What the header says, unless a person said otherwise."""
        settings = self._settings
        if settings.currency != "IRR":
            own = self._headers and settings.scale == self._headers
            return scale_of_header(column) if own else settings.scale
        own = settings.unit in ("", self._headers) or not self._headers
        return (unit_of_header(column) if own else "") or settings.unit

    def in_currency(self, currency: str, place: int) -> str:
        """The unit of an amount in that currency of a file in another."""
        base = self._settings.currency
        both = "IRR" not in (currency, base) or currency == base
        return self.of(self._columns[place]) if both else self._settings.unit

    def own(self, cells: Sequence[Cell]) -> str:
        """The unit that the row's cell of the currency names, unless a person said another of the file."""
        place = self._currency_at
        return unit_of_currency(cells[place]) if place is not None and place < len(cells) else ""
