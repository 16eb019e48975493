"""Deals of one company that may be one: side by side, joined or said to be two."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.people.models import Company
from kariz.people.queries.duplicates import counts
from kariz.people.queries.events import undo_url
from kariz.pipeline.actions import doubled_deals
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.queries.doubles import doubles
from kariz.web import toasts
from kariz.web.errors import NotFound
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def index(request: HttpRequest) -> HttpResponse:
    """The most likely first; `?company=` of that one alone."""
    user: Any = request.user
    firm = _company(request)
    pairs = doubles(user, firm.pk if firm else None)
    context = {
        "pairs": pairs,
        "certain": firm is None and any(one.is_certain and one.may_merge for one in pairs),
        "company": firm,
        "counts": counts(user) if user.can("people.view") else {},
    }
    return render(request, "pipeline/deal/doubles.html", context)


@require_POST
@requires("deal.change")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Into this deal goes the one that `other` names."""
    user: Any = request.user
    kept = doubled_deals.merge(
        deal=find(user, pk, binned=False), other=_other(request), by=user, versions=seen_versions(request)
    )
    undo = undo_url(user, "deal.merged", "deal", pk)
    return _answered(request, _("Merged into “%(name)s”.") % {"name": kept.title}, undo)


@require_POST
@requires("deal.change")
def say_apart(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    said = doubled_deals.say_apart(deal=find(user, pk, binned=False), other=_other(request), by=user)
    undo = undo_url(user, "deal.said_apart", "deal", said.first_id)
    return _answered(request, _("Remembered: they are not the same."), undo)


def _answered(request: HttpRequest, told: str, undo: str) -> HttpResponse:
    """A deal may stand in several rows: the page comes again."""
    toasts.after_redirect(request, told, undo_url=undo)
    firm = _company(request)
    return redirect(reverse("pipeline:doubles", query={"company": firm.pk} if firm else None))


def _other(request: HttpRequest) -> Deal:
    user: Any = request.user
    text = request.POST.get("other", "")
    if not text.isdecimal() or len(text) > 17:
        raise NotFound
    return find(user, int(text), binned=False)


def seen_versions(request: HttpRequest) -> dict[int, int]:
    """{id of a deal: version that the page had read}"""
    seen = [text.partition(":")[::2] for text in request.POST.getlist("seen")]
    return {int(pk): int(version) for pk, version in seen if pk.isdecimal() and version.isdecimal()}


def _company(request: HttpRequest) -> Company | None:
    user: Any = request.user
    text = request.GET.get("company", "") or request.POST.get("company", "")
    if not text.isdecimal() or len(text) > 17:
        return None
    return Company.objects.visible_to(user).filter(pk=int(text)).first()
