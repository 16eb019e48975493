"""The cells of the preview: what they become, not how they were typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from kariz.exchange.models import Import
from kariz.exchange.queries.known.custom import read_as
from kariz.localisation.templatetags.kariz import date_for, in_digits, money, percent
from kariz.localisation.text import squash
from kariz.people.models import Channel, Consent, Role, StartedBy
from kariz.people.templatetags.people import phone
from kariz.pipeline.models import Outcome, Stage
from kariz.pipeline.templatetags.pipeline import plain_number
from kariz.reading.cells.values import read_line, read_text
from kariz.reading.columns import more_people
from kariz.reading.deals.stages import outcome_said
from kariz.reading.names.names import Named
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.readers_of_columns import MOMENTS
from kariz.reading.rows.settings import Settings, settings_of
from kariz.records.custom.showing import words
from kariz.records.models import CustomField


@dataclass(frozen=True, slots=True)
class Cell:
    """`typed` is the file's text where the record will say it otherwise; `used` is False for columns left out; `day` is
    the one that was read in the words of a step."""

    text: str
    typed: str = ""
    used: bool = True
    wrong: bool = False
    day: str = ""


def rows(one: Import, drafts: list[Draft]) -> list[dict[str, Any]]:
    """[{"number", "cells"}] for the table of the first rows."""
    settings = settings_of(one.options)
    stages = Stage.objects.filter(pipeline__in=settings.all_pipelines(), retired_at=None)
    said = Words(settings, {str(stage.pk): stage.title for stage in stages})
    mapping, made = read_as(one)
    further = further_of(one, mapping)
    return [
        {"number": draft.number, "cells": _cells(one, draft, said, mapping, made, further)}
        for draft in drafts
    ]


def further_of(one: Import, mapping: Mapping[str, str]) -> dict[int, int]:
    """{place: the place of their name} of the columns of further people, those of the names among them."""
    if one.kind not in more_people.KINDS or "id" in mapping.values():
        return {}
    places = [(place, mapping.get(column, "")) for place, column in enumerate(one.columns)]
    return {place: place for place in more_people.further(places, one.columns)} | more_people.ways(
        places, one.columns
    )


def of_further(cells: Sequence[Any], place: int, name: int) -> str:
    """What stands there, behind whose it is: the row's own person is somebody else."""
    said, called = read_text(cells[place]), read_line(cells[name]) if name < len(cells) else ""
    return said if name == place or not called or not said else f"{called}: {said}"


@dataclass(frozen=True, slots=True)
class Words:
    """What words of stages and outcomes mean, in whatever pipeline a row names."""

    settings: Settings
    titles: dict[str, str]

    def meaning(self, draft: Draft, word: str) -> str:
        key = self.settings.stage_key(draft.values.get("pipeline", ""), word)
        found = self.settings.meaning_of(key) or ""
        return (self.titles.get(found) or _outcome(found)) if found else ""


def _cells(
    one: Import,
    draft: Draft,
    said: Words,
    mapping: dict[str, str],
    made: dict[str, CustomField],
    further: Mapping[int, int],
) -> list[Cell]:
    wrong = {note["field"] for note in draft.errors}
    # A cell that is left out, for it cannot be read, has only a warning and no value.
    left = {note["field"] for note in draft.warnings} - set(draft.values)
    cells = []
    for place, (column, cell) in enumerate(zip(one.columns, draft.cells, strict=False)):
        name, typed = mapping.get(column, ""), read_text(cell)
        day = _day_of_step(one, draft, mapping) if name == "next_step" and typed else ""
        if place in further:
            text = of_further(draft.cells, place, further[place])
            cells.append(Cell(text, "" if text == typed else typed))
        elif name in left:
            cells.append(Cell(typed, used=False))
        elif name in made and typed and name not in wrong:
            text = words(made[name], draft.values.get(name)) or typed
            cells.append(Cell(text, "" if text == typed else typed))
        else:
            cells.append(_cell(name, typed, draft, wrong, one, said, day))
    return cells


