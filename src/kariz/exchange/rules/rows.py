"""One row of a file as values for a record, with every reason why it cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kariz.exchange.rules import (
    answers,
    associated,
    blanks,
    continued,
    contracts,
    days,
    days_of_rows,
    full_amounts,
    more_people,
    near_days,
    odoo_names,
    of_persons,
    people_of_rows,
    reach_cells,
    turned_names,
    whom,
)
from kariz.exchange.rules import values as v
from kariz.exchange.rules.asides import BEFORE, CARRIED, CHOSEN, REVISED, SAYS_TWICE, TYPED_TWICE, why
from kariz.exchange.rules.below import kind_below
from kariz.exchange.rules.cell_readers import READERS, Read, own_notes, read_custom
from kariz.exchange.rules.cells import Cell, Repeated, plain
from kariz.exchange.rules.consent_fields import day_says_it
from kariz.exchange.rules.drafts import LONGEST_NOTE, Draft, fingerprint
from kariz.exchange.rules.fields import BY_NAME
from kariz.exchange.rules.finishing import FINISH, LENIENT, NOTED, may_be_left
from kariz.exchange.rules.kinds_of_work import kind_of, kind_of_columns
from kariz.exchange.rules.known import NOTHING, Known
from kariz.exchange.rules.no_amounts import is_unsaid
from kariz.exchange.rules.odd_readings import has_words, needs_no_reading, odd_reading
from kariz.exchange.rules.person_fields import SOCIAL
from kariz.exchange.rules.phones import Phones
from kariz.exchange.rules.proposals import in_percent
from kariz.exchange.rules.settings import CARDS, LEAVE, SKIP, TAKE, Settings
from kariz.exchange.rules.several import KINDS, leave_no_number, tell_apart
from kariz.exchange.rules.signs import CARRIED_OVER, LEFT_BY_WORD, SAID_TWICE, SUPERSEDED, TYPED_AGAIN, Signs
from kariz.exchange.rules.tables import too_long
from kariz.exchange.rules.units import in_unit, unit_of_header
from kariz.exchange.rules.units_of_columns import UnitsOfColumns
from kariz.exchange.rules.years import Years
from kariz.localisation import preferences
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.records.models import CustomField, CustomType

MANY = frozenset({"phone", "company_phone", "mobile", "called", "email", "notes", "participants"})
TWICE = frozenset({"amount", "closed_at"})
"""Fields that several columns may fill by turns, as amounts in toman and in rial, or the days of winning and losing."""
MOMENTS = frozenset({"due_at", "done_at", "noted_at", "entered_at", "next_step_on"})
DATED = MOMENTS | {"spoken_on", "created_at", "closed_at", "expected_close", "consent_on"}
MONEY = ("amount", "unit_price")
NUMBER_ALONE = {"external_id"}
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
        asides: Mapping[str, str] | None = None,
        habits: Mapping[str, str] | None = None,
        headers: str = "",
        years: Years | None = None,
        shares: frozenset[str] = frozenset(),
        numbers: Mapping[str, associated.Numbers] | None = None,
        colours: Mapping[int, str] | None = None,
        going_on: continued.Continued | None = None,
        left_before: Collection[int] = (),
        beside: Known = NOTHING,
        orders: Mapping[str, str] | None = None,
        written: date | None = None,
    ) -> None:
        """`habits`: where columns of dates have their year; `headers`: the unit that those of amounts were seen to say;
        `years`: of days that are written without; `shares`: columns that say percents as parts of one;
        `numbers`: which numbers behind names of companies and people are ids; `colours`: of rows; `going_on`: deals of
        another sheet that rows continue; `left_before`: rows that were left out of an earlier import; `beside`:
        companies and people that are known; `orders`: what days of two numbers begin with in columns of steps; `written`:
        the day of which the file says so."""
        self._years, self._shares, self._numbers = years, shares, numbers or {}
        self._colours = colours or {}
        self._going_on, self._beside = going_on, beside
        self._custom = custom or {}
        self._kind, self._columns, self._today, self._settings = kind, columns, today, settings
        self._base = settings.currency
        # A field that is only proposed is not there yet.
        known = {column: name for column, name in mapping.items() if name in BY_NAME or name in self._custom}
        places = [(place, known[column]) for place, column in enumerate(columns) if column in known]
        calendar = settings.calendar
        self._days: dict[str, Any] = {"today": today, "calendar": calendar, "order": settings.day_order}
        self._read_day = partial(days.read_date, **self._days)
        self.fields = {name for _place, name in places}
        self._further = more_people.further(places, columns)
        own = (place for place, name in places if name == "contact" and place not in self._further)
        self._contact = columns[next(own)] if self._further else ""
        self._decide = any(
            name == "contact" and of_persons.names_deciders(columns[place]) for place, name in places
        )
        named = next((place for place, name in places if name == "currency"), None)
        self.units = UnitsOfColumns(columns, settings, headers=headers, currency_at=named)
        habits = habits or {}
        self._plan = [
            (place, name, self._reader(name, columns[place], habits.get(columns[place], "")))
            for place, name in places
        ]
        by_place = {place: habits.get(columns[place], "") for place, _name in places}
        self._of_days = days_of_rows.DaysOfRows(years, by_place, today, calendar, orders or {}, written)
        self._places = [(place, name) for place, name, _read in self._plan]
        self._asides = {int(number): kind for number, kind in (asides or {}).items()}
        if settings.asides == TAKE:
            self._asides = {}
        for said, how in settings.rows.items():
            self._asides.pop(int(said), None)
            if how == SKIP:
                self._asides[int(said)] = BEFORE if int(said) in left_before else CHOSEN
        self._is_ours = "id" in self.fields
        # «نتیجه ویزیت» says that somebody visited, «چی گفت» only that they talked.
        said = next((columns[place] for place, name in places if name == "said"), "")
        self._said_in = said if kind_of(said) else ""
        self._work = kind_of_columns(columns) if kind == "activities" else ""
        self._lenient = settings.is_recognised
        self.turned = False
        """Do the names of people begin with the family name, behind which stands a comma?"""
        self.groups: Mapping[int, tuple[str, str]] = {}
        """Rows of deals of several rows, in a list without numbers."""
        self.signs = Signs(kind, frozenset(self.fields), settings, today)

    def read(self, number: int, cells: list[Cell]) -> Draft:
        draft = Draft(number, cells, fingerprint(self._kind, self._columns, cells))
        if number in self._asides:
            draft.aside = why(self._asides[number])
            kind = self._asides[number].partition(":")[0]
            draft.signs += [_OUT[kind]] if kind in _OUT else []
            return draft
        width = len(cells)
        for place, name, read in self._plan:
            cell = cells[place] if place < width else ""
            if cell != "" and place in self._further:
                more_people.take(draft, self._columns[place], cell)
            elif cell != "":
                self._take(draft, name, self._whole_day(draft, place, name, cell), read)
        near_days.fill(draft, self._places, self._years, self._today, below=number in self.groups)
        if set(draft.values) == NUMBER_ALONE and self._kind == "deals" and len(draft.said) == 1:
            draft.aside = _("The row has nothing but its number.")
            return draft
        if self.units.own(cells) or draft.values.get("currency", self._base) != self._base:
            self._in_own_currency(draft, cells)
        if word := self.signs.word_of_left(draft):
            draft.aside = _("“%(word)s” says that the row is left out.") % {"word": word[:60]}
            draft.signs.append(LEFT_BY_WORD)
            return draft
        if work := self._work or ("said" in draft.values and self._said_in):
            draft.values.setdefault("activity_kind", work)
        self._of_days.step(draft, self._read_day)
        if self._settings.source == associated.SOURCE:
            associated.part(draft.values, self._kind, self._numbers)
        elif self._settings.source == odoo_names.SOURCE:
            odoo_names.part(draft.values, self._kind)
        if self.turned:
            turned_names.turn(draft)
        self._beside.tell(draft, self._kind)
        people_of_rows.part(draft, self._kind)
        tell_apart(draft, self._kind, self._settings.several, of_one=self._settings.source == CARDS)
        if self._kind in more_people.KINDS and not self._is_ours:
            more_people.join(draft, self._settings.several, self._contact)
            leave_no_number(draft, self._kind)
        if continued.FIELD in draft.values:
            continued.resolve(draft, self._going_on, self._column_of(continued.FIELD))
        elif self._going_on is not None:
            continued.follow(draft, self._going_on)
        if number in self.groups:
            self._in_group(draft, *self.groups[number])
        if self._decide and "contact" in draft.values:
            draft.values.setdefault("decision_maker", "yes")
        day_says_it(draft.values, self.fields)
        FINISH[self._kind](draft, self._today)
        if "only_company" in draft.values:
            self._leave_personal(draft)
        if colour := self._colours.get(number):
            self.signs.of_colour(draft, colour)
        self.signs.tell(draft)
        self._of_days.finish(draft, self.signs)
        return draft

    def _in_group(self, draft: Draft, group: str, mark: str) -> None:
        """A row below a deal is another one below another deal, and what it says is what it is called."""
        draft.group, draft.below = group, bool(mark)
        if mark:
            draft.fingerprint = fingerprint(kind_below(self._kind, mark), self._columns, draft.cells)
            if not draft.values.get("product") and (said := draft.values.get("notes")):
                draft.values["title"] = said.splitlines()[0][:300]

    def _column_of(self, name: str) -> str:
        return next((self._columns[place] for place, known, _read in self._plan if known == name), "")

    def _whole_day(self, draft: Draft, place: int, name: str, cell: Cell) -> Cell:
        """The cell; of a day that does not say its year, that day."""
        own = self._custom.get(name)
        if not (name in DATED or (own and own.type == CustomType.DATE)):
            return cell
        # What was said was said on a day that has passed.
        passed = name == "spoken_on" or (name == "due_at" and "said" in self.fields)
        known = "done_at" if passed else name
        return self._of_days.whole(draft, place, name, cell, known)

    def _leave_personal(self, draft: Draft) -> None:
        """Fields of people in a row that names nobody stand in the notes of its company."""
        for place, name, _read in self._plan:
            if name in self._custom and draft.values.pop(name, None) is not None:
                said = f"{self._columns[place]}: {v.read_line(draft.cells[place])[:LONGEST_NOTE]}"
                draft.values["notes"] = "\n".join(filter(None, [draft.values.get("notes", ""), said]))
                draft.warn(name, _("The row names nobody; this stands in the notes of the company."))

    def _in_own_currency(self, draft: Draft, cells: list[Cell]) -> None:
        """Amounts of a row that names another currency or unit than the file's: 20 dollars are no 20 toman."""
        own = self.units.own(cells)
        for place, name, _read in self._plan:
            cell = cells[place] if place < len(cells) else ""
            if name not in MONEY or name not in draft.values or cell == "" or isinstance(cell, Repeated):
                continue
            try:
                currency = draft.values.get("currency", self._base)
                unit = self.units.in_currency(currency, place)
                if own and currency == "IRR" and not unit_of_header(self._columns[place]):
                    unit = in_unit(unit, own)
                amount = self._reads_money(name, currency, unit)(cell)
            except v.BadValue as error:
                draft.refuse(name, quoting(error.message, v.read_text(cell)[:60]))
            else:
                draft.values[name] = full_amounts.counted(draft, amount) if name == "amount" else int(amount)

    def _take(self, draft: Draft, name: str, cell: Cell, read: Read) -> None:
        """Read one cell and keep its value in the draft, or say why not."""
        if self._kind in reach_cells.KINDS and (ways := reach_cells.apart(name, cell)):
            for way, said in ways:
                self._keep(draft, way, said, READERS[way](said))
            return
        if (bare := self._bare(draft, name, cell)) == "":
            return
        try:
            value = read(bare)
        except v.BadValue as error:
            self._unread(draft, name, bare, error)
            return
        if value in ("", []) or (name == "company" and self._is_nobodys(value)):
            return
        if isinstance(value, v.Foreign):
            if not self._takes_foreign(draft, name, bare):
                return
            if name not in draft.values:
                draft.values["currency"] = value.currency
            elif draft.values.get("currency", self._settings.currency) != value.currency:
                self._other(draft, name, bare)
                return
            value = int(value)
        self._keep(draft, name, bare, self._told(draft, name, bare, value))

    def _bare(self, draft: Draft, name: str, cell: Cell) -> Cell:
        """The cell without its merging; "" where it says nothing, or may not say it."""
        if too_long(cell):
            draft.refuse(name, _("This cell has more than 10,000 characters."))
            return ""
        if isinstance(cell, Repeated):
            if name == "amount":
                draft.warn(name, _("The amount is merged over several rows; it counts in the first of them."))
                return ""
            cell = plain(cell)
        # In a file that was exported from here, an odd name is what somebody called it.
        if name in BY_NAME and name not in blanks.TOLD and not self._is_ours and blanks.is_mark(cell):
            return ""
        return cell

    def _unread(self, draft: Draft, name: str, cell: Cell, error: v.BadValue) -> None:
        """A cell that cannot be read is kept as words, put aside, or refuses the row."""
        if blanks.says_nothing(cell):
            return
        if name == "next_step_on" and (isinstance(error, days.CountsFromToday) or has_words(cell)):
            self._of_days.step_said(draft, cell, error, self._read_day)
            return
        said, text = v.read_text(cell)[:60], error.message
        if name in MONEY and is_unsaid(cell):
            if may_be_left(self._kind, name):
                draft.warn(
                    name, quoting(_("No amount is said yet; the words are kept as a note."), said), often=True
                )
                self._note(draft, name, v.read_line(cell))
            return
        if self._sets_aside(name) or needs_no_reading(self._kind, name, cell, error, self._base):
            self._put_aside(draft, name, v.read_line(cell), text)
            return
        draft.refuse(name, text if v.to_latin(said) in v.to_latin(str(text)) else quoting(text, said))

    def _is_nobodys(self, company: Any) -> bool:
        """A firm may well be called «آزاد», in a list of firms or of ours; in a list of people nobody works there."""
        return self._kind != "companies" and not self._is_ours and blanks.is_no_firm(company)

    def _takes_foreign(self, draft: Draft, name: str, cell: Cell) -> bool:
        if self._kind == "deals" and name == "amount" and "currency" not in self.fields:
            return True
        text = _("The amount is in another currency.")
        draft.refuse(name, quoting(text, v.read_text(cell)[:60]))
        return False

    def _told(self, draft: Draft, name: str, cell: Cell, value: Any) -> Any:
        """The value, with what is odd about it said of the row, and what it leaves out noted."""
        if isinstance(value, days.FirstOfMonth):
            value, text = days_of_rows.told_of(value)
            draft.warn(name, quoting(text, v.read_line(cell)[:60]), often=True)
            return read_custom(self._custom[name], value) if name in self._custom else value
        if isinstance(value, Phones) and value.left:
            self._note(draft, name, v.read_line(value.left))
            if addresses := v.emails_in(value.left):
                draft.values["email"] = [*draft.values.get("email", []), *addresses]
        if reading := odd_reading(name, cell, value):
            draft.warn(name, reading)
            self._note(draft, name, v.read_line(cell))
        if not isinstance(value, full_amounts.InFull):
            return value
        return int(value) if draft.values.get(name) else full_amounts.counted(draft, value)

    def _keep(self, draft: Draft, name: str, cell: Cell, value: Any) -> None:
        longest = BY_NAME[name].longest if name in BY_NAME else 0
        if longest and isinstance(value, str) and len(value) > longest:
            why = _("This has more than %(most)d characters.") % {"most": longest}
            if self._sets_aside(name):
                self._put_aside(draft, name, value, why)
            else:
                draft.refuse(name, why)
        elif name in MANY and name in draft.values:
            held = draft.values[name]
            draft.values[name] = held + value if isinstance(value, list) else f"{held}\n{value}"
        elif name in TWICE and name in draft.values:
            self._second(draft, name, cell, value)
        else:
            draft.values[name] = value

    def _second(self, draft: Draft, name: str, cell: Cell, value: Any) -> None:
        """A further column of the same field: the first one counts, but for a nought; a deal closed on the later day."""
        if name == "closed_at":
            draft.values[name] = max(value, draft.values[name])
        elif not draft.values[name]:
            draft.values[name] = value
        elif value and draft.values[name] != value:
            self._other(draft, name, cell)

    def _other(self, draft: Draft, name: str, cell: Cell) -> None:
        said = v.read_line(cell)
        draft.warn(name, quoting(_("Two columns have different amounts; the first one counts."), said[:60]))
        self._note(draft, name, said)

    def _sets_aside(self, name: str) -> bool:
        if self._settings.unreadable == LEAVE and may_be_left(self._kind, name):
            return True
        return self._lenient and name in LENIENT

    def _put_aside(self, draft: Draft, name: str, said: str, why: Any) -> None:
        """A person is not lost for a phone number that is none: what was written is kept as a note."""
        draft.warn(name, quoting(why, said[:60]), said)
        self._note(draft, name, said)

    def _note(self, draft: Draft, name: str, said: str) -> None:
        label = self._custom[name].label if name in self._custom else BY_NAME[name].label
        draft.remarks.append(f"{label}: {said[:LONGEST_NOTE]}")

    def _reads_money(self, name: str, currency: str, unit: str) -> Callable[[Cell], int]:
        in_list = name == "amount" and currency == self._base
        usual = lambda: self.signs.usual if in_list else 0  # noqa: E731
        return full_amounts.reader(currency, unit, usual, noted=self._kind in NOTED)

    def _reader(self, name: str, column: str, habit: str) -> Read:
        settings = self._settings
        said = self._days | {"habit": habit}
        if name in DATED - MOMENTS:
            return partial(days.read_date, **said)
        if name in MOMENTS:
            return partial(days.read_moment, **said)
        if name == "outcome" and answers.asks(column):
            return answers.read
        if name in ("outcome", "stage") and contracts.says_status(column):
            return contracts.read
        if name in MONEY:
            unit = self.units.of(column)
            return self._reads_money(name, settings.currency, unit)
        if name == "notes" and "id" in self.fields:
            # A file of ours: what looks like markup was typed by a person.
            return own_notes
        if name in SOCIAL and "id" in self.fields:
            return partial(of_persons.own_ways, name)
        if name in whom.FIELDS and (
            self._beside.firms is not None or (name == "contact" and self._kind in KINDS)
        ):
            return v.read_lines
        if name in self._custom:
            read = partial(read_custom, self._custom[name])
            if self._custom[name].type == CustomType.DATE:
                return lambda cell: days_of_rows.of_month_or(read, days.read_date(cell, **said))
            if self._custom[name].type == CustomType.MONEY:
                # In the company's own currency, whatever that of the file's deals is.
                base = preferences.current().currency
                if settings.currency == base:
                    return partial(v.read_money, currency=base, unit=self.units.of(column))
                if base == "IRR" and (unit := unit_of_header(column)):
                    return partial(v.read_money, currency=base, unit=unit)
            return (lambda cell: read(in_percent(cell))) if column in self._shares else read
        return READERS.get(name, v.read_line)
