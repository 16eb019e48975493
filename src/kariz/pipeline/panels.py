"""What the pipeline shows on the pages of a contact or a company, and its places in the frame."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kariz.localisation.templatetags.kariz import in_digits
from kariz.people.registry import (
    DuplicateTab,
    HeadLink,
    register_duplicate_tab,
    register_head_link,
    register_merge_teller,
    register_panel,
)
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.agenda import due_count, visible_activities
from kariz.pipeline.queries.doubles import count as count_doubles
from kariz.pipeline.queries.doubles import doubles
from kariz.pipeline.queries.put_away import readable_activities
from kariz.pipeline.queries.spoken_of import marked
from kariz.records import subjects
from kariz.web.navigation import Command, Place
from kariz.web.navigation import register as register_places
from kariz.web.settings_tabs import Tab
from kariz.web.settings_tabs import register as register_tabs

SHOWN = 30


def register() -> None:
    """Called once when the application starts."""
    for kind in ("contact", "company"):
        register_panel(kind, "pipeline/activities/panel.html", _panel(kind), order=10)
        register_head_link(kind, HeadLink(_("New deal"), "handshake", "deal.create", _new_deal(kind)))
    register_panel("company", "pipeline/org/panel.html", _org, order=8)
    register_duplicate_tab(
        DuplicateTab("deal", _("Deals"), "handshake", "pipeline:doubles", "deal.view", count_doubles)
    )
    register_merge_teller("company", _doubles)
    subjects.register("deal", Deal, deal_id=lambda deal: deal.pk)
    subjects.register(
        "activity",
        Activity,
        visible=readable_activities,
        deal_id=lambda activity: activity.deal_id,
        listed="pipeline:today",
    )
    register_places(
        Place(
            key="today",
            label=_("Today"),
            icon="sun",
            url_name="pipeline:today",
            order=5,
            letter="t",
            phone=True,
            capability="activity.view",
            count=due_count,
        ),
        Place(
            key="resting",
            label=_("Re-engagement queue"),
            icon="moon",
            url_name="pipeline:resting",
            order=60,
            letter="r",
            capability="deal.view",
        ),
        Command(
            key="deal.new",
            label=_("New deal"),
            icon="handshake",
            url_name="pipeline:deal_new",
            order=5,
            letter="n",
            capability="deal.create",
            create=True,
            dialog=True,
        ),
        Command(
            key="activity.new",
            label=_("Log an activity"),
            icon="phone",
            url_name="pipeline:activity_new",
            words=_("log a call meeting visit"),
            order=15,
            letter="l",
            capability="activity.create",
            create=True,
            dialog=True,
        ),
        Place(
            key="bin",
            label=_("Bin"),
            icon="trash-2",
            url_name="pipeline:bin",
            section="manage",
            order=105,
            capability="deal.delete",
        ),
    )
    register_tabs(
        Tab(
            key="products",
            label=_("Products"),
            icon="package",
            url_name="pipeline:products",
            capability="product.view",
            order=60,
            group="pipeline",
        ),
        Tab(
            key="rates",
            label=_("Currencies and rates"),
            icon="coins",
            url_name="pipeline:rates",
            capability="organisation.change",
            order=45,
            group="company",
        ),
        Tab(
            key="reasons",
            label=_("Reasons for a loss"),
            icon="circle-x",
            url_name="pipeline:reasons",
            capability="pipeline.design",
            order=70,
            group="pipeline",
        ),
    )


def _new_deal(kind: str) -> Any:
    """Quick add with that customer filled in: of a contact, its company too."""

    def url(record: Any) -> str:
        about = {kind: str(record.pk)}
        if kind == "contact" and record.company_id:
            about["company"] = str(record.company_id)
        return reverse("pipeline:deal_new", query=about)

    return url


def _org(request: HttpRequest, record: Any) -> dict[str, Any] | None:
    """The picture is fetched by itself: a large company's page does not wait for it."""
    return {} if record.contacts.filter(deleted_at=None).exists() else None


def _panel(kind: str) -> Any:
    def build(request: HttpRequest, record: Any) -> dict[str, Any] | None:
        user: Any = request.user
        if not user.can("deal.view"):
            return None
        deals = (
            Deal.objects.visible_to(user).filter(**{kind: record}, deleted_at=None).select_related("stage")
        )
        touches = marked(visible_activities(user)).filter(**{kind: record})
        return {
            "deals": list(deals.order_by("-updated_at", "-id")[:SHOWN]),
            "may_change": user.can("activity.change"),
            "activities": list(touches.order_by("-done_at", "-due_at", "-id")[:SHOWN]),
        }

    return build


def _doubles(company: Any, user: Any) -> tuple[str, str] | None:
    """Deals that look like one since their companies are one."""
    pairs = doubles(user, company.pk) if user.can("deal.view") else []
    if not pairs:
        return None
    count = len({deal.pk for pair in pairs for deal in pair.deals})
    told = gettext("%(n)s deals of this company may stand twice.") % {"n": in_digits(count)}
    return told, reverse("pipeline:doubles", query={"company": company.pk})
