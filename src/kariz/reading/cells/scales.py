"""In thousands or in millions: what headers and titles say of amounts in currencies that have no unit but themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.text import fold

SCALES = ("", "thousand", "million", "billion")
_CODE = "|".join(code.lower() for code in CURRENCIES)
_SIGN = rf"(?:(?<!\w)(?:{_CODE})|[£$€¥₺₽])\s?"
_ALONE = r"(?<![\w/&,])(?<!/ )(?<!per )(?<!& )"
"""«£ / m» and "price per m" are of metres."""
_SAID = (
    ("billion", rf"میلیارد|{_ALONE}(?:bn|billions?)(?!\w)|{_SIGN}bn(?!\w)"),
    ("million", rf"میلیون|{_ALONE}(?:m|mn|mln|mio|mm|millions?)(?!\w|\s?&)|{_SIGN}(?:m|mn|mln|mio|mm)(?!\w)"),
    (
        "thousand",
        rf"هزار|{_ALONE}(?:k|000'?s?|1000'?s?|thousands?|thsd)(?!\w)|{_SIGN}(?:k|'?000'?s?)(?!\w)"
        rf"|{_ALONE}k\s?(?:(?:{_CODE})(?!\w)|[£$€¥₺₽])",
    ),
)
_HEADERS = tuple((name, re.compile(words)) for name, words in _SAID)
_SURE = (
    ("billion", re.compile(rf"{_SIGN}bn(?!\w)|\bin (?:billions?|bn)(?!\w)|به میلیارد")),
    ("million", re.compile(rf"{_SIGN}(?:m|mn|mln|mio)(?!\w)|\bin (?:millions?|mn?)(?!\w)|به میلیون")),
    (
        "thousand",
        re.compile(
            rf"{_SIGN}(?:k|'?000'?s?)(?!\w)|\bin (?:thousands?|k|'?000'?s?)(?!\w)|\('?000'?s?\)|به هزار"
        ),
    ),
)
"""In a title a letter alone says nothing."""
_AMOUNTS = re.compile(
    r"مبلغ|مبالغ|ارقام|قیمت|اعداد|\b(?:amounts?|prices?|figures|values?|revenues?|totals?|sums?)\b"
)


def scale_of_header(column: str) -> str:
    """ "thousand" of "Value (k)" and "Amount (000s)", "million" of "$m"; "" where none is said."""
    text = fold(column).replace("’", "'")
    return next((name for name, words in _HEADERS if words.search(text)), "")


def scale_of_columns(columns: Sequence[str], mapping: Mapping[str, str], money: Sequence[str]) -> str:
    """What the first header of amounts that says any says."""
    named = (scale_of_header(column) for column in columns if mapping.get(column, "") in money)
    return next(filter(None, named), "")


def scale_of_title(cells: Iterable[str]) -> str:
    """What a line above the table says of its amounts: "Value in £k"."""
    text = fold(" ".join(cells)).replace("’", "'")
    if not _AMOUNTS.search(text):
        return ""
    return next((name for name, words in _SURE if words.search(text)), "")
