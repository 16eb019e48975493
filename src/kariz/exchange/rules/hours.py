"""The hour of a call in a column of its own: «۱۰:۳۰», «ساعت ۹», 10.5 hours, or what a spreadsheet keeps."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.values import BadValue, read_text
from kariz.localisation.digits import to_latin

FIELD = "at_time"
_SAID = re.compile(
    r"(?:ساعت\s*)?(\d{1,2})(?:\s*[:٫.]\s*(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*"
    r"(?:(?P<late>بعد ?از ?ظهر|عصر|شب|pm|p\.m\.|ب\.?ظ)|صبح|am|a\.m\.|ق\.?ظ|ظهر)?",
    re.IGNORECASE,
)
_NOON = 12


def read_hour(cell: Cell) -> time:
    """Raises BadValue."""
    if isinstance(cell, datetime):
        return cell.time().replace(tzinfo=None)
    if isinstance(cell, float) and 0 <= cell < 1:
        hour, rest = divmod(round(cell * 1440) % 1440, 60)
        return time(hour, rest)
    found = _SAID.fullmatch(to_latin(read_text(cell)).strip())
    if found is None:
        raise BadValue(_("This is not a time of day."))
    hour, minute = int(found[1]), int(found[2] or 0)
    if found["late"] and hour < _NOON:
        hour += _NOON
    if hour > 23 or minute > 59:
        raise BadValue(_("This is not a time of day."))
    return time(hour, minute)


def put(values: dict[str, Any]) -> None:
    """The hour goes to the day on which it was called, or will be; a day that says its own hour keeps it."""
    at = values.pop(FIELD, None)
    name = next((name for name in ("done_at", "due_at") if values.get(name)), "")
    day = values.get(name)
    if at is not None and isinstance(day, date) and not isinstance(day, datetime):
        values[name] = datetime.combine(day, at)
