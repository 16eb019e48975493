"""The board of one pipeline: its columns with sums over all deals, and the first cards of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.localisation import dates, digits, preferences
from kariz.localisation.money import format_money
from kariz.pipeline.activity_icons import ICONS
from kariz.pipeline.models import Activity, Criterion, Deal, Outcome, Pipeline, Segment, Stage
from kariz.pipeline.queries.lists import Asked, start_of_tomorrow, tops_of_stages
from kariz.pipeline.queries.uncounted import Apart, added, sums, together
from kariz.pipeline.rules.criteria import text_of as criterion_text
from kariz.pipeline.rules.weighing import weighted
from kariz.pipeline.rules.whys import WHYS
from kariz.pipeline.template_texts import text_of
from kariz.rules import sorting
from kariz.web.prepared import LARGEST_LIST, Prepared

PAGE = 12


@dataclass(frozen=True, slots=True)
class Card:
    """One deal ready to show: every text is made, in the reader's language and digits."""

    id: int
    version: int
    stage: int
    order: int
    title: str
    company: str
    amount: str
    amount_title: str
    owner: str
    days: str
    stale: bool
    step: str
    step_text: str
    step_name: str
    step_icon: str
    obstacles: str
    missing: str
    missing_texts: tuple[str, ...]
    called: str
    won: bool


@dataclass(slots=True)
class Column:
    """A stage with the sums over all its deals that are seen and asked for, in base minor units; `uncounted` is what
    they leave out."""

    stage: Stage
    title: str
    segment: str
    count: int = 0
    total: int = 0
    weighted: int = 0
    uncounted: Apart = ()
    cards: list[Card] = field(default_factory=list)
    behind: str = ""

    @property
    def id(self) -> int:
        return self.stage.pk


@dataclass(slots=True)
class Share:
    """What one owner has on the board; without an owner, what is in the pool. `stages`: count and total of each, and
    what its total leaves out."""

    owner: int | None
    name: str
    count: int = 0
    total: int = 0
    stages: dict[int, tuple[int, int]] = field(default_factory=dict)
    uncounted: dict[int, Apart] = field(default_factory=dict)


@dataclass(slots=True)
class Board:
    pipeline: Pipeline
    pipelines: list[Pipeline]
    columns: list[Column]
    count: int = 0
    total: int = 0
    weighted: int = 0
    uncounted: Apart = ()
    won_count: int = 0
    won_total: int = 0
    """Of these, deals that are won and not handed over yet."""
    owners: list[Share] = field(default_factory=list)


def stages_of_all() -> list[Stage]:
    """The live stages of every pipeline in use, each with its pipeline: one query."""
    pipelines: dict[int, Pipeline] = {}
    stages = []
    for row in _stage_rows():
        stage = Stage.from_db("default", _STAGE, row[: len(_STAGE)])
        if stage.pipeline_id not in pipelines:
            pipelines[stage.pipeline_id] = Pipeline.from_db("default", _PIPELINE, row[len(_STAGE) :])
        stage.pipeline = pipelines[stage.pipeline_id]
        stages.append(stage)
    return stages


_STAGE = [field.attname for field in Stage._meta.concrete_fields]
_PIPELINE = [field.attname for field in Pipeline._meta.concrete_fields]
_stage_rows = Prepared(
    lambda: (
        Stage.objects.filter(retired_at=None, pipeline__archived_at=None)
        .order_by("pipeline__position", "pipeline_id", "position", "id")
        .values_list(*_STAGE, *(f"pipeline__{name}" for name in _PIPELINE))
    )
)


def board_of(pipeline_id: int, user: User, asked: Asked) -> Board | None:
    """The first page of the board in five queries, whatever the number of deals; None when there is no such board."""
    stages = stages_of_all()
    pipelines = {stage.pipeline_id: stage.pipeline for stage in stages}
    if pipeline_id not in pipelines:
        return None
    own = [stage for stage in stages if stage.pipeline_id == pipeline_id]
    board = Board(pipelines[pipeline_id], list(pipelines.values()), columns_of(own))
    deals = asked.deals(user).filter(pipeline_id=pipeline_id, on_board=True)
    add_totals(board, deals, by_owner=asked.group == "owner")
    if asked.group != "owner":
        fill(board.columns, asked, user)
    return board


