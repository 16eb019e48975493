"""Why deals are lost: the list that sellers choose from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.pipeline.actions import reasons
from kariz.pipeline.forms.settings import ReasonForm
from kariz.pipeline.models import LostReason
from kariz.pipeline.views.respond import refused
from kariz.web import toasts
from kariz.web.errors import DomainError, NotFound
from kariz.web.policy import requires


@requires("pipeline.design")
def index(request: HttpRequest) -> HttpResponse:
    """The list (GET), or one reason more (POST)."""
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reasons.create(by=request.user, **form.cleaned_data)
            except DomainError as error:
                status = refused(form, error)
            else:
                toasts.after_redirect(request, _("Added."))
                return redirect("pipeline:reasons")
    return _list(request, form, status=status)


@requires("pipeline.design")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    reason = _load(pk)
    form = ReasonForm(request.POST or None, initial={"name": reason.title})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reasons.rename(reason=reason, by=request.user, **form.cleaned_data)
            except DomainError as error:
                status = refused(form, error)
            else:
                toasts.after_redirect(request, _("Saved."))
                return redirect("pipeline:reasons")
    return _list(request, form, reason, status=status)


@require_POST
@requires("pipeline.design")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    reasons.retire(reason=_load(pk), by=request.user, retired=request.POST.get("retired") == "yes")
    return redirect("pipeline:reasons")


def _list(
    request: HttpRequest, form: Any, editing: LostReason | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"reasons": LostReason.objects.order_by("position", "id"), "form": form, "editing": editing}
    return render(request, "pipeline/products/reasons.html", context, status=status)


def _load(pk: int) -> LostReason:
    found = LostReason.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
