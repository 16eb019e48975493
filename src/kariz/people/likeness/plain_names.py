"""Names that hold nothing but a name: no number, no address, no remark in brackets or behind a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..normal import core_words
from .names import person_words
from .with_person import parted

_BESIDE_PERSON = re.compile(r"[\d@()\[\]<>{}/,;،؛]|\s[-–—]\s")
_BESIDE_FIRM = re.compile(r"[@()\[\]<>{}]|\s[-–—]\s|\d[\d\s\-]{5,}\d")
FEWEST = 2
"""Words of a company that nobody's family has by chance."""


def is_plain_person(name: str, firms: Iterable[str] = ()) -> bool:
    """`firms`: companies whose words are no part of a name, as in «آقای نوری صدر بتن» of «صدر بتن»."""
    if _BESIDE_PERSON.search(name):
        return False
    words = set(person_words(name))
    return not any(
        len(theirs) >= FEWEST and theirs < words for theirs in (set(core_words(firm)) for firm in firms)
    )


def is_plain_firm(name: str) -> bool:
    return _BESIDE_FIRM.search(name) is None and not parted(name)[1]
