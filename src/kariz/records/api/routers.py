"""API of comments, files, saved views, notifications and search; `config` mounts the routers by name."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from ninja import File as FileParam
from ninja import Form, Query, Router
from ninja.files import UploadedFile

from kariz.access.request import SignedInRequest
from kariz.web.openapi import sends

from .. import notices, sending, storage, subjects
from ..actions import comments as comment_actions
from ..actions import files as file_actions
from ..actions import notifications as notification_actions
from ..actions import saved_views as view_actions
from ..models import Comment, File, Notification, SavedView
from ..queries import on_record, own
from ..search import finder, showing
from . import schemas as s

comments = Router(tags=["comments"])
files = Router(tags=["files"])
views = Router(tags=["views"])
notifications = Router(tags=["notifications"])
search = Router(tags=["search"])


@comments.get("", response=list[s.CommentOut])
def list_comments(request: SignedInRequest, subject: Query[s.SubjectIn]) -> list[Comment]:
    request.user.require("comment.view")
    subjects.load(subject.subject_kind, subject.subject_id, request.user)
    return list(on_record.comments(subject.subject_kind, subject.subject_id)[:500])


@comments.post("", response={201: s.CommentOut})
def create_comment(request: SignedInRequest, data: s.CommentIn) -> tuple[int, Comment]:
    subject = (data.subject_kind, data.subject_id)
    return 201, comment_actions.create(subject=subject, body=data.body, by=request.user, pinned=data.pinned)


@comments.patch("/{int:pk}", response=s.CommentOut)
def change_comment(request: SignedInRequest, pk: int, data: s.NoteChange) -> Comment:
    comment = own.comment(pk, request.user)
    if data.body is not None:
        comment_actions.change(comment=comment, body=data.body, by=request.user, version=data.version)
    if data.pinned is not None:
        comment_actions.pin(comment=comment, by=request.user, on=data.pinned)
    return comment


@comments.delete("/{int:pk}", response={204: None})
def delete_comment(request: SignedInRequest, pk: int) -> tuple[int, None]:
    comment_actions.delete(comment=own.comment(pk, request.user), by=request.user)
    return 204, None


@files.get("", response=list[s.FileOut])
def list_files(request: SignedInRequest, subject: Query[s.SubjectIn]) -> list[File]:
    request.user.require("file.view")
    subjects.load(subject.subject_kind, subject.subject_id, request.user)
    return list(on_record.files(subject.subject_kind, subject.subject_id)[:500])


@files.post("", response={201: s.FileOut})
def create_file(
    request: SignedInRequest, subject: Form[s.SubjectIn], file: FileParam[UploadedFile]
) -> tuple[int, File]:
    target = (subject.subject_kind, subject.subject_id)
    return 201, file_actions.create(subject=target, upload=file, by=request.user)


@files.patch("/{int:pk}", response=s.FileOut)
def rename_file(request: SignedInRequest, pk: int, data: s.FileChange) -> File:
    file = own.file(pk, request.user)
    return file_actions.rename(file=file, name=data.name, by=request.user, version=data.version)


@files.get("/{int:pk}/content", openapi_extra=sends(storage.UNKNOWN))
def file_content(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The bytes, to be saved."""
    request.user.require("file.view")
    return sending.whole(own.file(pk, request.user), shown=False)


@files.delete("/{int:pk}", response={204: None})
def delete_file(request: SignedInRequest, pk: int) -> tuple[int, None]:
    file_actions.delete(file=own.file(pk, request.user), by=request.user)
    return 204, None


@views.get("", response=list[s.ViewOut])
def list_views(request: SignedInRequest, kind: str) -> list[SavedView]:
    request.user.require("saved_view.own")
    return list(on_record.views(kind, request.user)[:200])


@views.post("", response={201: s.ViewOut})
def create_view(request: SignedInRequest, data: s.ViewIn) -> tuple[int, SavedView]:
    return 201, view_actions.create(**data.dict(), by=request.user)


@views.patch("/{int:pk}", response=s.ViewOut)
def change_view(request: SignedInRequest, pk: int, data: s.ViewPatch) -> SavedView:
    given = data.dict(exclude_unset=True)
    return view_actions.change(view=own.view(pk, request.user), by=request.user, **given)


@views.put("/{int:pk}/default", response={204: None})
def begin_with_view(request: SignedInRequest, pk: int, on: bool = True) -> tuple[int, None]:
    """One's own list begins with it; `on=false` begins with everything again."""
    view_actions.set_default(view=own.usable_view(pk, request.user), by=request.user, on=on)
    return 204, None


@views.put("/{int:pk}/roles/{role}", response={204: None})
def begin_role_with_view(request: SignedInRequest, pk: int, role: str, on: bool = True) -> tuple[int, None]:
    """The list of everybody in the role begins with it, where they have chosen nothing."""
    view = own.usable_view(pk, request.user)
    chosen = view if on else None
    view_actions.set_role_default(kind=view.kind, role=role, view=chosen, by=request.user)
    return 204, None


@views.delete("/{int:pk}", response={204: None})
def delete_view(request: SignedInRequest, pk: int) -> tuple[int, None]:
    view_actions.delete(view=own.view(pk, request.user), by=request.user)
    return 204, None


@notifications.get("", response=list[s.NotificationOut])
def list_notifications(request: SignedInRequest, unread: bool = False) -> list[Notification]:
    request.user.require("notification.own")
    rows = Notification.objects.filter(user=request.user).order_by("-id")
    found: list[Any] = list((rows.filter(read_at=None) if unread else rows)[:100])
    for row in found:
        row.text = notices.text_of(row.kind, row.data)
    return found


@notifications.post("/read", response={200: dict[str, int]})
def read_notifications(request: SignedInRequest, data: s.ReadIn) -> dict[str, int]:
    return {"read": notification_actions.mark_read(by=request.user, ids=data.ids)}


@search.get("", response={200: dict[str, list[s.Found]]})
def find(request: SignedInRequest, q: str, limit: int = 20, kind: str = "") -> dict[str, list[s.Found]]:
    request.user.require("search.use")
    entries = finder.find(request.user, q, max(1, min(limit, 50)), [kind] if kind else None)
    items = [
        s.Found(
            kind=row.entry.kind,
            id=row.entry.object_id,
            title=row.title,
            subtitle=row.entry.subtitle,
            url=row.url,
            owner_id=row.entry.owner_id,
            at=row.at,
        )
        for row in showing.rows_of(entries, request.user)
    ]
    return {"items": items}
