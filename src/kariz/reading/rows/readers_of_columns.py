"""Who reads the cells of a column: by its field, its header and what is known of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from kariz.localisation import preferences
from kariz.localisation.said import quoting
from kariz.reading.cells import answers, full_amounts, points
from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell, Repeated
from kariz.reading.cells.units import in_unit, unit_of_header
from kariz.reading.cells.units_of_columns import UnitsOfColumns
from kariz.reading.columns import contracts
from kariz.reading.columns.person_fields import SOCIAL
from kariz.reading.columns.proposals import in_percent
from kariz.reading.days import days, days_of_rows
from kariz.reading.names import whom
from kariz.reading.names.several import KINDS
from kariz.reading.rows import of_persons
from kariz.reading.rows.cell_readers import READERS, Read, own_notes, read_custom
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.facts_of_files import FactsOfFile
from kariz.reading.rows.finishing import NOTED
from kariz.reading.rows.settings import Settings
from kariz.reading.rows.signs import Signs
from kariz.reading.shapes import kariz
from kariz.records.models import CustomField, CustomType

MOMENTS = frozenset(
    {"due_at", "done_at", "noted_at", "entered_at", "opened_at", "cleared_at", "next_step_on"}
)
INSTANTS = frozenset({"created_at", "closed_at", "handed_over_at"})
"""Days that a whole export says to the second."""
DATED = MOMENTS | INSTANTS | {"spoken_on", "expected_close", "back_on", "due_on", "consent_on"}
MONEY = ("amount", "unit_price")
Plan = list[tuple[int, str, Read]]
"""(place, field, who reads it) of every column that is taken."""


class ReadersOfColumns:
    """Of one file that is read by one mapping; `places`: (place, field) of the columns that are taken."""

    def __init__(
        self,
        *,
        columns: Sequence[str],
        places: Sequence[tuple[int, str]],
        settings: Settings,
        today: date,
        custom: Mapping[str, CustomField],
        facts: FactsOfFile,
        signs: Signs,
    ) -> None:
        self._columns, self._settings, self._custom, self._signs = columns, settings, custom, signs
        self._kind, self._beside, self._shares = signs.kind, facts.beside, facts.shares
        self._points = facts.points
        self._is_ours = any(name == "id" for _place, name in places)
        self._days: dict[str, Any] = {
            "today": today,
            "calendar": settings.calendar,
            "order": settings.day_order,
        }
        self.day = partial(days.read_date, **self._days)
        """Who reads a day that stands in words."""
        named = next((place for place, name in places if name == "currency"), None)
        self.units = UnitsOfColumns(columns, settings, headers=facts.headers, currency_at=named)
        self.plan: Plan = [
            (place, name, self._reader(name, columns[place], self._habits_of(columns[place], facts)))
            for place, name in places
        ]

    def in_own_currency(self, draft: Draft, cells: list[Cell]) -> None:
        """Amounts of a row that names another currency or unit than the file's: 20 dollars are no 20 toman."""
        base = self._settings.currency
        own = self.units.own(cells)
        if not own and draft.values.get("currency", base) == base:
            return
        for place, name, _read in self.plan:
            cell = cells[place] if place < len(cells) else ""
            if name not in MONEY or name not in draft.values or cell == "" or isinstance(cell, Repeated):
                continue
            try:
                currency = draft.values.get("currency", base)
                unit = self.units.in_currency(currency, place)
                if own and currency == "IRR" and not unit_of_header(self._columns[place]):
                    unit = in_unit(unit, own)
                amount = self._reads_money(name, self._columns[place], currency, unit)(cell)
            except v.BadValue as error:
                draft.refuse(name, quoting(error.message, v.read_text(cell)[:60]))
            else:
                draft.values[name] = full_amounts.counted(draft, amount) if name == "amount" else int(amount)

    def _reads_money(self, name: str, column: str, currency: str, unit: str) -> Callable[[Cell], int]:
        in_list = name == "amount" and currency == self._settings.currency
        usual = lambda: self._signs.usual if in_list else 0  # noqa: E731
        read = full_amounts.reader(currency, unit, usual, noted=self._kind in NOTED)
        return (lambda cell: read(points.without(cell))) if column in self._points else read

    def _habits_of(self, column: str, facts: FactsOfFile) -> dict[str, str]:
        """How it writes days: what its own cells say goes before what is said of the file."""
        order = facts.day_orders.get(column) or self._settings.day_order
        return {"habit": facts.habits.get(column, ""), "order": order}

    def _reader(self, name: str, column: str, habits: dict[str, str]) -> Read:
        said = self._days | habits
        if name in INSTANTS and self._settings.source == kariz.SHAPE.name:
            return partial(days.read_instant, zone=ZoneInfo(preferences.current().timezone))
        if name in DATED - MOMENTS:
            return partial(days.read_date, **said)
        if name in MOMENTS:
            return partial(days.read_moment, **said)
        if name == "outcome" and answers.asks(column):
            return answers.read
        if name in ("outcome", "stage") and contracts.says_status(column):
            return contracts.read
        if name == "currency":
            return partial(v.read_currency, base=self._settings.currency)
        if name in MONEY:
            return self._reads_money(name, column, self._settings.currency, self.units.of(column))
        if name == "notes" and self._is_ours:
            # A file of ours: what looks like markup was typed by a person.
            return own_notes
        if name in SOCIAL and self._is_ours:
            return partial(of_persons.own_ways, name)
        if name in whom.FIELDS and (
            self._beside.firms is not None or (name == "contact" and self._kind in KINDS)
        ):
            return v.read_lines
        if name in self._custom:
            return self._custom_reader(self._custom[name], column, said)
        return READERS.get(name, v.read_line)

    def _custom_reader(self, field: CustomField, column: str, said: Mapping[str, Any]) -> Read:
        read = partial(read_custom, field)
        if field.type == CustomType.DATE:
            return lambda cell: days_of_rows.of_month_or(read, days.read_date(cell, **said))
        if field.type == CustomType.MONEY:
            # In the company's own currency, whatever that of the file's deals is.
            base = preferences.current().currency
            if self._settings.currency == base:
                return partial(v.read_money, currency=base, unit=self.units.of(column))
            if base == "IRR" and (unit := unit_of_header(column)):
                return partial(v.read_money, currency=base, unit=unit)
        return (lambda cell: read(in_percent(cell))) if column in self._shares else read
