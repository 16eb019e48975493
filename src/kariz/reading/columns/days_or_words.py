"""Two columns whose headers promise the same day («پیگیری», «تاریخ پیگیری»): the one that holds days is it, and the one
that holds words says what is to be done then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kariz.reading.cells.cells import Cell
from kariz.reading.columns.days_in_words import is_said
from kariz.reading.columns.settling import are_words, day_of
from kariz.reading.days import weekday_numbers
from kariz.reading.days.days_in_steps import has_words_and_day
from kariz.reading.days.years import month_and_day, without_year

DAYS = (
    "next_step_on",
    "created_at",
    "closed_at",
    "expected_close",
    "due_at",
    "done_at",
    "noted_at",
    "entered_at",
)
FEW = 0.2
SEVERAL = 2
MANY = 0.6
_STEPS = frozenset({"deals", "activities"})


def told_apart(means: Mapping[str, str], kind: str, values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """{column: field} of columns whose headers say the same day, where the cells of one are days and of others words.
    `means` is what each header says; "" stands for a column of words for which there is no field."""
    found: dict[str, str] = {}
    for name in DAYS:
        asked = [column for column, said in means.items() if said == name]
        dated = [column for column in asked if share_of_days(values[column]) >= MANY]
        worded = [column for column in asked if values[column] and share_of_days(values[column]) <= FEW]
        if not dated or not worded:
            continue
        found[max(dated, key=lambda column: share_of_days(values[column]))] = name
        steps = name == "next_step_on" and kind in _STEPS and "next_step" not in means.values()
        found |= {column: "next_step" if steps and place == 0 else "" for place, column in enumerate(worded)}
    if not found and kind in _STEPS and "next_step" not in means.values():
        found = _days_with_words(means, values)
    if kind in _STEPS:
        found |= _no_days({**means, **found}, values)
    return found


def _no_days(means: Mapping[str, str], values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """«پیگیری» below which nobody wrote a day: it says what is to be done, and the day stands elsewhere."""
    said = set(means.values())
    asked = [column for column, name in means.items() if name == "next_step_on"]
    if len(asked) != 1 or not _are_steps(values[asked[0]]) or are_words(values[asked[0]]):
        # Whether sentences are notes, the header says.
        return {}
    return {asked[0]: next((name for name in ("next_step", "notes") if name not in said), "")}


def _are_steps(cells: Sequence[Cell]) -> bool:
    """Words, in several cells, and no day in any of them."""
    return len(cells) >= SEVERAL and all(
        isinstance(cell, str)
        and any(map(str.isalpha, cell))
        and not any(map(str.isdigit, cell))
        and not (is_said(cell) or has_words_and_day(cell))
        for cell in cells
    )


def _days_with_words(means: Mapping[str, str], values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """The column of the next day, some cells of which say what is to be done then as well: the step reads both."""
    asked = [column for column, said in means.items() if said == "next_step_on"]
    if len(asked) != 1 or are_words(values[asked[0]]):
        # Of a column of sentences its header says more.
        return {}
    if any(map(has_words_and_day, values[asked[0]])):
        return {asked[0]: "next_step"}
    return {}


def share_of_days(cells: Iterable[Cell]) -> float:
    """Of the cells those that are days, with their year or without."""
    signs = [
        bool(day_of(cell) or without_year(cell) or month_and_day(cell) or weekday_numbers.is_alone(cell))
        for cell in cells
    ]
    return sum(signs) / len(signs) if signs else 0.0
