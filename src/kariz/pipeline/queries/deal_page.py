"""Everything that the page of one deal shows, read with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from kariz.access.models import User
from kariz.people.models import Contact
from kariz.people.queries.main_phone import main_phone
from kariz.pipeline.models import (
    Activity,
    CommitteeMember,
    Criterion,
    Deal,
    DealLine,
    Obstacle,
    Policy,
    Stage,
    StageVisit,
)
from kariz.pipeline.queries.committee import Committee, committee_of, touches_in
from kariz.pipeline.queries.spoken_of import marked
from kariz.pipeline.rules import criteria, whys
from kariz.pipeline.rules.facts import facts_at_hand
from kariz.records.models import File
from kariz.web.errors import NotFound
from kariz.web.prepared import Prepared

DONE_SHOWN = 30
FIELD_OF = {"company_id": "company", "contact_id": "contact", "owner_id": "owner"}
"""Names of facts on the page where a criterion names the column."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage in the bar: "done" (visited before), "current", "ahead" or "skipped"."""

    stage: Stage
    number: int
    state: str


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion of the present stage, and the control of the page that mends it."""

    criterion: Criterion
    text: str
    met: bool
    fix: str
    field: str
    undescribed: bool
    """It asks for a match with an ideal customer whom nobody has described."""
    why: str
    """What exactly it waits for, where its text leaves one guessing."""

    @property
    def hint(self) -> str:
        """How firm it is; blocking is the usual and needs no words."""
        return "" if self.criterion.policy == Policy.BLOCK else str(self.criterion.get_policy_display())


@dataclass(slots=True)
class DealPage:
    """What the templates read."""

    deal: Deal
    steps: list[Step]
    checks: list[Check]
    planned: list[Activity]
    done: list[Activity]
    committee: list[CommitteeMember]
    table: Committee
    obstacles: list[Obstacle]
    cleared: list[Obstacle]
    lines: list[DealLine]

    @property
    def next_step(self) -> Activity | None:
        return next((one for one in self.planned if one.due_at is not None), None)

    @property
    def later(self) -> list[Activity]:
        return [one for one in self.planned if one is not self.next_step]

    @property
    def met(self) -> int:
        return sum(check.met for check in self.checks)

    @property
    def following(self) -> Stage | None:
        """The stage after the present one."""
        stages = [step.stage for step in self.steps]
        place = next((at for at, stage in enumerate(stages) if stage.pk == self.deal.stage_id), -1)
        return stages[place + 1] if 0 <= place < len(stages) - 1 else None

    @property
    def lines_total(self) -> int:
        return sum(line.total for line in self.lines)


def find(user: User, pk: int, *, binned: bool = True) -> Deal:
    """The deal, if the user may see it. Raises NotFound."""
    found: Deal | None = next(iter(_deal(pk)), None)
    if found is None or not user.is_active or not user.reach.covers("see", found.owner_id):
        raise NotFound
    if found.deleted_at is not None and not binned:
        raise NotFound
    return found


def _deal_query(pk: int) -> QuerySet[Deal]:
    attached = File.objects.filter(subject_kind="deal", subject_id=OuterRef("pk"), deleted_at=None)
    links = ("pipeline", "stage", "company__owner", "contact__owner", "owner", "lost_reason")
    joined = Deal.objects.select_related(*links)
    phone = main_phone(OuterRef("contact"))
    return joined.annotate(has_file=Exists(attached), contact_phone=phone).filter(pk=pk)


_deal = Prepared(_deal_query)
members_of = Prepared(
    lambda deal: (
        CommitteeMember.objects.filter(deal=deal)
        .select_related("contact__owner")
        .annotate(phone=main_phone(OuterRef("contact")))
    )
)
_obstacles = Prepared(lambda deal: Obstacle.objects.filter(deal=deal).select_related("owner"))
_lines = Prepared(lambda deal: DealLine.objects.filter(deal=deal).select_related("product"))
_activities = Prepared(
    lambda deal: (
        marked(Activity.objects.filter(deal=deal, deleted_at=None))
        .select_related("owner")
        .order_by("due_at", "id")
    )
)
_criteria = Prepared(
    lambda stage: Criterion.objects.filter(stage=stage, retired_at=None).order_by("position", "id")
)


def _stages_query(pipeline: int, deal: int) -> QuerySet[Stage]:
    # Read once by the deal; asked for stage by stage, SQLite would go through all that ever stood in the stage.
    visited = StageVisit.objects.filter(deal=deal, undone=False).values("stage_id")
    been = ExpressionWrapper(Q(pk__in=visited), output_field=BooleanField())
    stages = Stage.objects.filter(pipeline=pipeline, retired_at=None).annotate(visited=been)
    return stages.order_by("position", "id")


_stages = Prepared(_stages_query)


def people_of(deal: Deal, members: Iterable[CommitteeMember] | None = None) -> list[Contact]:
    """Who can have taken part in an activity: the committee and the deal's own contact."""
    members = members_of(deal.pk) if members is None else members
    found = {member.contact_id: member.contact for member in members}
    if deal.contact is not None:
        found.setdefault(deal.contact.pk, deal.contact)
    return list(found.values())


