"""What was deleted and can still be restored: deals, activities, contacts, companies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kariz.pipeline.queries import binned
from kariz.records.actions.bin import KEPT
from kariz.web.policy import requires

KINDS = {
    "deals": _("Deals"),
    "activities": _("Activities"),
    "contacts": _("Contacts"),
    "companies": _("Companies"),
}


@require_GET
@requires("deal.delete")
def index(request: HttpRequest) -> HttpResponse:
    """Newest first, with who and when and the days that each has left; `kind` is one of KINDS, `q` the words that a name
    holds."""
    user: Any = request.user
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else "deals"
    q = request.GET.get("q", "").strip()[:200]
    rows = binned.listed(kind, user, q)
    context = {
        "rows": rows,
        "more": len(rows) == binned.SHOWN,
        "kind": kind,
        "q": q,
        "kinds": [(name, shown, name == kind) for name, shown in KINDS.items()],
        "days": KEPT.days,
    }
    return render(request, "pipeline/deal/bin.html", context)
