"""Pages of contacts and companies: the same steps for both kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.localisation.templatetags.kariz import date_for
from kariz.records.custom.showing import facts as custom_facts
from kariz.records.custom.values import PREFIX
from kariz.records.views import table_page
from kariz.web import toasts
from kariz.web.errors import DomainError, NotFound
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import companies, contacts
from ..errors import HasOpenDeals, told_running
from ..forms.people import CompanyForm, ContactForm, point_rows, points_in
from ..models import Company, Contact, PointKind
from ..queries import duplicates
from ..queries.events import undo_url
from ..queries.holders import Holder
from ..queries.loading import load, load_binned
from ..queries.merged import successor
from ..registry import head_links, panels, running
from .windows import window

FORMS: dict[str, Any] = {"contact": ContactForm, "company": CompanyForm}
HIDDEN_FACTS = frozenset({"name"})
PLURAL = {"contact": "contacts", "company": "companies"}


@require_GET
@requires("people.view")
def index(request: SignedInRequest, kind: str) -> HttpResponse:
    """The table, or with htmx its next rows."""
    context = {"kind": kind, "may_create": request.user.can("people.create")}
    return table_page.page(request, PLURAL[kind], "people/list.html", context)


@requires("people.change")
def edit(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    record = load(kind, pk, request.user)
    request.user.require("people.change", record)
    form = FORMS[kind](request.POST or None, record=record, initial=_initial(kind, record))
    if request.method == "POST" and form.is_valid():
        points = {"points": points_in(request.POST)} if kind == "contact" else {}
        try:
            _change(kind, record, request, **form.cleaned_data, **points)
        except DomainError as error:
            show(form, error)
        else:
            return redirect(record)
    return form_page(request, kind, form, record)


@requires("people.view")
def fact(request: SignedInRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """One fact in place: its form (GET), or its new value (POST)."""
    record = load(kind, pk, request.user)
    form = FORMS[kind](request.POST or None, only=name, record=record, initial=_initial(kind, record))
    if name not in form.fields:
        raise NotFound()
    request.user.require("people.change", record)
    if request.method == "POST" and form.is_valid():
        try:
            _change(kind, record, request, **form.cleaned_data)
        except DomainError as error:
            show(form, error)
        else:
            if not request.headers.get("HX-Request"):
                undo = _undo_url(request, f"{kind}.changed", kind, pk)
                toasts.after_redirect(request, _("Saved."), undo_url=undo)
                return redirect(record)
            return _shown(request, kind, load(kind, pk, request.user), name)
    if request.method == "GET" and request.GET.get("part") == "shown":
        return _shown(request, kind, record, name)
    return render(
        request, "people/_fact_form.html", {"form": form, "record": record, "kind": kind, "name": name}
    )


def _shown(request: SignedInRequest, kind: str, record: Any, name: str) -> HttpResponse:
    shown = next(one for one in facts(kind, record, request.user) if one["name"] == name)
    return render(
        request, "people/_fact.html", {"fact": shown, "record": record, "kind": kind, "may_change": True}
    )


@require_GET
@requires("people.view")
def detail(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The record's page; of one that was merged, the survivor's."""
    try:
        record = load(kind, pk, request.user)
    except NotFound as gone:
        return redirect(successor(kind, pk, request.user, gone))
    context = {
        "kind": kind,
        "record": record,
        "facts": facts(kind, record, request.user),
        "company": _company(record, request.user) if kind == "contact" else None,
        "head_links": head_links(kind, request.user, record),
        "may_add": kind == "company" and request.user.can("people.create"),
        "points": record.points.all() if kind == "contact" else [],
        "people": Contact.objects.visible_to(request.user).filter(company=record)[:50]
        if kind == "company"
        else [],
        "panels": panels(kind, request, record),
        "may_change": request.user.can("people.change", record),
        "may_delete": request.user.can("people.delete", record),
        "runs": bool(running(kind, [pk], request.user))
        if request.user.can("people.delete", record)
        else False,
        "may_disclose": kind == "contact" and request.user.can("people.disclose", record),
        "alike": duplicates.of_record(kind, pk, request.user),
    }
    return render(request, "people/detail.html", context)


