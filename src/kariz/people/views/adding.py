"""A new contact or company: by its form, by the line above a table, out of a picker's words, from its company's page."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.records.custom import definitions
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors
from kariz.web.once import once
from kariz.web.policy import requires

from ..actions import companies, contacts
from ..forms.people import points_in
from ..models import Company
from ..queries import duplicates, features, holders, typed
from ..queries.events import undo_url
from ..queries.holders import Holder
from .people import FORMS, form_page, show


@requires("people.create")
@once
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    """The form of a new record; `line` is the one line above a table, which is enough where nothing else must be said.

    A person that is added from a company's page belongs to it, and leads back there.
    """
    firm = _firm(request) if kind == "contact" else None
    if "line" in request.POST:
        return _from_line(request, kind)
    initial = {"owner": request.user.pk, "company_name": firm.name if firm else ""} | request.GET.dict()
    form = FORMS[kind](request.POST or None, initial=initial)
    known: list[Holder] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | ({"points": points_in(request.POST)} if kind == "contact" else {})
        if firm and given.get("company_name") == firm.name:
            # Of two companies of one name it is the one that was looked at.
            given["company"] = firm
            del given["company_name"]
        if not (known := _unasked(request, kind, given)):
            try:
                record = _create(kind, request.user, given)
            except DomainError as error:
                show(form, error)
            else:
                return _added(request, kind, record, firm)
    return form_page(request, kind, form, None, known=known, firm=firm)


def _added(request: SignedInRequest, kind: str, record: Any, firm: Company | None) -> HttpResponse:
    if firm is None:
        return redirect(record)
    undo = undo_url(request.user, f"{kind}.created", kind, record.pk)
    toasts.after_redirect(request, _("“%(name)s” was added.") % {"name": record.name}, undo_url=undo)
    return redirect(firm)


def _firm(request: SignedInRequest) -> Company | None:
    """The company whose page it is added from, if the user may see it."""
    pk = request.POST.get("company") or request.GET.get("company", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 18):
        return None
    return Company.objects.visible_to(request.user).filter(pk=int(pk)).first()


def _unasked(request: SignedInRequest, kind: str, given: Mapping[str, Any]) -> list[Holder]:
    """Those who have its mobile, e-mail or national id, unless the person has seen each and wants a new one still."""
    found = holders.of(kind, given, request.user)
    seen = set((request.POST.get("anyway") or request.GET.get("anyway", "")).split(","))
    return found if any(str(one.record.pk) not in seen for one in found) else []


def _from_line(request: SignedInRequest, kind: str) -> HttpResponse:
    given = typed.values(kind, request.POST["line"])
    known = _unasked(request, kind, given)
    if not known and not any(field.required for field in definitions.of(kind).values()):
        # What the line alone cannot say is asked in the form.
        with suppress(FieldErrors):
            record = _create(kind, request.user, given)
            undo = undo_url(request.user, f"{kind}.created", kind, record.pk)
            toasts.after_redirect(request, _("“%(name)s” was added.") % {"name": record.name}, undo_url=undo)
            return redirect(record)
    form = FORMS[kind](initial={**given, "owner": request.user.pk})
    return form_page(request, kind, form, None, points=given.get("points", ()), known=known)


@require_POST
@requires("people.create")
def quick(request: SignedInRequest, kind: str) -> HttpResponse:
    """One more record out of a combobox's words: `{value, text, toast}`, or `{message}` where it was refused.

    Where somebody has its mobile or e-mail: 409 with the choices as `html`, rows of the combobox.
    """
    given = typed.values(kind, request.POST.get("name", ""))
    if kind == "contact" and (firm := _firm(request)):
        given["company"] = firm
    if known := _unasked(request, kind, given):
        return JsonResponse(_question(request, kind, known), status=409)
    try:
        record = _create(kind, request.user, given)
    except FieldErrors as error:
        return JsonResponse({"message": str(next(iter(error.errors.values()))[0])}, status=422)
    undo = undo_url(request.user, f"{kind}.created", kind, record.pk)
    toast = {"message": _("“%(name)s” was added.") % {"name": record.name}, "undo_url": undo}
    return JsonResponse({"value": record.pk, "text": record.name, "toast": toast}, status=201)


def _question(request: SignedInRequest, kind: str, known: list[Holder]) -> dict[str, str]:
    about = {"anyway": ",".join(str(one.record.pk) for one in known)}
    if company := request.POST.get("company") or request.GET.get("company"):
        about["company"] = company
    context = {
        "known": known,
        "add": request.POST.get("name", ""),
        "add_url": reverse(f"people:{kind}_quick", query=about),
    }
    return {
        "message": _("Choose one of the list."),
        "html": render_to_string("people/_known_rows.html", context),
    }


@require_GET
@requires("people.view")
def lookalikes(request: SignedInRequest, kind: str) -> HttpResponse:
    """The hint under a form: who looks like what is being typed."""
    given, own = request.GET, request.GET.get("id", "")
    if "line" in given:
        return render(
            request,
            "people/_lookalikes.html",
            {"found": typed.alike(kind, given["line"], request.user) if given["line"].strip() else []},
        )
    common: dict[str, Any] = {
        "by": request.user,
        "name": given.get("name", ""),
        "except_id": int(own) if own.isdecimal() else None,
    }
    if kind == "contact":
        common |= {name: given.get(name, "") for name in ("company_name", "position")}
        found = duplicates.of_contact(points=points_in(given), **common)
    else:
        common |= {name: given.get(name, "") for name in features.FIRM}
        found = duplicates.of_company(**common)
    return render(request, "people/_lookalikes.html", {"found": found})


def _create(kind: str, by: User, given: dict[str, Any]) -> Any:
    return contacts.create(by=by, **given) if kind == "contact" else companies.create(by=by, **given)
