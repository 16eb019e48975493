"""Amounts of money: integer minor units with their currency; toman is a way to show rials, never a currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import home
from .currencies import CURRENCIES
from .digits import Digits, localise_number
from .number_words import number_words
from .spoken_numbers import UNSAID, spoken_number
from .text import fold

MoneyStyle = Literal["exact", "compact"]

MAX_AMOUNT = 10**15
"""Minor units: a hundred trillion toman. Nine thousand such amounts still add up within 64 bits."""
RIALS_IN_TOMAN = 10
MAX_LENGTH = 160


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`amount` in minor units (rials, cents) of `currency`, an ISO 4217 code. `int(money)` is the amount."""

    amount: int
    currency: str = "IRR"

    def __int__(self) -> int:
        return self.amount

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.amount + other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)


class MoneyError(ValueError):
    """A text that is no amount; `message` (lazy) says what to write instead, `code` names the fault."""

    def __init__(self, message: str | Promise, code: str = "unknown") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


# Showing

OF_DOLLARS = {"USD": ("us", "usd"), "CAD": ("c", "ca", "cdn", "cad"), "AUD": ("a", "au", "aud")}
"""Who pays in dollars: there "$" and "dollars" are its own. What stands before the sign of each: "US$", "C$"."""
_DOLLARS_ABROAD = {"USD": "US$"}


def shown_scale(code: str, unit: str) -> int:
    """So many minor units are one in which people see and type an amount."""
    return _unit(code, unit)[0]


def _unit(code: str, unit: str) -> tuple[int, str, str]:
    """Minor units in the shown unit, and the unit's Persian and English words."""
    if code == "IRR":
        return (RIALS_IN_TOMAN, "تومان", "toman") if unit == "toman" else (1, "ریال", "rial")
    known = CURRENCIES[code]
    return known.scale, known.fa, code


_STEPS = (
    (10**12, "هزار میلیارد", "T"),
    (10**9, "میلیارد", "B"),
    (10**6, "میلیون", "M"),
    (10**3, "هزار", "K"),
)


def format_money(
    amount: int,
    currency: str = "IRR",
    unit: str = "toman",
    language: str = "fa",
    digits: Digits = "persian",
    style: MoneyStyle = "exact",
) -> str:
    """An amount in minor units with its unit: exact «۱۲٬۰۰۰٬۰۰۰ تومان» or compact «۱٫۲ میلیارد تومان», "1.2B toman".

    `unit` ("toman" or "rial") counts for rials only. Exact keeps every rial and cent («۱۲٫۳ تومان»); compact rounds to
    one decimal, halves away from zero. Raises KeyError for an unknown currency.
    """
    return _format(amount, currency, unit, language, digits, style, sign_of(currency))


def sign_of(currency: str) -> str:
    """What stands before an English amount, "" for a currency that its code names. A company of Canada that counts in its
    own dollars writes "$" for them, and "US$" for those of the United States."""
    own = home.currency()
    if own in OF_DOLLARS and own.startswith(home.region()):
        return "$" if currency == own else _DOLLARS_ABROAD.get(currency, CURRENCIES[currency].sign)
    return CURRENCIES[currency].sign


@lru_cache(maxsize=16384)
def _format(
    amount: int, currency: str, unit: str, language: str, digits: Digits, style: MoneyStyle, sign: str
) -> str:
    scale, fa, en = _unit(currency, unit)
    persian = language.startswith("fa")
    value = Decimal(amount) / scale
    word = ""
    if style == "compact":
        value, word = _rounded(value, persian)
    plain = _plain(value, currency, exact=style == "exact")
    if persian:
        return " ".join(filter(None, (localise_number(plain, digits), word, fa)))
    if sign and digits == "latin":
        number = f"{plain[0]}{sign}{plain[1:]}" if plain.startswith("-") else f"{sign}{plain}"
        return localise_number(f"{number}{word}", digits)
    return f"{localise_number(f'{plain}{word}', digits)} {en}"


def _plain(value: Decimal, currency: str, *, exact: bool) -> str:
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    minor = CURRENCIES[currency].minor
    return f"{value:,.{minor}f}" if exact and minor else f"{value:,f}".rstrip("0")


