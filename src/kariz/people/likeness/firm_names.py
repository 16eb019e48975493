"""A company's name taken apart: what it is called, and the words that say what kind of firm it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kariz.localisation.text import fold, persian_letters

from ..firm_words import BRANCHES, CALLED_BY, CLINIC, KINDS, NUMBER_MARKS, ONE_WORD, PLACES, TREATMENTS

TELLING = 8
"""Letters of what a company is called, without spaces, that need no word of kind beside them to tell who it is."""
LONGEST = 80
_CALLED = frozenset(ONE_WORD.get(word, word) for word in CALLED_BY)
_KINDS = KINDS - BRANCHES
_GLUED = re.compile(rf"(?:{'|'.join(NUMBER_MARKS)})(\d+)")
_TYPED = re.compile(r"[^\s()\[\]{}«»\"'،؛,.;:&/|–—-]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """`own`: what it is called, `joined` in one order, with its `numbers`; `kinds`: words of kind, those that say one
    thing as one word; `aside`: all that is not its own, as it stands in the name."""

    own: tuple[str, ...]
    joined: str
    numbers: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()

    @property
    def tells(self) -> bool:
        return bool(self.numbers) or len(self.joined) >= TELLING


@lru_cache(maxsize=8192)
def parts(words: tuple[str, ...]) -> Parts:
    """What nothing but words of kind make up is called by these."""
    own: list[str] = []
    kinds: set[str] = set()
    aside: set[str] = set()
    rest = list(words)
    while rest:
        word, after = rest.pop(0), rest[0] if rest else ""
        if after and word + after in _KINDS:
            kinds.add(_said(word + after))
            aside |= {word, rest.pop(0)}
        elif word in NUMBER_MARKS and after.isdecimal():
            aside.add(word)
        elif found := _GLUED.fullmatch(word):
            aside.add(word)
            own.append(found[1])
        elif word in _KINDS:
            kinds.add(_said(word))
            aside.add(word)
        else:
            own.append(word)
    if all(word.isdecimal() for word in own):
        own, kinds, aside = list(words), set(), set()
    ordered = sorted(own)
    numbers = tuple(word for word in ordered if word.isdecimal())
    return Parts(tuple(own), "".join(ordered), numbers, frozenset(kinds), frozenset(aside))


def _said(word: str) -> str:
    return ONE_WORD.get(word, word)


def only_kind_differs(one: Parts, other: Parts) -> bool:
    """Are they called the same, and says one no more than the other but what kind of firm it is?"""
    if one.joined != other.joined and "".join(one.own) != "".join(other.own):
        return False
    short, long = (one, other) if one.kinds <= other.kinds else (other, one)
    if not short.kinds <= long.kinds:
        return False
    called = (long.kinds - short.kinds) & _CALLED
    if not called:
        return True
    if short.kinds:
        return called == {CLINIC} and bool(short.kinds & TREATMENTS)
    return bool(short.numbers) and len(short.own) - len(short.numbers) > 1


def is_telling(one: Parts, other: Parts) -> bool:
    """Is there more than one short word, as «پارس», that both are called by?"""
    return one.tells or one.kinds == other.kinds or bool(one.kinds and other.kinds)


def places(one: Sequence[str], other: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of each that tell places apart, and that the other does not have."""
    mine, theirs = (frozenset(map(_said, PLACES.intersection(words))) for words in (one, other))
    return mine - theirs, theirs - mine


def set_aside(names: Sequence[str], words: Sequence[tuple[str, ...]]) -> str:
    """The words of kind by which two names, given with their words, differ, as they were typed."""
    differing = parts(words[0]).aside ^ parts(words[1]).aside
    found: list[str] = []
    for name, said in zip(names, words, strict=True):
        aside = parts(said).aside & differing
        typed: list[str] = []
        near = False
        for word in _TYPED.findall(persian_letters(name)):
            if fold(word) in aside:
                typed[-1:] = [f"{typed[-1]} {word}"] if near else [*typed[-1:], word]
            near = fold(word) in aside
        found += typed or [word for word in said if word in aside]
    return ("، " if any(not one.isascii() for one in found) else ", ").join(dict.fromkeys(found))[:LONGEST]
