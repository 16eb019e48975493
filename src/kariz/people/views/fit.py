"""How well a record matches, on its page; and the list of what is missing of the best candidates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.events.models import Event
from kariz.localisation.templatetags.kariz import percent
from kariz.web import toasts
from kariz.web.errors import DomainError, NotFound
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import companies, contacts
from ..forms.people import CompanyForm, ContactForm
from ..models import Company, Contact
from ..queries import fit
from ..queries.gaps import Gap, candidate, gaps
from ..queries.loading import load

FORMS: dict[str, Any] = {"contact": ContactForm, "company": CompanyForm}
PLURAL = {"contact": "contacts", "company": "companies"}


def panel(kind: str) -> Any:
    """What the panel of a record's page shows; nothing where nobody described whom they look for."""

    def build(request: HttpRequest, record: Any) -> Mapping[str, Any]:
        return _panel(request, kind, record)

    return build


def _panel(request: Any, kind: str, record: Any) -> dict[str, Any]:
    found = fit.shown(kind, record)
    return {
        "kind": kind,
        "best": found[0] if found else None,
        "others": found[1:],
        "may_describe": request.user.can("profile.change"),
    }


@require_GET
@requires("people.view")
def of_record(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The panel anew, after a fact was changed."""
    record = load(kind, pk, request.user)
    context = {"record": record, **_panel(request, kind, record)}
    return render(request, "people/fit/panel.html", context)


@require_GET
@requires("people.change")
def missing(request: SignedInRequest, kind: str) -> HttpResponse:
    """What is missing of the best candidates, each with the field to fill it in."""
    found = gaps(kind, by=request.user)
    rows = [_row(kind, one) for one in found.candidates]
    context = {"kind": kind, "plural": PLURAL[kind], "gaps": found, "rows": rows}
    context["may_change"] = request.user.can("profile.change")
    return render(request, "people/fit/gaps.html", context)


@require_POST
@requires("people.change")
def fill(request: SignedInRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """One answer; the row comes back with the match that it came to."""
    record = load(kind, pk, request.user)
    of_company = kind == "contact" and name.startswith("company.")
    target = record.company if of_company else record
    target_kind = "company" if of_company else kind
    field = name.removeprefix("company.")
    form = FORMS[target_kind](request.POST, only=field, prefix=_prefix(pk, name))
    # The form may be older than the last profile of its kind.
    if target is None or field not in form.fields or not fit.profiles(kind):
        raise NotFound
    before = record.fit or 0
    failed: dict[str, Any] = {}
    if form.is_valid():
        try:
            _write(target_kind, target, request, form.cleaned_data)
        except DomainError as error:
            if error.status in (403, 404):
                raise
            show_error(form, error)
            failed = {name: form}
    else:
        failed = {name: form}
    if not request.headers.get("HX-Request") and not failed:
        return redirect(f"people:{PLURAL[kind]}_gaps")
    fresh = load(kind, pk, request.user)
    row = _row(kind, candidate(kind, fresh), failed) | {"rose": 0 if failed else (fresh.fit or 0) - before}
    context = {"row": row, "kind": kind}
    response = render(request, "people/fit/_gap.html", context, status=422 if failed else 200)
    if failed:
        return response
    message = _("“%(name)s”: saved, the match is %(score)s.") % {
        "name": fresh.name,
        "score": percent(row["candidate"].shown.match.score),
    }
    return toasts.add(response, message, undo_url=_undo(request, target_kind, target.pk))


def _undo(request: SignedInRequest, kind: str, pk: int) -> str:
    mine = Event.objects.filter(subject_kind=kind, subject_id=pk, actor_id=request.user.pk)
    event = mine.order_by("-id").first()
    return reverse("records:undo", args=[event.pk]) if event else ""


def _write(kind: str, record: Contact | Company, request: SignedInRequest, given: dict[str, Any]) -> None:
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    if isinstance(record, Contact):
        contacts.change(contact=record, by=request.user, version=version, **given)
    else:
        companies.change(company=record, by=request.user, version=version, **given)


def _row(kind: str, one: Any, failed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A candidate with a form for each thing that is missing."""
    return {
        "candidate": one,
        "rose": 0,
        "fields": [_field(kind, one.record, gap, failed or {}) for gap in one.gaps],
    }


def _field(kind: str, record: Any, gap: Gap, failed: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that have no form of one answer (a person without a company) lead to the record's page."""
    target = record.company if gap.of_company else record
    target_kind = "company" if gap.of_company else kind
    form: Any = failed.get(gap.field)
    if form is None and target is not None:
        form = FORMS[target_kind](only=gap.own_field, prefix=_prefix(record.pk, gap.field))
    usable = form is not None and gap.own_field in form.fields
    return {
        "gap": gap,
        "bound": form[gap.own_field] if usable else None,
        "version": target.version if target is not None else 0,
        "target": target,
    }


def _prefix(pk: int, name: str) -> str:
    """One page has a form for every record: each field has an id of its own."""
    return f"r{pk}-{name.replace('.', '-')}"
