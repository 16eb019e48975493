"""Keeping what words of the stage column mean, where a person said so: «قرارداد» that is a win."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from kariz.access.models import User
from kariz.exchange.actions.setup import stage_words
from kariz.exchange.models import Import, RememberedMapping
from kariz.exchange.queries.known.said_words import KIND, WORDS, key_of
from kariz.exchange.queries.known.tables import STAGED
from kariz.pipeline.models import Outcome, Stage
from kariz.reading.rows.settings import WITHIN

MOST = 1_000
"""So many words are kept of what one person said, the newest."""


def keep(parts: Iterable[Import], by: User, *, tried: bool = False) -> None:
    """Remember what this person said of the words of these lists. What a list itself tells as well was a guess, which is
    made anew; of a word that means several things in them nothing is kept, and nothing of rows that are to be left out.
    `tried`: the files did not come in, and what is remembered already stays."""
    said: dict[str, set[str]] = {}
    otherwise: set[str] = set()
    for part in parts:
        words = {
            word: meaning for word, meaning in part.options.get("stages", {}).items() if WITHIN not in word
        }
        if part.kind not in STAGED or not words or "id" in part.mapping.values():
            continue
        here = list(
            Stage.objects.filter(pipeline=part.options.get("pipeline"), retired_at=None).order_by(
                "position", "id"
            )
        )
        guessed = stage_words.guess(part, "", list(words), here)
        for word, meaning in words.items():
            said.setdefault(key_of(word), set()).add(meaning)
            otherwise |= {key_of(word)} if guessed[word] != meaning else set()
    if not said:
        return
    before = RememberedMapping.objects.select_for_update().filter(signature=KIND, by=by).first()
    held = before.options.get(WORDS, {}) if before else {}
    answers = {key: next(iter(said[key])) for key in otherwise if len(said[key]) == 1}
    answers = {key: meaning for key, meaning in answers.items() if _is_kept(meaning)}
    # What was said before and is said no more holds no more.
    gone = otherwise | {key for key in held if key in said and said[key] != {held[key]}}
    kept = answers | held if tried else {key: held[key] for key in held if key not in gone} | answers
    if kept == held:
        return
    RememberedMapping.objects.update_or_create(
        signature=KIND,
        by=by,
        defaults={
            "kind": KIND,
            "options": {WORDS: dict(list(kept.items())[-MOST:])},
            "used_at": timezone.now(),
        },
    )


def _is_kept(meaning: str) -> bool:
    return meaning.isdecimal() or meaning in Outcome.values