def _rounded(value: Decimal, persian: bool) -> tuple[Decimal, str]:
    for size, fa, en in _STEPS:
        # 999,950 rounds to 1000.0 thousand, which is said as one million.
        if abs(value) >= (size if size == 1000 else size * Decimal("0.99995")):
            return (value / size).quantize(Decimal("0.1"), ROUND_HALF_UP), fa if persian else en
    return value, ""


def money_words(amount: int, currency: str = "IRR", unit: str = "toman", language: str = "fa") -> str:
    """An amount in minor units in words: «دوازده میلیون تومان», "five US dollars and ten cents"."""
    scale, fa, en = _unit(currency, unit)
    persian = language.startswith("fa")
    known = CURRENCIES[currency]
    whole, rest = divmod(abs(amount), scale)
    name = fa if persian else (en if currency == "IRR" else known.en)
    parts = [f"{number_words(whole, language)} {name}"] if whole or not rest else []
    if rest:
        small = ("ریال", "rial") if currency == "IRR" else (known.cents_fa, known.cents_en)
        parts.append(f"{number_words(rest, language)} {small[0 if persian else 1]}")
    minus = ("منفی " if persian else "minus ") if amount < 0 else ""
    return minus + (" و " if persian else " and ").join(parts)


# Reading

_UNKNOWN = _("Write an amount like 12,500,000, 12 million or 1.5 billion toman.")
_UNKNOWN_ELSEWHERE = _("Write an amount like 12,500, 12 thousand or 1.5 million.")
_AMBIGUOUS = _(
    "It is not clear whether the separator is for thousands or decimals. Write the amount without it."
)

_SCALES = {
    "هزارمیلیارد": 10**12, "همت": 10**12, "تریلیون": 10**12, "میلیارد": 10**9, "ملیارد": 10**9, "میلیون": 10**6,
    "ملیون": 10**6, "هزار": 10**3,
    "trillion": 10**12, "tn": 10**12, "t": 10**12, "billion": 10**9, "bn": 10**9, "b": 10**9, "million": 10**6,
    "mn": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3,
}  # fmt: skip
_SCALE_WORDS = "|".join(sorted(_SCALES, key=len, reverse=True))
_TERM = re.compile(rf"(?:و|and)?(\d[\d.,/]*)({_SCALE_WORDS})?")
_WHOLE = re.compile(rf"[+-]?(?:(?:و|and)?\d[\d.,/]*+(?:{_SCALE_WORDS})?)+")
_MARKS = str.maketrans({"٬": ",", "،": ",", "'": ",", "’": ",", "_": ",", "٫": ".", "−": "-", "–": "-"})
_TOMAN = ("تومان", "تومن", "تمن", "tomans", "toman", "tmn", "irt")


_PLAIN_DOLLARS = ("$", "dollars", "dollar")


def _unit_words() -> dict[str, tuple[str, str]]:
    words = dict.fromkeys(_TOMAN, ("IRR", "toman"))
    words |= dict.fromkeys(("ریال", "rials", "rial", "irr"), ("IRR", "rial"))
    for known in CURRENCIES.values():
        if known.code != "IRR":
            for name in (known.code, known.fa, known.en, known.sign):
                if name:
                    words[fold(name).replace(" ", "")] = (known.code, "")
    words |= {"dollars": ("USD", ""), "dollar": ("USD", ""), "euro": ("EUR", ""), "pound": ("GBP", "")}
    words |= {f"{own}$": (code, "") for code, names in OF_DOLLARS.items() for own in names}
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


_UNIT_WORDS = _unit_words()


def _unknown(currency: str) -> str | Promise:
    return _UNKNOWN if currency == "IRR" else _UNKNOWN_ELSEWHERE


