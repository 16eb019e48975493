"""What the pipeline tells the areas below it at start: capabilities, verbs, rule fields, search, jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kariz.access.policy import register as register_capability
from kariz.access.roles import EVERYONE, MANAGERS, SELLERS, WORKERS
from kariz.events.models import Event
from kariz.events.registry import register_verb, register_what
from kariz.jobs import claimers
from kariz.organisation import guards
from kariz.organisation.queries.current import is_set_up, organisation
from kariz.people.registry import register_customers, register_reached, register_running
from kariz.pipeline import found_products
from kariz.pipeline.actions import (
    activities,
    activity_owners,
    closing_sets,
    closures,
    committee,
    corrections,
    deal_bin,
    deal_changes,
    deals,
    doubled_deals,
    lines,
    moves,
    obstacles,
    products,
    rates,
    ticks,
    way_back,
)
from kariz.pipeline.models import Activity, Deal, Outcome, PipelineDraft, Product
from kariz.pipeline.queries import people_of_deals, running
from kariz.pipeline.queries.drafts import visible_drafts
from kariz.pipeline.rules.criteria import asks_for, register_own_kinds
from kariz.pipeline.rules.deal_fields import register_deal_fields
from kariz.pipeline.rules.obstacle_fields import register_obstacle_fields
from kariz.records import notices, subjects, told
from kariz.records.actions import bin
from kariz.records.custom import uses as custom_uses
from kariz.records.custom import values as custom_values
from kariz.records.search.registry import Entry, register_kind
from kariz.web import navigation


def register() -> None:
    _register_capabilities()
    _register_verbs()
    guards.hold_currency(_amounts_kept)
    register_own_kinds()
    register_deal_fields()
    register_obstacle_fields()
    register_kind(
        "deal",
        model=Deal,
        describe=_describe,
        label=_("Deal"),
        icon="handshake",
    )
    found_products.register()
    bin.register_gone_listener(deal_bin.forget_work)
    claimers.register("resting deals", wake_resting)
    custom_uses.register(asks_for)
    for kind in ("company", "contact"):
        register_customers(kind, partial(_won, f"{kind}_id"))
    register_running("company", running.with_companies)
    register_reached(people_of_deals.points)
    register_running("contact", running.with_people)
    navigation.register(
        navigation.Place(
            key="pipelines",
            label=_("Pipelines"),
            icon="workflow",
            url_name="pipeline:pipelines",
            section="manage",
            order=100,
            letter="p",
            capability="pipeline.view",
        )
    )
    subjects.register("pipeline_draft", PipelineDraft, visible=visible_drafts)
    notices.register("deal_given", _deal_given, icon="handshake")
    notices.register("draft_shared", _draft_shared, icon="workflow")
    notices.register("draft_proposal", _draft_proposal, icon="message-square")


def wake_resting() -> int:
    """Claimer: resting deals whose day has come in the company's zone."""
    if not is_set_up():
        return 0
    return closures.wake_due(today=today())


def today() -> Any:
    now: datetime = timezone.now()
    return now.astimezone(ZoneInfo(organisation().timezone)).date()


def _won(column: str) -> Any:
    """The ids of the companies, or contacts, of won deals."""
    won = Deal.objects.filter(outcome=Outcome.WON, deleted_at=None, **{f"{column}__isnull": False})
    return won.order_by().values(column)


def _describe(deal: Deal) -> Entry:
    people = [part.name for part in (deal.company, deal.contact) if part is not None]
    return Entry(
        title=deal.title,
        subtitle=" · ".join(people),
        text="\n".join([deal.external_id, *custom_values.searched(deal, "deal")]),
        owner_id=deal.owner_id,
        url=f"/deals/{deal.pk}/",
        notes=deal.notes,
    )


def _kind_of_work(data: Mapping[str, Any]) -> Any:
    return dict(Activity.Kind.choices).get(str(data.get("kind")), _("Activity"))


