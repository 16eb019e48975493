"""Are two names of companies, or of people, spellings of one? So that nothing of one is written over the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from kariz.localisation.sounds import skeleton, sound
from kariz.localisation.text import fold
from kariz.people.firm_words import KINDS
from kariz.people.normal import company_key, core_words

_WORDS = """
صنایع صنعت صنعتی صنعتگران تولید تولیدی تولیدات بازرگانی تجاری تجارت خدمات خدماتی مهندسی مهندسین فنی مشاور مشاوره
مشاورین کارخانه کارخانجات کارگاه فروشگاه پخش توزیع مجتمع مجموعه پیمانکاری دانش بنیان بین المللی ایران
جناب سرکار آقا آقای خانم دکتر مهندس حاج سید mr mrs ms dr eng
industries industrial trading commercial engineering services international iran factory
"""
_GENERIC = frozenset(map(fold, _WORDS.split()))
"""Words of which a name may well have one more or less, and be the same."""
SURE = 2
"""So many words of its own that a name has in common with a longer one are enough to be that: «پارس» is no «پارس خودرو»."""
SLIP, LONG = 5, 7
_MAKING = "سازی"
_VOWELS = frozenset("aeiou")
"""Letters of words in which one may be missing or too many, and in which one may be wrong."""


def are_alike(one: str, other: str) -> bool:
    """The one may say less than the other; where each has a word that the other lacks, they are two."""
    return _compare(one, other, sure=0)


def are_one_firm(one: str, other: str) -> bool:
    """The same, but for names of one word that begin many names of companies."""
    return _compare(one, other, sure=SURE)


def has_its_words(name: str, *, of: str) -> bool:
    """Has it the words of the other's own, what that makes aside: «گروه فنر ظفر شرق» those of «فنرسازی ظفر»?"""
    own = {word for word in _telling(of) if word not in KINDS and not word.endswith(_MAKING)}
    return bool(own) and own <= set(_telling(name))


def are_short_alike(one: str, other: str) -> bool:
    """Is the shorter one the beginning of the other, with words cut short or without their vowels: "Overbury Ln" and
    "Overbury Lane Contractors"? One word is the same in full."""
    less, more = sorted((_telling(one), _telling(other)), key=len)
    if not less or less[0] != more[0] or len(less[0]) < SLIP:
        return False
    return all(
        word == whole or is_short_for(word, whole) or is_short_for(whole, word)
        for word, whole in zip(less, more, strict=False)
    )


def are_alike_in_haste(one: str, other: str) -> bool:
    """May the shorter one be the other as one writes it in haste: words of it left out or cut short where one is the same
    in full, or but the letters that its words begin with? Too little to go by names alone."""
    less, more = sorted((_telling(one), _telling(other)), key=lambda words: (len(words), len("".join(words))))
    letters = "".join(less)
    if len(letters) > 1 and any(
        letters == _initials(of) for of in (more, core_words(one), core_words(other))
    ):
        return True
    left = iter(more)
    found = [
        next((whole for whole in left if whole.startswith(word) or is_short_for(word, whole)), "")
        for word in less
    ]
    return len(less) > 1 and all(found) and any(len(word) > 1 and word in more for word in less)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def is_short_for(word: str, whole: str) -> bool:
    """ "Int" for "Interiors", "Ln" for "Lane", "DC" for "Datacentres"."""
    if not (word.isascii() and whole.isascii()) or not 2 <= len(word) <= len(whole) - 2:
        return False
    letters = iter(whole)
    if word[0] != whole[0] or not all(letter in letters for letter in word):
        return False
    return whole.startswith(word) or not _VOWELS.intersection(word[1:])


def _compare(one: str, other: str, sure: int) -> bool:
    mine, theirs = company_key(one), company_key(other)
    if not (mine and theirs) or mine == theirs:
        return True
    own, others = _joined(_telling(one), _telling(other)), _joined(_telling(other), _telling(one))
    left, right = _unlike(own, others)
    if left and right:
        return _near("".join(left), "".join(right))
    return not (left or right) or min(len(own), len(others)) >= sure


@lru_cache(maxsize=4096)
def _telling(name: str) -> tuple[str, ...]:
    """The words of the name, legal forms and what many are called aside; all of one that has no others."""
    words = core_words(name)
    return tuple(dict.fromkeys([word for word in words if word not in _GENERIC] or words))


def _joined(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words of one, of which two that the other writes together are one."""
    found: list[str] = []
    for word in one:
        if found and found[-1] + word in other:
            found[-1] += word
        else:
            found.append(word)
    return found


def _unlike(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of each that the other has not."""
    left, right = [], list(other)
    for word in sorted(one, key=right.__contains__, reverse=True):
        found = word if word in right else next((each for each in right if _near(word, each)), None)
        if found is None:
            left.append(word)
        else:
            right.remove(found)
    places = {word: place for place, word in enumerate(one)}
    return sorted(left, key=places.__getitem__), right


def _near(one: str, other: str) -> bool:
    """Are they one word, but for a slip, for letters of one sound, or for the other script?"""
    if one == other:
        return True
    if one.isdecimal() or other.isdecimal():
        return False
    shorter, longer = sorted((len(one), len(other)))
    if shorter == 1:
        return one[0] == other[0]
    if sound(one) == sound(other):
        return True
    if one.isascii() != other.isascii():
        bare = skeleton(one)
        return len(bare) > 1 and bare == skeleton(other)
    if shorter < SLIP or OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    return shorter >= LONG or longer > shorter or sorted(one) == sorted(other)
