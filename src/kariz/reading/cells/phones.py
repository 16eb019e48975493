"""Phone numbers of a cell, as people write them into sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from kariz.localisation import home, phones
from kariz.localisation.digits import to_latin
from kariz.localisation.text import squash
from kariz.people import normal
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import BadValue, read_text


class Phones(list[str]):
    """`left` is the cell where something else stands beside the numbers; `mobile`: it says that its only number is one."""

    left: str = ""
    mobile: bool = False


def read_phones(cell: Cell) -> Phones:
    """The phone numbers of a cell. A number that lost its leading zero in a spreadsheet gets it back."""
    numbers, left = _phones(read_text(cell), home.region())
    found = Phones(numbers)
    found.mobile = len(numbers) == 1 and squash(_FIGURES.sub(" ", to_latin(read_text(cell)))) in _MOBILE
    found.left = "" if found.mobile else left
    return found


def are_mobiles(cells: Iterable[Cell]) -> bool:
    """Are most of the numbers of a column somebody's own?"""
    numbers: list[str] = []
    for cell in cells:
        with suppress(BadValue):
            numbers += read_phones(cell)
    return 2 * sum(normal.is_mobile(normal.phone(number) or "") for number in numbers) > len(numbers)


_BETWEEN = re.compile(r"[,;،؛/|\n]|:::| و | and |\s+[-–—]\s+|\s{2,}")
_NUMBER = re.compile(r"\+?\d[\d\s().\-]{5,18}\d")
_FULL = re.compile(r"(?<![\d+])(?:(?:\+98|0098|0)[ \-]?[1-9](?:[ \-]?\d){9}|9\d{9})(?!\d)")
_INSIDE = re.compile(r"[\s(]*(?:داخلی|داخلي|د|ext)[\s.:]*\d{1,6}(?!\d)\)?", re.IGNORECASE)
"""The extension behind a number."""
_ALONE = re.compile(r"\+?[\d\s().\-]+")
_UNREAD = re.compile(r"[^\s\-–—/,;.()،؛|]")
_JOINING = frozenset(("و", "یا", "and", "or"))
SHORTEST = 7
_FIGURES = re.compile(r"[+\d().\-:/،,;]+")
_MOBILE = keys_of(
    "c|m|cell|cells|cellphone|cell phone|cell no|mobile|mob|mobile no|mobile phone|موبایل|همراه|تلفن همراه|شماره همراه|"
    "شماره موبایل|گوشی"
)
""" "512 555 0205 cell": what says so is read, and no remark."""
_LINES = re.compile(r"(0\d{7,10})\s?[-–/]\s?\d{1,3}")
"""A number, and the last figures of the line beside it: 02188776655-6."""


_TURNED = re.compile(r"(\d{7,8})\s?[-–/]\s?(0[1-8]\d)")
"""The code of the city behind the number, as a line of two directions shows it: 47156985-034."""


@lru_cache(maxsize=4096)
def _phones(text: str, region: str) -> tuple[tuple[str, ...], str]:
    """The numbers, and the text where something else stands with them; the region is the company's."""
    if (whole := _phone(text)) is not None:
        return (whole,), ""
    if lines := _LINES.fullmatch(to_latin(text).strip()):
        return (lines[1],), text
    if region == home.REGION and _FULL.search(to_latin(text)):
        # Iran's own numbers; those of other plans have gaps and lengths of which this knows nothing.
        return _full_ones(to_latin(text), text)
    found: list[str] = []
    left = False
    for part in filter(None, (_unlabelled(part.strip()) for part in _BETWEEN.split(phones.joined(text)))):
        if (number := _phone(part)) is not None:
            found.append(number)
            continue
        within = [one for one in map(_phone, _NUMBER.findall(to_latin(part))) if one]
        found += within
        left = left or not within or _UNREAD.search(_NUMBER.sub("", to_latin(part))) is not None
    if not found and text.strip():
        raise BadValue(_("This is not a phone number."))
    return tuple(dict.fromkeys(found)), text if left else ""


_LABEL = re.compile(
    r"^(?:c|o|m|w|h|d|cell|mobile|mob|office|off|work|home|main|direct|tel|ph|phone)\b[.:]?\s*(?=[+(]?\d)",
    re.IGNORECASE,
)
"""Says where a number rings: "c 567-555-5923 / o 419-555-3781"."""


def _unlabelled(part: str) -> str:
    return _LABEL.sub("", part) if home.region() != home.REGION else part


def _full_ones(latin: str, text: str) -> tuple[tuple[str, ...], str]:
    """Whole numbers of this country, wherever they stand; beside them a number alone in its part, of seven figures or
    more. A date or a code is none."""
    found, rest = [], latin
    for match in _FULL.finditer(latin):
        inside = _INSIDE.match(latin, match.end())
        end = inside.end() if inside else match.end()
        found.append((match.start(), latin[match.start() : end]))
        rest = rest[: match.start()] + " " * (end - match.start()) + rest[end:]
    at, left = 0, False
    for part in filter(None, (part.strip() for part in _BETWEEN.split(rest))):
        at = rest.index(part, at)
        if _ALONE.fullmatch(part) and sum(map(str.isdigit, part)) >= SHORTEST and _phone(part):
            found.append((at, part))
        elif part not in _JOINING:
            left = left or _UNREAD.search(part) is not None
        at += len(part)
    numbers = [number for _at, one in sorted(found) if (number := _phone(one)) is not None]
    return tuple(dict.fromkeys(numbers)), text if left else ""


def _phone(part: str) -> str | None:
    if home.region() == home.REGION:
        part = _mended(part)
    return part[:50] if normal.phone(part) else None


def _mended(part: str) -> str:
    """A number of Iran as it is dialled."""
    bare = to_latin(part).strip()
    if re.fullmatch(r"9\d{9}", bare):
        return "0" + bare
    if re.fullmatch(r"989\d{9}", bare):
        return "+" + bare
    turned = _TURNED.fullmatch(bare)
    return turned[2] + turned[1] if turned else part
