"""The deals as rows: chosen columns, one page behind a cursor, and the sums of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.pipeline.models import Activity, Deal, Outcome, Stage
from kariz.pipeline.queries.board import Maker
from kariz.pipeline.queries.lists import Asked
from kariz.rules import sorting
from kariz.web.paging import PageParams, paginate

PAGE = 50


@dataclass(frozen=True, slots=True)
class Head:
    """A column that can be chosen. `sort` names its field in the allow-list."""

    name: str
    label: Any
    sort: str = ""
    editable: bool = False
    number: bool = False
    usual: bool = True


HEADS = (
    Head("title", _("Title"), "title", editable=True),
    Head("company", _("Company")),
    Head("stage", _("Stage"), "stage"),
    Head("amount", _("Amount"), "amount", editable=True, number=True),
    Head("expected_close", _("Expected close date"), "expected_close", editable=True),
    Head("owner", _("Owner"), "owner", editable=True),
    Head("next_step", _("Next step"), "next_step", editable=True),
    Head("in_stage", _("Days in stage"), "in_stage", number=True),
    Head("missing", _("Things missing"), "missing", number=True, usual=False),
    Head("obstacles", _("Open obstacles"), "obstacles", number=True, usual=False),
    Head("outcome", _("Outcome"), usual=False),
    Head("contact", _("Contact"), usual=False),
    Head("created_at", _("Created"), "created_at", usual=False),
    Head("updated_at", _("Changed"), "updated_at", usual=False),
)
READ = (
    "title",
    "amount",
    "currency",
    "expected_close",
    "outcome",
    "entered_stage_at",
    "next_step_at",
    "missing_count",
    "open_obstacles",
    "created_at",
    "updated_at",
    "stage__name",
    "stage__template",
    "company__name",
    "contact__name",
    "owner__name",
)
"""All that the cells show of a deal and what it belongs to."""
EDITABLE = tuple(head.name for head in HEADS if head.editable)


def heads_of(names: str) -> list[Head]:
    """The chosen columns in their own order; the title always; the usual ones when nothing known is named."""
    wanted = set(names.split(","))
    chosen = [head for head in HEADS if head.name in wanted or head.name == "title"]
    return chosen if len(chosen) > 1 else [head for head in HEADS if head.usual]


@dataclass(frozen=True, slots=True)
class Totals:
    count: int
    total: int
    weighted: int


def table_deals(user: User, asked: Asked) -> QuerySet[Deal]:
    """Deals on the board, unless the filter asks for an outcome of its own."""
    deals = asked.deals(user)
    asks_outcome = asked.raw is not None and (
        any(name.startswith("outcome") for name in asked.raw) or '"outcome"' in asked.raw.get("f", "")
    )
    return deals if asks_outcome else deals.filter(on_board=True)


def totals_of(deals: QuerySet[Deal]) -> Totals:
    """Over all deals of the list, grouped by stage in one query; what is weighted is weighed by the stage's odds."""
    # The pipeline leads, as it leads the index that holds all of this in order.
    keys = ("pipeline_id", "stage_id", "outcome")
    found = list(deals.order_by().values(*keys).annotate(n=Count("*"), total=Sum("base_amount")))
    odds = dict(Stage.objects.filter(pk__in={row["stage_id"] for row in found}).values_list("pk", "prior"))
    chance = {Outcome.WON.value: 100, Outcome.LOST.value: 0, Outcome.RESTING.value: 0}
    return Totals(
        sum(row["n"] for row in found),
        sum(row["total"] for row in found),
        sum(row["total"] * chance.get(row["outcome"], odds[row["stage_id"]]) // 100 for row in found),
    )


def page_of(deals: QuerySet[Deal], asked: Asked, cursor: str) -> dict[str, Any]:
    """`{"items", "next"}`. Raises BadCursor, RuleError."""
    params = PageParams(limit=PAGE, cursor=cursor[:2000])
    order = _order(asked.sort)
    sorted_by = [name.removeprefix("-") for name in order]
    return paginate(with_all(deals).only(*READ, *sorted_by), params, order=order)


def with_all(deals: QuerySet[Deal]) -> QuerySet[Deal]:
    step = Activity.objects.filter(pk=OuterRef("next_step_id"))
    return deals.select_related("stage", "company", "contact", "owner").annotate(
        step_name=Subquery(step.values("name")[:1]), step_template=Subquery(step.values("template")[:1])
    )


def _order(sort: str) -> list[str]:
    names = []
    for key in sorting.parse(sort or "-updated_at", subject="deal"):
        path = key.field.sort_path or key.field.path
        # An age grows as its instant goes back.
        down = key.descending != (key.field.type == "age")
        names.append(f"{'-' if down else ''}{path}")
    return names


@dataclass(slots=True)
class Cell:
    """One value of one deal as text, with its state ("late", "today") and what it is in full."""

    head: Head
    text: str
    tone: str = ""
    title: str = ""
    url: str = ""


def cells_of(deal: Deal, heads: list[Head], maker: Maker) -> list[Cell]:
    return [_cell(deal, head, maker) for head in heads]


def _cell(deal: Any, head: Head, maker: Maker) -> Cell:
    match head.name:
        case "title":
            return Cell(head, deal.title)
        case "company" | "contact":
            other = getattr(deal, head.name)
            kind = {"company": "companies", "contact": "contacts"}[head.name]
            return Cell(head, other.name, url=f"/{kind}/{other.pk}/") if other else Cell(head, "")
        case "stage":
            return Cell(head, str(deal.stage.title))
        case "amount":
            return Cell(head, maker.money(deal.amount, deal.currency, "exact"))
        case "owner":
            return Cell(head, deal.owner.name if deal.owner else "")
        case "next_step":
            state = maker.step_state(deal.next_step_at)
            name = deal.step_name or maker.title(deal.step_template)
            return Cell(head, maker.day(deal.next_step_at) if deal.next_step_at else "", state, name)
        case "in_stage":
            return Cell(head, maker.number(deal.days_in_stage))
        case "missing":
            return Cell(head, maker.number(deal.missing_count))
        case "obstacles":
            return Cell(head, maker.number(deal.open_obstacles))
        case "outcome":
            return Cell(head, str(Outcome(deal.outcome).label))
    value = getattr(deal, head.name)
    return Cell(head, maker.date(value) if value else "")
