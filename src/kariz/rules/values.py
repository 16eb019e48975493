"""Bringing the value of a condition to its canonical, JSON-ready form, or refusing it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation import preferences
from kariz.localisation.digits import to_latin
from kariz.localisation.money import MoneyError, parse_money
from kariz.localisation.text import fold

from . import operators
from .errors import RuleError
from .fields import Field
from .operators import Type

MAX_TEXT = 500
MAX_LIST = 100
MAX_NUMBER = 2**53 - 1  # what JSON carries exactly through every browser
MAX_DAYS = 20_000
FIRST_DAY, LAST_DAY = date(1830, 1, 1), date(2119, 12, 31)  # where both calendars are known

STARTS = ("start_of_week", "start_of_month", "start_of_quarter", "start_of_year")
_BARE = re.compile(r"-?[0-9][0-9,٬]*")
_OFFSET = re.compile(r"([+-])([0-9]{1,5})d")


def canonical(field: Field, op: str, value: Any, *, path: str = "") -> Any:
    """The value as rules keep it: None, text, number, boolean, or a tuple of them.

    Numbers and days may come as text (also with Persian digits). Raises RuleError at the field.
    """
    return _Reader(field, path).read(op, value)


class _Reader:
    def __init__(self, field: Field, path: str):
        self.field, self.path = field, path

    def refuse(self, reason: Any) -> RuleError:
        message = _("%(label)s: %(reason)s") % {"label": self.field.label, "reason": reason}
        return RuleError(message, field=self.field.name, path=self.path)

    def read(self, op: str, value: Any) -> Any:
        if op in operators.WITHOUT_VALUE:
            return None
        if op in operators.WITH_LIST:
            return self.several(value)
        if op == operators.BETWEEN:
            if not isinstance(value, list | tuple) or len(value) != 2:
                raise self.refuse(_("give two values, from and to."))
            return tuple(self.one(item) for item in value)
        if op in operators.WITH_DAYS:
            return self.days(value)
        return self.one(value)

    def several(self, value: Any) -> tuple:
        if not isinstance(value, list | tuple) or not value:
            raise self.refuse(_("give a list of at least one value."))
        if len(value) > MAX_LIST:
            raise self.refuse(_("give at most %(max)d values.") % {"max": MAX_LIST})
        return tuple(dict.fromkeys(self.one(item) for item in value))

    def one(self, value: Any) -> Any:
        match self.field.type:
            case Type.TEXT:
                return self.text(value)
            case Type.NUMBER:
                return self.number(value)
            case Type.MONEY:
                return self.money(value)
            case Type.DURATION | Type.AGE:
                return self.whole(value, -MAX_DAYS, MAX_DAYS)
            case Type.DATE | Type.DATETIME:
                return self.day(value)
            case Type.BOOLEAN:
                return self.boolean(value)
            case Type.REFERENCE:
                return self.option(self.whole(value, 0, MAX_NUMBER))
            case _:
                return self.option(value)

    def text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.refuse(_("give text."))
        if len(value) > MAX_TEXT:
            raise self.refuse(_("give at most %(max)d letters.") % {"max": MAX_TEXT})
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value) or not fold(value):
            raise self.refuse(_("give text with at least one letter or digit."))
        return value

    def number(self, value: Any) -> int | float:
        if isinstance(value, str) and len(value) <= 30:
            try:
                value = float(to_latin(value).replace("٬", "").replace(",", "").replace("٫", "."))
            except ValueError:
                raise self.refuse(_("give a number.")) from None
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # the last: NaN
            raise self.refuse(_("give a number."))
        if abs(value) > MAX_NUMBER:
            raise self.refuse(_("the number is too large."))
        return int(value) if value == int(value) else value

    def whole(self, value: Any, least: int, most: int) -> int:
        number = self.number(value)
        if not isinstance(number, int):
            raise self.refuse(_("give a whole number."))
        if not least <= number <= most:
            raise self.refuse(_("the number is too large or too small."))
        return number

    def money(self, value: Any) -> int:
        """Minor units; a bare number is in minor units already, words are read as people write sums."""
        if isinstance(value, str) and not _BARE.fullmatch(to_latin(value.strip())):
            now = preferences.current()
            try:
                return parse_money(value, now.currency, now.unit).amount
            except MoneyError as error:
                raise self.refuse(error.message) from None
        return self.whole(value, -MAX_NUMBER, MAX_NUMBER)

    def days(self, value: Any) -> int:
        return self.whole(value, 0, MAX_DAYS)

    def day(self, value: Any) -> str:
        if isinstance(value, date):
            value = value.isoformat()[:10]
        if not isinstance(value, str) or len(value) > 20:
            raise self.refuse(_("give a day."))
        value = to_latin(value)
        if value == "today" or value in STARTS:
            return value
        if offset := _OFFSET.fullmatch(value):
            sign, days = offset[1], self.days(int(offset[2]))
            return f"{sign}{days}d" if days else "today"
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise self.refuse(_("give a day, like 2026-03-21, “today” or “-30d”.")) from None
        if not FIRST_DAY <= found <= LAST_DAY:
            raise self.refuse(_("the day is too far away."))
        return found.isoformat()

    def boolean(self, value: Any) -> bool:
        known = {"true": True, "1": True, "false": False, "0": False}
        found = known.get(value.lower()) if isinstance(value, str) else value
        if not isinstance(found, bool):
            raise self.refuse(_("give yes or no."))
        return found

    def option(self, value: Any) -> Any:
        options = self.field.options()
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.refuse(_("choose one of the list."))
        if options is None:
            return value if isinstance(value, int) else self.text(value)
        # The address carries text only; an option may be a number.
        found = next((key for key, _label in options if key == value or str(key) == value), None)
        if found is None:
            raise self.refuse(_("“%(value)s” is not one of its options.") % {"value": str(value)[:50]})
        return found
