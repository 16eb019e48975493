"""The cells of a row, taken one by one: each is a value of its record, words beside it, or why the row is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from kariz.localisation.phones import is_mistyped
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.reading.cells import blanks, full_amounts, reach_cells
from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell, Repeated, plain
from kariz.reading.cells.no_amounts import is_unsaid
from kariz.reading.cells.odd_readings import has_words, needs_no_reading, odd_reading
from kariz.reading.cells.phones import Phones
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.columns.remarks_of_firms import FIELD as FIRMS_NOTES
from kariz.reading.days import day_beside_words, days, days_of_rows
from kariz.reading.days.days_of_rows import DaysOfRows
from kariz.reading.layout.tables import too_long
from kariz.reading.rows.cell_readers import READERS, Read, read_custom
from kariz.reading.rows.drafts import LONGEST_NOTE, Draft
from kariz.reading.rows.finishing import LENIENT, LIGHT, may_be_left
from kariz.reading.rows.readers_of_columns import DATED, MONEY, ReadersOfColumns
from kariz.reading.rows.settings import LEAVE, WEIGHED, Settings
from kariz.records.models import CustomField, CustomType

MANY = frozenset(
    {"phone", "company_phone", "mobile", "called", "email", "notes", FIRMS_NOTES, "participants"}
)
TWICE = frozenset({"amount", "closed_at"})
"""Fields that several columns may fill by turns, as amounts in toman and in rial, or the days of winning and losing."""


class CellsOfRows:
    """Of one file that is read by one mapping; `fields` are those that its columns fill. Keeps nothing from row to row."""

    def __init__(
        self,
        *,
        kind: str,
        settings: Settings,
        fields: Collection[str],
        custom: Mapping[str, CustomField],
        of_days: DaysOfRows,
        readers: ReadersOfColumns,
    ) -> None:
        self._kind, self._settings, self._fields, self._custom = kind, settings, fields, custom
        self._of_days, self._read_day = of_days, readers.day
        self._base, self._lenient, self._is_ours = settings.currency, settings.is_recognised, "id" in fields
        self._days = DATED | {name for name, field in custom.items() if field.type == CustomType.DATE}

    def take(self, draft: Draft, place: int, name: str, cell: Cell, read: Read) -> None:
        """Read one cell and keep its value in the draft, or say why not."""
        if name in self._days:
            cell = self._whole_day(draft, place, name, cell)
        if self._kind in reach_cells.KINDS and (ways := reach_cells.apart(name, cell)):
            for way, said in ways:
                self._keep(draft, way, said, READERS[way](said))
            return
        if (bare := self._bare(draft, name, cell)) == "":
            return
        try:
            value = read(bare)
        except v.BadValue as error:
            if not self._day_beside_words(draft, name, bare, error, read):
                self._unread(draft, name, bare, error)
            return
        if value in ("", []) or (name == "company" and self._is_nobodys(value)):
            return
        if isinstance(value, v.Foreign):
            if not self._takes_foreign(draft, name, bare):
                return
            if name not in draft.values:
                draft.values["currency"] = value.currency
            elif draft.values.get("currency", self._base) != value.currency:
                self._other(draft, name, bare)
                return
            value = int(value)
        if name == "phone" and isinstance(value, Phones) and value.mobile and self._kind in reach_cells.KINDS:
            name = "mobile"
        self._keep(draft, name, bare, self._told(draft, name, bare, value))

    def _whole_day(self, draft: Draft, place: int, name: str, cell: Cell) -> Cell:
        """The cell; of a day that does not say its year, that day."""
        # What was said was said on a day that has passed.
        passed = name == "spoken_on" or (name == "due_at" and "said" in self._fields)
        return self._of_days.whole(draft, place, name, cell, "done_at" if passed else name)

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

    def _day_beside_words(self, draft: Draft, name: str, cell: Cell, error: v.BadValue, read: Read) -> bool:
        """Take the only day of a cell that says more, and what it says as a note. On a day on which somebody comes back no
        deal ends: it is that of the next step."""
        optional = name in day_beside_words.FIELDS or name in self._days & self._custom.keys()
        if not optional or not may_be_left(self._kind, name) or not (said := day_beside_words.day_in(cell)):
            return False
        line = v.read_line(cell)
        if self._kind == "deals" and name in day_beside_words.ENDS and day_beside_words.comes_back(cell):
            if "next_step_on" in self._fields:
                self._put_aside(draft, name, line, error.message)
            else:
                self._of_days.step_said(draft, cell, error, self._read_day)
            return True
        try:
            day = read(said)
        except v.BadValue:
            return False
        if name == "created_at" and day > self._of_days.today:
            self._put_aside(draft, name, line, error.message)
            return True
        self._keep(draft, name, cell, self._told(draft, name, said, day))
        draft.warn(name, quoting(_("The words beside the day are kept as a note."), line[:60]), often=True)
        self._note(draft, name, line)
        return True

    def _unread(self, draft: Draft, name: str, cell: Cell, error: v.BadValue) -> None:
        """A cell that cannot be read is kept as words, put aside, or refuses the row."""
        if blanks.says_nothing(cell) and not (name in MONEY and blanks.is_agreed(cell)):
            return
        if name == "next_step_on" and (isinstance(error, days.CountsFromToday) or has_words(cell)):
            self._of_days.step_said(draft, cell, error, self._read_day)
            return
        said, text = v.read_text(cell)[:60], error.message
        if name in MONEY and (is_unsaid(cell) or blanks.is_agreed(cell)):
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
        if self._kind == "deals" and name == "amount" and "currency" not in self._fields:
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
        if isinstance(value, Phones) and (wrong := [one for one in value if is_mistyped(one)]):
            text = _(
                "Nobody has such a number: a digit of it is wrong, or missing. It stays as it is written."
            )
            draft.warn(name, quoting(text, ", ".join(wrong)[:60]), often=True)
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
        light = self._settings.unreadable == WEIGHED and (name in LIGHT or self._is_light(name))
        if (light or self._settings.unreadable == LEAVE) and may_be_left(self._kind, name):
            return True
        return self._lenient and name in LENIENT

    def _is_light(self, name: str) -> bool:
        """Is it a field of the company's own that holds no sum and no day?"""
        return name in self._custom and self._custom[name].type not in (CustomType.MONEY, CustomType.DATE)

    def _put_aside(self, draft: Draft, name: str, said: str, why: Any) -> None:
        """A person is not lost for a phone number that is none: what was written is kept as a note."""
        draft.warn(name, quoting(why, said[:60]), said)
        self._note(draft, name, said)

    def _note(self, draft: Draft, name: str, said: str) -> None:
        label = self._custom[name].label if name in self._custom else BY_NAME[name].label
        draft.remarks.append(f"{label}: {said[:LONGEST_NOTE]}")
