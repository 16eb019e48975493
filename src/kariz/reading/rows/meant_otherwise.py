"""Cells that say what they said, and mean something else since: a person corrected what a word, a colour, a unit or a date
is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from kariz.reading.deals.ends_said import ENDS, words_of
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.readers_of_columns import DATED
from kariz.reading.rows.settings import NOTHING, SKIP, Settings
from kariz.reading.rows.signs import COLOUR_STAGE


def mean_the_same(before: Settings, now: Settings) -> bool:
    return _said(before) == _said(now)


def _said(said: Settings) -> tuple[object, ...]:
    return said.stages, said.colours, _money(said), said.calendar, said.day_order


def meant_otherwise(
    draft: Draft,
    fields: Mapping[int, str],
    before: Settings,
    now: Settings,
    live: Collection[str],
) -> set[str]:
    """The fields of such cells; `fields` by the places of their columns, `live` the ids of the stages in use.
    A stage that has left its pipeline was no slip, nor what nobody had said before."""
    found: set[str] = set()
    pipeline = draft.values.get("pipeline", "")
    for name, word in words_of(draft).items():
        was, means = (said.meaning_of(said.stage_key(pipeline, word)) for said in (before, now))
        if _is_corrected(was, means, live):
            found.add(name)
    if draft.colour and _is_corrected(before.colours.get(draft.colour), now.colours.get(draft.colour), live):
        found |= {COLOUR_STAGE, "outcome"}
    if "currency" not in draft.values and _money(before) != _money(now):
        found.add("amount")
    if before.calendar != now.calendar or (
        before.day_order != now.day_order and before.day_order and now.day_order
    ):
        found |= {
            name
            for place, name in fields.items()
            if name in DATED and place < len(draft.cells) and not isinstance(draft.cells[place], date)
        }
    return found & {*fields.values(), COLOUR_STAGE, "outcome"}


def _is_corrected(was: str | None, means: str | None, live: Collection[str]) -> bool:
    if was is None or not means or means in (SKIP, NOTHING, was):
        return False
    return was in ("", SKIP, NOTHING, "open", *ENDS) or was in live


def _money(said: Settings) -> tuple[str, str]:
    return said.currency, said.unit if said.currency == "IRR" else said.scale
