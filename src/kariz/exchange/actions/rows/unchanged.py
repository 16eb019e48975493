"""A list that comes again says of its deals only what it has changed: what its other cells say was written before, and
what people did here since stays. A cell whose meaning a person corrected is a changed one."""

from __future__ import annotations

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import joined_notes
from kariz.exchange.queries.known.said_before import SaidBefore
from kariz.pipeline.models import Deal
from kariz.reading.deals.ends_said import WORDED
from kariz.reading.rows import cell_marks
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.meant_otherwise import mean_the_same, meant_otherwise
from kariz.reading.rows.settings import FILL, GOES_ON, UPDATE
from kariz.reading.rows.signs import COLOUR_STAGE
from kariz.records.custom.values import PREFIX

OWN = frozenset(
    {
        *("title", "amount", "currency", "notes", "channel", "owner", "owner_ref", "created_at"),
        *("expected_close", "closed_at", "spoken_on", "lost_reason", "next_step", "next_step_on", *WORDED),
    }
)
"""Fields of a deal itself; the others of its row say whose it is, and belong together."""
STEP = frozenset({"next_step", "next_step_on"})
KEPT = frozenset({"external_id", "id", "pipeline", "currency"})
"""By which a row is known and its other cells are read."""


def leave_out(result: Result, deal: Deal, context: Context) -> None:
    """Take out of a row what its list said before of its deal: where the deal stands, and of one that somebody touched
    here, or that another list spoke of, all that is not new."""
    values = result.draft.values
    changed = _changed(result, deal, context)
    if changed is None:
        _leave_step(result, deal, context)
        return
    if not changed & {*WORDED, COLOUR_STAGE}:
        for name in (*WORDED, COLOUR_STAGE):
            values.pop(name, None)
    if result.policy == GOES_ON and not changed & STEP:
        # Another list may have said another step since.
        for name in STEP:
            values.pop(name, None)
    if (result.policy or context.settings.existing) != UPDATE:
        return
    if context.hand.of_others(deal.pk):
        joined_notes.put_in_place(result.draft, deal, context)
    elif not context.hand.touched(deal.pk):
        return
    said = {*context.one.mapping.values(), *values} - KEPT
    own = {name for name in said if name in OWN or name.startswith(PREFIX)}
    gone = own - changed
    if "next_step" not in changed and "next_step_on" not in changed:
        gone |= STEP
    elif "next_step" not in changed:
        # It names the step that goes to another day.
        gone.discard("next_step")
    elif "next_step_on" not in context.one.mapping.values():
        # The day stands in the words.
        gone.discard("next_step_on")
    if not (said - own) & changed:
        gone |= said - own
    for name in gone:
        values.pop(name, None)


def _leave_step(result: Result, deal: Deal, context: Context) -> None:
    """The step that a list said before is done, or was put away, where its deal has it no more: it is none that the deal
    lacks."""
    draft, before = result.draft, context.said_before.get(deal.pk) if _fills(result, context) else None
    if before is None or not before.marks or draft.group:
        return
    same = same_columns(draft, before, context)
    steps = {column for column, name in context.one.mapping.items() if name in STEP}
    if steps and steps <= same:
        for name in STEP:
            draft.values.pop(name, None)


def _fills(result: Result, context: Context) -> bool:
    return context.settings.existing == FILL and result.policy in ("", FILL)


def _changed(result: Result, deal: Deal, context: Context) -> set[str] | None:
    """The fields of the columns that say something else than they did, with COLOUR_STAGE for the colour of the row; None
    where nobody knows."""
    draft, one = result.draft, context.one
    speaks = (result.policy or context.settings.existing) in (UPDATE, GOES_ON) or result.moves
    if not speaks or draft.group:
        return None
    if {"product", "id"} & set(draft.values):
        # One of several lines of a deal; a list of ours, which says all of it.
        return None
    before = context.said_before.get(deal.pk)
    if before is None or not before.marks:
        return None
    now = cell_marks.of_row(draft, one.columns)
    same = same_columns(draft, before, context)
    changed = {field for column, field in one.mapping.items() if column not in same}
    changed |= means_otherwise(draft, before, context)
    return changed if cell_marks.same_in(before.marks, now, -1) else changed | {COLOUR_STAGE}


def same_columns(draft: Draft, before: SaidBefore, context: Context) -> set[str]:
    """The columns that say of the row, and mean, what they did."""
    one, now = context.one, cell_marks.of_row(draft, context.one.columns)
    return {
        column
        for place, column in enumerate(one.columns)
        if cell_marks.same_in(before.marks, now, place)
        and before.mapping.get(column) == one.mapping.get(column)
    }


def means_otherwise(draft: Draft, before: SaidBefore, context: Context) -> set[str]:
    """The fields of cells that say what they said, and mean something else in this import."""
    one, was = context.one, before.settings
    if was is None or mean_the_same(was, context.settings):
        return set()
    fields = {
        place: name for place, column in enumerate(one.columns) if (name := one.mapping.get(column, ""))
    }
    live = {str(stage.pk) for process in context.processes.values() for stage in process.stages}
    return meant_otherwise(draft, fields, was, context.settings, live)
