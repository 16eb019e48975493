"""Where rows say that deals which are there already stand: placed as history, or moved as by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import deal_places, going_on
from kariz.exchange.actions.rows.new_deals import REST, back_on
from kariz.exchange.actions.rows.next_steps import FIELDS as STEP
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import closures, moves, placings
from kariz.pipeline.models import Activity, Deal, Outcome, Stage
from kariz.reading.rows.finishing import closing_day
from kariz.reading.rows.settings import FILL, GOES_ON

STANDS = "stands"
"""Among the fields of a deal that somebody changed: where it stands, or how it ended."""
ENDED = (Outcome.WON, Outcome.LOST)


@dataclass(frozen=True, slots=True)
class Said:
    """Where a row says that a deal stands, which stands elsewhere; `named`: it says the stage."""

    stage: Stage
    outcome: str
    named: bool


def placing(result: Result, deal: Deal, context: Context) -> placings.Place | None:
    """Where the row places its deal. A deal that an import brought, and that nobody moved here since, stands where the row
    says, as a new one does: a list states where deals stand, and what has happened passes no gate. None for deals that
    move by hand, or stay."""
    said = _said(result, deal, context)
    if said is None or stays(result, context) or deal.pipeline_id != said.stage.pipeline_id:
        return None
    if context.hand.moved(deal.pk):
        if said.outcome != Outcome.OPEN:
            result.draft.warn("", _("Somebody changed this deal here since; it is closed as by hand."))
        return None
    keeps = said.outcome != Outcome.WON and not said.named and not deal.stage.holds_won
    return _where(result, deal, replace(said, stage=deal.stage) if keeps else said, context)


def stays(result: Result, context: Context) -> bool:
    """Is the deal only given what it lacks, or did somebody here say where it stands? It then neither moves nor is told of
    it."""
    return STANDS in result.own or ((result.policy or context.settings.existing) == FILL and not result.moves)


def by_hand(result: Result, deal: Deal, context: Context) -> Said | None:
    """Where the row moves its deal as people do; None where the deal stays."""
    said = _said(result, deal, context)
    if said is not None and stays(result, context):
        result.held += [name for name in deal_places.WORDED if result.draft.values.get(name)]
        return None
    return said if said is None or deal.pipeline_id == said.stage.pipeline_id else None


def _said(result: Result, deal: Deal, context: Context) -> Said | None:
    """None where the row does not say, or says what is so."""
    context.enter_of(result.draft)
    named, word = deal_places.meant(result.draft, context)
    if named is None and not word:
        return None
    stage, outcome = deal_places.fitting(named, word or "open", context)
    if named is None and outcome == Outcome.OPEN and deal.is_open:
        return None
    if result.again and (deal.outcome in ENDED or (outcome == Outcome.OPEN and not context.is_later(result))):
        # What ended stays so; of two rows of one list nobody knows which was written later, and a sheet of 2025 that stands
        # behind that of 2026 is the older one.
        return None
    if _is_said_elsewhere(result, deal, stage, outcome, context):
        return None
    if outcome == Outcome.RESTING == deal.outcome:
        return Said(stage, outcome, named is not None) if _returns_otherwise(result, deal, context) else None
    if outcome == deal.outcome and (outcome != Outcome.OPEN or stage.pk == deal.stage_id):
        return None
    return Said(stage, outcome, named is not None)


def _is_said_elsewhere(result: Result, deal: Deal, stage: Stage, outcome: str, context: Context) -> bool:
    """Does the deal stand otherwise as another list says, which this one only fills? It stays so, and the row says it; that
    it has ended is news, wherever it stands."""
    if not result.again or (result.policy, context.settings.existing) != (GOES_ON, FILL) or outcome in ENDED:
        return False
    # That it is open names no place.
    stands = str(deal.stage_id) if deal.is_open else deal.outcome
    is_there = outcome == deal.outcome and stage.pk == deal.stage_id
    if is_there or stands not in context.hand.said_places(deal.pk):
        return False
    text = _("Another list says where the deal stands, in “%(stage)s”; it stays so.")
    result.draft.warn("", text % {"stage": deal.stage.title}, stays=True)
    going_on.remark_place(result, context)
    return True


def _returns_otherwise(result: Result, deal: Deal, context: Context) -> bool:
    """Does the row say another day on which its resting deal comes back? Who set that day here knows better."""
    day = result.draft.values.get("back_on")
    return day is not None and day != deal.resting_until and not context.hand.moved(deal.pk)


def _where(result: Result, deal: Deal, said: Said, context: Context) -> placings.Place:
    draft, outcome = result.draft, said.outcome
    closed = draft.values.get("closed_at")
    if outcome in (Outcome.WON, Outcome.LOST):
        # Two lists that come together, or two rows of one deal, tell of the past alike.
        begun, due = deal.created_at.astimezone(context.zone).date(), deal.expected_close
        since = (None, None) if result.together else (begun, due)
        closed = closing_day(draft, context.today, *since)
    why = draft.values.get("lost_reason", "") if outcome == Outcome.LOST else ""
    reason = context.lost_reason(why) or (context.other_reason() if why else None)
    if outcome == Outcome.LOST and not why:
        reason = context.noted_reason(draft.values.get("notes", ""))
    return placings.Place(
        stage=said.stage,
        outcome=outcome,
        closed_at=context.moment(closed) if closed else None,
        lost_reason=reason,
        resting_until=back_on(result, context) if outcome == Outcome.RESTING else None,
        note=why[: moves.LONGEST_REASON],
        step_follows=outcome == Outcome.OPEN and bool(STEP & set(draft.values)),
    )


def move(result: Result, deal: Deal, said: Said, context: Context) -> Deal:
    """Through the same gates as by hand. Raises what they raise."""
    stage, outcome = said.stage, said.outcome
    if outcome == Outcome.OPEN:
        deal = deal if deal.is_open else closures.reopen(deal=deal, by=context.by)
        return moves.move(deal=deal, to=stage, by=context.by, plans=not _has_step(result, deal)).deal
    if outcome == Outcome.LOST:
        why = result.draft.values.get("lost_reason", "")
        reason = context.lost_reason(why) or (context.other_reason() if why else None)
        return closures.lose(deal=deal, by=context.by, lost_reason=reason, note=why[:500])
    if outcome == Outcome.WON:
        return moves.move(deal=deal, to=stage, by=context.by).deal
    return closures.rest(deal=deal, by=context.by, until=context.today + REST)


def _has_step(result: Result, deal: Deal) -> bool:
    """Does the row bring a next step, or has somebody, or a list, planned one? The stage then plans nothing before it."""
    own = Activity.objects.filter(deal=deal, source=None, done_at=None, deleted_at=None)
    return bool(STEP & set(result.draft.values)) or own.exists()
