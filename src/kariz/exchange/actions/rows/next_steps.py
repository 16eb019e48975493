"""The next step that a row names of its deal: planned as by hand, on its day, which may have passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import translation

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import held as staying
from kariz.exchange.actions.rows import pending
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.touches import steps_brought, touched_here
from kariz.localisation import preferences
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import activities, activity_batches
from kariz.pipeline.actions.activity_batches import NewActivity
from kariz.pipeline.models import Activity, Deal, Outcome
from kariz.reading.cells.kinds_of_work import kind_of
from kariz.reading.cells.values import same_name
from kariz.reading.days.years import in_words
from kariz.reading.deals.changed import say
from kariz.reading.rows import cell_marks
from kariz.reading.rows.settings import GOES_ON, UPDATE
from kariz.reading.rows.work_rows import NAME
from kariz.web.errors import DomainError

FIELDS = frozenset({"next_step", "next_step_on"})


def bring(results: Sequence[Result], context: Context) -> None:
    """Called when the deals of the chunk are there; steps of new deals with few statements."""
    named = [
        result
        for result in results
        if result.kind == "deal" and result.pk and FIELDS & set(result.draft.values)
    ]
    if not named:
        return
    ids = {result.pk for result in named if result.pk}
    deals = Deal.objects.select_related("pipeline", "stage", "company", "contact", "owner").in_bulk(ids)
    held: dict[int | None, list[Activity]] = {}
    planned = Activity.objects.filter(deal__in=ids, done_at=None, deleted_at=None)
    for step in planned.order_by("due_at", "id"):
        held.setdefault(step.deal_id, []).append(step)
    new: list[tuple[Result, NewActivity]] = []
    waiting: list[NewActivity] = []
    for result in named:
        deal = deals.get(result.pk or 0)
        if deal is None or deal.deleted_at is not None:
            continue
        created = result.action == ImportRow.Action.CREATED
        if not created and not (existing.changes(context) or result.policy == GOES_ON):
            continue
        if not deal.is_open:
            kept = created and "next_step" in result.draft.values
            if kept or "back_on" not in result.draft.values:
                result.draft.warn("next_step", _kept(deal) if kept else _left_out())
            if kept and deal.outcome == Outcome.RESTING and context.by.can("activity.create", deal):
                waiting.append(_on_return(_step(result, deal, context), deal, context))
        elif not context.by.can("activity.create", deal):
            result.draft.warn("next_step", _("You may not add anything to this deal."))
        elif (step := _step(result, deal, context)) and not _there(
            result, step, held.get(deal.pk, []), context
        ):
            step.due_at = step.due_at or context.usual_due(deal)
            result.filled |= FIELDS
            new.append((result, step))
    activity_batches.bring_in(news=[*(step for _result, step in new), *waiting], by=context.by)
    _instead([step.deal for _result, step in new if step.deal], held, context)
    _replace(new, held, context)
    for result, _step_made in new:
        _changed(result)


def _instead(deals: Sequence[Deal], held: Mapping[int | None, Sequence[Activity]], context: Context) -> None:
    """A deal that nobody touched here has the step of its row, not that which its stage had planned for want of one."""
    planned = {deal.pk: [one for one in held.get(deal.pk, ()) if one.source_id] for deal in deals}
    ids = {pk for pk, steps in planned.items() if steps}
    for touched in touched_here(ids) if ids else ():
        planned.pop(touched)
    steps = [one for found in planned.values() for one in found]
    steps = [one for one in steps if context.by.can("activity.change", one)]
    if steps:
        activity_batches.remove_many(activities=steps, by=context.by)


def _replace(
    new: Sequence[tuple[Result, NewActivity]],
    held: Mapping[int | None, Sequence[Activity]],
    context: Context,
) -> None:
    """A list that says another step than it said takes back that one, where nobody touched it here."""
    named = [
        (result, held.get(result.pk, ()))
        for result, _step_made in new
        if result.action != ImportRow.Action.CREATED
        and "next_step" in result.draft.values
        and _writes(result, context)
        and _knows_better(result, context)
    ]
    brought = steps_brought([one for _result, steps in named for one in steps])
    gone: dict[int, Activity] = {}
    for result, steps in named:
        own = [one for one in steps if one.pk in brought and context.by.can("activity.change", one)]
        gone |= {one.pk: one for one in _said_before(result, own, context)}
    if gone:
        activity_batches.remove_many(activities=list(gone.values()), by=context.by)


def _said_before(result: Result, steps: Sequence[Activity], context: Context) -> Sequence[Activity]:
    """Of these steps that which the row named before; where nobody knows what it said, the only one there is."""
    only = steps if len(steps) == 1 else ()
    before = context.said_before.get(result.pk or 0)
    columns = context.one.columns
    place = next(
        (at for at, name in enumerate(columns) if context.one.mapping.get(name) == "next_step"), None
    )
    if (
        before is None
        or not before.marks
        or place is None
        or before.mapping.get(columns[place]) != "next_step"
    ):
        return only
    if cell_marks.said_nothing(before.marks, place):
        return ()
    known = [one for one in steps if cell_marks.says(before.marks, place, one.notes or one.name)]
    return known or only


def _writes(result: Result, context: Context) -> bool:
    """May the row write over the step of its deal? A later list of a set that goes on with it knows better."""
    return (
        result.policy == GOES_ON and _knows_better(result, context)
    ) or context.settings.existing == UPDATE


def _knows_better(result: Result, context: Context) -> bool:
    return not result.again or context.is_later(result)


def _kept(deal: Deal) -> Any:
    """What became of the step; its day is the one on which a deal comes back that rests."""
    if deal.outcome == Outcome.RESTING and deal.resting_until:
        text = _(
            "The deal rests and comes back on %(day)s; the next step waits for that day, and stands in its notes."
        )
        return text % {"day": in_words(deal.resting_until, preferences.current().calendar)}
    return _("The deal is not open; the next step stands in its notes.")


def _on_return(step: NewActivity, deal: Deal, context: Context) -> NewActivity:
    """Of a deal that rests: due on the day on which it comes back, and on nobody's list until then."""
    if deal.resting_until is None or (step.due_at and not step.all_day):
        return step
    return replace(step, due_at=context.at(deal.resting_until), all_day=True)


