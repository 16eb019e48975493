"""What is said of one file of a set, and of all: an answer to one holds there, and fills in what the others leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kariz.exchange.actions.setup import why_lost
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.together import of_set
from kariz.reading.files.colours import by_row
from kariz.reading.rows.settings import NEW, UNSAID, as_said, as_spelled

WORDS = ("people", "pipelines", "stages", "reasons")
"""Options that say what words of the rows mean."""
SPELLED = ("people",)
"""Of those, what is asked about once however the lists of a set write it."""
OPEN: dict[str, tuple[str, ...]] = {
    "people": (UNSAID, NEW),
    "stages": ("",),
    "reasons": ("",),
    "colours": ("",),
}
"""Meanings of a word of which nobody has said anything yet."""


def of_part(part: Import, given: Mapping[str, Any], parts: Sequence[Import]) -> dict[str, Any]:
    """The options that are said of all parts as this one takes them: of words only its own, and those of nobody."""
    mine = dict(given)
    for name in WORDS:
        said = mine.get(name)
        if not isinstance(said, dict) or (name == "stages" and _turns(part, mine)):
            continue
        own = _named(part, name)
        others = {word for other in parts for word in _named(other, name)}
        told = {word: said[word] for word in said if word in own or word not in others}
        mine[name] = part.options.get(name, {}) | told
        if name in SPELLED:
            mine[name] |= _spelled_otherwise(own, said)
    if isinstance(colours := mine.get("colours"), dict):
        # A colour of which the page of the set says nothing means what its file says.
        mine["colours"] = part.options.get("colours", {}) | colours
    return mine


def _named(part: Import, name: str) -> dict[str, str]:
    """The words that this part names, with what was said of each. What words mean for a reason is guessed until then, and
    of the colours of its rows nothing need be said."""
    said: dict[str, str] = part.options.get(name, {})
    if name == "colours" and part.kind == Import.Kind.DEALS:
        return dict.fromkeys(by_row(part.layout.get("colours", {})).values(), "") | said
    if name != "reasons":
        return said
    return dict.fromkeys(why_lost.words_of(part), "") | said


def share_colours(parts: Sequence[Import]) -> None:
    """A colour of which a list says nothing means, unsaved, what it means in the others, where these agree: the page of all
    of them says so once, and the page of each says the same."""
    said = {part.pk: part.options.get("colours", {}) for part in parts}
    for part in parts:
        told = {
            colour: {said[other.pk].get(colour, "") for other in parts if _holds_in(part, other, colour)}
            for colour, meaning in _named(part, "colours").items()
            if not meaning
        }
        told = {colour: meanings - {""} for colour, meanings in told.items()}
        shared = {colour: meanings.pop() for colour, meanings in told.items() if len(meanings) == 1}
        if shared:
            part.options = part.options | {"colours": said[part.pk] | shared}


def _holds_in(part: Import, other: Import, colour: str) -> bool:
    """A stage is one of its pipeline; how deals ended is the same in all."""
    is_stage = other.options.get("colours", {}).get(colour, "").isdecimal()
    return not is_stage or part.options.get("pipeline") == other.options.get("pipeline")


def _spelled_otherwise(own: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """What was said of words that this part writes in other letters: of "JB", where it has "j.b."."""
    pairs = {as_spelled(word, own): meaning for word, meaning in said.items() if word not in own}
    return {word: meaning for word, meaning in pairs.items() if word in own and word not in said}


def _as_spelled(name: str, word: str, said: Mapping[str, str]) -> str:
    return as_said(word, said) if name == "stages" else as_spelled(word, said)


def _turns(part: Import, given: Mapping[str, Any]) -> bool:
    """Does the part go to another pipeline, whose stages have other names?"""
    return any(name in given and given[name] != part.options.get(name) for name in ("pipeline", "pipelines"))


def take_over(part: Import, before: Mapping[str, Any]) -> None:
    """Words that are asked about anew in this part, as another column holds them now, take over, unsaved, what the other
    lists of the set were told of them, where these agree."""
    others = [other for other in of_set(part) if other.pk != part.pk]
    for name in OPEN:
        new = set(part.options.get(name, {})) - set(before.get(name, {}))
        if new := {word for word in new if part.options[name][word] in OPEN[name]}:
            heard = [one.options.get(name, {}) for one in others if _is_heard(name, part, one)]
            told = {word: {said.get(_as_spelled(name, word, said)) for said in heard} for word in new}
            told = {word: meanings - {None, *OPEN[name]} for word, meanings in told.items()}
            one_meaning = {word: meanings.pop() for word, meanings in told.items() if len(meanings) == 1}
            part.options = part.options | {name: part.options[name] | one_meaning}


def fill_in(part: Import, before: Mapping[str, Any]) -> list[Import]:
    """Other files of the set that have the same words take over, unsaved, what was said of them just now, where nobody
    has said what they mean there; those of which something is said by it."""
    guessed = {name: dict.fromkeys(_named(part, name), "") for name in ("reasons", "colours")}
    said = {
        name: _changed(guessed.get(name, {}) | before.get(name, {}), part.options.get(name, {}))
        for name in OPEN
    }
    if not any(said.values()):
        return []
    filled = []
    for other in of_set(part):
        if other.pk == part.pk or not other.changeable:
            continue
        words_of = {
            name: _open(other, name, words) for name, words in said.items() if _is_heard(name, part, other)
        }
        other.options = other.options | {
            name: other.options.get(name, {}) | words for name, words in words_of.items()
        }
        if any(words_of.values()):
            filled.append(other)
    return filled


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {word: now[word] for word in now if word in before and before[word] != now[word]}


def _open(other: Import, name: str, words: Mapping[str, str]) -> dict[str, str]:
    own = _named(other, name)
    pairs = ((_as_spelled(name, word, own), meaning) for word, meaning in words.items())
    return {word: meaning for word, meaning in pairs if own.get(word) in OPEN[name]}


def _is_heard(name: str, one: Import, other: Import) -> bool:
    """Do the words mean the same in both?"""
    return name in ("people", "reasons") or _same_process(one, other)


def _same_process(one: Import, other: Import) -> bool:
    return all(one.options.get(name) == other.options.get(name) for name in ("pipeline", "pipelines"))
