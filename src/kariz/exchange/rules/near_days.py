"""What stands for a day that cannot be read, where the row comes in without it: the day of the row above, in a list that
runs on with the time. So a deal of the past does not count in the sales of today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from kariz.exchange.rules.years import Years
from kariz.localisation.said import gettext as _

if TYPE_CHECKING:
    from kariz.exchange.rules.drafts import Draft

NEAR_DAY = "near_day"
DAYS = ("created_at", "closed_at")


def fill(draft: Draft, places: Iterable[tuple[int, str]], years: Years | None, today: date) -> None:
    """`places` are (column, field). A day before that on which the row itself says that it began is none of it."""
    left = {note["field"] for note in draft.warnings if note.get("left")} if draft.warnings else set()
    if years is None or not left.intersection(DAYS):
        return
    columns = {name: place for place, name in places}
    for name in DAYS:
        if name not in left or name in draft.values or name not in columns:
            continue
        near, begun = years.before(draft.number, columns[name]), draft.values.get("created_at")
        if near and near <= today and (begun is None or near >= begun):
            draft.values[name] = near
            draft.signs.append(NEAR_DAY)
            draft.warn(name, _("The date cannot be read; the day of a row beside it is taken."))
