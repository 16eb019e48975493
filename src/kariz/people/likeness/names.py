"""Comparing names of people and companies: the same, alike, one a part of the other, or different."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from kariz.localisation.text import fold

from ..firm_words import KINDS
from ..normal import LEGAL_FORMS, core_words
from ..spelt import family, singular, whole
from . import called, firm_names, short_words
from .given_names import GIVEN_NAMES
from .short_given_names import SHORT_AND_WHOLE, are_one
from .usual_words import usual

SAME, ALIKE, KIND, PART, DIFFERENT = "name", "name_alike", "name_kind", "name_part", "not_name"
GIVEN, INITIAL, SHORT = "name_given", "name_initial", "name_short"
_WORD = re.compile(r"\w+")
SHORTENED = 3
"""Letters that a word keeps at least."""
INITIALS = 2
"""Most letters that stand side by side as initials of given names: "PJ"."""
WHOLE = 2
"""Words of a person's name that says the given and the family name."""
_VOWELS = frozenset("aeiouy")
_TITLE_WORDS = """
آقای آقا خانم خانوم دکتر دکترای مهندس استاد جناب سرکار حاج حاجی حاجیه سید سیده mr mrs ms miss dr eng prof
"""
_TITLES = frozenset(map(fold, _TITLE_WORDS.split()))
_BRANCH = frozenset(map(fold, ("شعبه", "نمایندگی", "دفتر", "کارخانه", "branch", "office")))
_BOARD = (fold("هیأت"), fold("مدیره"))
"""«هیأت مدیرهٔ برج سپید» speaks for the tower."""
_HOUSES = frozenset(map(fold, ("دفتر", "کارخانه", "office")))
"""What a company of one house may well be called: its only office, its only factory."""


@lru_cache(maxsize=8192)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded, titles aside: «جناب آقای دکتر علي رضايي» → علی، رضایی."""
    words = _WORD.findall(family(fold(name)))
    return tuple([word for word in words if word not in _TITLES] or words)


@lru_cache(maxsize=8192)
def firm_words(name: str) -> tuple[str, ...]:
    """The words of a company's name, folded, legal forms aside, one word for one thing: "Sheridan's" is "Sheridan"."""
    words = tuple(map(singular, core_words(name)))
    return words[2:] if words[:2] == _BOARD and len(words) > 2 else words


def as_typed(word: str, name: str) -> str:
    """The word of `firm_words` as it stands in the name."""
    return next(
        (
            typed
            for typed in _WORD.findall(name)
            if word in (fold(typed), singular(fold(typed)), singular(whole(fold(typed))))
        ),
        word,
    )


def people(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """How two people's names, as their words, compare; "" where one of them says nothing."""
    if not one or not other:
        return ""
    one, other = sorted((one, other))
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return SAME
    if _contradict(one, other):
        return DIFFERENT
    if _spelt_alike(one, other):
        return ALIKE
    if (forms := given_forms(one, other)) is not None:
        return GIVEN if forms else INITIAL
    return PART if _is_part(one, other) else DIFFERENT


@lru_cache(maxsize=8192)
def given_forms(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, str], ...] | None:
    """(short, whole) of the given names that are one in two forms, where two people's names are the same else, the family
    name at least; empty where initials alone stand for given names; None where neither is so."""
    less, more = sorted((one, other), key=lambda words: (len(words), sum(map(len, words)), words))
    shared = {word for word in less if word in more and len(word) > 1}
    left, rest = [word for word in less if word not in shared], [word for word in more if word not in shared]
    if not shared or not left:
        return None
    forms: list[tuple[str, str]] = []
    for word in left:
        meant = next((each for each in rest if are_one(word, each) or _is_initial(word, each)), None)
        if meant is None:
            return None
        rest.remove(meant)
        if are_one(word, meant):
            forms.append((word, meant))
    return tuple(forms)


def family_shared(one: Sequence[str], other: Sequence[str]) -> bool:
    """Have two names the family name of one of them in common, and no given names that tell two people apart? What
    begins with a word of kind is where they work: «آقای کاظمی هتل آریان» may be «رضا کاظمی»."""
    mine, theirs = _without_work(one), _without_work(other)
    if not mine or not theirs or _contradict(mine, theirs, _is_half):
        return False
    shared = {word for word in set(mine) & set(theirs) if len(word) > 1} - GIVEN_NAMES
    return bool(shared & {mine[-1], theirs[-1]})


def nothing_shared(one: Sequence[str], other: Sequence[str]) -> bool:
    """Are these whole names of one script without a word in common, so that nobody changed half of theirs?"""
    if min(len(one), len(other)) < WHOLE or len({word.isascii() for word in (*one, *other)}) > 1:
        return False
    pairs = [(mine, theirs) for mine in one for theirs in other]
    return not any(
        are_one(*pair) or _slip(*pair) or _is_initial(*pair) or _is_initial(*pair[::-1]) for pair in pairs
    )


def _without_work(words: Sequence[str]) -> Sequence[str]:
    at = next(
        (at for at, word in enumerate(words) if at and (word in KINDS or word in LEGAL_FORMS)), len(words)
    )
    return words[:at]


