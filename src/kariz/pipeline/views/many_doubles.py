"""Pairs of deals that stand twice, joined with one press: what would become of them, and the doing."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kariz.pipeline.actions.many_doubles import AT_ONCE, MOST, Joined, merge_into, merge_many
from kariz.pipeline.forms.moves import whole
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.queries.doubles import doubles
from kariz.pipeline.rules.doubled import further
from kariz.pipeline.views.doubles import seen_versions
from kariz.pipeline.views.respond import is_fragment, window
from kariz.web import toasts
from kariz.web.errors import NotFound
from kariz.web.policy import requires


@require_http_methods(["GET", "POST"])
@requires("deal.change")
def merge(request: HttpRequest) -> HttpResponse:
    """GET shows the certain pairs and which deal stays; POST joins those that `pair=first-second` names, as far as they
    are still proposed."""
    user: Any = request.user
    found = doubles(user)
    proposed = [one for one in found if one.may_merge]
    if request.method == "GET":
        certain = [one for one in proposed if one.is_certain][:AT_ONCE]
        theirs = any(one.is_certain for one in found)
        context = {"pairs": certain, "theirs": theirs, "title": _("Merge the certain ones")}
        return window(request, "pipeline/deal/_doubles_many.html", context)
    asked = set(request.POST.getlist("pair")[:AT_ONCE])
    done = merge_many(pairs=[one.deals for one in proposed if one.key in asked], by=user)
    undo = reverse("records:undo_batch", args=[done.batch]) if done.gone else ""
    toasts.after_redirect(request, _told(done), undo_url=undo)
    to = reverse("pipeline:doubles")
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


@require_http_methods(["GET", "POST"])
@requires("deal.change")
def side_by_side(request: HttpRequest) -> HttpResponse:
    """GET shows the deals that `?id=` names; POST puts the others into `survivor`."""
    user: Any = request.user
    given = request.POST if request.method == "POST" else request.GET
    chosen = list(dict.fromkeys(pk for pk in map(whole, given.getlist("id")) if pk))[:MOST]
    deals = [find(user, pk, binned=False) for pk in chosen]
    if len(deals) < 2:
        raise NotFound
    if request.method == "GET":
        stays = reduce(further, deals)
        return render(request, "pipeline/deal/side_by_side.html", {"deals": deals, "stays": stays})
    keep = next((deal for deal in deals if deal.pk == whole(request.POST.get("survivor"))), None)
    if keep is None:
        raise NotFound
    others = [deal for deal in deals if deal is not keep]
    done = merge_into(deal=keep, others=others, by=user, versions=seen_versions(request))
    undo = reverse("records:undo_batch", args=[done.batch]) if done.gone else ""
    toasts.after_redirect(request, _told(done), undo_url=undo)
    return redirect("pipeline:deal", keep.pk)


def _told(done: Joined) -> str:
    told = ngettext("%(n)d deal was merged.", "%(n)d deals were merged.", done.gone) % {"n": done.gone}
    if done.refused:
        stays = ngettext("%(n)d pair stays: %(why)s", "%(n)d pairs stay: %(why)s", len(done.refused))
        told += " " + stays % {"n": len(done.refused), "why": done.refused[0][1]}
    return told
