"""Is it a company that is called so, and no person?"""

from __future__ import annotations

import re

from kariz.localisation.text import fold
from kariz.people.firm_words import KINDS
from kariz.reading.names.legal_forms import ends_in_form, is_form

_SAY_SO = """
شرکت صنایع صنعتی گروه هلدینگ موسسه کارخانه کارخانجات بازرگانی تولیدی مهندسی فروشگاه بانک بیمارستان دانشگاه سازمان شهرداری
تعاونی سهامی فولاد پتروشیمی مجتمع کلینیک درمانگاه آزمایشگاه داروخانه مرکز هتل رستوران مدرسه آموزشگاه نمایندگی
پسران برادران شرکا شرکاء
company co corp inc ltd llc gmbh group holding industries industrial trading sons brothers bros partners associates
clinic clinics laboratory hotel hotels restaurant restaurants pharmacy bakery hospital hospitals bank school schools
university college academy church foundation
"""
_NAMES_TOO = frozenset({"steel"})
_SURELY = frozenset(map(fold, _SAY_SO.split())) | {word for word in KINDS if word.isascii()} - _NAMES_TOO
"""Nobody has such a word in the name, whatever else stands there."""
_WORDS = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")


def is_firm(name: str) -> bool:
    """By a word that says so, or by a legal form behind."""
    if not _SURELY.isdisjoint(_words(name)):
        return True
    # «5 kg» is an amount.
    return ends_in_form(name) and not is_form(name) and not _DIGIT.search(name)


def may_be_firm(name: str) -> bool:
    """The same, or by a word of a trade, which people are called by, too: «لبنیات کاوه», «بازرگان»."""
    return is_firm(name) or not KINDS.isdisjoint(_words(name))


def _words(name: str) -> list[str]:
    return _WORDS.findall(fold(name))
