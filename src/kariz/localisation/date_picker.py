"""What `assets/jalali_date_controller.ts`, the browser's date field, needs to know: preferences, today, its words."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from . import preferences
from .date_reading import example, order


def attributes(*, moment: bool = False) -> dict[str, str]:
    """The HTML attributes of the element around a date `input`, by the preferences in force; `moment` where a time
    may follow the day."""
    mine = preferences.current()
    values = {
        "calendar": mine.calendar,
        "digits": mine.digits,
        "language": "fa" if mine.language.startswith("fa") else "en",
        "today": preferences.today().isoformat(),
        "order": order(),
        "form": mine.date_order,
        "texts": json.dumps(_texts(), ensure_ascii=False),
        "refusals": json.dumps(_refusals(), ensure_ascii=False),
    }
    if moment:
        values["moment"] = "true"
    return {"data-controller": "jalali-date"} | {
        f"data-jalali-date-{name}-value": value for name, value in values.items()
    }


def _texts() -> dict[str, str]:
    return {
        "open": _("Open the calendar"),
        "panel": _("Calendar"),
        "previous": _("Previous month"),
        "next": _("Next month"),
        "today": _("Today"),
        "clear": _("Clear"),
    }


def _refusals() -> dict[str, str]:
    unknown = str(example())
    return {
        "unknown": unknown,
        "too_long": unknown,
        "ambiguous": _(
            "Day and month can be read two ways. Write the year first with four digits, or the month by its name."
        ),
        "no_such_day": _("There is no such day."),
        "out_of_range": _("This date is too far away."),
        "no_such_time": _("There is no such time of day. Write it like 14:30."),
        "weekday_mismatch": _("This date falls on another day of the week."),
    }
