"""What is said of all files of a set alike, and what of each otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import OWNED, PRICED, STAGED
from kariz.exchange.queries.pages.sets import complete
from kariz.reading.rows.finishing import NOTED
from kariz.reading.rows.settings import as_spelled

EACH = "each"
"""Stands for an option, or the meaning of a word, that is not the same for all files: each keeps its own."""
OF_KINDS = {
    "pipeline": STAGED,
    "owner": OWNED,
    "unreadable": NOTED,
    "currency": PRICED,
    "unit": PRICED,
    "scale": PRICED,
    "rate": STAGED,
}
"""Options that only files of these kinds ask for."""


def options_of(parts: Sequence[Import]) -> dict[str, Any]:
    """{option: value}, EACH where the files that have not run say different things."""
    found: dict[str, Any] = {}
    for part in _asked(parts):
        for name, value in part.options.items():
            if part.kind not in OF_KINDS.get(name, (part.kind,)):
                continue
            found[name] = value if found.get(name, value) == value else EACH
    return found


def words_of(parts: Sequence[Import], name: str) -> dict[str, str]:
    """{word of the files: meaning} of the option `name`: "people", "stages" or "pipelines"; names of people that are
    written in other letters ("JB", "j.b.") once."""
    found: dict[str, str] = {}
    for part in _asked(parts):
        for text, meaning in part.options.get(name, {}).items():
            word = as_spelled(text, found) if name == "people" else text
            found[word] = meaning if found.get(word, meaning) == meaning else EACH
    return found


def told_apart(parts: Sequence[Import]) -> dict[str, dict[str, list[Import]]]:
    """{word of the stage column that lists read differently: {meaning: those that do}}"""
    found: dict[str, dict[str, list[Import]]] = {}
    for part in _asked(parts):
        for word, meaning in part.options.get("stages", {}).items():
            found.setdefault(word, {}).setdefault(meaning, []).append(part)
    return {word: meanings for word, meanings in found.items() if len(meanings) > 1}


def _asked(parts: Sequence[Import]) -> list[Import]:
    """Those that are still to run, else all."""
    known = [part for part in parts if complete(part)]
    return [part for part in known if part.changeable] or known
