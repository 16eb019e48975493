"""Rows of deals that say themselves, in a short remark, that they stand somewhere else already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Row
from kariz.reading.layout.asides import SAYS_TWICE

NAMED = frozenset({"outcome", "stage", "notes", "lost_reason"})
"""Fields in which it is said."""
LONGEST = 40
MOST = 4
"""Where more than one row of so many says it, the word tells something else: a pump with two stages."""
SEEN = 100_000
_HEADER = re.compile(r"ملاحظ|توضیح|یادداشت|وضعیت|شرح|remark|note|comment|status")
_TWICE = frozenset(map(fold, "تکراری دوبل تکرار مکرر duplicate duplicated dup dupe".split()))  # noqa: SIM905
_BEFORE = frozenset(map(fold, "این ردیف ثبت معامله استعلام رکورد سطر row deal entry".split()))  # noqa: SIM905
_BESIDE = (
    "این همان همین با از به مثل عین در ردیف سطر ثبت رکورد معامله استعلام مورد شماره بالا بالایی بالاتر پایین پایینی زیر قبل "
    "قبلی پیش پیشین و است هست شد شده می باشد and the same as of with see row no "
    "deal entry record above below before previous"
)
_BEHIND = frozenset(map(fold, _BESIDE.split()))
"""What may stand behind such a word without telling something else: where the row stands already."""
_NUMBERED = frozenset(map(fold, "ردیف سطر شماره رکورد معامله استعلام row no of deal entry record".split()))  # noqa: SIM905
"""Words before the number of a row; else a number counts something: «دوبل ۲۰۰ لیتری»."""
_WHOLE_NUMBER = re.compile(r"#\d+|(?=(?:\D*\d){5})\w+(?:[/\-]\w+)+")
""" "1403-017", "#12": nothing else is written so."""


def says_so(text: str) -> bool:
    """«تکراری», «تکراری! همان ردیف بالا», "dup of 1403-017"; not «مشتری تکراری», who buys again."""
    words = re.findall(r"[#\w/\-]+", fold(to_latin(text))) if len(text) <= LONGEST else []
    if words[:2] == ["double", "entry"]:
        words = ["duplicate", *words[2:]]
    at = next((place for place, word in enumerate(words) if word in _TWICE), -1)
    if at < 0 or not _BEFORE.issuperset(words[:at]):
        return False
    behind = [word for word in words[at + 1 :] if word.strip("-/#")]
    return all(_says_where(word, before) for word, before in zip(behind, ["", *_led(behind)], strict=False))


def _led(words: Sequence[str]) -> Iterator[str]:
    """For each word what leads to the one behind it: numbers go on as they began, «ردیف ۵ و ۶»."""
    led = ""
    for word in words:
        led = led if word in ("و", "and") or any(map(str.isdigit, word)) else word
        yield led


def _says_where(word: str, before: str) -> bool:
    if any(map(str.isdigit, word)):
        return before in _NUMBERED or _WHOLE_NUMBER.fullmatch(word) is not None
    return word in _BEHIND


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
