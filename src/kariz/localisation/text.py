"""Folding text for search, sort keys for Persian order, isolation of mixed directions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = {
    **dict.fromkeys("يىېۍێ", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ةۀەہھۃۂ", "ه"),
    **dict.fromkeys("أإآٱ", "ا"),
    "ؤ": "و",
    "ئ": "ی",
    "ء": "",
    "ـ": "",
}
_IGNORED = {"Mn", "Me", "Cf", "Cc", "Cs"}


class _Reordered(Exception):
    """A mark that stands elsewhere once its neighbours are taken apart: such a text is folded as a whole."""


class _Letters(dict):
    """What each letter becomes that is taken apart and small already; worked out once a letter."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace():
            folded = " "
        elif char in _LETTERS:
            folded = _LETTERS[char]
        elif char.isdecimal():
            folded = str(unicodedata.decimal(char))
        elif unicodedata.category(char) in _IGNORED:
            folded = ""
        else:
            folded = char
        self[code] = folded
        return folded


class _Folding(dict):
    """What each character becomes; worked out once a character, of which few hundred are ever met."""

    def __missing__(self, code: int) -> str:
        folded = _apart(chr(code)).translate(_SMALL)
        if any(map(unicodedata.combining, folded)):
            raise _Reordered
        self[code] = folded
        return folded


def _apart(text: str) -> str:
    """Small letters, each mark behind its own."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # A second round: folding the case of a decomposed letter can leave one that decomposes or folds again.
    return unicodedata.normalize("NFKD", text.casefold())


_SMALL = _Letters()
_FOLDING = _Folding()


def fold(text: str) -> str:
    """The form two spellings of one text share: for search and for finding duplicates.

    Arabic and Persian ye, kaf, he, alef and hamza forms become one; half-spaces, tatweel, diacritics and invisible
    marks go; digits become Latin; case goes; runs of white space become one space. Folding twice changes nothing.
    """
    if text.isascii() and text.isalnum():
        # Phone numbers, by the thousand.
        return text.lower()
    return _folded(text) if len(text) <= SHORT else _fold(text)


SHORT = 200
"""Characters of texts whose folded form is kept: names and titles are folded again and again."""


def _fold(text: str) -> str:
    try:
        return " ".join(text.translate(_FOLDING).split())
    except _Reordered:
        return " ".join(_apart(text).translate(_SMALL).split())


_folded = lru_cache(maxsize=12_288)(_fold)


_WAYS: dict[str, str] = {str(digit): f"{digit}{0x6F0 + digit:c}{0x660 + digit:c}" for digit in range(10)}
for _way, _letter in _LETTERS.items():
    if _letter:
        _WAYS[_letter] = _WAYS.get(_letter, _letter) + _way
_BETWEEN = "[\u200b-\u200fـء\u064b-\u0655\u0670]*"


def spellings(text: str) -> str:
    """A regular expression, for any database and without regard to case, that finds the text in whichever of its usual
    spellings `fold` makes one: for columns that keep no folded form."""
    parts = []
    for char in fold(text):
        known = _WAYS.get(char)
        parts.append(r"\s+" if char == " " else f"[{known}]" if known else re.escape(char))
    return _BETWEEN.join(parts)


_PERSIAN_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})


def persian_letters(text: str) -> str:
    """The text with Persian ye and kaf where an old keyboard or program wrote the Arabic ones."""
    # Most texts have none of them, and to look is ten times as fast as to translate.
    return text.translate(_PERSIAN_LETTERS) if "ي" in text or "ك" in text or "ى" in text else text


def squash(text: str) -> str:
    """The folded text with letters and digits only: «می شود», «می‌شود» and «میشود» are one."""
    return _squashed(fold(text))


def _squash(folded: str) -> str:
    joined = folded.replace(" ", "")
    # Nearly all texts have nothing but letters, digits and spaces.
    return joined if joined.isalnum() else "".join(filter(str.isalnum, joined))


_squashed = lru_cache(maxsize=4096)(_squash)


def search_copy(*texts: str) -> str:
    """The stored copy that search reads: each text folded, then each one squashed where that differs.

    Look for every word of `search_terms(query)` in it as a substring. Then «می شود», «می‌شود» and «میشود» find each
    other: the words of a spaced query are both in the joined form, and the squashed form holds a joined query.
    """
    return search_copy_of(map(fold, texts))


def search_copy_of(forms: Iterable[str]) -> str:
    """The same of texts that are folded already, which a second time changes nothing."""
    folded = list(filter(None, forms))
    squashed = [joined for form in folded if (joined := _squash(form)) and joined != form]
    return "\n".join([" ".join(folded), " ".join(squashed)] if squashed else [" ".join(folded)])


def search_terms(query: str) -> list[str]:
    """The words of a query, folded as the search copy is, without repeats."""
    return list(dict.fromkeys(fold(query).split()))


_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_WEIGHTS = (
    {" ": "10"}
    | {digit: f"{11 + place}" for place, digit in enumerate("0123456789")}
    | {letter: f"{21 + place}" for place, letter in enumerate(_ALPHABET)}
    | {letter: f"{61 + place}" for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
)


class _Sorting(dict):
    """The weight of each character: two decimal digits, or 99 and the code point for other scripts."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _WEIGHTS:
            weight = _WEIGHTS[char]
        else:
            folded = fold(char)
            weight = "".join(_WEIGHTS.get(part) or self._other(part) for part in folded) if folded else ""
            if not folded and char.isspace():
                weight = _WEIGHTS[" "]
        self[code] = weight
        return weight

    @staticmethod
    def _other(char: str) -> str:
        return f"99{ord(char):07d}" if char.isalnum() else _WEIGHTS[" "]


