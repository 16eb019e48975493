from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError, NotFound
from kariz.web.policy import requires

from .. import storage, subjects
from ..actions import files
from ..queries import on_record, own
from .changed import told


@requires("file.view")
def index(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The files of a record (GET), or one more (POST); always the whole fragment."""
    subjects.load(kind, pk, request.user)
    error = None
    if request.method == "POST":
        try:
            files.create(subject=(kind, pk), upload=request.FILES.get("file"), by=request.user)
        except DomainError as refused:
            if not refused.errors:
                raise
            error = refused.errors["file"][0]
        else:
            return told(_show(request, kind, pk))
    return _show(request, kind, pk, error)


@require_POST
@requires("file.create")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    file = own.file(pk, request.user)
    files.delete(file=file, by=request.user)
    return told(_show(request, file.subject_kind, file.subject_id))


@require_GET
@requires("file.view")
def content(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The bytes: shown in the browser only for a few safe kinds, else saved; never sniffed, never run."""
    file = own.file(pk, request.user)
    path = storage.path_of(file.stored)
    if not path.is_file():
        raise NotFound()
    inline = file.content_type in storage.SHOWN_INLINE
    response = FileResponse(
        path.open("rb"),
        as_attachment=not inline,
        filename=file.name,
        content_type=file.content_type if inline else storage.UNKNOWN,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if file.content_type != "application/pdf":
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _show(request: SignedInRequest, kind: str, pk: int, error: str | None = None) -> HttpResponse:
    context = {
        "files": on_record.files(kind, pk)[:500],
        "kind": kind,
        "pk": pk,
        "error": error,
        "may_write": request.user.can("file.create"),
        "may_moderate": request.user.can("file.moderate"),
    }
    return render(request, "records/_files.html", context)
