"""Words that name a year, a month, a season: by them people divide and add up their lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kariz.localisation.calendar import MONTHS
from kariz.localisation.text import fold

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:1[34]|19|20)\d\d")
_PLACE = re.compile(r"\d{1,2}")
_QUARTER = re.compile(r"q[1-4]|h[12]")
_SEASONS = "بهار تابستان پاییز زمستان امرداد spring summer autumn fall winter"
_SHORT = "jan feb mar apr jun jul aug sep sept oct nov dec"
_SPANS = (
    "سال سالی ماه فصل هفته روز ماهه نیمه نیمسال ترم year month quarter season week day half semester term"
)
_PLACES = (
    "یک دو سه شش نه اول دوم سوم چهارم نخست نیم آخر و تا مالی جاری گذشته "
    "first second third fourth last this of to and fiscal fy"
)
NAMES = frozenset(
    map(fold, [*_SEASONS.split(), *_SHORT.split(), *(name for names in MONTHS.values() for name in names)])
)
SPANS, PLACES = (frozenset(map(fold, words.split())) for words in (_SPANS, _PLACES))


def words_of(text: str) -> list[str]:
    """The words of a cell, folded; a half-space parts them, for «سه‌ماهه» is written in three ways."""
    return _WORD.findall(fold(text.replace("\u200c", " ")))


def is_period(words: Sequence[str]) -> bool:
    """Nothing but a span of time: «سال ۱۴۰۲», «شش ماهه اول ۱۴۰۳», «فروردین», "Q1 2024"."""
    return any(map(_names_one, words)) and all(
        _names_one(word) or word in PLACES or _PLACE.fullmatch(word) for word in words
    )


def is_heading(text: str) -> bool:
    """A period that is nobody's name: somebody may be called «بهار» or «آذر», nobody «سال ۱۴۰۲» or «آذر ۱۴۰۳»."""
    words = words_of(text)
    sure = any(word in SPANS or _YEAR.fullmatch(word) or _QUARTER.fullmatch(word) for word in words)
    # Numbers alone are a date.
    return sure and len(words) > 1 and is_period(words) and not all(map(str.isdecimal, words))


def _names_one(word: str) -> bool:
    return (
        word in NAMES
        or word in SPANS
        or any(shape.fullmatch(word) is not None for shape in (_YEAR, _QUARTER))
    )
