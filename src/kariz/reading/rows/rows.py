"""One row of a file as values for a record, with every reason why it cannot be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kariz.localisation.said import gettext as _
from kariz.reading.cells import area_codes, short_numbers
from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.kinds_of_work import kind_of, kind_of_columns
from kariz.reading.columns import more_people, whys_in_notes
from kariz.reading.columns.consent_fields import day_says_it
from kariz.reading.columns.days_of_orders import is_of_status
from kariz.reading.columns.deliveries import is_delivery
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.days import days_in_status, near_days
from kariz.reading.days.days_of_rows import DaysOfRows, says_when_written
from kariz.reading.deals import continued
from kariz.reading.layout.asides import CARRIED, REVISED, SAYS_TWICE, TYPED_TWICE
from kariz.reading.layout.below import kind_below
from kariz.reading.layout.why_aside import why
from kariz.reading.names import honorifics, odoo_names, shared_owners, turned_names
from kariz.reading.names.several import leave_no_number, tell_apart
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows import associated, of_persons, people_of_rows
from kariz.reading.rows.cell_readers import Read
from kariz.reading.rows.cells_of_rows import CellsOfRows
from kariz.reading.rows.drafts import LONGEST_NOTE, Draft, fingerprint
from kariz.reading.rows.facts_of_files import FactsOfFile
from kariz.reading.rows.finishing import FINISH
from kariz.reading.rows.readers_of_columns import DATED, ReadersOfColumns
from kariz.reading.rows.settings import CARDS, Settings
from kariz.reading.rows.signs import CARRIED_OVER, LEFT_BY_WORD, SAID_TWICE, SUPERSEDED, TYPED_AGAIN, Signs
from kariz.records.models import CustomField

NUMBER_ALONE = {"external_id"}
_OF_LINE = frozenset({"quantity", "unit_price", "discount", "product_code", "product_unit"})
_OUT = {SAYS_TWICE: SAID_TWICE, TYPED_TWICE: TYPED_AGAIN, CARRIED: CARRIED_OVER, REVISED: SUPERSEDED}


class RowReader:
    """Reads rows of one kind by a mapping. Keeps nothing from row to row."""

    def __init__(
        self,
        *,
        kind: str,
        columns: Sequence[str],
        mapping: Mapping[str, str],
        settings: Settings,
        today: date,
        custom: Mapping[str, CustomField] | None = None,
        facts: FactsOfFile | None = None,
    ) -> None:
        facts, custom = facts or FactsOfFile(), custom or {}
        self._kind, self._columns, self._today, self._settings = kind, columns, today, settings
        self._facts, self._custom, self._asides = facts, custom, facts.left_out(settings)
        # A field that is only proposed is not there yet.
        known = {column: name for column, name in mapping.items() if name in BY_NAME or name in custom}
        self._places = [(place, known[column]) for place, column in enumerate(columns) if column in known]
        self.fields = {name for _place, name in self._places}
        self._is_ours = "id" in self.fields
        self.turned = False
        """Do the names of people begin with the family name, behind which stands a comma?"""
        self.groups: Mapping[int, tuple[str, str]] = {}
        """Rows of deals of several rows, in a list without numbers."""
        self.signs = Signs(kind, frozenset(self.fields), settings, today)
        self._readers = ReadersOfColumns(
            columns=columns,
            places=self._places,
            settings=settings,
            today=today,
            custom=custom,
            facts=facts,
            signs=self.signs,
        )
        self._plan, self.units = self._readers.plan, self._readers.units
        by_place = {place: facts.habits.get(columns[place], "") for place, _name in self._places}
        self._of_days = DaysOfRows(
            facts.years,
            by_place,
            today,
            settings.calendar,
            facts.orders,
            facts.written,
            any(name == "created_at" and says_when_written(columns[place]) for place, name in self._places),
        )
        self._cells = CellsOfRows(
            kind=kind,
            settings=settings,
            fields=self.fields,
            custom=custom,
            of_days=self._of_days,
            readers=self._readers,
        )
        self._look_at_headers()

    @property
    def spellings(self) -> Spellings | None:
        """What names of companies mean."""
        return self._facts.beside.spellings

    @property
    def dated(self) -> list[tuple[int, Read]]:
        """(place, who reads it) of its columns of days."""
        return [(place, read) for place, name, read in self._plan if name in DATED]

    def _look_at_headers(self) -> None:
        """What the headers say of every row."""
        columns, places = self._columns, self._places
        self._further = more_people.further(places, columns)
        contacts = [place for place, name in places if name == "contact"]
        own = (place for place in contacts if place not in self._further)
        self._contact = columns[next(own)] if self._further else ""
        if self._kind in more_people.KINDS and not self._is_ours:
            self._further |= frozenset(more_people.ways(places, columns))
        self._decide = any(of_persons.names_deciders(columns[place]) for place in contacts)
        # «نتیجه ویزیت» says that somebody visited, «چی گفت» only that they talked.
        said = self._column_of("said")
        self._said_in = said if kind_of(said) else ""
        self._whys = whys_in_notes.places(columns, places) if self._kind == "deals" else []
        self._delivered = any(name == "closed_at" and is_delivery(columns[place]) for place, name in places)
        statuses = [columns[place] for place, name in places if name in ("outcome", "stage")]
        self._of_status = next(
            (
                place
                for place, name in places
                if name == "closed_at" and is_of_status(columns[place], statuses)
            ),
            -1,
        )
        self._work = kind_of_columns(columns) if self._kind == "activities" else ""

    def read(self, number: int, cells: list[Cell]) -> Draft:
        draft = Draft(number, cells, fingerprint(self._kind, self._columns, cells))
        if number in self._asides:
            self._leave_out(draft, self._asides[number])
            return draft
        self._take_cells(draft)
        near_days.fill(draft, self._places, self._facts.years, self._today, below=number in self.groups)
        if set(draft.values) == NUMBER_ALONE and self._kind == "deals" and len(draft.said) == 1:
            draft.aside = _("The row has nothing but its number.")
            return draft
        self._readers.in_own_currency(draft, cells)
        if word := self.signs.word_of_left(draft):
            draft.aside = _("“%(word)s” says that the row is left out.") % {"word": word[:60]}
            draft.signs.append(LEFT_BY_WORD)
            return draft
        if work := self._work or ("said" in draft.values and self._said_in):
            draft.values.setdefault("activity_kind", work)
        self._of_days.step(draft, self._readers.day)
        self._part_names(draft)
        self._place_among_deals(draft)
        self._finish(draft)
        if not self._is_ours:
            honorifics.drop(draft.values, self._kind)
        return draft

    def _leave_out(self, draft: Draft, kind_of_line: str) -> None:
        draft.aside = why(kind_of_line)
        kind = kind_of_line.partition(":")[0]
        draft.signs += [_OUT[kind]] if kind in _OUT else []

    def _take_cells(self, draft: Draft) -> None:
        cells, width = draft.cells, len(draft.cells)
        for place, name, read in self._plan:
            cell = cells[place] if place < width else ""
            if cell == "":
                continue
            cell = short_numbers.completed(draft, name, cell, self._facts.areas)
            if place in self._further:
                more_people.take(draft, self._columns[place], cell)
            else:
                self._cells.take(draft, place, name, cell, read)

    def _part_names(self, draft: Draft) -> None:
        """Who is meant by cells that say more than one name."""
        settings = self._settings
        if settings.source == associated.SOURCE:
            associated.part(draft.values, self._kind, self._facts.numbers)
        elif settings.source == odoo_names.SOURCE:
            odoo_names.part(draft.values, self._kind)
        if self.turned:
            turned_names.turn(draft)
        self._facts.beside.tell(draft, self._kind)
        people_of_rows.part(draft, self._kind)
        shared_owners.tell(draft, settings.people)
        owners = self._facts.beside.owners
        tell_apart(draft, self._kind, settings.several, of_one=settings.source == CARDS, owners=owners)
        if self._kind in more_people.KINDS and not self._is_ours:
            more_people.join(draft, settings.several, self._contact)
            leave_no_number(draft, self._kind)

    def _place_among_deals(self, draft: Draft) -> None:
        """Which deal of another sheet or of the rows around it goes on with this row."""
        if continued.FIELD in draft.values:
            continued.resolve(draft, self._facts.going_on, self._column_of(continued.FIELD))
        elif self._facts.going_on is not None:
            continued.follow(draft, self._facts.going_on)
        if draft.number in self.groups:
            self._in_group(draft, *self.groups[draft.number])

    def _finish(self, draft: Draft) -> None:
        if self._decide and "contact" in draft.values:
            draft.values.setdefault("decision_maker", "yes")
        if self._kind == "deals" and not self._is_ours:
            days_in_status.take(draft, self._today, self._settings)
        day_says_it(draft.values, self.fields)
        whys_in_notes.tell(draft, self._whys, self._facts.reasons)
        area_codes.fill(draft, self._facts.codes)
        FINISH[self._kind](draft, self._today)
        if self._kind == "deals" and not self._is_ours and "product" not in draft.values:
            self._keep_of_line(draft)
        if self._delivered and "closed_at" in draft.values:
            draft.warn("closed_at", _("The day of delivery counts as the closing day."), often=True)
        if "only_company" in draft.values:
            self._leave_personal(draft)
        if colour := self._facts.colours.get(draft.number):
            self.signs.of_colour(draft, colour)
        self.signs.tell(draft)
        if self._of_status >= 0:
            self._keep_day_of_status(draft)
        self._of_days.finish(draft, self.signs)

    def _in_group(self, draft: Draft, group: str, mark: str) -> None:
        """A row below a deal is another one below another deal, and what it says is what it is called."""
        draft.group, draft.below = group, bool(mark)
        if mark:
            draft.fingerprint = fingerprint(kind_below(self._kind, mark), self._columns, draft.cells)
            if not draft.values.get("product") and (said := draft.values.get("notes")):
                draft.values["title"] = said.splitlines()[0][:300]

    def _column_of(self, name: str) -> str:
        return next((self._columns[place] for place, known, _read in self._plan if known == name), "")

    def _keep_of_line(self, draft: Draft) -> None:
        """How many of it, and for how much, stands in the notes where the row names no product that could have a line."""
        for place, name, _read in self._plan:
            if name in _OF_LINE and name in draft.values:
                said = f"{self._columns[place]}: {v.read_line(draft.cells[place])[:LONGEST_NOTE]}"
                draft.remarks += [said] if said not in draft.remarks else []

    def _keep_day_of_status(self, draft: Draft) -> None:
        """Of a deal that goes on it is no day on which it ended, or will: it stands in the notes."""
        goes_on = "closed_at" in draft.values and not (draft.ended or self.signs.rests(draft))
        if goes_on and self._of_status < len(draft.cells) and (cell := draft.cells[self._of_status]) != "":
            del draft.values["closed_at"]
            draft.remarks.append(f"{self._columns[self._of_status]}: {v.read_line(cell)[:LONGEST_NOTE]}")

    def _leave_personal(self, draft: Draft) -> None:
        """Fields of people in a row that names nobody stand in the notes of its company."""
        for place, name, _read in self._plan:
            # What the row says of its company is the company's.
            personal = name in self._custom and self._custom[name].subject != "company"
            if personal and draft.values.pop(name, None) is not None:
                said = f"{self._columns[place]}: {v.read_line(draft.cells[place])[:LONGEST_NOTE]}"
                draft.values["notes"] = "\n".join(filter(None, [draft.values.get("notes", ""), said]))
                draft.warn(name, _("The row names nobody; this stands in the notes of the company."))
