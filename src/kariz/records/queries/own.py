"""One comment, file or view, if the user may see what it hangs on."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q

from kariz.access.models import User
from kariz.web.errors import NotFound

from .. import subjects
from ..models import Comment, File, SavedView

_T = TypeVar("_T", Comment, File)


def comment(pk: int, user: User) -> Comment:
    return _seen(Comment.objects.filter(pk=pk, deleted_at=None).first(), user)


def file(pk: int, user: User) -> File:
    return _seen(File.objects.filter(pk=pk, deleted_at=None).first(), user)


def view(pk: int, user: User) -> SavedView:
    found = SavedView.objects.filter(pk=pk, owner=user).first()
    if found is None:
        raise NotFound()
    return found


def usable_view(pk: int, user: User) -> SavedView:
    """A view of one's own or a shared one."""
    found = SavedView.objects.filter(Q(owner=user) | Q(shared=True), pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def _seen(found: _T | None, user: User) -> _T:
    if found is None:
        raise NotFound()
    subjects.load(found.subject_kind, found.subject_id, user)
    return found
