"""Settings: the fields that the company adds to companies, contacts and deals."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.access.request import SignedInRequest
from kariz.events.models import Event
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors, NotFound
from kariz.web.forms import show_error
from kariz.web.once import once
from kariz.web.policy import requires

from ..actions import custom_fields as actions
from ..forms.custom_fields import CustomFieldForm
from ..models import CustomField, CustomSubject
from ..queries.custom_fields import listed


@requires("custom_field.manage")
@once
def index(request: SignedInRequest) -> HttpResponse:
    """The fields of one kind of record (GET, `kind`), or one more (POST)."""
    kind = _kind(request)
    form = CustomFieldForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.create(subject=kind, by=request.user, **form.values())
            except DomainError as error:
                show_error(form, error)
            else:
                return _told(request, made, _("“%(label)s” was added.") % {"label": made.label})
    return _page(request, kind, form, status=status)


@requires("custom_field.manage")
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    field = _field(pk)
    form = CustomFieldForm(request.POST or None, field=field)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change(field=field, by=request.user, version=_version(request), **form.values())
            except DomainError as error:
                status = error.status
                show_error(form, error)
            else:
                return _told(request, field, _("“%(label)s” was changed.") % {"label": field.label})
    return _page(request, field.subject, form, field, status=status)


@require_POST
@requires("custom_field.manage")
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    field = _field(pk)
    try:
        actions.remove(field=field, by=request.user)
    except actions.FieldInUse as error:
        return _page(request, field.subject, CustomFieldForm(), problem=error)
    return _told(request, field, _("“%(label)s” was removed; its values stay.") % {"label": field.label})


@require_POST
@requires("custom_field.manage")
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    field = _field(pk)
    try:
        actions.restore(field=field, by=request.user)
    except FieldErrors as error:
        return _page(request, field.subject, CustomFieldForm(), problem=error)
    return _told(request, field, _("“%(label)s” is back.") % {"label": field.label})


@require_POST
@requires("custom_field.manage")
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One place up or down (`way`)."""
    field = _field(pk)
    keys = [row.field.key for row in listed(field.subject)[0]]
    at = keys.index(field.key) if field.key in keys else 0
    to = max(0, min(len(keys) - 1, at + (-1 if request.POST.get("way") == "up" else 1)))
    keys.insert(to, keys.pop(at))
    actions.reorder(subject=field.subject, keys=keys, by=request.user)
    return _back(field.subject, f"field-{field.pk}")


def _page(
    request: SignedInRequest,
    kind: str,
    form: CustomFieldForm,
    editing: CustomField | None = None,
    *,
    problem: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    used, removed = listed(kind)
    context = {
        "kind": kind,
        "kinds": [(value, label, value == kind) for value, label in CustomSubject.choices],
        "used": used,
        "removed": removed,
        "form": form,
        "editing": editing,
        "problem": problem,
        "version": request.POST.get("version") or (editing.version if editing else ""),
    }
    return render(request, "records/custom_fields.html", context, status=409 if problem else status)


def _kind(request: SignedInRequest) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind") or CustomSubject.COMPANY.value
    if asked not in CustomSubject.values:
        raise NotFound()
    return asked


def _field(pk: int) -> CustomField:
    found = CustomField.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def _version(request: SignedInRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0


def _back(kind: str, at: str = "") -> Any:
    address = f"{reverse('records:custom_fields')}?{urlencode({'kind': kind})}"
    return redirect(f"{address}#{at}" if at else address)


def _told(request: SignedInRequest, field: CustomField, message: str) -> Any:
    event = Event.objects.filter(subject_kind="custom_field", subject_id=field.pk).order_by("-id").first()
    undo = reverse("records:undo", args=[event.pk]) if event else ""
    toasts.after_redirect(request, message, undo_url=undo)
    return _back(field.subject)
