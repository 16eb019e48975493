"""Lists of customers: whose they are, and what they bought in a year or so far. That is no deal's amount, and who sells to
them is nobody's contact, whatever number stands behind the name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of

_SELLER = re.compile(
    r"\b(?:(?:account|a c|acct?|acc) (?:manager|mgr|executive|exec|handler|owner)|seller|sold by|"
    r"sales ?(?:person|man|woman|rep|representative|agent|executive|exec|manager)|"
    r"فروشنده|(?:کارشناس|مسئول|مسیول|نماینده|مدیر) فروش|ویزیتور|بازاریاب)\b"
)
_TURNOVER = keys_of(
    "revenue|revenues|turnover|sales|spend|spent|billings|billed|invoiced|purchases|purchased|bought|business|"
    "گردش|فروش|خرید|خریدها|درآمد"
)
_PERIOD = keys_of(
    "annual|yearly|total|lifetime|overall|last|this|previous|prior|current|year|years|ytd|month|months|date|far|"
    "سالانه|سال|کل|مجموع|جمع|امسال|پارسال|تاکنون|کنون|گذشته|قبل|جاری|ماه|ماهانه"
)
_SMALL = keys_of("net|gross|our|with|us|to|from|in|of|for|so|all|by|fy|حجم|میزان|خالص|از|ما|به|در|تا|های|و")
_SUMS = keys_of("amount|value|مبلغ|ارزش")
"""Of a sale, unless the header says of when."""
_YEAR = re.compile(r"(?:fy)?(?:20|13|14)?\d\d(?:20)?(?:\d\d)?|[hq][1-4]")
_MONEY = keys_of("تومان|تومن|ریال|میلیون|میلیارد|هزار|toman|rial|irr|usd|eur|gbp|thousand|million|k|m")
_OF_DEALS = frozenset(
    [
        "title",
        "stage",
        "outcome",
        "product",
        "quantity",
        "created_at",
        "closed_at",
        "expected_close",
        "lost_reason",
        "next_step",
        "next_step_on",
        "pipeline",
        "continues",
        "id",
    ]
)
_NUMBERS = keys_of("number|no|num|code|id|ref|شماره|کد|ردیف")
"""Headers of numbers that may be those of customers; "invoice no" is a deal's."""
FEWEST, DIFFERENT = 3, 0.9
"""Rows, and how many of them are of another customer each."""


def says_seller(column: str) -> bool:
    """ "Account manager", «کارشناس فروش»: one of us."""
    return _SELLER.search(" ".join(re.findall(r"\w+", fold(column)))) is not None


def bought(columns: Sequence[str], rows: Sequence[Sequence[Cell]], found: Mapping[str, str]) -> bool:
    """Is what a list of deals would take for its amount what each customer bought? `found`: what its headers would mean
    in such a list."""
    named = {name: column for column, name in found.items()}
    if "amount" not in named or _OF_DEALS & set(named):
        return False
    if squash(named.get("external_id", "")) not in _NUMBERS | {""}:
        return False
    sums = [column for column in columns if is_turnover(column)]
    if named["amount"] not in sums or not ("owner" in named or len(sums) > 1 or _says_when(named["amount"])):
        return False
    customer = named.get("company") or named.get("contact")
    return customer is not None and _differ(rows, [*columns].index(customer))


def is_turnover(column: str) -> bool:
    """ "Revenue 2025", «فروش ۱۴۰۴ (میلیون تومان)», "Total spend"."""
    words = _words(column)
    known = _TURNOVER | _PERIOD | _SMALL | (_SUMS if _says_when(column) else frozenset())
    return bool(_TURNOVER & words) and all(word in known or _YEAR.fullmatch(word) for word in words)


def _says_when(column: str) -> bool:
    return any(word in _PERIOD or _YEAR.fullmatch(word) for word in _words(column))


def _words(column: str) -> set[str]:
    text = to_latin(fold(column.replace("\u200c", " ")))
    return set(map(squash, re.findall(r"\w+", text))) - _MONEY


def _differ(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    names = [squash(str(row[place])) for row in rows if place < len(row) and row[place] != ""]
    return len(names) >= FEWEST and len(set(names)) >= DIFFERENT * len(names)
