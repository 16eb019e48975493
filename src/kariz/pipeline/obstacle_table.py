"""The table of what stops deals. It is read; an obstacle is cleared on the page of its deal, or many of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kariz.access.queries.people import names_of
from kariz.localisation import preferences
from kariz.pipeline.actions import obstacles
from kariz.pipeline.models import Obstacle, Stage
from kariz.pipeline.queries import obstacles as listed
from kariz.records import tables
from kariz.records.tables import Cell, Column, Group, Quick, Table
from kariz.records.tables.bulk import Act, Ask, BulkAction, each, register
from kariz.records.tables.shower import Shower
from kariz.rules.operators import Type
from kariz.web.errors import FieldErrors, NotAllowed


def register_all() -> None:
    """Called once when the application starts."""
    tables.register_table(
        Table(
            subject="obstacle",
            plural="obstacles",
            model=Obstacle,
            label=_("Obstacles"),
            url_name="pipeline:obstacles",
            rows=listed.asked,
            visible=listed.visible_to,
            change=_read_only,
            change_many=_read_only,
            delete_many=_read_only,
            may_see="deal.view",
            may_change="deal.change",
            may_delete="",
            first="text",
            sort="-opened_at",
            rule=listed.rule_of,
            kept=("quick",),
            counted=lambda number, shown: (
                ngettext("%(n)s obstacle", "%(n)s obstacles", number) % {"n": shown}
            ),
            quick=(
                Quick(label=_("Open"), asks={"quick": ""}),
                *(
                    Quick(label=label, asks={"quick": name}, wider=name == listed.ALL)
                    for name, label in listed.QUICK.items()
                ),
                Quick(label=_("Mine"), asks={"owner": "me"}),
            ),
        )
    )
    tables.register("obstacle", *_columns())
    register(
        "obstacles",
        BulkAction(
            name="clear",
            label=_("Cleared"),
            icon="check",
            may=lambda table: "deal.change",
            prepare=_clear,
            asks=_ask_how,
            order=10,
        ),
    )


def _read_only(**given: Any) -> NoReturn:
    raise NotAllowed


def _ask_how(table: Table, by: Any, given: Mapping[str, str]) -> list[Ask]:
    return [Ask(name="resolution", label=_("How it was cleared"), kind="textarea")]


def _clear(table: Table, given: Mapping[str, str], by: Any) -> Act:
    how = given.get("resolution", "")
    if len(how) > obstacles.LONGEST:
        raise FieldErrors({"resolution": [_("At most %(most)d characters.") % {"most": obstacles.LONGEST}]})
    return each(lambda one, version: obstacles.clear(obstacle=one, by=by, resolution=how, version=version))


def _columns() -> list[Column]:
    kinds = dict(Obstacle.Kind.choices)
    return [
        Column(
            name="text",
            label=_("Obstacle"),
            show=_show_text,
            reads=("text", "deal_id"),
            order="text",
            width=220,
        ),
        Column(
            name="deal",
            label=_("Deal"),
            show=lambda one, shower: Cell(one.deal.title, url=reverse("pipeline:deal", args=[one.deal_id])),
            reads=("deal__title",),
            order="deal__folded",
            width=160,
        ),
        Column(
            name="kind",
            label=_("Kind"),
            type=Type.CHOICE,
            show=lambda one, shower: str(kinds.get(one.kind, "")),
            order="kind",
            group=Group(path="kind", names=lambda: kinds),
            width=110,
        ),
        Column(
            name="owner",
            label=_("Owner"),
            type=Type.REFERENCE,
            show=lambda one, shower: one.owner.name if one.owner else "",
            reads=("owner__name",),
            order="owner__name",
            group=Group(path="owner_id", called=names_of),
            width=100,
        ),
        _day("opened_at", _("Opened on")),
        Column(
            name="due_on",
            label=_("To be cleared by"),
            type=Type.DATE,
            show=_show_due,
            reads=("due_on", "cleared_at"),
            order="due_on",
            width=104,
        ),
        Column(
            name="amount",
            label=_("Amount of the deal"),
            type=Type.MONEY,
            show=lambda one, shower: shower.money(one.deal.amount, one.deal.currency),
            reads=("deal__amount", "deal__currency"),
            order="deal__base_amount",
            width=150,
        ),
        Column(
            name="stage",
            label=_("Stage"),
            type=Type.REFERENCE,
            show=lambda one, shower: str(one.deal.stage.title),
            reads=("deal__stage__name", "deal__stage__template"),
            order="deal__stage__position",
            group=Group(path="deal__stage_id", names=_stage_names),
            usual=False,
            width=118,
        ),
        Column(
            name="company",
            label=_("Company"),
            show=lambda one, shower: one.deal.company.name if one.deal.company else "",
            reads=("deal__company__name",),
            order="deal__company__name_key",
            usual=False,
            width=140,
        ),
        Column(
            name="open_for",
            label=_("Days open"),
            type=Type.AGE,
            show=lambda one, shower: shower.number(days_open(one)),
            reads=("opened_at", "cleared_at"),
            order="-opened_at",
            usual=False,
            width=64,
        ),
        _day("cleared_at", _("Cleared on"), usual=False),
        Column(
            name="resolution",
            label=_("How it was cleared"),
            show=lambda one, shower: one.resolution,
            usual=False,
        ),
    ]


def days_open(one: Obstacle) -> int:
    ended: datetime = one.cleared_at or timezone.now()
    return max(0, (ended - one.opened_at).days)


def _day(name: str, label: Any, *, usual: bool = True) -> Column:
    return Column(
        name=name,
        label=label,
        type=Type.DATETIME,
        show=lambda one, shower: shower.day(getattr(one, name)),
        order=name,
        usual=usual,
        width=104,
    )


def _show_text(one: Obstacle, shower: Shower) -> Cell:
    return Cell(one.text, title=one.text, url=reverse("pipeline:deal", args=[one.deal_id]) + "#obstacles")


def _show_due(one: Obstacle, shower: Shower) -> Cell | str:
    shown = shower.day(one.due_on)
    late = one.cleared_at is None and one.due_on is not None and one.due_on < preferences.today()
    return Cell(shown.text, "late", typed=shown.typed) if late and isinstance(shown, Cell) else shown


def _stage_names() -> dict[int, str]:
    return {
        stage.pk: str(stage.title) for stage in Stage.objects.order_by("pipeline__position", "position", "id")
    }
