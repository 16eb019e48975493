"""Why lines of a sheet are no records, for who reads it."""

from __future__ import annotations

from kariz.localisation.said import gettext as _
from kariz.reading.layout.asides import (
    AVERAGE,
    BEFORE,
    CARRIED,
    CHOSEN,
    DIVIDER,
    HEADED,
    HEADER,
    NUMBERED,
    RENAMED,
    REVISED,
    SAID_NAMES,
    SAYS_TWICE,
    TOTAL,
    TYPED_TWICE,
)


def why(kind: str) -> str:
    """By what kind of line it is."""
    if kind == TOTAL:
        return _("This looks like a total, not a record.")
    if kind == AVERAGE:
        return _("This looks like an average, not a record.")
    if kind == NUMBERED:
        return _("Nothing but the number of the row stands here.")
    if kind == HEADER:
        return _("This repeats the names of the columns.")
    if kind == HEADED:
        return _("This is the heading of the rows below; a column of its own holds what it says.")
    if kind == RENAMED:
        return _("This names the columns anew; the rows below are read by it.")
    if kind == SAID_NAMES:
        return _("You said that this names the columns; the rows below are read by it.")
    if kind == SAYS_TWICE:
        return _("The row says itself that it is a duplicate.")
    if kind.startswith(TYPED_TWICE):
        text = _("Row %(number)s says the same in every cell but the running number.")
        return text % {"number": kind.rpartition(":")[2]}
    if kind.startswith(REVISED):
        return _("Row %(number)s is a later revision of the same quote.") % {
            "number": kind.rpartition(":")[2]
        }
    if kind == CARRIED:
        return _("The row says that it goes on in another list, where its customer stands.")
    if kind == CHOSEN:
        return _("You left this row out.")
    if kind == BEFORE:
        return _("This row was left out of an earlier import.")
    if kind == DIVIDER:
        return _("This only divides the list.")
    return _("This stands alone below the list; it is no record.")
