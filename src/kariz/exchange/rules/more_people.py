"""Several columns of people in one list: «رابط خرید» beside «مدیرعامل». Each is a person of the company, and a header that
is a job says what they do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kariz.exchange.rules import jobs
from kariz.exchange.rules.cells import Cell, plain
from kariz.exchange.rules.names import Named, people_in, reads_as_person
from kariz.exchange.rules.settings import WHOLE
from kariz.exchange.rules.settling import most
from kariz.exchange.rules.values import read_lines
from kariz.localisation.text import fold

if TYPE_CHECKING:
    from kariz.exchange.rules.drafts import Draft

KINDS = frozenset({"deals", "contacts"})
HELD = "more_contacts"
FEWEST = 2
LOOKED_AT = 50
_REACHED = re.compile(r"(?<!\w)(?:نام|اسم|رابط|مخاطب|شخص|name|contact|person)(?!\w)")
_OURS = re.compile(
    r"فروش|پشتیبان|تکنسین|تکنیسین|اپراتور|متصدی|(?<!\w)sales(?!\w)|account|support|technician|operator"
)
"""Jobs of ours as often as of the customer's people."""
_REACH = ("mobile", "phone", "email")


def job_of(column: str) -> str:
    """The job that a header names: «مدیرعامل», «رابط فنی»; "" where it names none, or one of ours."""
    said = " ".join(_REACHED.sub(" ", fold(column)).split())
    if not said or _OURS.search(said) or not jobs.is_job(said):
        return ""
    return " ".join(column.split()) if said == fold(column).strip() else said


def columns_of(
    mapping: Mapping[str, str], columns: Sequence[str], values: Mapping[str, Sequence[Cell]]
) -> dict[str, str]:
    """Columns that are left, are called after a job, and below which people stand."""
    return {
        column: "contact"
        for column in columns
        if column not in mapping
        and job_of(column)
        and len(values[column]) >= FEWEST
        and most(reads_as_person(people_in(str(cell))[0][0].name) for cell in values[column][:LOOKED_AT])
    }


def further(places: Sequence[tuple[int, str]], columns: Sequence[str]) -> frozenset[int]:
    """Of the places of people all but the one of the row's own person: the first that is not called after a job, else
    whose header says «رابط»."""
    held = [place for place, name in places if name == "contact"]
    ranked = sorted(held, key=lambda place: _rank(columns[place]))
    return frozenset(ranked[1:])


def _rank(column: str) -> int:
    if not job_of(column):
        return 0
    return 1 if _REACHED.search(fold(column)) else 2


def take(draft: Draft, column: str, cell: Cell) -> None:
    draft.values.setdefault(HELD, []).append((column, read_lines(plain(cell))))


def join(draft: Draft, wanted: str, own: str) -> None:
    """They become people of the row. `own`: the column of the row's own person. Where it is blank, and no number or
    address would come to somebody else, the first of them is the row's person."""
    values: dict[str, Any] = draft.values
    if values.get("contact") and (job := job_of(own)):
        values.setdefault("position", job)
    named: list[Named] = []
    for column, text in values.pop(HELD, ()):
        found = [Named(" ".join(text.split()))] if wanted == WHOLE else people_in(text)[0]
        for one in found:
            one.position = one.position or job_of(column)
        named += found
    if named and "contact" not in values and not any(values.get(name) for name in _REACH):
        first = named.pop(0)
        values["contact"] = first.name
        if first.position:
            values.setdefault("position", first.position)
        if first.phones:
            values["phone"] = first.phones
        if first.emails:
            values["email"] = first.emails
    if named:
        values["people"] = [*values.get("people", ()), *named]
