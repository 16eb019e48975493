"""What the company sells."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.localisation.text import fold
from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions import products
from kariz.pipeline.forms.settings import ProductForm
from kariz.pipeline.models import Product
from kariz.pipeline.queries.products import listed
from kariz.pipeline.views.respond import refused, seen_version
from kariz.web import toasts
from kariz.web.errors import DomainError, NotFound
from kariz.web.policy import requires

SHOWN = 500


@require_GET
@requires("product.view")
def index(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    q = request.GET.get("q", "")[:200]
    rows = listed().annotate(used=Count("lines")).order_by("retired_at", "name", "id")
    if q.strip():
        rows = rows.filter(folded__contains=fold(q))
    context = {"products": rows[:SHOWN], "q": q, "may_change": user.can("product.change")}
    context |= {"may_export": user.can("export.run"), "asked": urlencode({"q": q}) if q.strip() else ""}
    return render(request, "pipeline/products/list.html", context)


@requires("product.change")
def new(request: HttpRequest) -> HttpResponse:
    form = ProductForm(request.POST or None, currency=organisation().currency)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                products.create(by=request.user, **form.cleaned_data)
            except DomainError as error:
                status = refused(form, error)
            else:
                toasts.after_redirect(request, _("Added."))
                return redirect("pipeline:products")
    return render(request, "pipeline/products/form.html", {"form": form}, status=status)


@requires("product.change")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    product = _load(pk)
    initial = {name: getattr(product, name) for name in ("name", "code", "unit", "price")}
    form = ProductForm(request.POST or None, currency=product.currency, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                products.change(
                    product=product, by=request.user, version=seen_version(request), **form.cleaned_data
                )
            except DomainError as error:
                status = refused(form, error)
            else:
                toasts.after_redirect(request, _("Saved."))
                return redirect("pipeline:products")
    return render(request, "pipeline/products/form.html", {"form": form, "product": product}, status=status)


@require_POST
@requires("product.change")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the product out of the choice, or put it back with `retired=no`; deals keep their lines."""
    retired = request.POST.get("retired") == "yes"
    products.change(product=_load(pk), by=request.user, version=seen_version(request), retired=retired)
    toasts.after_redirect(request, _("Retired.") if retired else _("Offered again."))
    return redirect("pipeline:products")


def _load(pk: int) -> Product:
    found = Product.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
