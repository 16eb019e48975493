from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.localisation.text import fold
from kariz.web.errors import FieldErrors, NotAllowed, Stale

from .. import markup, subjects
from ..models import Comment
from ..search import index
from . import notifications

LONGEST = 10_000


def create(*, subject: tuple[str, int], body: str, by: User, pinned: bool = False) -> Comment:
    """A note on a record that the user may see, at once above the others if `pinned`; who is named after an @ is told.

    Raises NotFound, NotAllowed, FieldErrors.
    """
    by.require("comment.create")
    record = subjects.load(*subject, by)
    text = _cleaned(body)
    told = _told(text, subject, by)
    with transaction.atomic():
        comment = Comment.objects.create(
            subject_kind=subject[0],
            subject_id=subject[1],
            deal_id=subjects.deal_of(subject[0], record),
            author=by,
            body=text,
            created_at=timezone.now(),
        )
        comment.mentions.set(told)
        log.append(
            by=by,
            verb="comment.created",
            subject=subject,
            deal_id=comment.deal_id,
            data={"comment": comment.pk, "text": markup.plain(text)},
        )
        _notify(comment, told, record, by)
        index.refresh(*subject)
        if pinned:
            pin(comment=comment, by=by)
    return comment


def change(*, comment: Comment, body: str, by: User, version: int | None = None) -> Comment:
    """Write one's own note anew; who is named for the first time is told. Raises NotFound, NotAllowed, FieldErrors,
    Stale."""
    record = _own(comment, by)
    text, before = _cleaned(body), comment.body
    if text == before:
        return comment
    known = set(comment.mentions.values_list("pk", flat=True))
    people = _told(text, _subject(comment), by)
    with transaction.atomic():
        _write(comment, version, body=text, edited_at=timezone.now())
        comment.mentions.set(people)
        _tell(comment, "comment.changed", by, text=markup.plain(text), before=before)
        _notify(comment, [user for user in people if user.pk not in known], record, by)
        index.refresh(*_subject(comment))
    return comment


def pin(*, comment: Comment, by: User, on: bool = True) -> Comment:
    """Keep a note above the others, or no more. Raises NotFound, NotAllowed, Stale."""
    by.require("comment.create")
    subjects.load(*_subject(comment), by)
    if bool(comment.pinned_at) != on:
        with transaction.atomic():
            _write(comment, None, pinned_at=timezone.now() if on else None)
            _tell(comment, "comment.pinned" if on else "comment.unpinned", by)
    return comment


def delete(*, comment: Comment, by: User) -> None:
    """Take a note away (undoable): one's own, or anybody's as a manager. Raises NotFound, NotAllowed."""
    _may_remove(comment, by)
    with transaction.atomic():
        if Comment.objects.filter(pk=comment.pk, deleted_at=None).update(deleted_at=timezone.now()):
            subject = _subject(comment)
            # It may have come with a record that was merged into this one.
            ids = subjects.story_of(*subject)
            about: dict[str, Any] = {"kind": subject[0], "ids": ids, "data": {"comment": comment.pk}}
            for verb, words in (("created", "text"), ("changed", "text"), ("changed", "before")):
                log.take_out(verb=f"comment.{verb}", words=words, **about)
            _tell(comment, "comment.deleted", by)
            index.refresh(*subject)


def restore(*, comment: Comment, by: User) -> None:
    """Put a note back. Raises NotFound, NotAllowed."""
    _may_remove(comment, by)
    with transaction.atomic():
        if Comment.objects.filter(pk=comment.pk, deleted_at__isnull=False).update(deleted_at=None):
            _tell(comment, "comment.restored", by, text=markup.plain(comment.body))
            index.refresh(*_subject(comment))


def _cleaned(body: str) -> str:
    text = body.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST:
        wrong = _("At most %(max)d characters.") % {"max": LONGEST} if text else _("Write something first.")
        raise FieldErrors({"body": [wrong]})
    return text


def _subject(comment: Comment) -> tuple[str, int]:
    return comment.subject_kind, comment.subject_id


def _own(comment: Comment, by: User) -> Any:
    """The record, if the note is one's own."""
    by.require("comment.create")
    record = subjects.load(*_subject(comment), by)
    if comment.author_id != by.pk:
        raise NotAllowed()
    return record


def _may_remove(comment: Comment, by: User) -> None:
    by.require("comment.create")
    subjects.load(*_subject(comment), by)
    if comment.author_id != by.pk and not by.can("comment.moderate"):
        raise NotAllowed()


def _write(comment: Comment, version: int | None, **values: Any) -> None:
    """A conditional update on the version that was seen. Raises Stale."""
    seen = comment.version if version is None else version
    rows = Comment.objects.filter(pk=comment.pk, version=seen, deleted_at=None)
    if not rows.update(version=seen + 1, **values):
        raise Stale()
    for name, value in {**values, "version": seen + 1}.items():
        setattr(comment, name, value)


def _tell(comment: Comment, verb: str, by: User, **data: Any) -> None:
    log.append(
        by=by,
        verb=verb,
        subject=_subject(comment),
        deal_id=comment.deal_id,
        data={"comment": comment.pk, **data},
    )


def _notify(comment: Comment, users: list[User], record: Any, by: User) -> None:
    notifications.send_many(
        users=users,
        kind="mention",
        data={"by": by.name, "text": markup.plain(comment.body, 120)},
        url=f"{record.get_absolute_url()}#comment-{comment.pk}",
    )


def mentioned(text: str) -> list[User]:
    """Active users whose whole name stands after an @, spelling aside."""
    if "@" not in text:
        return []
    pieces = [fold(piece) for piece in text.split("@")[1:]]
    names = [(user, re.compile(re.escape(fold(user.name)) + r"(?!\w)")) for user in User.objects.active()]
    return [user for user, name in names if any(name.match(piece) for piece in pieces)]


def untold(comment: Comment) -> list[User]:
    """Whom the note names, but who may not see the record and so was not told."""
    told = {user.pk for user in comment.mentions.all()} | {comment.author_id}
    return [user for user in mentioned(comment.body) if user.pk not in told]


def _told(text: str, subject: tuple[str, int], by: User) -> list[User]:
    """Who is named in the text and may see the record."""
    named = [user for user in mentioned(text) if user != by]
    seen = subjects.seen_by(*subject, named)
    return [user for user in named if user.pk in seen]