def columns_of(stages: Sequence[Stage]) -> list[Column]:
    return [Column(stage, str(stage.title), str(Segment(stage.segment).label)) for stage in stages]


def add_totals(board: Board, deals: QuerySet[Any], *, by_owner: bool = False) -> None:
    """Count and sums of every column, over all of `deals` and not the loaded cards: one query on one index.

    `by_owner` sums up every owner's share in the same query.
    """
    keys = ("stage_id", "owner_id", "owner__name") if by_owner else ("stage_id",)
    columns = {column.stage.pk: column for column in board.columns}
    shares: dict[int | None, Share] = {}
    for row in sums(deals, *keys):
        if (column := columns.get(row["stage_id"])) is not None:
            add(column, row)
        if by_owner:
            _share(shares.setdefault(row["owner_id"], Share(row["owner_id"], row["owner__name"] or "")), row)
    board.owners = sorted(shares.values(), key=lambda share: -share.total)
    sum_up(board)


def add(column: Column, row: dict[str, Any]) -> None:
    """One row of `sums`: what is counted, or what is not."""
    if row["said"]:
        column.uncounted = added(column.uncounted, row["said"], row["total"])
    else:
        column.count, column.total = column.count + row["n"], column.total + (row["total"] or 0)


def _share(share: Share, row: dict[str, Any]) -> None:
    stage, total = row["stage_id"], row["total"] or 0
    if row["said"]:
        share.uncounted[stage] = added(share.uncounted.get(stage, ()), row["said"], total)
    else:
        share.count, share.total = share.count + row["n"], share.total + total
        share.stages[stage] = (row["n"], total)


def sum_up(board: Board) -> None:
    """What is weighted, and the sums of the whole board, from its columns."""
    for column in board.columns:
        column.weighted = weighted(column.total, column.stage.odds)
    board.count = sum(column.count for column in board.columns)
    board.total = sum(column.total for column in board.columns)
    board.weighted = sum(column.weighted for column in board.columns)
    board.uncounted = together(column.uncounted for column in board.columns)
    won = [column for column in board.columns if column.stage.holds_won]
    board.won_count, board.won_total = sum(one.count for one in won), sum(one.total for one in won)


def fill(columns: Sequence[Column], asked: Asked, user: User, *, behind: int = 0) -> None:
    """The cards of each column from place `behind` on, in three queries for all columns together."""
    wanted = [column for column in columns if column.count > behind]
    deals = asked.deals(user).filter(on_board=True)
    order = sorting.order_by(asked.sort, subject="deal") if asked.sort else ["attention", "id"]
    ids = deals.order_by(*order).values_list("id", "stage_id")
    rows = tops_of_stages(ids, [column.stage.pk for column in wanted], limit=PAGE, behind=behind)
    cards = cards_of([row[0] for row in rows], {column.stage.pk: column.stage for column in wanted})
    places = {column.stage.pk: column for column in wanted}
    for deal_id, stage_id in rows:
        if deal_id in cards:
            places[stage_id].cards.append(cards[deal_id])
    for column in wanted:
        end = behind + PAGE
        column.behind = str(end) if column.count > end else ""


def cards_of(ids: Sequence[int], stages: dict[int, Stage]) -> dict[int, Card]:
    """Cards by deal id, in two queries; one more for every further thousand of deals."""
    if not ids:
        return {}
    maker = Maker(stages)
    parts = (_card_rows(ids[at : at + LARGEST_LIST]) for at in range(0, len(ids), LARGEST_LIST))
    return {row[0]: maker.card(row) for part in parts for row in part}


def _living(kind: str) -> Case:
    """The name of what is not in the bin."""
    return Case(When(**{f"{kind}__deleted_at": None, "then": F(f"{kind}__name")}))


def _cards_query(ids: Sequence[int]) -> QuerySet[Any]:
    step = Activity.objects.filter(pk=OuterRef("next_step_id"))
    return Deal.objects.filter(pk__in=ids).values_list(
        "id",
        "version",
        "stage_id",
        "attention",
        "title",
        "amount",
        "currency",
        "entered_stage_at",
        "next_step_at",
        "open_obstacles",
        "missing",
        "missing_count",
        "outcome",
        _living("company"),
        _living("contact"),
        F("owner__name"),
        Subquery(step.values("kind")[:1]),
        Subquery(step.values("name")[:1]),
        Subquery(step.values("template")[:1]),
    )