@requires("people.delete")
def delete(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Into the bin (POST); the window that says what still goes on with it (GET, and where it was not seen)."""
    record = load(kind, pk, request.user)
    if request.method != "POST":
        return _still_open(request, kind, record)
    anyway = request.POST.get("anyway") == "1"
    try:
        if isinstance(record, Contact):
            contacts.delete(contact=record, by=request.user, version=_version(request), anyway=anyway)
        else:
            companies.delete(company=record, by=request.user, version=_version(request), anyway=anyway)
    except HasOpenDeals:
        return _still_open(request, kind, record, status=409)
    undo = _undo_url(request, f"{kind}.deleted", kind, pk)
    toasts.after_redirect(request, _("“%(name)s” is in the bin.") % {"name": record.name}, undo_url=undo)
    return redirect(f"people:{PLURAL[kind]}")


def _still_open(request: SignedInRequest, kind: str, record: Any, status: int = 200) -> HttpResponse:
    """What may be done instead stands beside the button."""
    found = running(kind, [record.pk], request.user).get(record.pk)
    context = {
        "kind": kind,
        "record": record,
        "told": told_running(record.name, found) if found else "",
        "unseen": found.unseen if found else 0,
        "may_change": request.user.can("people.change", record),
    }
    back = record.get_absolute_url()
    response = window(request, "people/still_open.html", context, title=record.name, back=back)
    response.status_code = status
    return response


@require_POST
@requires("people.delete")
def restore(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Out of the bin, back to its page."""
    record = load_binned(kind, pk, request.user)
    if isinstance(record, Contact):
        contacts.restore(contact=record, by=request.user)
    else:
        companies.restore(company=record, by=request.user)
    toasts.after_redirect(request, _("“%(name)s” is back.") % {"name": record.name})
    return redirect(record)


def _company(contact: Contact, by: User) -> Company | None:
    """The contact's company where the user may see its page."""
    return contact.company if contact.company and by.can("people.view", contact.company) else None


def facts(kind: str, record: Any, by: User) -> list[dict[str, Any]]:
    """The fields of a record with their labels and values, as the page lists them."""
    found = []
    for name, field in FORMS[kind]().fields.items():
        if name in HIDDEN_FACTS or name.startswith(PREFIX):
            continue
        link = "company" if name == "company_name" else name
        shown = getattr(record, f"get_{link}_display", None)
        value = shown() if shown else getattr(record, link)
        if isinstance(value, date):
            value = date_for(value, "long")
        found.append(
            {"name": name, "label": field.label, "value": value, "ltr": name in ("phone", "website")}
        )
        if name == "company_name" and (company := _company(record, by)):
            found[-1]["href"] = company.get_absolute_url()
    return found + custom_facts(record, kind)


def _undo_url(request: SignedInRequest, verb: str, kind: str, pk: int) -> str:
    """Where the last such event of this person on the record is taken back."""
    return undo_url(request.user, verb, kind, pk)


def _change(kind: str, record: Any, request: SignedInRequest, **given: Any) -> Any:
    version = _version(request)
    if kind == "contact":
        return contacts.change(contact=record, by=request.user, version=version, **given)
    return companies.change(company=record, by=request.user, version=version, **given)


def _version(request: SignedInRequest) -> int:
    seen = request.POST.get("version", "")
    # A page always names what it saw; without that it saw nothing that can be current.
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0


def _initial(kind: str, record: Any) -> dict[str, Any]:
    names = [*FORMS[kind].fields_of]
    initial = {name: getattr(record, record._meta.get_field(name).attname) for name in names}
    if kind == "contact":
        initial["company_name"] = record.company.name if record.company else ""
    return initial


def show(form: Any, error: DomainError) -> None:
    if error.status in (403, 404):
        raise error
    show_error(form, error)


def form_page(
    request: SignedInRequest,
    kind: str,
    form: Any,
    record: Any,
    points: Sequence[Any] = (),
    known: Sequence[Holder] = (),
    firm: Company | None = None,
) -> HttpResponse:
    """The form; `known` are those who have a key that was typed, `firm` is the company it is added from."""
    saved = list(record.points.all()) if kind == "contact" and record else list(points)
    context = {
        "form": form,
        "kind": kind,
        "record": record,
        "rows": point_rows(points_in(request.POST) if form.is_bound else saved),
        "point_kinds": PointKind.choices,
        "version": request.POST.get("version") or (record.version if record else ""),
        "known": known,
        "anyway": ",".join(str(one.record.pk) for one in known),
        "firm": firm,
    }
    return render(request, "people/form.html", context, status=409 if known else 200)
