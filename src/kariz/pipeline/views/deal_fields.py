"""The facts of a deal, each changed in place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.events.queries import timeline
from kariz.pipeline.actions import deals
from kariz.pipeline.forms.deal import FactForm
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.views.respond import changed, refused, seen_version
from kariz.records.custom.showing import facts as custom_facts
from kariz.web.errors import DomainError, NotFound, Stale
from kariz.web.policy import requires


@requires("deal.view")
def fact(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One fact's form (GET), or its new value (POST)."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    form = FactForm(request.POST or None, name=name, deal=deal, user=user)
    if name not in form.fields:
        raise NotFound
    user.require("deal.change", deal)
    context: dict[str, Any] = {"form": form, "field": form[name], "deal": deal, "name": name}
    if request.method != "POST":
        return render(request, "pipeline/deal/fact_form.html", context)
    status = 422
    if form.is_valid():
        try:
            deals.change(deal=deal, by=user, version=seen_version(request), **form.cleaned_data)
        except Stale:
            status = 409
            context["conflict"] = _conflict(deal, name)
        except DomainError as error:
            status = refused(form, error)
        else:
            return changed(request, pk, _("Saved."))
    return render(request, "pipeline/deal/fact_form.html", context, status=status)


def _conflict(deal: Deal, name: str) -> dict[str, Any]:
    """What stands there now, who changed the deal last, and when."""
    last = timeline.of_deal(deal.pk).first()
    who = User.objects.filter(pk=last.actor_id).first() if last and last.actor_id else None
    shown = getattr(deal, f"get_{name}_display", None)
    made = {one["name"]: one["value"] for one in custom_facts(deal, "deal")}
    return {
        "value": made[name] if name in made else shown() if shown else getattr(deal, name),
        "who": who or _("Kariz"),
        "at": last.at if last else None,
    }
