"""Cells of amounts that say no amount: "POA", "tbc"; one between two, "15-18k"; one for each month, "350/month"."""

from __future__ import annotations

import re

from kariz.localisation.digits import to_latin
from kariz.reading.cells.cells import Cell

LONGEST = 60
_WORDS = (
    "poa por tba tbc tbd tbq price pricing amount value on upon application request enquiry inquiry ask asked quote quoted "
    "quoting to be not yet is the for agreed confirmed advised announced decided discussed determined finalised finalized "
    "negotiated awaiting waiting pending open unknown known sent no none nothing n a na vary varies variable budget"
)
_YET = frozenset(_WORDS.split())
"""Words that say together that nobody has said an amount yet."""
_WORD = re.compile(r"[a-z]+")
_OTHERS = re.compile(r"[a-z\s./?,:()'\-]+")
_NUMBER = r"[€£$]?\s?\d[\d.,]*\s?(?:k|m|mn|bn|thousand|million)?\s?(?:[€£$]|eur|euros?|gbp|usd)?"
_MORE = r"(?:\W+[a-z. ]{0,20})?"
_SPANS = r"(?:month|mth|mo|m|week|wk|w|day|d|hour|hr|h|quarter|qtr|q)"
_BETWEEN = re.compile(
    rf"(?:between |from )?(?P<low>{_NUMBER})\s?(?:-|–|—|to|and|or)\s?(?P<high>{_NUMBER}){_MORE}"
)
_EACH = re.compile(
    rf"{_NUMBER}\s?(?:(?:/|per|a|each|every|p\.?)\s?{_SPANS}|monthly|weekly|daily|hourly|quarterly|pcm|pm|pw)\.?{_MORE}"
)


def is_unsaid(cell: Cell) -> bool:
    """ "POA", "tbc", "to be agreed"."""
    if (
        not isinstance(cell, str)
        or len(cell) > LONGEST
        or not _OTHERS.fullmatch(text := cell.strip().lower())
    ):
        return False
    words = _WORD.findall(text.replace(".", ""))
    return bool(words) and _YET.issuperset(words)


def is_other(cell: Cell) -> bool:
    """A range, or what comes again and again: nobody knows which amount the deal has."""
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return False
    text = to_latin(cell).strip().lower()
    if _EACH.fullmatch(text):
        return True
    found = _BETWEEN.fullmatch(text)
    return found is not None and _low(found["low"]) < _low(found["high"]) and not found["low"].startswith("0")


def _low(text: str) -> float:
    digits = re.sub(r"[^\d.]", "", text).strip(".")
    try:
        return float(digits)
    except ValueError:
        return 0.0
