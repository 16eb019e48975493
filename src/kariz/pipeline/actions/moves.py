"""Moving a deal: the one way by which a deal changes its stage, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.localisation.said import gettext as _
from kariz.localisation.said import ngettext
from kariz.pipeline.actions import stage_work, trail
from kariz.pipeline.actions.refresh import kept, recompute
from kariz.pipeline.models import Deal, Outcome, Stage, StageVisit
from kariz.pipeline.queries.stages import Process, process_of
from kariz.pipeline.rules.facts import DealFacts, facts_of
from kariz.pipeline.rules.gate import Unmet, blocking, needing_reason, unmet
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.prepared import Prepared

LONGEST_REASON = 500


class MoveRefused(DomainError):
    """Criteria that block are unmet. `extra["missing"]` lists each as JSON."""

    code = "move_refused"
    status = 409

    def __init__(self, found: list[Unmet]) -> None:
        self.unmet = found
        message = ngettext(
            "One thing is missing before this deal can move.",
            "%(count)d things are missing before this deal can move.",
            len(found),
        ) % {"count": len(found)}
        super().__init__(message, field="stage", missing=[one.as_json() for one in found])


class ReasonNeeded(DomainError):
    """Nothing blocks, but the stage asks why it is left like this."""

    code = "reason_needed"
    status = 409

    def __init__(self, found: list[Unmet]) -> None:
        self.unmet = found
        super().__init__(
            _("Say why the deal moves although something is missing."),
            field="reason",
            missing=[one.as_json() for one in found],
        )


class DealMovedMeanwhile(Stale):
    """Somebody else changed the deal; `extra` says where it is now and who moved it."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        super().__init__(
            _("Somebody else changed this deal in the meantime; it is now in “%(stage)s”.")
            % {"stage": deal.stage.title},
            stage=deal.stage_id,
            version=deal.version,
        )


class CannotMove(DomainError):
    """The target is no stage of this pipeline, or the deal is closed."""

    code = "cannot_move"
    status = 422


@dataclass(frozen=True, slots=True)
class MoveResult:
    """The moved deal, its last visit and event (it may have gone on by itself), and what was unmet but only warned of."""

    deal: Deal
    visit: StageVisit | None
    warnings: list[Unmet]
    event: Event | None


@dataclass(slots=True)
class _Step:
    """One move while it happens."""

    deal: Deal
    to: Stage
    by: Any
    process: Process
    reason: str
    how: StageVisit.How
    plans: bool = True
    at: datetime = field(default_factory=timezone.now)
    dropped: list[int] = field(default_factory=list)


def move(
    *,
    deal: Deal,
    to: Stage,
    by: Any,
    reason: str = "",
    version: int | None = None,
    how: StageVisit.How = StageVisit.How.MOVED,
    plans: bool = True,
) -> MoveResult:
    """Move `deal` to stage `to` through every gate in between; `plans`: with the work of that stage.

    Raises NotAllowed, CannotMove, DealMovedMeanwhile, MoveRefused, ReasonNeeded. To the stage where the deal
    already is, nothing happens.
    """
    by.require("deal.move", deal)
    check_reason(reason)
    with transaction.atomic():
        fresh = _present(deal.pk)
        if version is not None and version != fresh.version:
            raise DealMovedMeanwhile(fresh)
        if fresh.stage_id == to.pk:
            return MoveResult(fresh, None, [], None)
        process = process_of(fresh.pipeline)
        _check_target(fresh, to, process)
        facts = facts_of([fresh])
        warnings = pass_gates(fresh, to, process, reason, facts=facts[fresh.pk])
        forward = process.index(to.pk) > process.index(fresh.stage_id)
        done = _carry_out(_Step(fresh, to, by, process, reason.strip(), how, plans), warnings, facts)
        # Only on the way forward: who moves a deal back wants it there.
        went = _advance(done.deal, by, process) if forward else None
        return replace(went, warnings=warnings) if went else done


def advance_if_ready(deal: Deal, by: Any, *, process: Process | None = None) -> Deal | None:
    """A stage that says so lets its deals go on by themselves once all that it asks for is there; the deal if it
    went, perhaps over several such stages. A stage that asks for nothing holds its deals."""
    went = _advance(deal, by, process)
    return went.deal if went else None


def _advance(deal: Deal, by: Any, process: Process | None) -> MoveResult | None:
    if not (
        deal.is_open and deal.stage.advances_itself and deal.missing_count == 0 and deal.deleted_at is None
    ):
        return None
    known = process or process_of(deal.pipeline)
    target = known.after(deal.stage_id)
    if target is None or not known.criteria.get(deal.stage_id) or not by.can("deal.move", deal):
        return None
    return move(deal=deal, to=target, by=by, how=StageVisit.How.ADVANCED)


def check_reason(text: str, name: str = "reason") -> None:
    """Raises FieldErrors on `name` for a reason that cannot be kept whole."""
    if len(text) > LONGEST_REASON:
        raise FieldErrors({name: [_("At most %(most)d characters.") % {"most": LONGEST_REASON}]})


def check_in_use(deal: Deal) -> None:
    """Raises CannotMove for a deal that lies in the bin."""
    if deal.deleted_at is not None:
        raise CannotMove(_("This deal is in the bin; restore it first."), field="stage")


def _present(pk: int) -> Deal:
    """The deal as it is now, locked: who comes second waits, and then sees another version."""
    for deal in _locked(pk):
        found: Deal = deal
        return found
    raise Deal.DoesNotExist


_locked = Prepared(
    lambda pk: Deal.objects.select_related("stage", "pipeline").filter(pk=pk).select_for_update(of=("self",))
)


