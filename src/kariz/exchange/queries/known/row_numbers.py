"""Rows of a file by their numbers, as people write them: "14, 27-30"."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import table_of
from kariz.localisation.digits import to_latin
from kariz.localisation.templatetags.kariz import in_digits
from kariz.reading.rows.settings import MOST_ROWS

_PARTS = re.compile(r"[,،;؛\n]+|\s+(?:و|and)\s+|(?<=\d)\s+(?=\d)")
_SPAN = re.compile(r"(\d{1,9})(?:\s*(?:-|–|—|تا|to|through)\s*(\d{1,9}))?")


def numbers_in(text: str, first: int, last: int) -> list[int]:
    """The numbers of the rows. Raises ValueError, with what is wrong with it, as a person reads it."""
    found: list[int] = []
    for part in filter(None, (part.strip() for part in _PARTS.split(to_latin(text)))):
        if (span := _SPAN.fullmatch(part)) is None:
            raise ValueError(
                _("“%(text)s” is no number of a row; write them like 14, 27-30.") % {"text": part[:40]}
            )
        begin, end = sorted((int(span[1]), int(span[2] or span[1])))
        for number in (begin, end):
            if not first <= number <= last:
                text = _("The list has no row %(number)s; its rows are %(first)s to %(last)s.")
                raise ValueError(
                    text
                    % {k: in_digits(v) for k, v in (("number", number), ("first", first), ("last", last))}
                )
        found += range(begin, min(end, begin + MOST_ROWS) + 1)
    return found


def last_row(one: Import) -> int:
    """The number of the last row of the file that says anything."""
    return max((number for number, _cells in table_of(one).rows()), default=1)
