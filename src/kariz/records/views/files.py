from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.policy import requires

from .. import sending, storage, subjects
from ..actions import files
from ..queries import on_record, own
from .changed import told, undo_url

MOST = 500


@requires("file.view")
def index(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The files of a record (GET), or one more (POST): the whole fragment, or JSON for who asks for that."""
    subjects.load(kind, pk, request.user)
    if request.method != "POST":
        return _show(request, kind, pk)
    as_json = "application/json" in request.headers.get("Accept", "")
    try:
        file = files.create(subject=(kind, pk), upload=request.FILES.get("file"), by=request.user)
    except DomainError as refused:
        if as_json:
            return JsonResponse({"error": str(_sentence(refused))}, status=refused.status)
        if not refused.errors:
            raise
        return _show(request, kind, pk, refused.errors["file"][0])
    if as_json:
        return JsonResponse({"id": file.pk, "name": file.name}, status=201)
    return told(_show(request, kind, pk))


@require_GET
@requires("file.view")
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """A picture or a PDF in a window; what cannot be shown can be saved."""
    file = own.file(pk, request.user)
    here = list(on_record.files(file.subject_kind, file.subject_id)[:MOST])
    shown = [one for one in here if one.content_type in storage.SHOWN_INLINE]
    at = next((place for place, one in enumerate(shown) if one.pk == pk), None)
    context = {
        "file": file,
        "image": file.content_type in storage.IMAGES,
        "pdf": file.content_type == storage.PDF,
        "before": shown[at - 1] if at else None,
        "after": shown[at + 1] if at is not None and at + 1 < len(shown) else None,
    }
    return render(request, "records/file_preview.html", context)


@requires("file.create")
def rename(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another name for the file: its form in a window (GET), or the name (POST)."""
    file = own.file(pk, request.user)
    context: dict[str, Any] = {"file": file, "name": request.POST.get("name", file.name)}
    if request.method != "POST":
        return render(request, "records/file_rename.html", context)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    try:
        files.rename(file=file, name=context["name"], by=request.user, version=version)
    except (FieldErrors, Stale) as error:
        context["errors"] = error.errors.get("name") or [error.message]
        return render(request, "records/file_rename.html", context, status=error.status)
    subject = (file.subject_kind, file.subject_id)
    response = HttpResponse(status=204)
    told(response, _("The file is renamed."), undo_url(request, "file.renamed", subject))
    events = json.loads(response.headers["HX-Trigger"]) | {"dialog:close": {}, "files:changed": {}}
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


@require_POST
@requires("file.create")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    file = own.file(pk, request.user)
    files.delete(file=file, by=request.user)
    subject = (file.subject_kind, file.subject_id)
    undo = undo_url(request, "file.deleted", subject)
    return told(_show(request, *subject), _("“%(name)s” is removed.") % {"name": file.name}, undo)


@require_GET
@requires("file.view")
def content(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The bytes: shown in the browser only for a few safe kinds, else saved."""
    return sending.whole(own.file(pk, request.user), shown="save" not in request.GET)


def _sentence(refused: DomainError) -> Any:
    """The sentence for the person: the field's own, where there is one."""
    return next(iter(refused.errors.get("file", ())), refused.message)


def _show(request: SignedInRequest, kind: str, pk: int, error: str | None = None) -> HttpResponse:
    held = on_record.held(kind, pk)
    context = {
        "files": on_record.files(kind, pk)[:MOST],
        "held": held,
        "room": max(storage.MOST_ON_RECORD - held.size, 0),
        "largest": storage.LARGEST,
        "images": storage.IMAGES,
        "shown": storage.SHOWN_INLINE,
        "kind": kind,
        "pk": pk,
        "error": error,
        "may_write": request.user.can("file.create"),
        "may_moderate": request.user.can("file.moderate"),
    }
    return render(request, "records/_files.html", context)
