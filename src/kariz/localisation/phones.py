"""Numbers of phones as people write and read them."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from django.utils.translation import get_language

from . import home, neighbours, preferences
from .digits import localise, to_latin

_INSIDE = re.compile(
    r"(?<=\d)[\s(,،؛;/-]*(?:داخلی|داخلي|(?<![^\W\d])(?:د|int|inside|extension|extn)(?![^\W\d]))\s*[.:٫]?\s*(\d{1,6})(?!\d)\s*\)?$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-z]")
_BEFORE = re.compile(
    r"^\(?(?:داخلی|داخلي|ext\.?)\s*:?\s*(\d{1,6})\)?[\s,،:/-]+(?=\+?\d[\d\s()-]{7,}$)", re.IGNORECASE
)

_SLASHED = re.compile(r"(?<![\d/])(\(?\d{3}\)?) ?/ ?(\d{3}[-. ]?\d{4})(?![\d/])")
_ZERO_SLASHED = re.compile(r"(?<![\d/])(0\d{2,4}) ?/ ?(\d{5,8})(?![\d/])")
_EXTENSION = re.compile(
    r"(?<=\d{4})\s*[,;/]?\s*(?:x|extension|extn?)\.?\s*:?\s*(\d{1,6})(?!\d)", re.IGNORECASE
)
_AMERICA = 1
IRANIAN = re.compile(r"(?:\+98|0098|0)[1-9]\d{9}", re.ASCII)
"""Written without gaps, as most are: what the library makes of these is known, at a twentieth of the time."""


def joined(text: str) -> str:
    """With numbers in one piece whose area stands before a slash (419/555-3396, 0171/1234567), or whose extension stands
    behind a comma (, x 81): what parts the numbers of a cell would part them, too. Iran's have rules of their own."""
    if home.region() == home.REGION or not any(map(str.isdigit, text)):
        return text
    slashed = _SLASHED if home.code() == _AMERICA else _ZERO_SLASHED
    return _EXTENSION.sub(r" ext. \1", slashed.sub(r"\1-\2", text))


def dialled(text: str) -> str:
    """With Latin digits, and with the word for an extension that the library knows: «داخلی ۱۲» is "ext. 12"."""
    latin = " ".join(to_latin(text).split())
    if latin.isascii() and not _WORDS.search(latin):
        return latin
    if before := _BEFORE.match(latin):
        return f"{latin[before.end() :]} ext. {before[1]}"
    return _INSIDE.sub(r" ext. \1", latin)


def number(typed: str, region: str) -> phonenumbers.PhoneNumber | None:
    """The number of that country, or of its neighbour where it can be of that one alone; nothing for what is none."""
    try:
        read = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number(read):
        return read
    of_neighbour = neighbours.number_of(typed, region)
    return of_neighbour or (read if phonenumbers.is_possible_number(read) else None)


def is_mistyped(typed: str) -> bool:
    """Is it written as a whole number of this country, and none that anybody has? A digit of it is wrong, or missing."""
    region, text = home.region(), dialled(typed)[:50]
    before = phonenumbers.ndd_prefix_for_region(region, True) or ""
    if not text.lstrip("( ").startswith(before) or text.startswith(("00", "+")):
        return False
    if region == home.REGION and IRANIAN.fullmatch(text):
        read, whole = phonenumbers.PhoneNumber(country_code=98, national_number=int(text[1:])), True
    else:
        try:
            read = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            return False
        whole = phonenumbers.is_possible_number_with_reason(read) == phonenumbers.ValidationResult.IS_POSSIBLE
    return whole and not phonenumbers.is_valid_number(read) and neighbours.number_of(text, region) is None


def readable(text: str) -> str:
    """A number in groups («09121234567» → 0912 123 4567), of abroad with its country; what is none as it was typed."""
    return _readable(text, home.region())


@lru_cache(maxsize=4096)
def _readable(text: str, region: str) -> str:
    read = number(dialled(text)[:50], region)
    if read is None:
        return text
    if region == home.REGION and not phonenumbers.is_valid_number(read):
        # Iran's groups fit any eight digits behind a zone; a number of elsewhere would be torn apart by them.
        return text
    own = read.country_code == phonenumbers.country_code_for_region(region)
    shape = phonenumbers.PhoneNumberFormat
    found = phonenumbers.format_number(read, shape.NATIONAL if own else shape.INTERNATIONAL)
    # A number for which a country has no groups, as one with a digit too few, would lose the zero before it.
    unknown = own and not phonenumbers.is_valid_number(read) and not to_latin(text).startswith("+")
    return text if unknown and _digits(found) != _digits(text) else found


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, to_latin(text)))


def shown(text: str) -> str:
    """The number in groups and in the person's digits; the place around it keeps it left to right."""
    return localise(worded(text), preferences.current().digits)


def worded(text: str) -> str:
    """The number in groups and Latin digits, with the word for its extension in the reader's language."""
    found = readable(text)
    if " ext. " in found and (get_language() or "").startswith("fa"):
        return found.replace(" ext. ", " داخلی ")
    return found
