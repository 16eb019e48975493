"""Words beside an amount that say how it came about, and nothing of how much it is: «280 (بعد تخفیف)», "9,800 ex VAT"."""

from __future__ import annotations

import re
from typing import overload

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell

LONGEST = 100
_BESIDE = re.compile(
    r"(?P<amount>.*\d.*?)(?:\s*[(\[](?P<words>[^()\[\]]+)[)\]]|\s*[-–—]\s*(?P<behind>[^()\[\]]+))", re.DOTALL
)
_BEHIND = re.compile(
    r"(?P<amount>.*\d\s?(?:(?:k|m|mn|bn|thousand|million)\b\.?)?\s?(?:[€£$]|(?:eur|euros?|gbp|pounds?|usd|dollars?)\b)?)"
    r"[\s,]*(?P<words>(?:[+&]\s*)?[a-z][a-z. ]*)",
    re.IGNORECASE | re.DOTALL,
)
"""English words behind an amount need no brackets: "9,800 ex VAT", "£12.5k pa"."""
_WITH_WORDS = re.compile(
    r"(?P<amount>.*\d[^+]*?)\s*(?P<words>(?:\+|\b(?:به ?علاوه|بعلاوه|با|بدون|شامل)\b)\s*[^\W\d_][^\d+]*)",
    re.DOTALL,
)
"""«1.1 میلیارد + ارزش افزوده»"""
_YEARLY = re.compile(
    r"(?<![^\W\d])(?:p\.?\s?a(?:\.|\b)|(?:per|a|each)\s+(?:annum|year)\b|annually\b|yearly\b)", re.IGNORECASE
)
_PLUS = re.compile(r"^\s*[+&]")
_AND_MORE = re.compile(r"^\s*(?:\+|به ?علاوه|بعلاوه)\s*")
_TOKENS = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[^\w\s.,،؛:!/\u200c-]|_")
_ALONE = (
    "نهایی نهائی قطعی توافقی توافق تقریبی نقد نقدی چک چکی تهاتر تهاتری تایید تأیید شد شده است نیست قرارداد فاکتور پیش‌فاکتور "
    "مبلغ کل خالص ناخالص قیمت طبق مطابق فعلا فعلاً احتمالا احتمالاً برآورد برآوردی و هم به صورت "
    "final agreed fixed estimated estimate approved confirmed signed cash cheque check total gross contract invoice quote "
    "price not yet as per and the in all est approx pa"
)
"""What may be said of the amount of a whole deal."""
_WITH = (
    "بعد پس با بدون بی شامل از after with without including incl inc included excluding excl exc ex excluded extra exempt "
    "plus no net of"
)
_COUNTED = (
    "تخفیف مالیات ارزش افزوده ارزش‌افزوده حمل نصب راه‌اندازی آموزش بیمه گارانتی خدمات ضمانت "
    "discount discounts vat gst hst pst qst tax taxes shipping freight carriage delivery installation training insurance "
    "warranty service"
)
"""What an amount is said to be with or without; alone it is the amount of just that."""


def _tokens(text: str) -> list[str]:
    return _TOKENS.findall(fold(to_latin(text)).replace("\u200c", ""))


_OF_ALL = frozenset(word for text in _ALONE.split() for word in _tokens(text))
_BESIDES = frozenset(word for text in _WITH.split() for word in _tokens(text))
_OF_PARTS = frozenset(word for text in _COUNTED.split() for word in _tokens(text))
_ENDS = frozenset("inc incl included exc excl excluded extra exempt".split())  # noqa: SIM905
"""What may stand behind that of which it is said: "VAT incl."."""


@overload
def without_words(cell: str) -> str: ...
@overload
def without_words(cell: Cell) -> Cell: ...
def without_words(cell: Cell) -> Cell:
    """The amount alone; the cell as it is where nothing, or anything else, stands beside."""
    if not isinstance(cell, str) or not 1 < len(cell) < LONGEST or not any(map(str.isalpha, cell)):
        return cell
    if found := _BESIDE.fullmatch(cell.strip()):
        beside = found["words"] or found["behind"]
    elif found := _BEHIND.fullmatch(cell.strip()):
        beside = _PLUS.sub("plus ", found["words"])
    elif found := _WITH_WORDS.fullmatch(cell.strip()):
        beside = _AND_MORE.sub("plus ", found["words"])
    else:
        return cell
    return found["amount"].strip() if _say_nothing_of_it(_YEARLY.sub("pa", beside)) else cell


def _say_nothing_of_it(text: str) -> bool:
    """Only words that are known to leave the amount what it is: what nobody knows may be a unit, or a part of it."""
    words = _tokens(text)
    if not words or any(map(str.isdigit, text)) or _SIGNS.search(text):
        return False
    if words == ["net"]:
        return True
    if not _OF_ALL.union(_BESIDES, _OF_PARTS).issuperset(words) or _BESIDES.issuperset(words):
        return False
    return not _OF_PARTS.intersection(words) or words[0] in _BESIDES or words[-1] in _ENDS