def firms(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """The same for companies: another number or place, or the branch of another place, is another company; KIND where only
    words differ that say what kind of firm it is."""
    if not one or not other:
        return ""
    one, other = sorted((one, other))
    one, other = called.aligned(one, other), called.aligned(other, one)
    mine, theirs = firm_names.parts(one), firm_names.parts(other)
    if mine.numbers != theirs.numbers:
        return DIFFERENT
    if _is_branch(mine.own) != _is_branch(theirs.own):
        return PART if _is_house(one, other) else DIFFERENT
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return SAME
    if all(firm_names.places(one, other)):
        return DIFFERENT
    if _spelt_alike(one, other):
        return ALIKE
    if is_cut_short(one, other):
        return SHORT
    if firm_names.only_kind_differs(mine, theirs):
        return KIND if mine.aside != theirs.aside else ALIKE
    if short_words.shortened(one, other) or usual(one, other):
        return SHORT
    return PART if set(one) <= set(other) or set(other) <= set(one) else DIFFERENT


def _contradict(one: Sequence[str], other: Sequence[str], same: Callable[[str, str], bool] = are_one) -> bool:
    """Each has a given name that the other has not, nor in another form: «محمد» and «محمود» are two people, no slip of
    the keyboard."""
    mine, theirs = set(one) - set(other), set(other) - set(one)
    return all(
        any(_is_given(word) and not any(same(word, each) for each in there) for word in here)
        for here, there in ((mine, theirs), (theirs, mine))
    )


def _is_given(word: str) -> bool:
    return word in GIVEN_NAMES or word in SHORT_AND_WHOLE


def _is_half(one: str, other: str) -> bool:
    """«علی» of «علیرضا», by which one may be called; or one name in two forms."""
    short, whole = sorted((one, other), key=len)
    rest = {whole.removeprefix(short), whole.removesuffix(short)} - {whole}
    return are_one(one, other) or bool(rest & GIVEN_NAMES)


def _is_initial(word: str, whole: str) -> bool:
    """«ع» of «علی»; "rj" of "robert", which says nothing of the second name."""
    if not whole.startswith(word[0]) or len(whole) < 2:
        return False
    return len(word) == 1 or (len(word) <= INITIALS and word.isascii() and not _VOWELS.intersection(word))


def _spelt_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """The words pair off, each the same but for a slip; or the whole is, where words were joined or parted."""
    if len(one) == len(other):
        rest, slips = list(other), 0
        for word in sorted(one, key=len, reverse=True):
            nearest = min(rest, key=lambda each: DamerauLevenshtein.distance(word, each))
            if not _slip(word, nearest):
                return False
            slips += word != nearest
            rest.remove(nearest)
        return slips <= max(1, len(one) // 2)
    return _slip("".join(one), "".join(other))


def is_cut_short(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same words in their order, some without their end: "Halcyon Crop Sci." and "Halcyon Crop Science"."""
    if len(one) != len(other) or not any(
        a == b and len(a) > SHORTENED for a, b in zip(one, other, strict=True)
    ):
        return False
    return all(
        a == b or (min(len(a), len(b)) >= SHORTENED and (a.startswith(b) or b.startswith(a)))
        for a, b in zip(one, other, strict=True)
    )


def _slip(one: str, other: str) -> bool:
    """One letter wrong, missing, too many or swapped; two in a long word; none in one of two letters."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 2 or len(one + other) < 5 else 1 if shorter < 9 else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _is_part(one: Sequence[str], other: Sequence[str]) -> bool:
    """«رضایی» or «ع. رضایی» within «علی رضایی»."""
    short, long = sorted((list(one), list(other)), key=lambda words: (len(words), sum(map(len, words))))
    rest = list(long)
    for word in short:
        found = next((each for each in rest if _stands_for(word, each)), None)
        if found is None:
            return False
        rest.remove(found)
    return any(len(word) > 1 for word in short)


def _stands_for(word: str, whole: str) -> bool:
    return word == whole or (len(word) == 1 and whole.startswith(word))


def _is_branch(words: Sequence[str]) -> frozenset[str]:
    """Without a branch nothing; else the words, so that two branches are one only under one name."""
    return frozenset(words) if _BRANCH & set(words) else frozenset()


def _is_house(one: Sequence[str], other: Sequence[str]) -> bool:
    """Does one say no more than the other but that it is an office or a factory, and what of?"""
    less, more = sorted((frozenset(one), frozenset(other)), key=len)
    return less < more and not less & _BRANCH and (more & _BRANCH) <= _HOUSES


def may_be_its_branch(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Does one say which branch it is, and the other nothing of that?"""
    mine, theirs = firm_names.parts(one), firm_names.parts(other)
    said = [bool(parts.numbers or _is_branch(parts.own)) for parts in (mine, theirs)]
    return sum(said) == 1 and not all(firm_names.places(one, other))


def are_branches(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Are they two numbers, two places, or two branches of a house?"""
    mine, theirs = firm_names.parts(one), firm_names.parts(other)
    if mine.numbers != theirs.numbers or all(firm_names.places(one, other)):
        return True
    return _is_branch(mine.own) != _is_branch(theirs.own) and not _is_house(one, other)
