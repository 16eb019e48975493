"""A company's name taken apart: what it is called, and what stands in brackets or behind a dash."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from kariz.localisation.text import fold, persian_letters
from kariz.people.firm_words import BRANCHES, CITIES, KINDS
from kariz.people.likeness.with_person import parted
from kariz.people.normal import LEGAL_FORMS, core_words, one_line
from kariz.people.spelt import singular
from kariz.reading.names import jobs
from kariz.reading.names.names import is_titled, reads_as_person

_T = TypeVar("_T")
Words = frozenset[str]
NONE: frozenset[Any] = frozenset()
"""Of the many names of a long list most say nothing more: they share one empty set, for each other one takes 216 bytes."""
FORM = re.compile(r"^ش\s?[.٫/]\s?(?=\S)")
"""«ش. پارس» is «شرکت پارس»."""
_DASH = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+")
_BRACKETED = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart: what it is called, and what stands in brackets or behind a dash."""

    head: str
    city: Words = NONE
    person: str = ""
    beside: str = ""
    """Something else: what they do, perhaps, which is a part of the name in another place."""


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, tuple[str, ...]]:
    head, person = parted(FORM.sub("", persian_letters(one_line(text))))
    tails = [person] if person else []
    while found := _BRACKETED.match(head):
        head, tail = found[1], found[2].strip()
        tails.append(tail)
    first, *others = [part.strip() for part in _DASH.split(head) if part.strip()] or [head]
    return first, (*others, *reversed(tails))


def parts_of(text: str, cities: Collection[str]) -> Parts:
    """The name of the company, and what else the text says of it."""
    head, tails = _split(text)
    city: set[str] = set()
    person, beside = "", []
    for tail in tails:
        words = {fold(word) for word in _WORD.findall(tail.replace("\u200c", ""))}
        if not words or words <= LEGAL_FORMS:
            continue
        if words <= BRANCHES | set(cities) or words & {"شعبه", "نمایندگی", "branch"}:
            city |= words - BRANCHES
        elif jobs.is_job(tail) and not words <= KINDS:
            continue
        elif is_titled(tail) or (reads_as_person(tail) and not words & KINDS):
            person = tail
        else:
            beside.append(tail)
    return Parts(head, frozenset(city) if city else NONE, person, " ".join(beside))


def words_of(parts: Parts) -> list[str]:
    return list(map(singular, core_words(f"{parts.head} {parts.beside}".strip())))


def searched(text: str) -> Words:
    """The words by which other spellings of the name are looked for."""
    words = frozenset(words_of(parts_of(text, CITIES)))
    return frozenset(word for word in words - KINDS - CITIES if len(word) > 2)


def all_of(sets: Sequence[Set[_T]]) -> Set[_T]:
    """Their union; the only one that holds anything as it is."""
    some = [one for one in sets if one]
    return frozenset().union(*some) if len(some) > 1 else (some[0] if some else NONE)


def kinds_of(numbers: Iterable[str]) -> set[str]:
    return {number.partition(":")[0] for number in numbers}
