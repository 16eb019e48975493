"""What the commands say of amounts whose unit is in doubt: nobody sees a page there."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import coming
from kariz.localisation.templatetags.kariz import money, money_short
from kariz.reading.rows.signs import SMALL_DEALS, TINY, UNIT_ASKED, UNIT_BESIDE

SAID = {
    UNIT_BESIDE: "the amounts say no unit and are read so that the first is {other}",
    UNIT_ASKED: "the amounts say no unit: is the first {amount} or {other}?",
    SMALL_DEALS: "{count} amounts are less than any deal comes to: is it {amount} or {other}?",
    TINY: "{count} amounts are far below the others",
}


def tell_units(parts: Sequence[Import]) -> None:
    """Before the rows are written; the unit can be said by --unit."""
    control = coming(parts).control
    for one in control.marked if control else ():
        if one.sign in SAID and (one.unit or one.sign == TINY):
            now, other = (one.unit.amount, one.unit.other) if one.unit else (0, 0)
            currency = one.unit.currency if one.unit else "IRR"
            said = {"amount": money(now, currency), "other": money_short(other, currency)}
            print(f"  {one.file + ': ' if one.file else ''}{SAID[one.sign].format(count=one.count, **said)}")
