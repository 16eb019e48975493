from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import FieldErrors
from kariz.web.once import once
from kariz.web.policy import requires

from .. import subjects
from ..actions import comments
from ..queries import on_record, own
from .changed import told


@requires("comment.view")
@once
def index(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The comments of a record (GET), or one more (POST); always the whole fragment."""
    subjects.load(kind, pk, request.user)
    if request.method == "POST":
        try:
            comments.create(subject=(kind, pk), body=request.POST.get("body", ""), by=request.user)
        except FieldErrors as error:
            return _show(request, kind, pk, error.errors, request.POST.get("body", ""))
        return told(_show(request, kind, pk))
    return _show(request, kind, pk)


@require_GET
@requires("comment.create")
def mentions(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Colleagues whose name begins with or holds `q`, to be told of a comment on this record."""
    subjects.load(kind, pk, request.user)
    people = on_record.colleagues(request.GET.get("q", "")[:80], request.user)
    return render(request, "records/_mentions.html", {"people": people})


@require_POST
@requires("comment.create")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    comment = own.comment(pk, request.user)
    comments.delete(comment=comment, by=request.user)
    return told(_show(request, comment.subject_kind, comment.subject_id))


@require_GET
@requires("event.view")
def timeline(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    subjects.load(kind, pk, request.user)
    before = request.GET.get("before", "")
    lines = on_record.timeline_of(kind, pk, request.user, int(before) if before.isdecimal() else None)
    more = lines[-1].event.pk if len(lines) == 30 else None
    return render(request, "records/_timeline.html", {"lines": lines, "kind": kind, "pk": pk, "more": more})


def _show(
    request: SignedInRequest, kind: str, pk: int, errors: dict | None = None, body: str = ""
) -> HttpResponse:
    context = {
        "comments": on_record.comments(kind, pk)[:500],
        "kind": kind,
        "pk": pk,
        "errors": (errors or {}).get("body", []),
        "body": body,
        "may_write": request.user.can("comment.create"),
        "may_moderate": request.user.can("comment.moderate"),
    }
    return render(request, "records/_comments.html", context)
