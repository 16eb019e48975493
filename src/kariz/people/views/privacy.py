"""What is kept about a person: shown, given out as one file, erased on request."""

from __future__ import annotations

import json
import tempfile
import zipfile
from datetime import datetime
from typing import IO, Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.records import storage
from kariz.web import toasts
from kariz.web.errors import FieldErrors, Stale
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import erasing
from ..forms.privacy import EraseForm
from ..models import Contact
from ..queries import personal

SHOWN = 200
"""Of each part; the file holds all."""
IN_MEMORY = 4_000_000


@require_GET
@requires("people.disclose")
def index(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, personal.find(pk, request.user), EraseForm())


@require_GET
@requires("people.disclose")
def archive(request: SignedInRequest, pk: int) -> FileResponse:
    """A ZIP of `person.json` and the files on the contact."""
    contact = personal.find(pk, request.user)
    response = FileResponse(_packed(contact), as_attachment=True, filename=f"person-{pk}.zip")
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@requires("people.erase")
def erase(request: SignedInRequest, pk: int) -> HttpResponse:
    contact = personal.find(pk, request.user)
    form = EraseForm(request.POST)
    if form.is_valid():
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        try:
            erasing.erase(contact=contact, by=request.user, version=version, **form.cleaned_data)
        except (FieldErrors, Stale) as error:
            show_error(form, error)
        else:
            toasts.after_redirect(request, _("What was personal is erased."))
            return redirect("people:contacts")
    return _page(request, contact, form, status=422)


def _line(item: dict[str, Any]) -> tuple[str, str, datetime | None]:
    """What it is called, if it has a name of its own, what it says, and when it came."""
    return item.get("label", ""), item.get("shown", item["what"]), _moment(item["at"])


def _page(request: SignedInRequest, contact: Contact, form: EraseForm, status: int = 200) -> HttpResponse:
    parts = [
        {
            "label": part["label"],
            "goes": part["name"] != "deals",
            "count": len(part["items"]),
            "lines": [_line(item) for item in part["items"][:SHOWN]],
            "more": max(0, len(part["items"]) - SHOWN),
        }
        for part in personal.everything(contact)["parts"]
    ]
    context = {
        "record": contact,
        "parts": parts,
        "copies": personal.copies(contact, request.user),
        "form": form,
        "may_erase": request.user.can("people.erase", contact),
    }
    return render(request, "people/personal.html", context, status=status)


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


def _packed(contact: Contact) -> IO[bytes]:
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        found = json.dumps(personal.everything(contact), ensure_ascii=False, indent=1)
        archive.writestr("person.json", found)
        for file in personal.files_of(contact):
            path = storage.path_of(file.stored)
            if path.exists():
                archive.write(path, f"files/{file.pk}-{storage.safe_name(file.name)}")
    packed.seek(0)
    return packed
