from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import FieldErrors, NotAllowed, Stale
from kariz.web.once import once
from kariz.web.policy import requires

from .. import subjects
from ..actions import comments
from ..models import Comment
from ..queries import on_record, own
from .changed import told, undo_url

MOST = 500


@requires("comment.view")
@once
def index(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The notes of a record (GET), or one more (POST); always the whole fragment."""
    subjects.load(kind, pk, request.user)
    if request.method == "POST":
        try:
            comment = comments.create(subject=(kind, pk), body=request.POST.get("body", ""), by=request.user)
        except FieldErrors as error:
            return _show(request, kind, pk, error.errors, request.POST.get("body", ""))
        return told(_show(request, kind, pk), _unseen(comment))
    return _show(request, kind, pk)


@require_GET
@requires("comment.create")
def mentions(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Colleagues whose name begins with or holds `q`, to be told of a comment on this record."""
    subjects.load(kind, pk, request.user)
    people = on_record.colleagues(request.GET.get("q", "")[:80], request.user)
    seen = subjects.seen_by(kind, pk, people)
    rows = [(one, one.pk in seen) for one in people]
    return render(request, "records/_mentions.html", {"rows": rows})


@requires("comment.create")
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own note in a form (GET), or its new words (POST)."""
    comment = own.comment(pk, request.user)
    if comment.author_id != request.user.pk:
        raise NotAllowed()
    body = request.POST.get("body", comment.body)
    context: dict[str, Any] = {
        "comment": comment,
        "kind": comment.subject_kind,
        "pk": comment.subject_id,
        "body": body,
    }
    context["field_id"] = f"note-{pk}"
    if request.method != "POST":
        return render(request, "records/_note_form.html", context)
    try:
        comments.change(comment=comment, body=body, by=request.user, version=_seen(request))
    except (FieldErrors, Stale) as error:
        # What was typed stays; after a conflict the next try overwrites knowingly.
        context["errors"] = error.errors.get("body") or [error.message]
        response = render(request, "records/_note_form.html", context, status=error.status)
        response["HX-Retarget"] = response["HX-Reselect"] = f"#note-form-{pk}"
        return response
    message = " ".join(filter(None, [str(_("The note is changed.")), _unseen(comment)]))
    return _done(request, comment, "comment.changed", message)


@require_POST
@requires("comment.create")
def pin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the note above the others (`on` 1), or no more (0)."""
    comment, on = own.comment(pk, request.user), request.POST.get("on") != "0"
    comments.pin(comment=comment, by=request.user, on=on)
    if on:
        return _done(request, comment, "comment.pinned", _("The note is pinned."))
    return _done(request, comment, "comment.unpinned", _("The note is no longer pinned."))


@require_POST
@requires("comment.create")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    comment = own.comment(pk, request.user)
    comments.delete(comment=comment, by=request.user)
    return _done(request, comment, "comment.deleted", _("The note is deleted."))


@require_GET
@requires("event.view")
def timeline(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    subjects.load(kind, pk, request.user)
    before = request.GET.get("before", "")
    lines = on_record.timeline_of(kind, pk, request.user, int(before) if before.isdecimal() else None)
    more = lines[-1].event.pk if len(lines) == 30 else None
    return render(request, "records/_timeline.html", {"lines": lines, "kind": kind, "pk": pk, "more": more})


def _unseen(comment: Comment) -> str:
    """What to say where the note names somebody who may not see the record; "" where all were told."""
    names = str(_(", ")).join(user.name for user in comments.untold(comment))
    if not names:
        return ""
    return _("Not told, because they may not see this record: %(names)s") % {"names": names}


def _done(request: SignedInRequest, comment: Comment, verb: str, message: str) -> HttpResponse:
    subject = (comment.subject_kind, comment.subject_id)
    return told(_show(request, *subject), message, undo_url(request, verb, subject))


def _seen(request: SignedInRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0


def _show(
    request: SignedInRequest, kind: str, pk: int, errors: dict | None = None, body: str = ""
) -> HttpResponse:
    context = {
        "comments": on_record.comments(kind, pk)[:MOST],
        "kind": kind,
        "pk": pk,
        "errors": (errors or {}).get("body", []),
        "body": body,
        "may_write": request.user.can("comment.create"),
        "may_moderate": request.user.can("comment.moderate"),
    }
    return render(request, "records/_comments.html", context)
