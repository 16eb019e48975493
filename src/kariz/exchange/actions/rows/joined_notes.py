"""Several rows of an import that go into one deal: what each of them notes stays in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kariz.events.models import Event
from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.pipeline.models import Deal
from kariz.reading.rows import cell_marks
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import FILL, GOES_ON, UPDATE

MOST_LINES = 60
"""Of notes in which those of a list are looked for."""


def noted(deals: Iterable[Deal], context: Context) -> set[int]:
    """Those of the deals that an earlier chunk of this import, or of its set, has given notes."""
    here = {deal.pk: deal for deal in deals}
    if not here or not existing.changes(context):
        return set()
    events = Event.objects.filter(subject_kind="deal", subject_id__in=here, batch=context.one.batch)
    rows = events.filter(verb__in=("deal.created", "deal.changed")).values_list(
        "subject_id", "verb", "changes"
    )
    return {
        pk
        for pk, verb, changes in rows
        if pk is not None and (here[pk].notes if verb == "deal.created" else "notes" in changes)
    }


def join(result: Result, deal: Deal, given: dict[str, Any], policy: str, context: Context) -> dict[str, Any]:
    """`given` without the notes of the row, where they stand behind those that are there."""
    further = result.joins or (policy == FILL and result.draft.group in context.gone_on)
    said = str(result.draft.values.get("notes", "")).splitlines()
    # A row that came before says nothing new, whatever further rows have said since.
    told = policy == UPDATE and result.told and set(said) <= set(deal.notes.splitlines())
    result.noted = "notes" in given or (further and bool(said))
    if policy == GOES_ON or not (further or told):
        return given
    if further:
        result.draft.remarks += said
    return {name: value for name, value in given.items() if name != "notes"}


def put_in_place(draft: Draft, deal: Deal, context: Context) -> None:
    """New notes of a list stand where those stood that it said before; what other lists noted of the deal stays."""
    before, one = context.said_before.get(deal.pk), context.one
    places = [place for place, column in enumerate(one.columns) if one.mapping.get(column) == "notes"]
    if "notes" not in draft.values or before is None or not before.marks or len(places) != 1:
        return
    lines, said = deal.notes.splitlines(), draft.values["notes"].splitlines()
    if len(lines) > MOST_LINES:
        return
    if (span := cell_marks.lines_said(before.marks, places[0], lines)) is not None:
        start, end = span
        rest = [line for line in lines[end:] if line not in said]
        draft.values["notes"] = "\n".join([*lines[:start], *said, *rest])
