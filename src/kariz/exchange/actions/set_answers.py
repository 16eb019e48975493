"""What is said of one file of a set, and of all: an answer to one holds there, and fills in what the others leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kariz.exchange.models import Import
from kariz.exchange.queries.together import of_set
from kariz.exchange.rules.settings import NEW, UNSAID

WORDS = ("people", "pipelines", "stages", "reasons")
"""Options that say what words of the rows mean."""
OPEN: dict[str, tuple[str, ...]] = {"people": (UNSAID, NEW), "stages": ("",), "reasons": ("",)}
"""Meanings of a word of which nobody has said anything yet."""


def of_part(part: Import, given: Mapping[str, Any], parts: Sequence[Import]) -> dict[str, Any]:
    """The options that are said of all parts as this one takes them: of words only its own, and those of nobody."""
    mine = dict(given)
    for name in WORDS:
        said = mine.get(name)
        if not isinstance(said, dict) or (name == "stages" and _turns(part, mine)):
            continue
        own = part.options.get(name, {})
        others = {word for other in parts for word in other.options.get(name, {})}
        mine[name] = own | {word: said[word] for word in said if word in own or word not in others}
    if isinstance(colours := mine.get("colours"), dict):
        # A colour of which the page of the set says nothing means what its file says.
        mine["colours"] = part.options.get("colours", {}) | colours
    return mine


def _turns(part: Import, given: Mapping[str, Any]) -> bool:
    """Does the part go to another pipeline, whose stages have other names?"""
    return any(name in given and given[name] != part.options.get(name) for name in ("pipeline", "pipelines"))


def fill_in(part: Import, before: Mapping[str, Any]) -> None:
    """Other files of the set that have the same words take over, unsaved, what was said of them just now, where nobody
    has said what they mean there."""
    said = {name: _changed(before.get(name, {}), part.options.get(name, {})) for name in OPEN}
    if not any(said.values()):
        return
    for other in of_set(part):
        if other.pk == part.pk or not other.changeable:
            continue
        other.options = other.options | {
            name: other.options.get(name, {}) | _open(other, name, words)
            for name, words in said.items()
            if name in ("people", "reasons") or _same_process(part, other)
        }


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {word: now[word] for word in now if word in before and before[word] != now[word]}


def _open(other: Import, name: str, words: Mapping[str, str]) -> dict[str, str]:
    own = other.options.get(name, {})
    return {word: meaning for word, meaning in words.items() if own.get(word) in OPEN[name]}


def _same_process(one: Import, other: Import) -> bool:
    return all(one.options.get(name) == other.options.get(name) for name in ("pipeline", "pipelines"))
