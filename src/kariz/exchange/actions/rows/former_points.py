"""Numbers and addresses of people that their list said before, and says no more: of a list that overwrites, what its cell
says now takes their place, and what turned out to be the company's leaves them. What somebody typed here stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import lines_of_firms
from kariz.exchange.queries.known.points_came import normal_of
from kariz.exchange.queries.known.said_before import SaidBefore
from kariz.localisation.said import gettext as _
from kariz.people import normal
from kariz.people.models import Contact, PointKind
from kariz.reading.cells import values as v
from kariz.reading.rows import cell_marks
from kariz.reading.rows.settings import FILL, UPDATE

Point = Mapping[str, Any]
THEIRS = frozenset({"phone", "mobile"})


def find(
    result: Result,
    record: Contact,
    points: Sequence[Point],
    context: Context,
    *,
    of: int,
    firm: int | None = None,
) -> dict[str, Point | None]:
    """{normal form of a point that the record holds: what takes its place, None where nothing does}. `of`: the record of
    the row, which names others as well; `firm`: the company of the record after the row, where that is not theirs now."""
    before = context.said_before.get(of) if _overwrites(context) else None
    if before is None or not before.marks:
        return {}
    held = {point.normal: point.value for point in record.points.all()}
    found: dict[str, Point | None] = dict(_in_place(result, before, held, points, context))
    found |= dict(_of_firm(result, before, held, firm or record.company_id, context))
    came = context.hand.points_came.of([record.pk]).get(record.pk) if found else None
    typed = came.typed(set(found)) if came else set()
    found = {number: new for number, new in found.items() if number not in typed}
    for number, new in found.items():
        said = {"old": held[number], "new": new["value"] if new else ""}
        text = _("The list says %(new)s since, which takes the place of %(old)s.")
        result.draft.warn("", (text if new else _("%(old)s is the company's from now on.")) % said)
    return found


def leave(result: Result, record: Contact, points: Sequence[Point], context: Context) -> list[Point]:
    """The points without those that would take the place of others, of a list that only fills what is blank: they stay
    out, as other fields do that the record has."""
    before = context.said_before.get(record.pk) if context.own == "contact" else None
    if context.settings.existing != FILL or before is None or not before.marks:
        return list(points)
    held = {point.normal: point.value for point in record.points.all()}
    instead = [point for _old, point in _in_place(result, before, held, points, context)]
    result.held += dict.fromkeys(point["kind"] for point in instead)
    return [point for point in points if point not in instead]


def ask(people: Collection[int], context: Context) -> None:
    """Of all of them at once: rows name them beside their own record, and `find` comes to each."""
    if _overwrites(context):
        context.hand.points_came.of(people)


def _overwrites(context: Context) -> bool:
    return context.own == "contact" and context.settings.existing == UPDATE


def _in_place(
    result: Result, before: SaidBefore, held: Mapping[str, str], points: Sequence[Point], context: Context
) -> Iterator[tuple[str, Point]]:
    """A cell that says what it said, but for the one number, says so of this one."""
    said = {normal_of(point): point for point in points}
    old = {number: text for number, text in held.items() if number not in said}
    for number, point in said.items():
        if number in held or not old:
            continue
        like = [one for one in old if ("@" in one) == (point["kind"] == PointKind.EMAIL)]
        was = [one for one in like if _did_say(result, before, point["value"], old[one], context)]
        if len(was) == 1:
            old.pop(was[0])
            yield was[0], point


def _did_say(result: Result, before: SaidBefore, new: str, old: str, context: Context) -> bool:
    """Did the cell that says `new` say `old` in its place? A spreadsheet takes the nought off a number."""
    one = context.one
    for place, cell in enumerate(result.draft.cells[: len(one.columns)]):
        column = one.columns[place]
        if cell == "" or before.mapping.get(column) != one.mapping.get(column):
            continue
        text = v.read_text(cell)
        for now, was in ((new, old), (new.lstrip("0"), old.lstrip("0"))):
            if now in text and cell_marks.says(before.marks, place, text.replace(now, was)):
                return True
    return False


def _of_firm(
    result: Result, before: SaidBefore, held: Mapping[str, str], firm: int | None, context: Context
) -> Iterator[tuple[str, None]]:
    """A column of their numbers is one of their companies' now. What their company does not have stays theirs: no number
    is lost."""
    mapping = context.one.mapping
    if not any(
        mapping[column] == lines_of_firms.LINE and before.mapping.get(column) in THEIRS for column in mapping
    ):
        return
    for text in result.draft.values.get(lines_of_firms.LINE, ()):
        if (number := normal.phone(text) or "") not in held:
            continue
        if lines_of_firms.has(firm, text, result, context):
            yield number, None
        else:
            said = _("%(old)s stays with the person, as the company does not get this number.")
            result.draft.warn(lines_of_firms.LINE, said % {"old": held[number]}, stays=True)