def _left_out() -> Any:
    return _("The deal is not open; the next step is left out.")


def _step(result: Result, deal: Deal, context: Context) -> NewActivity:
    values = result.draft.values
    text, day = values.get("next_step", ""), values.get("next_step_on")
    return NewActivity(
        kind=kind_of(text) or "task",
        name=text[:NAME].strip() or str(_("Follow up")),
        deal=deal,
        owner=deal.owner,
        due_at=context.at(day) if day else None,
        all_day=not hasattr(day, "hour"),
        notes=text if len(text) > NAME else "",
    )


def _there(result: Result, step: NewActivity, held: Sequence[Activity], context: Context) -> bool:
    """Is it planned already? One that is called so moves to the day of the row where the import overwrites; a deal
    that only lacks things lacks no step while it has one."""
    if any(_same(step, one, context) for one in held):
        return True
    # What the stage plans by itself is no step that anybody set.
    held = [one for one in held if one.source_id is None]
    if not _writes(result, context):
        if held:
            _stays(result, context)
        return bool(held)
    alike = next((one for one in held if same_name(one.name) == same_name(step.name)), None)
    if alike is None:
        return "next_step" not in result.draft.values and any(one.due_at == step.due_at for one in held)
    if step.due_at is None:
        return True
    try:
        activities.change(activity=alike, by=context.by, due_at=step.due_at, all_day=step.all_day)
    except DomainError as error:
        result.draft.warn("next_step", str(error))
    else:
        _changed(result)
    return True


def _stays(result: Result, context: Context) -> None:
    """The deal keeps the step that it has, and the row says so: who lets the list write over what changed gets the other."""
    if not pending.only_fills(result, context):
        return
    nothing: Any = _("Nothing is different.")
    told = {nothing, staying.tell(result, context)}
    if nothing in {note["text"] for note in result.draft.warnings} and result.draft.number in context.changed:
        say(result.draft)
    result.held += sorted(FIELDS & set(result.draft.values) & set(context.one.mapping.values()))
    result.draft.warnings[:] = [note for note in result.draft.warnings if note["text"] not in told]
    if text := staying.tell(result, context):
        result.draft.warn("", text, stays=True)
    result.compared = False


def _same(step: NewActivity, one: Activity, context: Context) -> bool:
    """Called so, in either language, and on that moment; a row that says a day only means whatever hour it has."""
    if same_name(step.name) not in _names(one):
        return False
    if step.due_at == one.due_at:
        return True
    if step.due_at is None or one.due_at is None or not step.all_day:
        return False
    return step.due_at.astimezone(context.zone).date() == one.due_at.astimezone(context.zone).date()


def _names(one: Activity) -> set[str]:
    if one.name:
        return {same_name(one.name)}
    found = set()
    for language in ("fa", "en"):
        with translation.override(language):
            found.add(same_name(one.title))
    return found


def _changed(result: Result) -> None:
    if result.action == ImportRow.Action.CREATED:
        return
    nothing: Any = _("Nothing is different.")
    result.draft.warnings[:] = [note for note in result.draft.warnings if note["text"] != nothing]
    result.end(ImportRow.Action.UPDATED, "deal", result.pk)
