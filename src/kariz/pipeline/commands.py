"""What the palette can do with a deal whose page is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.access.models import User
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.stages import process_of
from kariz.web.navigation import Command, Entry, register, register_for

MOST_OWNERS = 60


def register_all() -> None:
    """Called once when the application starts."""
    register_for("deal", on_deal)
    register_for("contact", on_contact)
    register_for("activity", on_activity)
    register(
        Command(
            key="builder",
            label=_("New pipeline"),
            icon="workflow",
            url_name="pipeline:pipelines",
            order=520,
            capability="pipeline.design",
        )
    )


def on_deal(user: Any, deal: Deal) -> Iterator[Entry]:
    """Moves, closings, activities and owners, as far as the user may."""
    if deal.deleted_at is not None:
        return
    if user.can("activity.create", deal):
        log = reverse("pipeline:deal_log", args=[deal.pk])
        yield Entry(
            "log", _("Log a call"), "phone", f"{log}?kind=call", words=_("activity done"), dialog=True
        )
        plan = reverse("pipeline:deal_plan", args=[deal.pk])
        yield Entry(
            "plan",
            _("Plan the next step"),
            "calendar-plus",
            plan,
            words=_("activity task meeting"),
            dialog=True,
        )
    if user.can("deal.move", deal) and deal.outcome == "open":
        yield from _moves(deal)
    if user.can("deal.close", deal):
        yield from _closings(deal)
    if user.can("deal.change", deal):
        obstacle = reverse("pipeline:deal_obstacle", args=[deal.pk])
        yield Entry("obstacle", _("Record an obstacle"), "octagon-alert", obstacle, dialog=True)
        member = reverse("pipeline:deal_member", args=[deal.pk])
        yield Entry("member", _("Add to the buying committee"), "users", member, dialog=True)
        yield from _owners(deal)


def _moves(deal: Deal) -> Iterator[Entry]:
    url = reverse("pipeline:deal_moves", args=[deal.pk])
    process = process_of(deal.pipeline)
    following = process.after(deal.stage_id)
    for stage in process.stages:
        if stage.pk != deal.stage_id:
            values = (("stage", str(stage.pk)), ("version", str(deal.version)))
            label = format_lazy(_("Move to “{stage}”"), stage=stage.title)
            yield Entry(
                f"move_{stage.pk}",
                label,
                "arrow-right",
                url,
                words=_("stage"),
                values=values,
                asked=stage != following,
            )


def _closings(deal: Deal) -> Iterator[Entry]:
    url = reverse("pipeline:deal_closure", args=[deal.pk])
    if deal.outcome != "open":
        closing = reverse("pipeline:deal_closing", args=[deal.pk])
        label = _("Correct how it ended")
        yield Entry("closing", label, "pencil", closing, words=_("closed reason"), dialog=True)
        yield Entry("reopen", _("Reopen"), "rotate-ccw", url, values=(("outcome", "open"),))
        return
    won = (("outcome", "won"), ("version", str(deal.version)))
    yield Entry("won", pgettext_lazy("command", "Won"), "trophy", url, words=_("close"), values=won)
    yield Entry("lost", pgettext_lazy("command", "Lost"), "circle-x", url, words=_("close"), dialog=True)
    rest = reverse("pipeline:deal_rest", args=[deal.pk])
    yield Entry("rest", _("Let it rest"), "moon", rest, words=_("later pause"), dialog=True)


def _owners(deal: Deal) -> Iterator[Entry]:
    url = reverse("pipeline:deal_fact", args=[deal.pk, "owner"])
    for pk, name in User.objects.who_can("deal.move").values_list("pk", "name")[:MOST_OWNERS]:
        if pk != deal.owner_id:
            values = (("owner", str(pk)), ("version", str(deal.version)))
            label = format_lazy(_("Assign to {name}"), name=name)
            yield Entry(f"assign_{pk}", label, "user-round", url, words=_("owner"), values=values, asked=True)


def on_activity(user: Any, activity: Activity) -> Iterator[Entry]:
    """That it is done, another day, and its fields."""
    if not user.can("activity.change", activity):
        return
    if activity.done_at is None:
        done = reverse("pipeline:activity_result", args=[activity.pk])
        yield Entry("done", _("Done"), "check", done, words=_("activity done"), dialog=True)
        later = reverse("pipeline:activity_put_off", args=[activity.pk])
        yield Entry("put_off", _("Put off"), "calendar-clock", later, words=_("later pause"), dialog=True)
    edit = reverse("pipeline:activity_edit", args=[activity.pk])
    yield Entry("edit", _("Edit"), "pencil", edit, words=_("activity task meeting"), dialog=True)


def on_contact(user: Any, contact: Any) -> Iterator[Entry]:
    """A call with the person is logged from anywhere on their page."""
    if user.can("activity.create"):
        url = f"{reverse('pipeline:activity_new')}?contact={contact.pk}&kind=call"
        yield Entry("log", _("Log a call"), "phone", url, words=_("activity done"), dialog=True)
