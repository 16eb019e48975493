"""Rows of a list of deals that say that they go on in another list: «رفت به ۱۴۰۵», «انتقال به سال بعد», «←۱۴۰۵»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from kariz.exchange.rules import whom
from kariz.exchange.rules.cells import Cell
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.people.normal import company_key

LONGEST = 40
_YEAR = r"(?:سال (?:بعد|آینده|جدید)|(?:سال )?(?:1[34]\d\d|20\d\d))"
_SAYS = re.compile(
    rf"(?:(?:انتقال|منتقل|رفت|رفته|برده|آمد|نقل)(?: (?:یافت|داده|شد|شده|است))*(?: (?:به|در|تو|توی))*"
    rf"(?: (?:لیست|فایل|شیت|برگه|فهرست))? {_YEAR}(?: (?:شد|شده|است|رفت))?)"
    r"|(?:[←→⇐⇒⬅➡]|[-=]+>|<[-=]+)\s*(?:سال |year )?(?:1[34]\d\d|20\d\d)|(?:1[34]\d\d|20\d\d)\s*(?:[←→⇐⇒⬅➡]|[-=]+>|<[-=]+)"
    r"|(?:carried|carry|moved|rolled|transferred)(?: (?:over|forward))?(?: (?:to|into))?(?: the)?(?: list)?"
    r" (?:next year|20\d\d|1[34]\d\d)"
    r"|carried (?:over|forward)"
)
_SHORT = re.compile(r"^\s*(?:ش|ص|ک)\s?[.]\s*")
"""«ش. لاله» is «شرکت لاله»."""


def says_so(text: str) -> bool:
    """Does a status say nothing but that the row goes on in another list?"""
    said = " ".join(fold(to_latin(text)).split()).strip(" .!()")
    return len(said) <= LONGEST and _SAYS.fullmatch(said) is not None


def keys_of(name: str) -> set[str]:
    """All that a customer may go by, whatever stands beside the name."""
    return whom.keys_in(name) | {company_key(_SHORT.sub("", name))}


def look(
    rows: Iterable[tuple[int, list[Cell]]],
    worded: Collection[int],
    customer: int,
    asides: Collection[str],
    elsewhere: Collection[str],
    said: Collection[str],
) -> Iterator[int]:
    """The numbers of rows that say so in one of the columns `worded`, and whose customer stands `elsewhere`. `said`: words
    of which a person has said what they mean."""
    for number, cells in rows:
        if str(number) in asides or customer >= len(cells):
            continue
        texts = [cells[place] for place in worded if place < len(cells)]
        told = any(isinstance(text, str) and says_so(text) and text.strip() not in said for text in texts)
        if told and not keys_of(str(cells[customer])).isdisjoint(elsewhere):
            yield number
