"""New sellers of files whom lists call by their usual short names: "Maggie", "Mags" and "Margaret O'Connell" are one,
"J-F" is Jean-François Tremblay, «ممد» is «محمد کریمی»."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kariz.people.likeness.names import person_words
from kariz.people.likeness.short_given_names import are_one
from kariz.reading.names.given_in_latin import is_given
from kariz.reading.names.owners import SHORTEST, is_beginning, is_short

Words = tuple[str, ...]
_WHOLE = 2
"""Words of a name that says who it is."""
_SHORTEST = 3
"""Letters of a name that is cut short."""
_BEHIND = ("o", "y", "ie", "ey", "s", "z", "ers")
"""What is put behind a name, its last letter once more or not, to call somebody by it: "Deano", "Tommy"."""
_VOWELS = frozenset("aeiouy")
_WHOLE_IN_O = frozenset(
    """
    akio aldo arlo arno baldo bento benno bo bruno carlo cleo cosmo danko darko dario diego dino elmo enzo fabio franco gino
    giorgio guido hanno hugo jiro juno kenzo lando leo lino mario marko marco mauro mirko milo neno nico niko nilo nino otto
    pablo paco paolo pedro piero pietro pino quino ranko renzo rino rocco rollo sandro santo salvo sergio shiro silvio taro
    teo theo tino tito toto ugo vasco vito yago yoko zarko zeno margo
    """.split()  # noqa: SIM905
)
"""Given names that end so and are short for nobody's."""


def nicknames(names: Iterable[str]) -> dict[str, str]:
    """{name: the whole name of the same seller} of names that are short for just one of the others. Names that only leave
    a part out are none of them."""
    words = {name: person_words(name) for name in sorted(names)}
    spelt: dict[Words, list[str]] = {}
    for name, own in words.items():
        if own:
            spelt.setdefault(own, []).append(name)
    meant = {own: {theirs for theirs in spelt if _is_called(own, theirs)} for own in spelt}
    found = {}
    for name, own in words.items():
        whole = {theirs for theirs in meant.get(own, ()) if not meant[theirs]}
        if len(whole) == 1 and _is_nickname(own, theirs := whole.pop()):
            found[name] = min(spelt[theirs], key=lambda other: (len(other), other))
    return found


def _is_called(own: Words, theirs: Words) -> bool:
    """May who has the one name be called by the other in short?"""
    if own == theirs:
        return False
    if len(theirs) < _WHOLE:
        return _of_one_word(own, theirs)
    return (
        own == theirs[: len(own)]
        or is_short(own, theirs)
        or _is_nickname(own, theirs)
        or _may_be(own, theirs)
    )


def _may_be(own: Words, theirs: Words) -> bool:
    """«نازی» is how «نازنین» is called, too: beside her nobody knows whether it is «نازیلا»."""
    if len(own) != 1 or len(own[0]) <= SHORTEST or own[0].isascii() or not own[0].endswith("ی"):
        return False
    return theirs[0] != own[0] and theirs[0].startswith(own[0][:-1]) and not is_given(own[0])


def _is_nickname(own: Words, theirs: Words) -> bool:
    return _of_given(own, theirs) or _of_double(own, theirs) or _of_one_word(own, theirs)


def _of_one_word(own: Words, theirs: Words) -> bool:
    """Nobody says how "Dean" is called in whole, yet "Deano" is him."""
    if not len(own) == len(theirs) == 1:
        return False
    short, whole = own[0], theirs[0]
    return _is_cut(short, whole) or (are_one(short, whole) and (len(short), short) < (len(whole), whole))


def _of_given(own: Words, theirs: Words) -> bool:
    """Of two whole names the one with the longer given name is the whole one."""
    cut = len(own) == 1 and (_is_cut(own[0], theirs[0]) or is_beginning(own[0], theirs[0]))
    if len(theirs) < _WHOLE or not (cut or are_one(own[0], theirs[0])):
        return False
    if own[1:] == theirs[1:]:
        return (len(own[0]), own[0]) < (len(theirs[0]), theirs[0])
    return _leaves_out(own[1:], theirs[1:])


def _of_double(own: Words, theirs: Words) -> bool:
    """ "J-F", "JF" and "JF Tremblay" are short for "Jean-François Tremblay"."""
    if len(theirs) <= _WHOLE:
        return False
    first, second = theirs[0][0], theirs[1][0]
    behind = own[2:] if own[:2] == (first, second) else own[1:] if own[0] == first + second else None
    return behind is not None and (behind == theirs[2:] or _leaves_out(behind, theirs[2:]))


def _leaves_out(family: Words, whole: Words) -> bool:
    """ "Bob" and "Bob D" beside "Robert Desjardins"."""
    return not family or (len(family) == 1 and len(family[0]) == 1 and whole[-1].startswith(family[0]))


def _is_cut(short: str, whole: str) -> bool:
    """Is the first folded name how people cut the second one short, whatever it is: "Pri" for Priya, "Deano" for Dean? In
    Latin letters alone, for «علی» is not short for «علیرضا». Many other names begin alike, so this only tells among the
    few people of one firm, and of no name that is one by itself: Robert is not Roberta, nor Amir Amira."""
    if short == whole or not (short + whole).isascii() or min(len(short), len(whole)) < _SHORTEST:
        return False
    if is_given(short):
        return False
    if _is_with_ending(short, whole) or _is_syllable_and_o(short, whole):
        return True
    return whole.startswith(short) and not _is_with_ending(whole, short)


def _is_with_ending(short: str, whole: str) -> bool:
    return any(short in (whole + ending, whole + whole[-1] + ending) for ending in _BEHIND)


def _is_syllable_and_o(short: str, whole: str) -> bool:
    """ "Shano" for Shane, "Robbo" for Robert, "Damo" for Damien: the first syllable, its last letter once more or not, and
    an o behind it. "Marco" is nobody's Marcus."""
    start = short[:-1]
    if not short.endswith("o") or short in _WHOLE_IN_O or start[-1:] in _VOWELS:
        return False
    syllable = start[:-1] if start[-2:-1] == start[-1:] else start
    vowels = sum(letter in _VOWELS and before not in _VOWELS for before, letter in pairwise(f" {syllable}"))
    return (
        len(syllable) >= _SHORTEST and vowels == 1 and any(whole.startswith(one) for one in {start, syllable})
    )
