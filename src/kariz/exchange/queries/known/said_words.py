"""What words of the stage column mean, as people said it of lists before, whatever their columns were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kariz.access.models import User
from kariz.exchange.models import RememberedMapping
from kariz.localisation.text import squash
from kariz.pipeline.models import Outcome, Stage
from kariz.reading.cells.questions import is_asked

KIND = "words"
"""Marks such answers among what is remembered of columns: one row a person."""
WORDS = "words"
"""{word as `key_of` folds it: meaning, as `Settings.stages` says it}, the newest last."""


def key_of(word: str) -> str:
    """ "Won?" is another word than "Won"."""
    return f"{squash(word) or word}{'?' if is_asked(word) else ''}"


def said_before(words: Iterable[str], by: User, here: Sequence[Stage]) -> dict[str, str]:
    """{word: what it means} of those of these words of which this person said it, or else others did who agree, as far as
    it is an outcome or one of the stages `here`."""
    asked = {word: key_of(word) for word in words}
    lists = _kept(by) if asked else []
    known = {*Outcome.values, *(str(stage.pk) for stage in here)}
    found = {word: _agreed([said[key] for said in lists if key in said]) for word, key in asked.items()}
    return {word: meaning for word, meaning in found.items() if meaning in known}


def _agreed(meanings: Sequence[tuple[str, bool]]) -> str:
    own = [meaning for meaning, is_own in meanings if is_own]
    told = set(own or [meaning for meaning, _own in meanings])
    return told.pop() if len(told) == 1 else ""


def _kept(by: User) -> list[Mapping[str, tuple[str, bool]]]:
    rows = RememberedMapping.objects.filter(signature=KIND).order_by("-used_at")[:50]
    return [
        {key: (meaning, row.by_id == by.pk) for key, meaning in row.options.get(WORDS, {}).items()}
        for row in rows
    ]