def _deal_given(data: dict[str, Any]) -> str:
    if not data.get("by"):
        return gettext("“%(deal)s” is yours now.") % {"deal": data.get("deal", "")}
    return gettext("%(name)s gave you “%(deal)s”.") % {"name": data["by"], "deal": data.get("deal", "")}


def _amounts_kept() -> str:
    """Deals and prices are kept in the company's currency: another one would only change the name of their sums."""
    if not (Deal.objects.exists() or Product.objects.filter(price__isnull=False).exists()):
        return ""
    return gettext("Deals or products are kept in the present currency already, so it cannot change.")


def _draft_shared(data: dict[str, Any]) -> str:
    return gettext("%(name)s shows you the draft of “%(draft)s” and asks what you think.") % {
        "name": data.get("by", ""),
        "draft": data.get("draft", ""),
    }


def _draft_proposal(data: dict[str, Any]) -> str:
    return gettext("%(name)s proposes a change to your draft: %(text)s") % {
        "name": data.get("by", ""),
        "text": data.get("text", ""),
    }


def _register_capabilities() -> None:
    register_capability("deal.view", roles=EVERYONE, record_scope="see")
    register_capability("deal.create", roles=SELLERS)
    register_capability("deal.change", roles=WORKERS, record_scope="change")
    register_capability("deal.move", roles=WORKERS, record_scope="change")
    register_capability("deal.close", roles=WORKERS, record_scope="change")
    register_capability("deal.delete", roles=SELLERS, record_scope="change")
    register_capability("activity.view", roles=EVERYONE, record_scope="see")
    register_capability("activity.create", roles=WORKERS, record_scope="change")
    register_capability("activity.change", roles=WORKERS, record_scope="change")
    register_capability("product.view", roles=EVERYONE)
    register_capability("product.change", roles=MANAGERS)
    register_capability("pipeline.view", roles=EVERYONE)
    register_capability("pipeline.design", roles=MANAGERS, needs="design")
    register_capability("draft.propose", roles=EVERYONE)


def undo_won(event: Event, by: Any) -> None:
    """A deal is won by a move through the last gate or by a quick closing; each has its inverse."""
    inverse = moves.undo_move if "how" in event.data else closures.undo_closing
    inverse(event, by)


def undo_deleted(event: Event, by: Any) -> None:
    """Out of the bin again."""
    deals.restore(deal=Deal.objects.get(pk=event.subject_id), by=by)


