"""Months of the reader's calendar: the next steps of one, and the expected closings of several."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.calendar import Span, add_months, join, month_of, split
from kariz.localisation.workdays import is_holiday, keeps_holidays
from kariz.pipeline.activity_icons import ICONS
from kariz.pipeline.models import Activity, Deal, Outcome, Stage
from kariz.pipeline.queries.lists import tops
from kariz.pipeline.queries.uncounted import Apart, added, sums
from kariz.pipeline.rules.weighing import weighted
from kariz.pipeline.template_texts import text_of

A_DAY, A_MONTH, AHEAD = 3, 12, 6
SATURDAY, MONDAY = 5, 0


def month_from(text: str) -> Span:
    """The month "1405-09" of the reader's calendar; this month for anything else."""
    calendar = preferences.current().calendar
    year, _dash, month = text.partition("-")
    try:
        return month_of(join(int(year), int(month), 1, calendar), calendar)
    except ValueError:
        return month_of(preferences.today(), calendar)


def name_of(day: date) -> str:
    """The month of a day as `month_from` reads it."""
    found = split(day, preferences.current().calendar)
    return f"{found.year}-{found.month:02d}"


@dataclass(slots=True)
class Step:
    """An open activity in a day of the calendar."""

    deal: int
    deal_title: str
    title: str
    icon: str
    state: str
    at: datetime | None
    """When, unless it is for the whole day."""


@dataclass(slots=True)
class Day:
    day: date
    number: int
    other: bool
    today: bool
    holiday: bool
    this_week: bool
    count: int = 0
    steps: list[Step] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return self.count - len(self.steps)


def open_steps(user: User, owner: Any = None) -> QuerySet[Activity]:
    """Open activities with a day, on a deal that is not in the bin; of one owner when given."""
    rows = Activity.objects.visible_to(user).filter(done_at=None, deleted_at=None, due_at__isnull=False)
    rows = rows.filter(deal__isnull=False, deal__deleted_at=None)
    return rows.filter(owner=owner) if owner else rows


def days_of(month: Span, steps: QuerySet[Activity]) -> list[Day]:
    """Whole weeks around the month: how many steps each day has, and the first few of each; three queries."""
    mine = preferences.current()
    zone, today = ZoneInfo(mine.timezone), preferences.today()
    week = SATURDAY if mine.calendar == "jalali" else MONDAY
    first = month.first - timedelta(days=(month.first.weekday() - week) % 7)
    last = month.last + timedelta(days=(week - 1 - month.last.weekday()) % 7)
    monday = today - timedelta(days=(today.weekday() - week) % 7)
    rests = keeps_holidays(mine.timezone)
    days = [
        Day(
            day,
            split(day, mine.calendar).day,
            day not in month,
            day == today,
            rests and is_holiday(day),
            monday <= day < monday + timedelta(days=7),
        )
        for day in (first + timedelta(days=at) for at in range((last - first).days + 1))
    ]
    within = steps.filter(due_at__gte=_start(first, zone), due_at__lt=_start(last + timedelta(days=1), zone))
    counts = dict(
        within.order_by()
        .annotate(on=TruncDate("due_at", tzinfo=zone))
        .values("on")
        .annotate(n=Count("id"))
        .values_list("on", "n")
    )
    for day in days:
        day.count = counts.get(day.day, 0)
    _fill(days, within, zone)
    return days


def steps_in(month: Span, steps: QuerySet[Activity]) -> int:
    """How many of them are due in the month; one query."""
    zone = ZoneInfo(preferences.current().timezone)
    end = _start(month.last + timedelta(days=1), zone)
    return steps.filter(due_at__gte=_start(month.first, zone), due_at__lt=end).count()


def _fill(days: list[Day], steps: QuerySet[Activity], zone: ZoneInfo, most: int = A_DAY) -> None:
    parts = [
        steps.filter(due_at__gte=_start(day.day, zone), due_at__lt=_start(day.day + timedelta(days=1), zone))
        .order_by("due_at", "id")
        .values_list("id")[:most]
        for day in days
        if day.count
    ]
    ids = [row[0] for row in tops(parts)]
    rows = Activity.objects.filter(pk__in=ids).order_by("due_at", "id")
    now, by_day = timezone.now(), {day.day: day for day in days}
    for deal, title, outcome, name, template, kind, due, all_day in rows.values_list(
        "deal_id", F("deal__title"), F("deal__outcome"), "name", "template", "kind", "due_at", "all_day"
    ):
        state = "late" if due < now and outcome == Outcome.OPEN else ""
        words = name or str(text_of(template)) or str(Activity.Kind(kind).label)
        step = Step(deal, title, words, ICONS.get(kind, "calendar"), state, None if all_day else due)
        by_day[due.astimezone(zone).date()].steps.append(step)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


@dataclass(slots=True)
class CloseMonth:
    """Open deals that are expected to close in a month ("month"), before it ("late") or at no known day ("none").
    `uncounted` is what the sums leave out, without a rate."""

    kind: str
    span: Span | None
    count: int = 0
    total: int = 0
    weighted: int = 0
    uncounted: Apart = ()
    deals: list[Any] = field(default_factory=list)


def forecast_of(deals: QuerySet[Deal], ahead: int = AHEAD) -> list[CloseMonth]:
    """Late, this month and the next ones, later, unknown: sums over all open deals in one query, the largest of each."""
    today, calendar = preferences.today(), preferences.current().calendar
    spans = [month_of(add_months(today, at, calendar), calendar) for at in range(ahead)]
    columns = [CloseMonth("late", None), *(CloseMonth("month", span) for span in spans)]
    columns += [CloseMonth("later", None), CloseMonth("none", None)]
    open_deals = deals.filter(outcome=Outcome.OPEN, on_board=True)
    odds = dict(Stage.objects.values_list("pk", "prior"))
    for row in sums(open_deals, "expected_close", "stage_id"):
        column = columns[_place(row["expected_close"], spans)]
        if row["said"]:
            column.uncounted = added(column.uncounted, row["said"], row["total"])
            continue
        column.count += row["n"]
        column.total += row["total"]
        column.weighted += weighted(row["total"], odds[row["stage_id"]])
    _largest(columns, open_deals, spans)
    return columns


def _place(day: date | None, spans: list[Span]) -> int:
    if day is None:
        return len(spans) + 2
    if day < spans[0].first:
        return 0
    return next((at for at, span in enumerate(spans, 1) if day <= span.last), len(spans) + 1)


def _largest(columns: list[CloseMonth], deals: QuerySet[Deal], spans: list[Span]) -> None:
    ranges = [deals.filter(expected_close__lt=spans[0].first)]
    ranges += [deals.filter(expected_close__range=(span.first, span.last)) for span in spans]
    ranges += [deals.filter(expected_close__gt=spans[-1].last), deals.filter(expected_close=None)]
    parts = [
        part.order_by("-base_amount", F("amount").desc(nulls_last=True), "id").values_list("id")[:A_MONTH]
        for column, part in zip(columns, ranges, strict=True)
        if column.count
    ]
    ids = [row[0] for row in tops(parts)]
    found = Deal.objects.filter(pk__in=ids).select_related("stage", "company")
    # What has no rate stands behind what is known, the largest number first.
    for deal in found.order_by("-base_amount", F("amount").desc(nulls_last=True), "id"):
        columns[_place(deal.expected_close, spans)].deals.append(deal)
