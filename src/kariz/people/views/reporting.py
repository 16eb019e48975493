"""Whom a person reports to, in a small window of its own."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.events.models import Event
from kariz.web import toasts
from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import contacts
from ..models import Contact
from ..queries.loading import load
from ..queries.org import people_of


class SuperiorForm(forms.Form):
    """A colleague of the same company, or nobody."""

    reports_to = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, contact: Contact, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = people_of(contact.company_id, by) if contact.company_id else []
        self.fields["reports_to"].label = _("%(name)s reports to") % {"name": contact.name}
        pairs = [(one.pk, _named(one)) for one in colleagues if one.pk != contact.pk]
        self.fields["reports_to"].choices = [("", _("nobody here")), *pairs]  # type: ignore[attr-defined]


def _named(contact: Contact) -> str:
    return f"{contact.name} ({contact.position})" if contact.position else contact.name


@requires("people.change")
def reports_to(request: SignedInRequest, pk: int) -> HttpResponse:
    """The window (GET), or the new superior (POST)."""
    contact: Contact = load("contact", pk, request.user)
    request.user.require("people.change", contact)
    initial = {"reports_to": contact.reports_to_id}
    form = SuperiorForm(request.POST or None, contact=contact, by=request.user, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _change(contact, request, form.cleaned_data["reports_to"])
            except DomainError as error:
                if error.status in (403, 404):
                    raise
                show_error(form, error)
                status = error.status
            else:
                return _done(request, contact)
    context = {"form": form, "contact": contact, "version": request.POST.get("version", contact.version)}
    fragment = request.headers.get("HX-Request")
    template = "people/reports_to_window.html" if fragment else "people/reports_to.html"
    return render(request, template, context, status=status)


def _change(contact: Contact, request: SignedInRequest, superior: int | None) -> None:
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    contacts.change(contact=contact, by=request.user, version=version, reports_to=superior)


def _done(request: SignedInRequest, contact: Contact) -> HttpResponse:
    message = _("Saved.")
    mine = Event.objects.filter(subject_kind="contact", subject_id=contact.pk, actor_id=request.user.pk)
    event = mine.order_by("-id").first()
    undo_url = reverse("records:undo", args=[event.pk]) if event else ""
    if not request.headers.get("HX-Request"):
        toasts.after_redirect(request, message, undo_url=undo_url)
        return redirect(contact)
    told: dict[str, Any] = {"dialog:close": {}, "record:changed": {}}
    response = HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
    return toasts.add(response, message, undo_url=undo_url)
