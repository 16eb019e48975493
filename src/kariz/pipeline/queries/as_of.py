"""The board as it was at a moment, from the states that every change leaves, with today's permissions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value
from django.utils import timezone
from django.utils.dateparse import parse_datetime as parse_iso

from kariz.access.models import User
from kariz.access.queries.visibility import scope_q
from kariz.localisation import preferences
from kariz.localisation.dates import DateError, parse_date
from kariz.pipeline.models import Deal, DealState, Pipeline, PipelineRevision, Stage, StageVisit
from kariz.pipeline.queries.board import PAGE, Board, Card, Column, Maker, add, columns_of, sum_up
from kariz.pipeline.queries.lists import Asked, tops_of_stages
from kariz.pipeline.queries.uncounted import WithoutRate, union
from kariz.web.errors import FieldErrors
from kariz.web.prepared import Prepared

REACH = 365
"""Days that the slider goes back."""


def now() -> datetime:
    return timezone.now()


def instant(text: str) -> datetime:
    """A moment: an ISO instant, or a day in either calendar, which means its end in the company's zone.

    Raises FieldErrors.
    """
    try:
        exact = parse_iso(text.strip().replace(" ", "+"))
    except ValueError:
        exact = None
    if exact is not None and exact.tzinfo is not None:
        return exact
    mine = preferences.current()
    try:
        day = parse_date(text, today=preferences.today(), calendar=mine.calendar)
    except DateError as error:
        raise FieldErrors({"as_of": [error]}) from None
    return datetime.combine(day, time(23, 59, 59, 999_999), tzinfo=ZoneInfo(mine.timezone))


def board_as_of(pipeline_id: int, at: datetime, user: User, asked: Asked) -> Board | None:
    """Columns of the design in force then, sums over all states, the first cards; None without such a pipeline."""
    pipeline = Pipeline.objects.filter(pk=pipeline_id).first()
    if pipeline is None:
        return None
    columns = _columns(pipeline, at)
    board = Board(pipeline, [pipeline], columns)
    states = _states(pipeline_id, at, user, asked)
    rows = list(_sums(states))
    if beyond := {row["stage_id"] for row in rows} - {column.stage.pk for column in columns}:
        # Brought in from before their stage was designed: they stand behind those that were.
        board.columns += columns_of(list(Stage.objects.filter(pk__in=beyond).order_by("position", "id")))
    places = {column.stage.pk: column for column in board.columns}
    for row in rows:
        add(places[row["stage_id"]], row)
    sum_up(board)
    _fill(columns, states, at)
    return board


def _states(pipeline_id: int, at: datetime, user: User, asked: Asked) -> QuerySet[DealState]:
    valid = Q(valid_from__lte=at) & (Q(valid_to=None) | Q(valid_to__gt=at))
    states = DealState.objects.filter(valid, pipeline_id=pipeline_id, on_board=True)
    states = states.filter(scope_q(user, "see", "deal__owner"))
    if asked.narrows:
        states = states.filter(deal__in=Deal.objects.filter(asked.condition(user)).values("pk"))
    return states


def _sums(states: QuerySet[DealState]) -> QuerySet[Any, dict[str, Any]]:
    """As `uncounted.sums`; a state knows no currency, so what had no rate is told as the deal says it today."""
    rows = states.order_by()
    apart = rows.filter(base_amount=0, deal__in=Deal.objects.filter(WithoutRate(), amount__gt=0))
    return union(
        rows.annotate(said=Value("", CharField()))
        .values("stage_id", "said")
        .annotate(n=Count("*"), total=Sum("base_amount")),
        apart.annotate(said=F("deal__currency"))
        .values("stage_id", "said")
        .annotate(n=Count("*"), total=Sum("deal__amount")),
    )


def _columns(pipeline: Pipeline, at: datetime) -> list[Column]:
    """The stages as they were named and ordered then; before the first revision, as in the first one."""
    revisions = PipelineRevision.objects.filter(pipeline=pipeline)
    kept = revisions.filter(at__lte=at).order_by("-number").first() or revisions.order_by("number").first()
    stages = [
        Stage(
            pk=one["id"],
            pipeline=pipeline,
            name=one["name"],
            template=one["template"],
            segment=one["segment"],
            prior=one["prior"],
            holds_won=one["holds_won"],
            won_on_leaving=one["won_on_leaving"],
            stale_after_days=one.get("stale_after_days", 14),
        )
        for one in (kept.design["stages"] if kept else [])
    ]
    return columns_of(stages)


def _fill(columns: list[Column], states: QuerySet[DealState], at: datetime) -> None:
    largest = states.order_by("-base_amount", "-id").values_list("id")
    rows = tops_of_stages(largest, [column.stage.pk for column in columns if column.count], limit=PAGE)
    found = {column.stage.pk: column for column in columns}
    shown = _shown([row[0] for row in rows])
    entered = _entered([row[0] for row in shown], at)
    maker = Maker({column.stage.pk: column.stage for column in columns}, at)
    for row in shown:
        found[row[1]].cards.append(_card(maker, row, entered.get(row[0], at)))


_shown = Prepared(
    lambda ids: (
        DealState.objects.filter(pk__in=ids)
        .order_by("-base_amount", "-id")
        .values_list(
            "deal_id",
            "stage_id",
            "base_amount",
            "outcome",
            F("deal__title"),
            F("deal__company__name"),
            F("deal__contact__name"),
            F("owner__name"),
        )
    )
)


def _card(maker: Maker, row: tuple[Any, ...], entered: datetime) -> Card:
    deal_id, stage_id, amount, outcome, title, company, contact, owner = row
    currency, known = preferences.current().currency, amount or None
    values = (  # type: ignore[var-annotated]
        deal_id,
        0,
        stage_id,
        0,
        title,
        known,
        currency,
        entered,
        None,
        0,
        [],
        0,
        outcome,
        company,
        contact,
        owner,
    )
    return replace(maker.card((*values, None, None, None)), step="")


def _entered(deal_ids: list[int], at: datetime) -> dict[int, datetime]:
    return {row[0]: row[1] for row in _visits(deal_ids, at)}


_visits = Prepared(
    lambda deals, at: (
        StageVisit.objects.filter(deal_id__in=deals, entered_at__lte=at)
        .filter(Q(left_at=None) | Q(left_at__gt=at))
        .order_by("entered_at", "id")
        .values_list("deal_id", "entered_at")
    )
)


def slider(at: datetime) -> dict[str, Any]:
    """How far the slider goes back and where it stands, in days before today, with the address of each end."""
    day = at.astimezone(ZoneInfo(preferences.current().timezone)).date()
    back = min(REACH, max(0, (preferences.today() - day).days))
    return {
        "reach": REACH,
        "ahead": REACH - back,
        "day": day,
        "first": preferences.today() - timedelta(days=REACH),
    }
