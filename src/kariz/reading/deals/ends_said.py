"""Which end of its deal a row says, by the words of its stage and of its outcome."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from kariz.reading.cells.values import LOST, OPEN, RESTING, WON, outcome_of
from kariz.reading.rows.signs import COLOUR_STAGE

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

ENDS = (WON, LOST, RESTING)
WORDED = ("stage", "outcome")


def words_of(draft: Draft) -> dict[str, str]:
    return {name: draft.values[name] for name in WORDED if draft.values.get(name)}


def meaning_of(name: str, word: str, fields: Collection[str], meant: Callable[[str], str]) -> str:
    """Beside a column of stages, people say what the words of that column mean; an outcome is then what it reads."""
    if name == "outcome" and "stage" in fields and (outcome := outcome_of(word)):
        return "" if outcome == OPEN else outcome
    return meant(word)


def end_of(meanings: Mapping[str, str]) -> str:
    """The end is believed from the column of the outcome first; "" where no word means one."""
    return next((found for name in reversed(WORDED) if (found := meanings.get(name, "")) in ENDS), "")


def end_said(
    draft: Draft, fields: Collection[str], won_stages: Collection[str], meant: Callable[[str], str]
) -> str:
    """The outcome that the row says, OPEN where its words or its colour name no end; "" where it has none of them."""
    words = words_of(draft)
    if not words:
        stage = draft.values.get(COLOUR_STAGE, "")
        return (WON if stage in won_stages else OPEN) if stage else ""
    meanings = {name: meaning_of(name, word, fields, meant) for name, word in words.items()}
    if end := end_of(meanings):
        return end
    return WON if won_stages and set(meanings.values()) & set(won_stages) else OPEN
