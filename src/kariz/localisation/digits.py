"""Persian, Arabic and Latin digits, and numbers with separators."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

Digits = Literal["persian", "latin"]

LATIN, PERSIAN, ARABIC = "0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"
_TO_LATIN = str.maketrans(PERSIAN + ARABIC, LATIN * 2)
_TO_PERSIAN = str.maketrans(LATIN + ARABIC, PERSIAN * 2)
_PERSIAN_NUMBER = str.maketrans(LATIN + ",.%", PERSIAN + "٬٫٪")

COUNTED = 1_000
"""So far is counted what stands on every page; whoever counts goes one further, to know that there are more."""

# A sign beside Persian digits drifts to the wrong end in a right-to-left line: keep number and sign together.
_ISOLATE, _POP = "\u2066", "\u2069"


def to_latin(text: str) -> str:
    """The text with Persian and Arabic digits as 0-9; nothing else changes."""
    return text.translate(_TO_LATIN)


def to_persian(text: str) -> str:
    """The text with Latin and Arabic digits as ۰-۹; nothing else changes."""
    return text.translate(_TO_PERSIAN)


def localise(text: str, digits: Digits) -> str:
    """The text with the digits a person chose; "persian" or "latin"."""
    return to_persian(text) if digits == "persian" else to_latin(text)


def format_number(
    number: int | float | Decimal, digits: Digits = "persian", places: int | None = None
) -> str:
    """A number with thousands separators («۱۲٬۵۰۰٫۵», "12,500.5").

    `places` fixes the decimals; without it an integer has none and a fraction keeps its own (at most 6, zeros cut).
    """
    if places is not None:
        plain = f"{number:,.{places}f}"
    elif isinstance(number, int):
        plain = f"{number:,}"
    else:
        plain = f"{number:,.6f}".rstrip("0").rstrip(".")
    if plain.startswith("-") and not plain.strip("-0.,"):
        plain = plain[1:]
    return localise_number(plain, digits)


def format_count(number: int, digits: Digits = "persian") -> str:
    """A number that nobody counts beyond COUNTED: «۱٬۰۰۰+» says that there are more."""
    if number <= COUNTED:
        return format_number(number, digits)
    return f"{_ISOLATE}{format_number(COUNTED, digits)}+{_POP}"


def localise_number(plain: str, digits: Digits) -> str:
    """A formatted Latin number («-1,200.5», «35%») in the chosen digits; a negative one is isolated left to right."""
    shown = plain.translate(_PERSIAN_NUMBER) if digits == "persian" else plain
    return f"{_ISOLATE}{shown}{_POP}" if shown.startswith(("-", "+")) else shown
