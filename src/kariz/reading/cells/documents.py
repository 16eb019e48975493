"""Numbers of documents, which are none of phones: «1404-101», «ف/۱۴۰۵/۲۳», or a series that counts up row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kariz.localisation.digits import to_latin
from kariz.people import normal
from kariz.reading.cells.cells import Cell

_YEAR = r"(?:1[34]\d\d|20\d\d)"
_OF_YEAR = re.compile(rf"(?:[^\W\d]{{1,4}}[-/_ ]?)?(?:{_YEAR}[-/_.]\d{{1,6}}|\d{{1,6}}[-/_.]{_YEAR})")
FEWEST = 4
NEAR = 25
"""By so much the numbers of one series may jump."""
MOST = 0.8


def are_documents(cells: Sequence[Cell]) -> bool:
    """Do most of these cells number documents?"""
    texts = [to_latin(str(cell)).strip() for cell in cells]
    if len(texts) < 2:
        return False
    if sum(_OF_YEAR.fullmatch(text) is not None for text in texts) >= MOST * len(texts):
        return True
    return _counts_up([int(text) for text in texts if text.isdecimal() and not _is_mobile(text)], len(texts))


def _counts_up(numbers: Sequence[int], all_of_them: int) -> bool:
    """A series that goes on by little, up or down, all through the list; phones of an office are few."""
    if len(numbers) < max(FEWEST, MOST * all_of_them) or len(set(numbers)) < len(numbers):
        return False
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return all(0 < step <= NEAR for step in steps) or all(0 < -step <= NEAR for step in steps)


def _is_mobile(text: str) -> bool:
    return normal.is_mobile(normal.phone(text) or "")
