"""What is told of a cell that was read otherwise than it stands there, or that nothing depends on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.reading.cells import values as v
from kariz.reading.cells.about import is_about
from kariz.reading.cells.beside_amounts import without_words
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.full_amounts import InFull
from kariz.reading.cells.no_amounts import is_other
from kariz.reading.cells.parts_of_amounts import added, lower
from kariz.reading.cells.periods import is_period, words_of
from kariz.reading.cells.shortened import at_length, is_shortened
from kariz.reading.columns.person_fields import SOCIAL
from kariz.reading.days import days

MONEY = ("amount", "unit_price")


def odd_reading(name: str, cell: Cell, value: Any) -> str:
    """What to tell of it; "" of a cell that means what it says."""
    if isinstance(value, InFull):
        text = _("The list counts in thousands or millions; this number is taken as it stands, in full.")
        return quoting(text, _line(cell))
    if name in MONEY and isinstance(cell, str):
        return _odd_amount(cell)
    counted = name == "size" and not v.is_plain_count(cell)
    if counted or (name == "quantity" and v.words_of_quantity(cell)):
        return _read_as(cell, f"{Decimal(value).normalize():f}")
    return ""


def _odd_amount(cell: str) -> str:
    amount = without_words(cell)
    if lower(amount):
        return quoting(_("Of the two amounts the lower one is taken; both are kept as a note."), _line(cell))
    if added(amount):
        return quoting(_("The parts of the amount are added up; they are kept as a note."), _line(cell))
    if is_shortened(amount):
        return _read_as(cell, at_length(v.read_line(amount))[:60])
    if is_about(cell):
        return quoting(_("The amount is only roughly known."), _line(cell))
    return (
        "" if amount == cell else quoting(_("The words beside the amount are kept as a note."), _line(cell))
    )


def _line(cell: Cell) -> str:
    return v.read_line(cell)[:60]


def _read_as(cell: Cell, number: str) -> str:
    return _("“%(said)s” is read as %(number)s.") % {"said": _line(cell), "number": number}


DAYS = frozenset({"created_at", "closed_at", "expected_close", "consent_on"})
"""Days of a deal that it can do without."""


def is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and not any(letter.isdecimal() for letter in cell)


def has_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def needs_no_reading(kind: str, name: str, cell: Cell, error: v.BadValue, currency: str) -> bool:
    """«از پارسال» is no day, and no deal is lost for it, nor a call for «صبح» or half a number, nor a person for
    a consent of which nobody can tell whether it was given. «فردا» may be a day, and
    nobody knows which. Nor is a deal lost for "15-18k" or words for its amount, but in rial, where people write amounts in
    words: there it may be one that we cannot read."""
    if name in ("at_time", "called", "consent", "consent_on", "spoken_on", *SOCIAL):
        return True
    if kind == "deals" and name == "amount" and isinstance(cell, str):
        return currency != "IRR" and (is_words(cell) or is_other(cell))
    counts = isinstance(error, days.CountsFromToday)
    return kind == "deals" and name in DAYS and (is_words(cell) or _is_span(cell)) and not counts


def _is_span(cell: Cell) -> bool:
    """ "Q1 2024", "Oct-24": no day, and no deal is lost for it."""
    return (
        isinstance(cell, str) and cell.isascii() and cell.strip()[:1].isalpha() and is_period(words_of(cell))
    )
