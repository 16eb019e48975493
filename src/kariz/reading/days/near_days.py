"""What stands for a day that cannot be read, where the row comes in without it: the day of the row above, in a list that
runs on with the time. So a deal of the past does not count in the sales of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kariz.localisation.said import gettext as _
from kariz.reading.days.years import Years

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

NEAR_DAY = "near_day"
DAYS = ("created_at", "closed_at")
CALLED = frozenset({"created_at", "done_at", "due_at"})
"""The day of a deal, and that of what was said."""
SAYS = frozenset({"title", "company", "contact", "product", "amount"})
"""A row that has none of these is no deal."""
LATE = timedelta(days=31)
"""At the end of a list that ended longer ago nobody wrote a deal of today."""


def fill(
    draft: Draft,
    places: Sequence[tuple[int, str]],
    years: Years | None,
    today: date,
    *,
    below: bool = False,
) -> None:
    """`places` are (column, field); `below`: the row is a further one of the deal above. A day before that on which the row
    itself says that it began is none of it."""
    if years is not None and not below and CALLED.isdisjoint(draft.values):
        _fill_blank(draft, places, years, today)
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


def _fill_blank(draft: Draft, places: Sequence[tuple[int, str]], years: Years, today: date) -> None:
    """A deal without a day among dated ones is of their days, not of today; and so is a call."""
    columns = {field: place for place, field in places}
    called = "said" in draft.values
    name = next((name for name in ("done_at", "due_at") if name in columns), "") if called else "created_at"
    told = {note["field"] for note in (*draft.warnings, *draft.errors)}
    if name not in columns or name in told or not (called or SAYS & set(draft.values)):
        return
    above, below = years.around(draft.number, columns[name])
    closed = draft.values.get("closed_at")
    if above is None or above > today or (closed is not None and above > closed):
        return
    # Below the last call that has its day nobody called today: who keeps such a list leaves blank what is as above.
    last_call = called and below is None
    if last_call or (below is not None and below <= today) or today - above > LATE:
        draft.values[name] = above
        draft.signs.append(NEAR_DAY)
        draft.warn(name, _("The row has no date; the day of a row beside it is taken."))
