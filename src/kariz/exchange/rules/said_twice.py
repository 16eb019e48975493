"""Rows of deals that say themselves, in a short remark, that they stand somewhere else already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from kariz.exchange.rules.asides import SAYS_TWICE
from kariz.exchange.rules.cells import Row
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold

NAMED = frozenset({"outcome", "stage", "notes", "lost_reason"})
"""Fields in which it is said."""
LONGEST = 40
MOST = 4
"""Where more than one row of so many says it, the word tells something else: a pump with two stages."""
SEEN = 100_000
_HEADER = re.compile(r"ملاحظ|توضیح|یادداشت|وضعیت|شرح|remark|note|comment|status")
_SAYS = re.compile(
    r"(?:این )?(?:(?:ردیف|ثبت|معامله|استعلام|رکورد|سطر|row|deal|entry)\s+)?"
    r"(?:تکراری|دوبل|تکرار|مکرر|duplicated?|dup|dupe|double entry)"
    r"(?:\s+(?:است|شده|ثبت شده|می باشد|row|deal|entry|record))?"
    r"(?:[\s:.,،\-–(]+(?:of|with|see|با|از|به|مثل|row|no|شماره|ردیف|استعلام|معامله|[#.:\s])*[\w/\-]*\d[\w/\-\s]*)?[\s.!)]*"
)


def says_so(text: str) -> bool:
    """«تکراری», "dup of 1403-017"; not «مشتری تکراری», who buys again."""
    return len(text) <= LONGEST and _SAYS.fullmatch(" ".join(fold(to_latin(text)).split())) is not None


def look(
    rows: Iterator[Row], columns: Sequence[str], mapping: Mapping[str, str], asides: Mapping[str, str]
) -> dict[str, str]:
    """{number of the row: SAYS_TWICE}"""
    places = [
        place
        for place, column in enumerate(columns)
        if mapping.get(column) in NAMED or (column not in mapping and _HEADER.search(fold(column)))
    ]
    count, found = 0, {}
    for number, cells in islice(rows, SEEN) if places else ():
        if str(number) in asides:
            continue
        count += 1
        said = (cells[place] for place in places if place < len(cells))
        if any(isinstance(cell, str) and says_so(cell) for cell in said):
            found[str(number)] = SAYS_TWICE
    return found if MOST * len(found) <= max(count, MOST) else {}