_SORTING = _Sorting()


class _Spacing(dict):
    """A space for each character that is neither letter nor digit nor invisible; worked out once a character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char.isalnum() or unicodedata.category(char) in _IGNORED else " "
        return self[code]


_SPACING = _Spacing()


def sort_key(text: str, width: int = 120) -> str:
    """A key whose plain order is the Persian alphabetical order of the text, then Latin; at most `width` long.

    It holds decimal digits only, so bytes, C and every language's collation order it alike. Case, half-spaces,
    diacritics and punctuation do not count; numbers come before letters; a shorter word before a longer one.
    """
    # Latin letters fold inside the table; composing first keeps «آ» one letter, which comes before «ا».
    words = unicodedata.normalize("NFKC", text[:width]).casefold()
    return " ".join(words.translate(_SPACING).split()).translate(_SORTING)[:width]


MOSTLY = 0.4
"""The share of words in a script from right to left with which a text is one of that script: names of things and firms
in Latin letters are longer and more than the words around them."""


def reads_from_right(text: str) -> bool:
    """Whether a text that begins with Latin letters is Persian all the same: «BMS کل برج», not «Siemens (آلمان) AG».

    A browser goes by the first letter and would turn it round; what begins with a Persian letter it lays out rightly.
    """
    if text.isascii() or _is_rtl(next(filter(str.isalpha, text), "")):
        return False
    firsts = [letter for word in text[:SHORT].split() if (letter := next(filter(str.isalpha, word), ""))]
    return sum(map(_is_rtl, firsts)) >= MOSTLY * max(len(firsts), 1)


def _is_rtl(letter: str) -> bool:
    return "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"


DIALLED = re.compile(r"(?<![\w#+&])(\+\d[\d ()-]{6,}\d|0\d{2,4} \d[\d -]{4,}\d)(?!\w)")
"""A number of a phone that is written in several parts, in a Persian line turned round: «6789 345 912 98+»."""


_BIDI_CONTROLS = dict.fromkeys(
    map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
)


def isolate(text: str) -> str:
    """The text isolated in its own direction, for plain-text lines that mix them; its own controls are dropped."""
    begin = "\u2067" if reads_from_right(text) else "\u2068"
    return f"{begin}{text.translate(_BIDI_CONTROLS)}\u2069"


_BETWEEN_NAMES = re.compile("(، |, )")


def isolate_each(names: str) -> str:
    """Names one behind another, each isolated: in one run «فروش.xlsx، b.csv» reads turned round."""
    parts = _BETWEEN_NAMES.split(names)
    return (
        names
        if len(parts) == 1
        else "".join(part if place % 2 else isolate(part) for place, part in enumerate(parts))
    )
