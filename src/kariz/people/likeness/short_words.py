"""Words of companies' names that are written shortly: "Kelso Int." for "Kelso Interiors", "Murphy Hlge" for "Haulage"."""

from __future__ import annotations

from functools import lru_cache

from . import initials
from .called import is_telling

CONTRACTED = 3
"""Letters that a word keeps at least where others are left out of its middle."""
_VOWELS = frozenset("aeiou")
CRAFTS = ("سازی", "پزی", "بافی", "ریسی", "دوزی", "فروشی", "کاری", "تراشی")
"""What may stand behind a ware in a name, or not: «فنر ظفر» is «فنرسازی ظفر»."""


@lru_cache(maxsize=8192)
def shortened(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(short, whole) of the words by which two names, as their words, differ: word for word the same else, and something
    of it tells who it is. Empty where they differ in anything more, or in nothing."""
    if one == other or len(one) != len(other):
        return ()
    pairs = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    told = any(mine == theirs and is_telling(mine) for mine, theirs in zip(one, other, strict=True))
    ordered = [(min(pair, key=len), max(pair, key=len)) for pair in pairs]
    return tuple(ordered) if told and all(_stands_for(short, whole) for short, whole in ordered) else ()


def count(one: tuple[str, ...], other: tuple[str, ...], names: tuple[str, str]) -> int:
    """How many words of the first of two names are short for words of the other; initials for several count as one."""
    if short := initials.stand_for(*names) or initials.within(one, other):
        return int(short in one and short not in other)
    return sum(short in one for short, _whole in shortened(one, other))


def is_its_craft(ware: str, whole: str) -> bool:
    """«فنر» and «فنرسازی»."""
    return len(ware) >= CONTRACTED - 1 and whole.startswith(ware) and whole[len(ware) :] in CRAFTS


def _stands_for(short: str, whole: str) -> bool:
    """The beginning of a word; of Latin ones also some letters of it with the first and the last, hardly a vowel among
    them, with or without an s behind: "Int", "Hlge", "Bldrs"."""
    if len(short) >= len(whole) or not (short + whole).isalpha():
        return False
    if not (short + whole).isascii():
        return (len(short) == 1 and whole.startswith(short)) or is_its_craft(short, whole)
    return any(
        _is_of(one, whole)
        for one in ({short, short.removesuffix("s")} if len(short) > CONTRACTED else {short})
    )


def _is_of(short: str, whole: str) -> bool:
    if whole.startswith(short):
        return True
    if len(short) < CONTRACTED or short[0] != whole[0] or short[-1] != whole[-1]:
        return False
    rest = iter(whole)
    return len(_VOWELS.intersection(short[1:-1])) == 0 and all(letter in rest for letter in short)
