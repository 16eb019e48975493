"""Products on a deal, changed together."""

from __future__ import annotations

from typing import Any

from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.pipeline.actions import deals, lines
from kariz.pipeline.actions.lines import NewLine
from kariz.pipeline.forms.deal import LineForm
from kariz.pipeline.models import Deal, DealLine
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.queries.line_sums import sums_of
from kariz.pipeline.views.respond import changed, seen_version, window
from kariz.web.errors import DomainError
from kariz.web.policy import requires

BLANK_ROWS = 2
LineForms = formset_factory(LineForm, extra=BLANK_ROWS, max_num=200, absolute_max=210, can_delete=True)


@requires("deal.change")
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The deal's lines as a form (GET), or all of them anew (POST)."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("deal.change", deal)
    forms = LineForms(
        request.POST or None, initial=_initial(deal), prefix="lines", form_kwargs={"currency": deal.currency}
    )
    context: dict[str, Any] = {"forms": forms, "deal": deal, "error": None}
    if request.method != "POST":
        return window(request, "pipeline/deal/lines.html", context)
    status = 422
    if forms.is_valid():
        try:
            lines.set_lines(deal=deal, by=user, lines=_wanted(forms), version=seen_version(request))
        except DomainError as error:
            if error.status in (403, 404):
                raise
            status, context["error"] = error.status, error
        else:
            return changed(request, pk, _("The products are saved; the amount is their sum."))
    return window(request, "pipeline/deal/lines.html", context, status=status)


@require_POST
@requires("deal.change")
def totals(request: HttpRequest, pk: int) -> HttpResponse:
    """What the lines in the window come to, as they are typed; nothing is written."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("deal.change", deal)
    forms = LineForms(request.POST, prefix="lines", form_kwargs={"currency": deal.currency})
    forms.is_valid()
    context = {"deal": deal, "sums": sums_of([_row(form) for form in forms], deal.amount)}
    return render(request, "pipeline/deal/_lines_sums.html", context)


@require_POST
@requires("deal.change")
def take_sum(request: HttpRequest, pk: int) -> HttpResponse:
    """The deal's amount becomes the sum of its lines."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    total = sum(line.total for line in deal.lines.all())
    deals.change(deal=deal, by=user, amount=total, version=seen_version(request))
    return changed(request, pk, _("The amount is the sum of the products."))


def _row(form: Any) -> DealLine | None:
    """The line that a row of the window means, unsaved; None while it is empty, wrong or to be removed."""
    data = getattr(form, "cleaned_data", {})
    if not data or form.errors or data.get("DELETE") or form.is_blank:
        return None
    return DealLine(
        quantity=data["quantity"], unit_price=data.get("unit_price") or 0, discount=data["discount"]
    )


def _wanted(forms: Any) -> list[NewLine]:
    return [
        NewLine(
            title=form.cleaned_data["title"],
            unit_price=form.cleaned_data.get("unit_price") or 0,
            quantity=form.cleaned_data["quantity"],
            discount=form.cleaned_data["discount"],
            product=form.cleaned_data.get("product"),
        )
        for form in forms
        if form.cleaned_data and not form.cleaned_data.get("DELETE") and not form.is_blank
    ]


def _initial(deal: Deal) -> list[dict[str, Any]]:
    return [
        {
            "product": line.product_id,
            "title": line.title,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "discount": line.discount,
        }
        for line in deal.lines.all()
    ]