def parse_money(text: str, currency: str = "IRR", unit: str = "toman") -> Money:
    """The amount a person means: «۱۲٬۵۰۰٬۰۰۰», «۱٫۵ میلیارد تومان», "2.5m", «۱ میلیارد و ۲۰۰ میلیون», «دو و نیم میلیون».

    A bare number is in `unit` ("toman" or "rial") for rials, in major units for other currencies; a written «تومان» or
    «ریال» wins over `unit`. Raises MoneyError, also for another currency's name, a fraction smaller than the smallest
    unit, or a mark that may be for thousands or for decimals.
    """
    if len(text) > 10 * MAX_LENGTH or len(folded := fold(text)) > MAX_LENGTH:
        raise MoneyError(_unknown(currency), "too_long")
    if not folded:
        raise MoneyError(_("Write an amount."), "empty")
    bare, named = _in_own_dollars(folded.translate(_MARKS).replace(" ", ""), currency)
    if named and named[0] != currency:
        raise MoneyError(format_lazy(_("This amount is in {code}."), code=currency), "other_currency")
    scale = _unit(currency, named[1] if named else unit)[0]
    value = _number(bare, currency) * scale
    if value != value.to_integral_value():
        raise MoneyError(_("This amount is smaller than the smallest unit of the currency."), "too_fine")
    if value > MAX_AMOUNT:
        raise MoneyError(_("This amount is too large."), "too_large")
    return Money(-int(value) if bare.startswith("-") else int(value), currency)


def _number(bare: str, currency: str) -> Decimal:
    """In major units."""
    if _WHOLE.fullmatch(bare):
        return sum((_term(number, word, currency) for number, word in _terms(bare, currency)), Decimal(0))
    if (said := spoken_number(bare)) is None:
        raise MoneyError(_unknown(currency))
    return said


def _in_own_dollars(text: str, currency: str) -> tuple[str, tuple[str, str] | None]:
    """As `_without_unit`; "$8,000 CAD" says its dollars twice, and "$8,000" in Canada those of Canada."""
    bare, named = _without_unit(text)
    if named is None or named[0] not in OF_DOLLARS:
        return bare, named
    again, twice = _without_unit(bare)
    if twice is not None and twice[0] == "USD" and bare not in (again, text) and _is_plain(bare):
        return again, named
    return bare, (currency, "") if currency in OF_DOLLARS and _is_plain(text) else named


def _is_plain(text: str) -> bool:
    """Do plain dollars stand at its edge, of no country?"""
    bare = text.lstrip("+-")
    return bare.startswith("$") or any(
        bare.endswith(word) and not bare.removesuffix(word)[-1:].isalpha() for word in _PLAIN_DOLLARS
    )


def _without_unit(text: str) -> tuple[str, tuple[str, str] | None]:
    for word, named in _UNIT_WORDS.items():
        if text.endswith(word) and len(text) > len(word):
            return text.removesuffix(word), named
        if text.startswith(word):
            return text.removeprefix(word), named
        if text[:1] in "+-" and text[1:].startswith(word):
            return text[:1] + text[1:].removeprefix(word), named
    return text, None


def _terms(bare: str, currency: str) -> list[tuple[str, str]]:
    """Numbers with their scale words; more than one only in falling order of scale."""
    terms = [(found[1], found[2] or "") for found in _TERM.finditer(bare)]
    sizes = [_SCALES.get(word, 1) for _number, word in terms]
    if any(later >= earlier for earlier, later in pairwise(sizes)):
        raise MoneyError(_unknown(currency))
    if len(sizes) > 1 and sizes[-1] == 1 and sizes[-2] >= UNSAID and len(terms[-1][0]) <= 3:
        raise MoneyError(_unknown(currency))
    return terms


_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_OTHER_DECIMAL = re.compile(r"(\d+)[,/](\d{1,2})")
_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def _term(number: str, word: str, currency: str) -> Decimal:
    if _DOTTED.fullmatch(number):
        number = number.replace(".", "")
    elif word and (found := _OTHER_DECIMAL.fullmatch(number)):
        number = f"{found[1]}.{found[2]}"
    elif not word and CURRENCIES[currency].minor != 3 and _THREE_DECIMALS.fullmatch(number):
        raise MoneyError(_AMBIGUOUS, "ambiguous")
    elif not _GROUPED.fullmatch(number):
        raise MoneyError(_AMBIGUOUS if set(number) & set(",/") else _unknown(currency), "ambiguous")
    return Decimal(number.replace(",", "")) * _SCALES.get(word, 1)
