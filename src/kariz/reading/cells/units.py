"""In which unit of money the amounts of a file are, as headers, lines above the table and cells say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.spoken_numbers import spoken_number
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell

_UNITS = (
    (re.compile(r"تومان|تومن|tom[ae]n|\birt\b"), "toman"),
    (re.compile(r"ریال|rial|\birr\b"), "rial"),
)
_SCALES = (
    (re.compile(r"میلیارد|billion|(?<!\w)bn(?!\w)"), "billion"),
    (re.compile(r"میلیون|million|(?<!\w)(?:m|mln|mn)(?!\w)"), "million"),
    (re.compile(r"هزار|thousand|(?<!\w)(?:1000|k)(?!\w)"), "thousand"),
)
_SHORT = re.compile(r"(?<!\w)(م|ه)(?:[./]\s?|\s)(تومان|تومن|ریال|ت|ر)(?!\w)")
"""«م.ت» is million toman, «م ریال» million rial; «هر» of «قیمت هر واحد» is a word."""
_IN_CELL = re.compile(r"(?<![^\W\d])(م|ه)[./]?\s?(تومان|تومن|ریال|ت|ر)(?!\w)\.?")
_ALONE = re.compile(r"(?<=\d)\s?([متر])\.?\s*$")
"""«۱۲ م» is twelve million, «۲۵۰۰۰ ت» so many toman."""
_LONG = {"م": "میلیون", "ه": "هزار", "ت": "تومان", "ر": "ریال"}
_WORDS = "میلیون میلیارد هزار تومان تومن ریال million billion thousand toman rial irr irt"
_BESIDE = frozenset(map(fold, _WORDS.split()))
_NAMES = frozenset(map(fold, ("تومان", "تومن", "ریال")))
_NAMED = {
    fold(word): unit
    for unit, words in (("toman", "تومان تومن toman tomans irt"), ("rial", "ریال rial rials"))
    for word in words.split()
}
_LETTERS = {"ت": "toman", "ر": "rial"}
LONGEST_UNIT = 20
_EXCEPT = re.compile(r"(?<!\w)(?:مگر|بجز|به جز|جز|غیر از|unless|except|other than)(?!\w)")
_AMOUNTS = tuple(map(fold, ("مبلغ", "مبالغ", "ارقام", "قیمت", "اعداد", "amount", "price", "figures")))


def _at_length(found: re.Match[str]) -> str:
    return f" {_LONG[found[1]]} {_LONG.get(found[2], found[2])}"


def in_full(text: str) -> str:
    """An amount with the short words for its unit written out: «۸۳۰ م.ت»."""
    return _ALONE.sub(lambda found: f" {_LONG[found[1]]}", _IN_CELL.sub(_at_length, text))


def is_amount(text: str) -> bool:
    """A number, in digits or words, with nothing but words of scale and unit beside it."""
    folded = fold(in_full(text))
    if not any(map(str.isdigit, text)):
        return spoken_number("".join(word for word in folded.split() if word not in _NAMES)) is not None
    return all(word in _BESIDE for word in re.sub(r"[\d.,٬،٫/+-]+", " ", folded).split())


_SIGNED = re.compile(r"[£€$]\s?\d[\d.,]*\s?[kKmM]?\b.{0,12}|\d[\d.,]*\s?(?:[kKmM]\b|[£€$]).{0,12}")
"""Amounts as people write them with the sign of their currency, or in short: "£44,000 + VAT", "19k"."""


def counts(cell: Cell) -> bool:
    """Is it a sum of money, or a number?"""
    if isinstance(cell, str):
        return is_amount(cell) or _SIGNED.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def unit_of_header(column: str) -> str:
    """ "toman" or "rial" where the header says so, with its scale before it: "million toman" of «م.ت»."""
    text = _SHORT.sub(_at_length, fold(column))
    scale = next((name for words, name in _SCALES if words.search(text)), "")
    unit = next((name for words, name in _UNITS if words.search(text)), "")
    return f"{scale} {unit}".strip() if unit else ""


def says_only_unit(text: str) -> bool:
    """«(میلیون تومان)», «م.ت»: a unit, and nothing that it is of."""
    words = re.findall(r"\w+", _SHORT.sub(_at_length, fold(text)))
    return bool(unit_of_header(text)) and all(word in _BESIDE for word in words)


def without_unit(column: str) -> str:
    """The header without a unit in brackets at its end: "Deposit (toman)", "Deposit (EUR)"."""
    head, _bracket, rest = column.rstrip().rstrip(")").rpartition("(")
    return head if head and (unit_of_header(rest) or rest.strip() in CURRENCIES) else column


def unit_of_currency(cell: object) -> str:
    """ "toman" or "rial" where a cell of a column of currencies names one, with its scale: "million toman" of «م.ت»; the
    code IRR says neither."""
    if not isinstance(cell, str) or len(cell) > LONGEST_UNIT:
        return ""
    if (text := fold(cell).strip(" .()")) == "irr":
        return ""
    if named := _NAMED.get(text) or _LETTERS.get(text):
        return named
    return unit_of_header(cell) if says_only_unit(cell) else ""


def in_unit(unit: str, said: str) -> str:
    """A unit with what it counts in exchanged, its scale kept where `said` has none: "million toman" in rial is
    "million rial"."""
    if " " in said:
        return said
    scale, _space, _bare = unit.rpartition(" ")
    return f"{scale} {said}".strip()


def is_of_amounts(column: str) -> bool:
    """Does a header say that amounts of money stand below it?"""
    text = fold(column)
    return bool(unit_of_header(column)) or any(word in text for word in _AMOUNTS)


def unit_of_columns(columns: Sequence[str], mapping: Mapping[str, str], money: Sequence[str]) -> str:
    """The unit that the first header of amounts names; "" where none does."""
    named = (unit_of_header(column) for column in columns if mapping.get(column, "") in money)
    return next(filter(None, named), "")


def unit_of_title(cells: Iterable[str]) -> str:
    """The unit that a line above the table says of its amounts, «مبالغ به ریال», as `unit_of_header`; "" where none or
    both are named."""
    # «مبالغ به ریال، مگر نوشته شده باشد تومان»: what is excepted says its own unit.
    text = " ".join(_EXCEPT.split(fold(cell), maxsplit=1)[0] for cell in cells)
    if not any(word in text for word in _AMOUNTS):
        return ""
    named = {unit for words, unit in _UNITS if words.search(text)}
    return unit_of_header(text) if len(named) == 1 else ""