_card_rows = Prepared(_cards_query)
_criteria = Prepared(lambda stages: Criterion.objects.filter(stage__in=stages, retired_at=None))


def _beside(title: str, company: str | None, contact: str | None) -> str:
    """Whose deal it is; the person where the title already is the company's name, as after many imports."""
    if company and company != title:
        return company
    return contact or ""


class Maker:
    """Makes cards of rows; holds what is the same for all of them."""

    def __init__(self, stages: dict[int, Stage], at: datetime | None = None) -> None:
        self.stages = stages
        self.now = at or timezone.now()
        self.tomorrow = start_of_tomorrow()
        self.mine = preferences.current()
        self.zone = ZoneInfo(self.mine.timezone)
        self.today = preferences.today()
        self.criteria = {one.pk: criterion_text(one) for one in _criteria(list(stages))}
        self.called = {pk: _called(stage) for pk, stage in stages.items()}
        self.titles: dict[str, str] = {}

    def card(self, row: tuple[Any, ...]) -> Card:
        pk, version, stage_id, order, title, amount, currency, entered, step_at, obstacles, missing = row[:11]
        missing_count, outcome, company, contact, owner, kind, step_name, step_template = row[11:]
        days = max(0, (self.now - entered).days)
        state = self.step_state(step_at) if outcome == Outcome.OPEN or step_at is None else "planned"
        return Card(
            id=pk,
            version=version,
            stage=stage_id,
            order=order,
            title=title,
            company=_beside(title, company, contact),
            amount=self.money(amount, currency, "compact"),
            amount_title=self.money(amount, currency, "exact"),
            owner=owner or "",
            days=self.number(days),
            stale=outcome == Outcome.OPEN and days > self.stages[stage_id].stale_after_days,
            step=state,
            step_text=self.day(step_at) if step_at else "",
            step_name=step_name or self.title(step_template),
            step_icon=ICONS.get(kind or "", "calendar"),
            obstacles=self.number(obstacles) if obstacles else "",
            missing=self.number(missing_count) if missing_count else "",
            missing_texts=tuple(
                f"{self.criteria[one['criterion']]}{self.why(one)}"
                for one in missing
                if one["criterion"] in self.criteria
            ),
            called=_("Customer") if outcome == Outcome.WON else self.called[stage_id],
            won=outcome == Outcome.WON,
        )

    def why(self, one: dict[str, Any]) -> str:
        return f" — {WHYS[one['why']]}" if one.get("why") in WHYS else ""

    def step_state(self, at: datetime | None) -> str:
        if at is None:
            return "none"
        if at < self.now:
            return "late"
        return "today" if at < self.tomorrow else "planned"

    def day(self, at: datetime) -> str:
        """A day near today as people say it, any other as a date."""
        day = at.astimezone(self.zone).date()
        if abs((day - self.today).days) <= 7:
            return dates.relative_day(day, self.today, self.mine.language, self.mine.digits)
        return self.date(day)

    def date(self, value: date | datetime) -> str:
        """A day, or a moment's day in the zone in force, in the reader's calendar."""
        day = value.astimezone(self.zone).date() if isinstance(value, datetime) else value
        return dates.format_date(day, self.mine.calendar, self.mine.digits, self.mine.language, "brief")

    def money(self, amount: int | None, currency: str, style: Any) -> str:
        if amount is None:
            return ""
        mine = self.mine
        return format_money(amount, currency, mine.unit, mine.language, mine.digits, style)

    def number(self, value: int) -> str:
        return digits.format_number(value, self.mine.digits)

    def title(self, template: str | None) -> str:
        if not template:
            return ""
        if template not in self.titles:
            self.titles[template] = str(text_of(template))
        return self.titles[template]


def _called(stage: Stage) -> str:
    return {Segment.GENERATION.value: _("Lead"), Segment.NURTURING.value: _("Prospect")}.get(
        stage.segment, _("Deal")
    )


def shown(user: User, pipeline_id: int, asked: Asked, ids: Sequence[int]) -> set[int]:
    """Which of these deals stand on this board for this user and filter."""
    found = asked.deals(user).filter(Q(pk__in=ids), pipeline_id=pipeline_id, on_board=True)
    return set(found.values_list("pk", flat=True))