def _cell(name: str, typed: str, draft: Draft, wrong: set[str], one: Import, said: Words, day: str) -> Cell:
    if not name or not typed:
        return Cell(typed, used=bool(name))
    if name in wrong:
        return Cell(typed, wrong=True)
    if shared := _shared_out(name, typed, draft):
        return Cell(shared, typed)
    value = draft.values.get(name)
    meaning = said.meaning(draft, read_line(typed)) if name in ("stage", "outcome") else ""
    if meaning:
        text = meaning
    elif value is None:
        text = typed
    else:
        text = _SHOWN.get(name, _said)(value) if name not in _MONEY else money(value, _currency(one, draft))
    return Cell(text, "" if text == typed else typed, day=day)


def _shared_out(name: str, typed: str, draft: Draft) -> str:
    """What stands in a cell of a row that names several people, behind whose it becomes; "" where it is of one alone."""
    people: Sequence[Named] = draft.values.get("people", ())
    own = str(draft.values.get("contact", ""))
    if not people or not own:
        return ""
    if name == "contact":
        return _list([own, *(one.name for one in people if squash(one.name) in squash(typed))])
    if name not in _WAYS:
        return ""
    theirs = [(own, list(map(str, draft.values.get(name, ()))))]
    theirs += [(one.name, [*(one.emails if name == "email" else one.phones)]) for one in people]
    here = [(whose, [way for way in ways if squash(way) in squash(typed)]) for whose, ways in theirs]
    shown = _list if name == "email" else _phones
    told = [f"{whose}: {shown(ways)}" for whose, ways in here if ways]
    return "; ".join(told) if any(ways for _whose, ways in here[1:]) else ""


def _day_of_step(one: Import, draft: Draft, mapping: dict[str, str]) -> str:
    """The day that the words of the step say, in words; nothing where a column of days says it in this row."""
    day = draft.values.get("next_step_on")
    beside = zip(one.columns, draft.cells, strict=False)
    if day is None or any(
        mapping.get(column) == "next_step_on" and read_text(cell) for column, cell in beside
    ):
        return ""
    return _named_day(day)


def _currency(one: Import, draft: Draft) -> str:
    return str(draft.values.get("currency") or one.options.get("currency") or "")


def _outcome(value: str) -> str:
    return str(Outcome(value).label) if value in Outcome.values else value


def _day(value: date) -> str:
    return date_for(value)


def _moment(value: date) -> str:
    """The day of it; the time stands in the file's own text beside it."""
    return date_for(value.date() if isinstance(value, datetime) else value)


def _said(value: Any) -> str:
    return _list(value) if isinstance(value, list | tuple) else str(value)


def _named_day(value: date) -> str:
    return date_for(value.date() if isinstance(value, datetime) else value, "long")


def _list(values: Sequence[Any]) -> str:
    return gettext(", ").join(map(str, values))


def _phones(values: Sequence[str]) -> str:
    return _list([phone(value) for value in values])


_WAYS = ("email", "mobile", "phone")
_MONEY = ("amount", "unit_price")
_SHOWN: dict[str, Callable[[Any], str]] = {
    "created_at": _day,
    "closed_at": _day,
    "expected_close": _day,
    "back_on": _day,
    "spoken_on": _day,
    "consent": lambda value: str(Consent(value).label),
    "consent_on": _day,
    **dict.fromkeys(MOMENTS, _moment),
    "next_step_on": _named_day,
    "called": _phones,
    "company_phone": _phones,
    "mobile": _phones,
    "phone": _phones,
    "whatsapp": _phones,
    "channel": lambda value: str(Channel(value).label),
    "role": lambda value: str(Role(value).label),
    "decision_maker": lambda value: gettext("yes") if value else gettext("no"),
    "started_by": lambda value: str(StartedBy(value).label),
    "outcome": lambda word: _outcome(outcome_said(word) or word),
    "size": lambda value: str(in_digits(value)),
    "quantity": plain_number,
    "discount": percent,
}
