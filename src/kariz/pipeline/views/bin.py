"""What was deleted and can still be restored: deals, contacts, companies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.records.actions.bin import KEPT
from kariz.web.policy import requires

KEPT_DAYS = KEPT.days
SHOWN = 200
KINDS = {"deals": _("Deals"), "contacts": _("Contacts"), "companies": _("Companies")}


@dataclass(frozen=True, slots=True)
class Binned:
    """One deleted record as the page lists it; `restore` is empty for who may not bring it back."""

    name: str
    note: str
    url: str
    deleted_at: Any
    days_left: int
    restore: str


@require_GET
@requires("deal.delete")
def index(request: HttpRequest) -> HttpResponse:
    """Newest first, with the days that each has left; `kind` is deals, contacts or companies."""
    user: Any = request.user
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else "deals"
    context = {
        "rows": _deals(user) if kind == "deals" else _people(kind, user),
        "kind": kind,
        "kinds": [(name, shown, name == kind) for name, shown in KINDS.items()],
        "days": KEPT_DAYS,
    }
    return render(request, "pipeline/deal/bin.html", context)


def _since() -> Any:
    return timezone.now() - timedelta(days=KEPT_DAYS)


def _left(deleted_at: Any) -> int:
    return KEPT_DAYS - (timezone.now() - deleted_at).days


def _deals(user: Any) -> list[Binned]:
    rows = Deal.objects.visible_to(user).filter(deleted_at__gt=_since())
    return [
        Binned(
            deal.title,
            " · ".join(filter(None, [str(deal.stage.title), deal.company.name if deal.company else ""])),
            reverse("pipeline:deal", args=[deal.pk]),
            deal.deleted_at,
            _left(deal.deleted_at),
            reverse("pipeline:deal_restore", args=[deal.pk]) if user.can("deal.delete", deal) else "",
        )
        for deal in rows.select_related("company", "stage", "owner").order_by("-deleted_at")[:SHOWN]
    ]


def _people(kind: str, user: Any) -> list[Binned]:
    model: Any = Contact if kind == "contacts" else Company
    rows = model.objects.binned_for(user).filter(deleted_at__gt=_since()).select_related("owner")
    if kind == "contacts":
        rows = rows.select_related("company", "owner")
    restore = "people:contact_restore" if kind == "contacts" else "people:company_restore"
    return [
        Binned(
            one.name,
            (one.company.name if one.company else "") if kind == "contacts" else one.city,
            "",
            one.deleted_at,
            _left(one.deleted_at),
            reverse(restore, args=[one.pk]) if user.can("people.delete", one) else "",
        )
        for one in rows.order_by("-deleted_at")[:SHOWN]
    ]
