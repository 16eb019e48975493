"""Single rows that a person leaves out of an import, or takes all the same."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.access.models import User
from kariz.exchange.actions.at_work import looking
from kariz.exchange.actions.setup.saying import Given
from kariz.exchange.models import ExpectedRow, Group, Import
from kariz.exchange.queries.known.changed import changed_rows
from kariz.exchange.queries.known.reading import reader_of
from kariz.exchange.queries.pages.gone import is_binned
from kariz.localisation.preferences import today
from kariz.localisation.said import gettext as _
from kariz.reading.layout.below import BELOW
from kariz.reading.rows.settings import NAMES, OF_ROWS, SKIP, TAKE
from kariz.web.errors import FieldErrors


def choose(*, one: Import, by: User, how: str, numbers: Sequence[int]) -> Import:
    """Say of rows by their numbers that they do not come ("skip"), that they name the columns of those below ("names"), or
    that they come all the same ("take"), as records of their own where they would be taken for others, or where theirs lie
    in the bin; what was looked through before is looked through again, with the other files of its set; if that is under
    way, it begins anew.

    Raises NotAllowed, ImportBusy, FieldErrors, Stale.
    """
    by.require("import.run")
    if how not in OF_ROWS:
        raise FieldErrors({"how": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(OF_ROWS)}]})
    if not numbers:
        raise FieldErrors({"row": [_("Choose at least one row.")]})

    def given(fresh: Import) -> Given:
        return Given(options={"rows": _rows(fresh, how, numbers)})

    return looking.say(one=one, by=by, given=given)


def _rows(one: Import, how: str, numbers: Sequence[int]) -> dict[str, str]:
    """What was said of rows one by one, and is now."""
    rows = dict(one.options.get("rows", {}))
    usual = one.layout.get("asides", {}) if one.options.get("asides") != "take" else {}
    usual = {number for number in usual if rows.get(number) != NAMES}
    below = {str(number) for number in one.layout.get(BELOW, {}).get("rows", ())}
    below |= {number for number, said in rows.items() if said == TAKE and number not in usual}
    if how == TAKE:
        below |= {str(number) for number in changed_rows(one, reader_of(one, today()), one.acts_as)}
        skipped = ExpectedRow.objects.filter(of=one, group=Group.SKIPPED).values_list("number", "notes")
        below |= {str(number) for number, notes in skipped if is_binned(notes)}
    for number in map(str, numbers):
        rows.pop(number, None)
        # A row below a deal comes as a row of that deal, and one that came in before as what it was, unless it is said
        # to be a deal of its own.
        if how == NAMES or (how == SKIP) != (number in usual) or (how == TAKE and number in below):
            rows[number] = how
    return rows
