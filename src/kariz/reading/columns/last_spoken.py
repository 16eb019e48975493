"""When somebody was last spoken to: of a deal that has ended, and of which nobody says when, that is its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.columns.days_or_words import MANY, share_of_days

FIELD = "spoken_on"
_WORDS = (
    "last spoke|last spoken|last spoke on|last spoken to|last contact|last contacted|last contact date|last contacted on|"
    "date of last contact|last activity|last activity date|last call|last call date|last touch|last touched|last talked|"
    "deal - last activity date|last visit|latest contact|"
    "آخرین تماس|تاریخ آخرین تماس|زمان آخرین تماس|آخرین پیگیری|تاریخ آخرین پیگیری|آخرین ارتباط|تاریخ آخرین ارتباط|"
    "آخرین گفتگو|تاریخ آخرین گفتگو|آخرین صحبت|آخرین مکالمه|آخرین فعالیت|تاریخ آخرین فعالیت|آخرین ویزیت|تماس آخر"
)
_KEYS = frozenset(map(squash, _WORDS.split("|")))
_ENDS = frozenset({"outcome", "stage"})


def told(means: Mapping[str, str], kind: str, values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """{column: field} of the column of such days, in a list of deals that says which of them have ended."""
    if kind != "deals" or not _ENDS & set(means.values()):
        return {}
    found = (column for column in means if squash(column) in _KEYS and share_of_days(values[column]) >= MANY)
    return dict.fromkeys(list(found)[:1], FIELD)
