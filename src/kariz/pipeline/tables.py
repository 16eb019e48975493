"""The table of deals: its columns, and how each cell reads and is changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.access.queries.people import names_of
from kariz.people.fit_columns import fit_columns
from kariz.people.models import Channel, Company, Contact
from kariz.pipeline.actions import activities, deal_bin, deals
from kariz.pipeline.currency_cell import CURRENCY
from kariz.pipeline.ending_cells import ending_columns, read_beginning
from kariz.pipeline.forms.moves import owner_from
from kariz.pipeline.models import Activity, Deal, Outcome, Stage
from kariz.pipeline.queries.lists import QUICK, Asked
from kariz.pipeline.queries.named import one_named
from kariz.pipeline.queries.options import KINDS
from kariz.pipeline.queries.table import table_deals, totals_of
from kariz.pipeline.queries.uncounted import without_rate
from kariz.pipeline.rules.due import end_of_day
from kariz.pipeline.stage_cell import STAGE
from kariz.pipeline.template_texts import text_of
from kariz.records import tables
from kariz.records.tables import Cell, Column, Edit, Found, Group, Quick, Table, typed
from kariz.records.tables.shower import Shower
from kariz.rules.operators import Type
from kariz.web.errors import FieldErrors, Stale


def register_all() -> None:
    """Called once when the application starts."""
    tables.register_table(
        Table(
            subject="deal",
            plural="deals",
            model=Deal,
            label=_("Deals"),
            url_name="pipeline:deals",
            rows=_rows,
            visible=_visible,
            change=_change,
            change_many=deals.change_many,
            delete_many=deal_bin.delete_many,
            given=_("What the former owner planned for them goes along."),
            may_see="deal.view",
            may_change="deal.change",
            may_delete="deal.delete",
            first="title",
            sort="-updated_at",
            rule=lambda query: Asked.of(query).rule,
            kept=("quick",),
            counted=_counted,
            quick=(
                Quick(label=_("On the board"), asks={"outcome": "", "outcome__in": ""}),
                *(
                    Quick(label=Outcome(name).label, asks={"outcome": name, "outcome__in": ""})
                    for name in (Outcome.WON, Outcome.LOST, Outcome.RESTING)
                ),
                Quick(
                    label=_("All outcomes"),
                    asks={"outcome": "", "outcome__in": ",".join(Outcome.values)},
                    wider=True,
                ),
                Quick(label=_("Mine"), asks={"owner": "me"}),
                *(Quick(label=label, asks={"quick": name}) for name, label in QUICK.items()),
            ),
            sums=_sums,
        )
    )
    tables.register("deal", *_columns())
    tables.register_provider("deal", partial(fit_columns, "company", "company__", "company."))


def _rows(user: User, query: QueryDict) -> QuerySet[Deal]:
    return table_deals(user, Asked.of(query))


def _visible(user: User) -> QuerySet[Deal]:
    return Deal.objects.visible_to(user).filter(deleted_at=None)


def _change(*, record: Deal, by: Any, version: int | None = None, **values: Any) -> Deal:
    return deals.change(deal=record, by=by, version=version, **values)


def _counted(number: int, shown: str) -> str:
    return ngettext("%(n)s deal", "%(n)s deals", number) % {"n": shown}


def _sums(rows: QuerySet[Deal]) -> Mapping[str, Any]:
    found = totals_of(rows)
    weighted = Shower().money(found.weighted)
    return {
        "n": found.count,
        "amount": found.total,
        "note": gettext("weighted %(sum)s") % {"sum": weighted},
        "apart": {"amount": found.uncounted},
    }


def _columns() -> list[Column]:
    return [
        Column(
            name="title",
            label=_("Title"),
            show=lambda deal, shower: Cell(deal.title, url=f"/deals/{deal.pk}/"),
            order="folded",
            edit=Edit(field="title", read=typed.text, bulk=False),
            width=180,
        ),
        _linked("company", _("Company"), Company),
        Column(
            name="stage",
            label=_("Stage"),
            type=Type.REFERENCE,
            show=lambda deal, shower: str(deal.stage.title),
            reads=("stage__name", "stage__template"),
            order="stage__position",
            group=Group(path="stage_id", names=_stage_names),
            edit=STAGE,
            width=118,
        ),
        Column(
            name="amount",
            label=_("Amount"),
            type=Type.MONEY,
            show=lambda deal, shower: shower.money(deal.amount, deal.currency),
            reads=("amount", "currency"),
            order="base_amount",
            total="base_amount",
            apart=without_rate,
            edit=Edit(field="amount", read=typed.money("amount", lambda deal: deal.currency)),
            width=150,
        ),
        Column(
            name="expected_close",
            label=_("Expected close date"),
            type=Type.DATE,
            show=lambda deal, shower: shower.day(deal.expected_close),
            order="expected_close",
            edit=Edit(field="expected_close", read=typed.day("expected_close")),
            width=104,
        ),
        Column(
            name="owner",
            label=_("Owner"),
            type=Type.REFERENCE,
            show=lambda deal, shower: deal.owner.name if deal.owner else "",
            reads=("owner__name",),
            order="owner__name",
            group=Group(path="owner_id", called=names_of),
            edit=Edit(
                field="owner",
                read=_owner,
                options=lambda by: list(User.objects.who_can("deal.move").values_list("pk", "name")),
            ),
            width=104,
        ),
        _next_step(),
        _count("in_stage", _("Days in stage"), "entered_stage_at", "-entered_stage_at", "days_in_stage"),
        Column(
            name="missing",
            label=_("Things missing"),
            type=Type.NUMBER,
            show=lambda deal, shower: "" if deal.has_ended else shower.number(deal.missing_count),
            reads=("missing_count", "outcome", "on_board"),
            order="missing_count",
            usual=False,
            width=64,
        ),
        _count("obstacles", _("Open obstacles"), "open_obstacles", "open_obstacles", usual=False),
        _labelled("outcome", _("Outcome"), Outcome),
        *ending_columns(),
        _linked("contact", _("Contact"), Contact, usual=False),
        CURRENCY,
        _labelled("channel", _("Channel"), Channel, editable=True),
        Column(
            name="notes",
            label=pgettext_lazy("field", "Notes"),
            show=lambda deal, shower: deal.notes,
            edit=Edit(field="notes", read=typed.text),
            usual=False,
            width=260,
        ),
        Column(
            name="external_id",
            label=_("Number in the other system"),
            show=lambda deal, shower: deal.external_id,
            usual=False,
        ),
        _day("created_at", _("Created"), edit=Edit(field="created_at", read=read_beginning, needed=True)),
        _day("updated_at", _("Changed")),
    ]


def _stage_names() -> dict[int, str]:
    """In the order of the pipelines and their stages."""
    order = ("pipeline__position", "pipeline_id", "position", "id")
    return {stage.pk: str(stage.title) for stage in Stage.objects.order_by(*order)}


def _owner(given: str, deal: Any, by: Any) -> User | None:
    if not given.strip() or given.strip() == "—":
        return None
    people = User.objects.who_can("deal.move")
    picked = typed.user("owner", lambda: people)(given, deal, by)
    return owner_from(str(picked.pk)) if picked else None


def _linked(name: str, label: Any, model: Any, usual: bool = True) -> Column:
    """A record that the deal belongs to; its name may be typed."""
    kind = {"company": "companies", "contact": "contacts"}[name]

    def show(deal: Any, shower: Shower) -> Cell | str:
        other = getattr(deal, name)
        if other is not None and other.deleted_at is not None:
            return Cell(gettext("%(name)s (in the bin)") % {"name": other.name}, typed=other.name)
        if other is None and name == "company":
            return _person(deal)
        return Cell(other.name, url=f"/{kind}/{other.pk}/") if other else ""

    more = ("contact__name", "contact__deleted_at") if name == "company" else ()
    return Column(
        name=name,
        label=label,
        show=show,
        reads=(f"{name}__name", f"{name}__deleted_at", *more),
        order=f"{name}__name_key",
        edit=Edit(
            field=name,
            read=typed.record(name, model, lambda given, deal, by: one_named(model, given, by, name)),
            find=lambda user, q: [Found(f"#{one.value}", one.text, one.note) for one in KINDS[name](user, q)],
        ),
        usual=usual,
        width=124,
    )


def _person(deal: Any) -> Cell | str:
    """A customer without a company stands where the company would, as the person that they are."""
    person = deal.contact
    if person is None or person.deleted_at is not None:
        return ""
    return Cell(
        person.name, url=f"/contacts/{person.pk}/", typed="", icon="user-round", icon_label=gettext("Person")
    )


def _labelled(name: str, label: Any, choices: Any, *, editable: bool = False) -> Column:
    labels = dict(choices.choices)
    edit = Edit(
        field=name,
        read=typed.choice(name, lambda by: choices.choices),
        options=lambda by: choices.choices,
    )
    return Column(
        name=name,
        label=label,
        type=Type.CHOICE,
        show=lambda deal, shower: str(labels.get(getattr(deal, name), "")),
        order=name,
        group=Group(path=name, names=lambda: labels),
        edit=edit if editable else None,
        usual=False,
    )


def _count(name: str, label: Any, read: str, order: str, shown: str = "", *, usual: bool = True) -> Column:
    return Column(
        name=name,
        label=label,
        type=Type.NUMBER,
        show=lambda deal, shower: shower.number(getattr(deal, shown or read)),
        reads=(read,),
        order=order,
        usual=usual,
        width=64,
    )


def _day(name: str, label: Any, edit: Edit | None = None) -> Column:
    return Column(
        name=name,
        label=label,
        type=Type.DATETIME,
        show=lambda deal, shower: shower.day(getattr(deal, name)),
        order=name,
        edit=edit,
        usual=False,
    )


def _step(path: str) -> Any:
    return Subquery(Activity.objects.filter(pk=OuterRef("next_step_id")).values(path)[:1])


def _next_step() -> Column:
    return Column(
        name="next_step",
        label=_("Next step"),
        type=Type.DATETIME,
        show=_show_step,
        reads=("next_step_at", "next_step_id", "outcome"),
        annotations={
            "step_name": lambda: _step("name"),
            "step_template": lambda: _step("template"),
            "step_version": lambda: _step("version"),
        },
        order="attention",
        edit=Edit(field="next_step", read=typed.day("next_step"), save=_plan, bulk=False),
        width=104,
    )


def _show_step(deal: Any, shower: Shower) -> Cell:
    version = deal.step_version or 0
    if not deal.next_step_at:
        return Cell("", version=version)
    title = deal.step_name or (str(text_of(deal.step_template)) if deal.step_template else "")
    shown, typed_day = shower.near(deal.next_step_at), shower.typed(deal.next_step_at)
    # Nothing is late that waits on a closed deal.
    tone = shower.state(deal.next_step_at) if deal.is_open else ""
    return Cell(shown, tone, title, typed=typed_day, version=version)


def _plan(*, record: Deal, value: Any, by: Any, version: int | None) -> Deal:
    """The next step moves to that day; without one a follow-up is planned. `version`: the step's, 0 for none."""
    if value is None:
        raise FieldErrors({"next_step": [_("Give a day.")]})
    due = end_of_day(value)
    step = Activity.objects.filter(pk=record.next_step_id or 0, done_at=None, deleted_at=None).first()
    if version is not None and version != (step.version if step else 0):
        raise Stale
    if step:
        activities.change(activity=step, by=by, version=version, due_at=due)
    else:
        by.require("deal.change", record)
        activities.plan(by=by, kind="task", name=gettext("Follow up"), deal=record, due_at=due)
    return record
