"""What can be done to many deals at once, beside what every table offers: move, win, close as lost, let rest, join."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kariz.pipeline.actions import closures
from kariz.pipeline.actions.many_doubles import MOST
from kariz.pipeline.actions.moves import MoveRefused, ReasonNeeded, check_reason, move
from kariz.pipeline.forms.moves import date_from, whole
from kariz.pipeline.models import Deal, LostReason, Stage
from kariz.pipeline.rules.criteria import text_of
from kariz.records.tables import Table
from kariz.records.tables.bulk import BY_SET, Act, Ask, BulkAction, Chosen, each, elsewhere, register
from kariz.records.tables.shower import Shower
from kariz.web.changes import Outcome
from kariz.web.errors import DomainError, FieldErrors


def register_all() -> None:
    """Called once when the application starts."""
    register(
        "deals",
        _action("move", _("Move"), "arrow-right-left", _move, _ask_stage, 10),
        _action("win", _("Won"), "trophy", _win, _ask_won, 30),
        _action("lose", _("Lost"), "circle-x", _lose, _ask_reason, 40),
        _action("rest", _("Rest"), "moon", _rest, _ask_day, 50),
        elsewhere(
            name="merge",
            label=_("Merge"),
            icon="merge",
            may=lambda table: table.may_change,
            page=_side_by_side,
            order=60,
        ),
    )


def _side_by_side(rows: QuerySet[Deal]) -> str:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(ids) < 2:
        raise FieldErrors({"ids": [gettext("Choose at least two deals to merge.")]})
    if len(ids) > MOST:
        text = gettext("At most %(max)s deals are merged at once.")
        raise FieldErrors({"ids": [text % {"max": Shower().number(MOST)}]})
    return reverse("pipeline:deals_merge", query={"id": ids})


def _action(name: str, label: Any, icon: str, prepare: Any, asks: Any, order: int) -> BulkAction:
    return BulkAction(
        name=name,
        label=label,
        icon=icon,
        may=lambda table: "deal.move",
        prepare=prepare,
        asks=asks,
        order=order,
    )


def _reason(given: Mapping[str, str]) -> str:
    return given.get("reason", "")[:500]


def _closed_on(given: Mapping[str, str]) -> date | None:
    """None means today. Raises FieldErrors."""
    day = date_from(given.get("closed_on", ""), "closed_on")
    if day is not None and day > closures.today_here():
        raise FieldErrors({"closed_on": [gettext("This day is still to come.")]})
    return day


def _ask_stage(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    order = ("pipeline__position", "pipeline_id", "position", "id")
    stages = Stage.objects.filter(retired_at=None, pipeline__archived_at=None).select_related("pipeline")
    found = list(stages.order_by(*order))
    several = len({stage.pipeline_id for stage in found}) > 1
    options = [
        (stage.pk, f"{stage.pipeline.title} · {stage.title}" if several else stage.title) for stage in found
    ]
    return [
        Ask(name="stage", label=_("To the stage"), kind="select", options=options, required=True),
        Ask(
            name="reason",
            label=_("Reason"),
            kind="textarea",
            help=_("For stages that may be left with a reason."),
        ),
    ]


def _move(table: Table, given: Mapping[str, str], by: Any) -> Act:
    stage = Stage.objects.filter(pk=whole(given.get("stage")) or 0, retired_at=None).first()
    if stage is None:
        raise FieldErrors({"stage": [gettext("Choose a stage.")]})

    def one(deal: Deal, version: int) -> None:
        with told_by_gate():
            move(deal=deal, to=stage, by=by, reason=_reason(given), version=version)

    return each(one)


def _ask_won(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    return [
        Ask(name="closed_on", label=_("Won on"), kind="date", help=_("Empty means today.")),
        Ask(
            name="reason",
            label=_("Reason"),
            kind="textarea",
            help=_("Wins those, too, of which something is still asked; without it they stay as they are."),
        ),
    ]


def _win(table: Table, given: Mapping[str, str], by: Any) -> Act:
    check_reason(_reason(given))
    day = _closed_on(given)

    def one(deal: Deal, version: int) -> None:
        with told_by_gate():
            closures.win(deal=deal, by=by, reason=_reason(given), version=version, closed_on=day)

    return each(one)


class Asked(DomainError):
    """What a stage still asks for, in words that deals of one gate share."""

    code = "asked"
    status = 409


@contextmanager
def told_by_gate() -> Iterator[None]:
    """Of many deals it is told at which gate they stay, and what that asks for. Raises Asked."""
    try:
        yield
    except (MoveRefused, ReasonNeeded) as error:
        gate = error.unmet[0].stage
        asks = [text_of(one.criterion) for one in error.unmet if one.stage == gate]
        words = {"stage": gate.title, "asks": pgettext("between items of a list", ", ").join(asks)}
        text = gettext("“%(stage)s” still asks for: %(asks)s") % words
        if any(one.stage != gate for one in error.unmet):
            text = gettext("%(gate)s; stages behind it ask for more") % {"gate": text}
        raise Asked(text) from error


def _ask_reason(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    options = [(one.pk, one.title) for one in LostReason.objects.filter(retired_at=None)]
    return [
        Ask(
            name="lost_reason", label=_("Why were they lost?"), kind="select", options=options, required=True
        ),
        Ask(name="closed_on", label=_("Lost on"), kind="date", help=_("Empty means today.")),
        Ask(
            name="reason",
            label=_("What can we learn?"),
            kind="textarea",
            help=_("Needed when the reason is “Other”."),
        ),
    ]


def _lose(table: Table, given: Mapping[str, str], by: Any) -> Act:
    why = LostReason.objects.filter(pk=whole(given.get("lost_reason")) or 0, retired_at=None).first()
    if why is None:
        raise FieldErrors({"lost_reason": [gettext("Choose why the deals were lost.")]})
    if why.template == LostReason.OTHER and not _reason(given).strip():
        raise FieldErrors({"reason": [gettext("Say in words what the other reason was.")]})
    day = _closed_on(given)
    how = {"by": by, "lost_reason": why, "note": _reason(given), "closed_on": day}
    return Act(partial(_lose_many, **how), BY_SET)


def _lose_many(chosen: Sequence[Chosen], **how: Any) -> list[Outcome]:
    return closures.lose_many(chosen=chosen, **how)


def _ask_day(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    return [
        Ask(name="until", label=_("Until"), kind="date", required=True),
        Ask(name="reason", label=_("Why?"), kind="textarea"),
    ]


def _rest(table: Table, given: Mapping[str, str], by: Any) -> Act:
    until = date_from(given.get("until", ""), "until")
    if until is None:
        raise FieldErrors({"until": [gettext("Choose a day after today.")]})
    return Act(partial(_rest_many, by=by, until=until, reason=_reason(given)), BY_SET)


def _rest_many(chosen: Sequence[Chosen], **how: Any) -> list[Outcome]:
    return closures.rest_many(chosen=chosen, **how)