def _register_verbs() -> None:
    closing = closures.undo_closing
    several = {
        "deal.changed": deal_changes.undo_changes,
        "deal.lost": closing_sets.undo,
        "deal.rested": closing_sets.undo,
        "deal.closing_corrected": corrections.undo_corrections,
        "deal.deleted": deal_bin.undo_deleted,
        "activity.changed": activity_owners.undo_changes,
    }
    register_what("activity.done", _kind_of_work)
    for name, label, undo, icon in (
        ("deal.created", _("created the deal"), deals.undo_created, "plus"),
        ("deal.changed", _("changed the deal"), deal_changes.undo_change, "pencil"),
        ("deal.moved", _("moved the deal"), moves.undo_move, "arrow-right-left"),
        ("deal.won", _("won the deal"), undo_won, "trophy"),
        ("deal.lost", _("closed the deal as lost"), closing, "circle-x"),
        ("deal.rested", _("let the deal rest"), closing, "moon"),
        (
            "deal.closing_corrected",
            _("corrected how the deal ended"),
            corrections.undo_correction,
            "pencil",
        ),
        ("deal.reopened", _("reopened the deal"), closing, "rotate-ccw"),
        ("deal.woken", _("The deal came back from its rest"), None, "sunrise"),
        ("deal.handed_over", _("handed the deal over"), closing, "gift"),
        ("deal.deleted", _("put the deal in the bin"), undo_deleted, "trash-2"),
        ("deal.purged", _("was removed from the bin for good"), None, "trash-2"),
        ("deal.restored", _("took the deal out of the bin"), None, "archive-restore"),
        ("deal.merged", _("merged another deal into this"), doubled_deals.unmerge, "merge"),
        ("deal.said_apart", _("said that two deals are not the same"), doubled_deals.undo_apart, "equal-not"),
        ("deal.history", _("brought in which stages the deal had passed"), way_back.undo, "history"),
        ("deal.ticked", _("ticked a box"), ticks.undo, "square-check"),
        ("deal.unticked", _("cleared a box"), ticks.undo, "square"),
        ("deal.lines", _("changed the products"), lines.undo_lines, "package"),
        ("activity.planned", _("planned an activity"), activities.undo_planned, "calendar-plus"),
        ("activity.done", _("did an activity"), activities.undo_done, "circle-check"),
        ("activity.reopened", _("reopened an activity"), activities.undo_reopened, "rotate-ccw"),
        ("activity.changed", _("changed an activity"), activities.undo_changed, "pencil"),
        ("activity.removed", _("removed an activity"), activities.undo_removed, "trash-2"),
        ("activity.purged", _("was removed from the bin for good"), None, "trash-2"),
        ("activity.restored", _("brought an activity back"), None, "archive-restore"),
        ("obstacle.opened", _("recorded an obstacle"), obstacles.undo_opened, "octagon-alert"),
        ("obstacle.cleared", _("cleared an obstacle"), obstacles.undo_cleared, "circle-check"),
        ("obstacle.reopened", _("reopened an obstacle"), obstacles.undo_reopened, "octagon-alert"),
        ("committee.put", _("changed the buying committee"), committee.undo, "users"),
        ("committee.removed", _("took somebody out of the buying committee"), committee.undo, "user-minus"),
        ("product.created", _("added a product"), None, "package"),
        ("product.changed", _("changed a product"), products.undo_change, "package"),
        ("product.removed", _("removed a product"), None, "package"),
        ("product.put_away", _("took a product off the list with its import"), None, "package"),
        ("product.reactivated", _("brought a product back"), None, "package"),
        ("rate.said", _("said the rate of a currency"), rates.undo, "coins"),
        ("deal.rated", _("counted the deal by the rate of its currency"), None, "coins"),
        ("reason.created", _("added a reason for a loss"), None, "circle-x"),
        ("reason.changed", _("changed a reason for a loss"), None, "circle-x"),
        ("pipeline.created", _("created a pipeline"), None, "workflow"),
        ("pipeline.changed", _("changed the pipeline"), None, "workflow"),
        ("deal.stage_merged", _("carried the deal over from a stage that was merged"), None, "merge"),
        ("draft.begun", _("began a draft of a pipeline"), None, "workflow"),
        ("draft.saved", _("changed the draft of a pipeline"), None, "workflow"),
        ("draft.shared", _("showed the draft of a pipeline to colleagues"), None, "share-2"),
        ("draft.proposed", _("proposed a change to the draft of a pipeline"), None, "message-square"),
        ("draft.proposal_accepted", _("accepted a proposal to the draft"), None, "circle-check"),
        ("draft.proposal_declined", _("declined a proposal to the draft"), None, "circle-x"),
        ("pipeline.renamed", _("renamed the pipeline"), None, "pencil"),
        ("pipeline.archived", _("archived the pipeline"), None, "archive"),
        ("pipeline.unarchived", _("brought the pipeline back"), None, "archive-restore"),
        ("draft.discarded", _("discarded the draft of a pipeline"), None, "trash-2"),
    ):
        register_verb(name, label=label, undo=undo, icon=icon, undo_many=several.get(name))
    told.register(
        "deal.merged", called=["title", "aside"], part=True, inner=["moved", "filled", "seated", "away"]
    )
    told.register("deal.said_apart", called=["title"])
    register_verb("deal.refreshed", label=_("looked again at what is missing"), quiet=True)
