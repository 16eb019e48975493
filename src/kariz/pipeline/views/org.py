"""The org picture, on the page of a deal and of a company; fetched when somebody looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kariz.people.queries.loading import load
from kariz.pipeline.queries import org_picture
from kariz.pipeline.queries.deal_page import find
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def of_deal(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk)
    context = {
        "picture": org_picture.of_deal(deal, user),
        "deal": deal,
        "may_seat": deal.deleted_at is None and user.can("deal.change", deal),
        "may_change": user.can("people.change"),
        "address": request.path,
    }
    return render(request, "pipeline/org/picture.html", context)


@require_GET
@requires("people.view")
def of_company(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    company = load("company", pk, user)
    context = {
        "picture": org_picture.of_company(company, user),
        "deal": None,
        "may_change": user.can("people.change"),
        "address": request.path,
    }
    return render(request, "pipeline/org/picture.html", context)