def page_of(deal: Deal) -> DealPage:
    """The page of a deal that came from `find`."""
    committee, asked = members_of(deal.pk), _criteria(deal.stage_id)
    activities = _activities(deal.pk)
    prefetch_related_objects(activities, Prefetch("participants", Contact.objects.only("id", "name")))
    obstacles = _obstacles(deal.pk)
    done = [one for one in activities if one.done_at is not None]
    return DealPage(
        deal=deal,
        steps=_steps(deal),
        checks=_checks(deal, asked, done, committee),
        planned=sorted((one for one in activities if one.done_at is None), key=_by_due),
        done=sorted(done, key=lambda one: one.done_at, reverse=True)[:DONE_SHOWN],
        committee=committee,
        table=committee_of(deal, members=committee, criteria=asked, touches=touches_in(done)),
        obstacles=[one for one in obstacles if one.cleared_at is None],
        cleared=[one for one in obstacles if one.cleared_at is not None],
        lines=_lines(deal.pk),
    )


def _by_due(activity: Activity) -> tuple[bool, Any, int]:
    return (activity.due_at is None, activity.due_at or activity.created_at, activity.pk)


def _steps(deal: Deal) -> list[Step]:
    stages = _stages(deal.pipeline_id, deal.pk)
    here = next((at for at, stage in enumerate(stages) if stage.pk == deal.stage_id), -1)
    steps = []
    for place, stage in enumerate(stages):
        if place == here:
            state = "current"
        elif place < here:
            state = "done" if stage.visited else "skipped"
        else:
            state = "ahead"
        steps.append(Step(stage, place + 1, state))
    return steps


def _checks(
    deal: Deal, asked: Sequence[Criterion], done: Sequence[Activity], committee: Sequence[CommitteeMember]
) -> list[Check]:
    has_file = bool(vars(deal)["has_file"])
    facts = facts_at_hand(deal, done=done, committee=committee, has_file=has_file)
    found = []
    for criterion in asked:
        kind = criteria.kind_named(criterion.kind)
        name = str(criterion.params.get("field", "")) or (
            "amount" if criterion.kind == "amount_at_least" else ""
        )
        met = criteria.is_met(facts, criterion)
        why = "" if met else whys.why(facts, criterion)
        fix = "decider" if why == whys.NO_DECIDER else kind.fix if kind else ""
        found.append(
            Check(
                criterion,
                criteria.text_of(criterion),
                met,
                fix,
                FIELD_OF.get(name, name),
                criteria.waits_for_profile(facts, criterion),
                str(whys.WHYS.get(why, "")),
            )
        )
    return found
