"""The shortest headers of a list of deals ("What", "$", "In", "Out", "Decision"): what stands below says the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from kariz.localisation import preferences
from kariz.localisation.digits import to_latin
from kariz.localisation.money import OF_DOLLARS
from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.units import counts
from kariz.reading.columns.days_or_words import FEW, MANY
from kariz.reading.columns.plain_headers import dated
from kariz.reading.columns.settling import Values, days_in, most, tomorrow
from kariz.reading.days.days import is_short
from kariz.reading.deals.stages import outcome_said

_DOLLARS = re.compile(
    r"(?:(?:quote|quoted|bid|job|deal|order|sale|est|value|amount|amt|price|total) ?)?\(?\$\s?(?:k|'?000'?s?)?\)?"
    r"|\$ (?:value|amount|amt|total|quote|quoted)"
)
"""To whoever counts in dollars the sign says no more than that it is money."""
_SUMS = keys_of("quote|quoted|our quote|quotation|bid|our bid|tender|estimate|price quoted|quoted at|worth")
_BEGAN = keys_of("in|date in|day in|quoted|quote sent")
_ENDED = keys_of("out|decision|decided|accepted")
_WHAT = keys_of("what|memo description")
_CLOSING = re.compile(
    r"(?:(?:تاریخ|روز|زمان|ت)[ .:]*)?(?:بسته ?شدن?|بسته ?شده|بستن|بسته)(?: (?:معامله|پرونده|قرارداد|فروش|در|در تاریخ))?"
    r"|(?:(?:date|day) )?(?:closed?|closing|closure|shut)(?: (?:on|at|date|day|off|down))?"
)
"""What stands over the days on which deals ended, and over other things as well: «بسته شدن», "Shut"."""
_CLOSED = keys_of("closed|closed on|closed date|date closed|closed at|تاریخ بسته شدن|بسته شد|بسته شده")
"""These say of every row that it is over."""
_OF_DEALS = frozenset({"amount", "outcome", "stage"})


LOOKED_AT = 50
FEWEST, LOWEST, GAP = 2, 100, 10
"""Steps from one number to the next, the number from which on they are told from sums, and how far apart they are."""


def settled(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """{column: field} of such columns. `means` is what each header, and the columns beside it, say so far."""
    if kind != "deals":
        return {}
    found = _amount(means, values)
    for column in means:
        given = {name for other, name in {**means, **found}.items() if other != column}
        if given & _OF_DEALS and (name := _name(column, given, values[column])) not in given | {""}:
            found[column] = name
    return found


def _are_numbered(cells: Sequence[Cell]) -> bool:
    """One after the other, as quotes are, and not what they come to: 1001, 1002, 1004."""
    texts = [to_latin(str(cell)).strip() for cell in cells[:LOOKED_AT]]
    numbers = [int(text) for text in texts if text.isdigit()]
    steps = [last - first for first, last in pairwise(numbers)]
    if len(numbers) < len(texts) or len(steps) < FEWEST or min(numbers) < LOWEST:
        return False
    rises = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return rises and abs(numbers[-1] - numbers[0]) <= GAP * len(steps)


def _amount(means: Mapping[str, str], values: Values) -> dict[str, str]:
    """ "$", where the company counts in dollars, and "Quote" over sums."""
    if "amount" in means.values():
        return {}
    in_dollars = preferences.current().currency in OF_DOLLARS
    found = [
        column
        for column in means
        if ((in_dollars and _DOLLARS.fullmatch(fold(column))) or squash(column) in _SUMS)
        and values[column]
        and most(map(counts, values[column]))
        and not _are_numbered(values[column])
    ]
    return {found[0]: "amount"} if len(found) == 1 else {}


def _name(column: str, given: set[str], cells: Sequence[Cell]) -> str:
    if not cells:
        return ""
    key = squash(column)
    days = dated(cells)
    if key in _WHAT:
        return "title" if days <= FEW and not most(map(counts, cells)) else ""
    if key in _BEGAN:
        return "created_at" if days >= MANY else ""
    if key not in _ENDED and _CLOSING.fullmatch(fold(column).strip(" .:")) is None:
        return ""
    if days >= MANY:
        if _lies_ahead(column, days_in(cell for cell in cells if not is_short(cell))):
            return "expected_close"
        # "Out" before "In" is of what is hired out.
        return "closed_at" if key != "out" or "created_at" in given else ""
    if key == "decision" and most(bool(outcome_said(str(cell))) for cell in cells):
        return "outcome"
    return ""


def _lies_ahead(column: str, days: Sequence[date]) -> bool:
    """Are these days of closings to come? One of many that is yet to come is a slip, told at its row."""
    coming = sum(day > tomorrow() for day in days)
    slip = MANY if squash(column) in _CLOSED else FEW
    return coming > slip * len(days)
