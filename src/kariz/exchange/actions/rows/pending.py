"""What a row says and an import that only fills what is blank leaves as it is: that is not said yet, and is written where
the same list then writes what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import unchanged
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.said_before import SaidBefore
from kariz.exchange.queries.pages.unwritten import LEFT
from kariz.people.merging import is_empty
from kariz.reading.rows import cell_marks
from kariz.reading.rows.settings import FILL
from kariz.records.custom.values import PREFIX

KNOWN_AS = {"source": "channel"}
"""Fields of a record that columns call otherwise."""
REACHED = frozenset({"phone", "mobile", "email"})


def filled(result: Result, given: Mapping[str, Any]) -> None:
    """Keep in mind which of its fields the row has written into a record that is there."""
    result.filled |= {KNOWN_AS.get(name, name) for name, value in given.items() if not is_empty(name, value)}
    result.filled |= {PREFIX + key for key in given.get("custom", {})}
    result.filled |= REACHED if "points" in given else set()


def of_row(result: Result, context: Context) -> dict[str, str]:
    """The fingerprint and the marks by which the row is known when it comes again: those of what is left are as its list
    said them before."""
    draft, columns = result.draft, context.one.columns
    now = cell_marks.of_row(draft, columns)
    before = context.said_before.get(result.pk or 0) if only_fills(result, context) else None
    left = _left(result, before, context) if only_fills(result, context) else set()
    if not left:
        return {"fingerprint": draft.fingerprint, "cell_marks": now}
    known = before.marks if before and len(before.marks) == len(now) else ""
    for place, column in enumerate(columns):
        if column in left:
            same = known and before and before.mapping.get(column) == context.one.mapping.get(column)
            mark = cell_marks.mark_at(known, place) if same else cell_marks.UNSAID
            now = cell_marks.with_mark(now, place, mark)
    return {"fingerprint": f"{LEFT}{draft.fingerprint}"[: len(draft.fingerprint)], "cell_marks": now}


def is_left(result: Result, context: Context) -> bool:
    """Does the row say something that its record has otherwise, and that stays for now?"""
    if not only_fills(result, context):
        return False
    return bool(_left(result, context.said_before.get(result.pk or 0), context))


def only_fills(result: Result, context: Context) -> bool:
    """A row that goes on with the deal of another list writes more than what is blank."""
    there = result.action in (ImportRow.Action.UPDATED, ImportRow.Action.SKIPPED)
    own = result.kind == context.own and result.pk is not None
    return there and own and context.settings.existing == FILL and result.policy in ("", FILL)


def _left(result: Result, before: SaidBefore | None, context: Context) -> set[str]:
    """The columns of which the row says something new that is not written."""
    held = {KNOWN_AS.get(name, name) for name in result.held}
    mapping = context.one.mapping
    if before is None or not before.marks:
        return {column for column, name in mapping.items() if name in held}
    same = unchanged.same_columns(result.draft, before, context)
    return {
        column
        for column, name in mapping.items()
        if column not in same and (name in held or name not in result.filled)
    }