def pass_gates(
    deal: Deal,
    to: Stage,
    process: Process,
    reason: str,
    *,
    insist: bool = False,
    facts: DealFacts | None = None,
) -> list[Unmet]:
    """What is unmet on the way and only warns. Raises MoveRefused or ReasonNeeded; `insist` lets a reason
    stand for blocking criteria too (a quick win). Moving back passes no gate. `facts`: read a moment ago."""
    known = facts or facts_of([deal])[deal.pk]
    found = unmet(known, process.gates(process.index(deal.stage_id), process.index(to.pk)))
    hard, soft = blocking(found), needing_reason(found)
    if hard and not insist:
        raise MoveRefused(hard + soft)
    if (hard or soft) and not reason.strip():
        raise ReasonNeeded(hard + soft)
    return [one for one in found if one not in hard]


def _check_target(deal: Deal, to: Stage, process: Process) -> None:
    if to.pipeline_id != deal.pipeline_id or process.stage(to.pk) is None:
        raise CannotMove(_("This is not a stage of the deal's pipeline."), field="stage")
    check_in_use(deal)
    if deal.outcome in (Outcome.LOST, Outcome.RESTING):
        raise CannotMove(_("This deal is closed or resting; reopen it first."), field="stage")
    if deal.outcome == Outcome.WON and not to.holds_won:
        raise CannotMove(_("This deal is won; reopen it before you move it back."), field="stage")


def _carry_out(step: _Step, warnings: list[Unmet], facts: dict[int, DealFacts]) -> MoveResult:
    deal, before = step.deal, step.deal.stage
    won = deal.outcome == Outcome.OPEN and step.process.index(step.to.pk) > step.process.winning
    changes: dict[str, list[Any]] = {"stage": [before.pk, step.to.pk]}
    if won:
        changes["outcome"] = [deal.outcome, Outcome.WON.value]
        deal.outcome, deal.closed_at = Outcome.WON, step.at
    _put(step, since=step.at)
    step.dropped = stage_work.drop_activities(deal, step.process.left(before.pk, step.to.pk), at=step.at)
    trail.leave([deal], at=step.at)
    [visit] = trail.enter([deal], how=step.how, by_id=step.by.pk, reason=step.reason)
    trail.record_state([deal], at=step.at, revision=deal.pipeline.revision)
    templates = step.process.activities.get(step.to.pk, []) if step.plans else []
    made = stage_work.make_activities([deal], templates)
    recompute([deal], process=step.process, touched=False, facts=facts)
    _write(step)
    event = log.append(
        by=step.by,
        verb="deal.won" if won else "deal.moved",
        subject=("deal", deal.pk),
        deal_id=deal.pk,
        changes=changes,
        data={
            "how": step.how.value,
            "reason": step.reason,
            "warned": [one.criterion.pk for one in warnings],
            "made": [activity.pk for activity in made],
            "dropped": step.dropped,
        },
    )
    return MoveResult(deal, visit, warnings, event)


def _put(step: _Step, *, since: datetime) -> None:
    """The deal stands in the step's stage, since `since`; not written yet."""
    step.deal.stage, step.deal.entered_stage_at, step.deal.updated_at = step.to, since, step.at


def _write(step: _Step) -> None:
    """The deal as it is now, with what is kept of it, unless somebody else changed it."""
    deal = step.deal
    written = Deal.objects.filter(pk=deal.pk, version=deal.version).update(
        stage=deal.stage_id,
        entered_stage_at=deal.entered_stage_at,
        outcome=deal.outcome,
        closed_at=deal.closed_at,
        version=deal.version + 1,
        updated_at=deal.updated_at,
        **kept(deal),
    )
    if not written:
        raise DealMovedMeanwhile(Deal.objects.select_related("stage").get(pk=deal.pk))
    deal.version += 1


def must_be_in_use(stage_id: int, process: Process) -> None:
    """Nothing is taken back into a stage that has left the pipeline. Raises CannotMove."""
    if process.index(stage_id) < 0:
        raise CannotMove(_("The stage where the deal was before is no longer in use."), field="stage")


def undo_move(event: Event, by: Any) -> None:
    """Inverse of a move: back to the stage before, if the deal is still where the move left it."""
    deal = _present(event.subject_id)
    by.require("deal.move", deal)
    before_id, after_id = event.changes["stage"]
    left_it = event.changes.get("outcome", [None, Outcome.OPEN])[1]
    if "outcome" not in event.changes and deal.outcome == Outcome.WON and deal.stage.holds_won:
        left_it = Outcome.WON
    if deal.stage_id != after_id or deal.outcome != left_it or not deal.on_board:
        raise DealMovedMeanwhile(deal)
    if "outcome" in event.changes:
        deal.outcome, deal.closed_at = Outcome.OPEN, None
    process = process_of(deal.pipeline)
    must_be_in_use(before_id, process)
    step = _Step(deal, Stage.objects.get(pk=before_id), by, process, "", StageVisit.How.MOVED)
    trail.take_back([deal], at=step.at)
    trail.forget([event])
    deal.stage = step.to
    # The visit that the move ended goes on, so that the deal is as old in its stage as it was.
    stay = trail.resume(deal)
    _put(step, since=stay.entered_at if stay else step.at)
    trail.record_state([deal], at=step.at, revision=deal.pipeline.revision)
    stage_work.put_away(event.data.get("made", []), at=step.at)
    stage_work.bring_back(event.data.get("dropped", []))
    recompute([deal], process=process, touched=False)
    _write(step)
