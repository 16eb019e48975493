"""Notes that another system or a file brings, many at once, as comments with their author and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.web import bulk
from kariz.web.errors import FieldErrors, NotFound

from .. import subjects
from ..models import Comment
from ..search import index
from .comments import LONGEST


@dataclass(slots=True)
class NewNote:
    subject: tuple[str, int]
    body: str
    author: Any = None
    at: datetime | None = None


def bring_in(*, notes: Sequence[NewNote], by: Any) -> list[Comment]:
    """Write up to 500 comments on records that `by` sees; nobody is told. Raises NotAllowed, NotFound, FieldErrors."""
    by.require("comment.create")
    bodies = [note.body.replace("\x00", "").strip() for note in notes]
    if any(not body or len(body) > LONGEST for body in bodies):
        raise FieldErrors({"body": [_("At most %(max)d characters.") % {"max": LONGEST}]})
    deals = _deals([note.subject for note in notes], by)
    now = timezone.now()
    with transaction.atomic():
        made = list(
            bulk.insert(
                [
                    Comment(
                        subject_kind=note.subject[0],
                        subject_id=note.subject[1],
                        deal_id=deals[note.subject],
                        author=note.author or by,
                        body=body,
                        created_at=min(note.at or now, now),
                    )
                    for note, body in zip(notes, bodies, strict=True)
                ]
            )
        )
        log.append_many([_told(comment, by) for comment in made])
        for kind, ids in _by_kind(made).items():
            index.refresh_many(kind, ids)
    return made


def remove_many(*, comments: Sequence[Comment], by: Any) -> int:
    """Take up to 500 comments away, one's own or anybody's as a manager; returns how many were there."""
    by.require("comment.create" if all(one.author_id == by.pk for one in comments) else "comment.moderate")
    now = timezone.now()
    with transaction.atomic():
        rows = Comment.objects.filter(pk__in=[one.pk for one in comments], deleted_at=None)
        fresh = list(rows)
        rows.update(deleted_at=now)
        for kind, ids in _by_kind(fresh).items():
            log.take_out_many(
                verbs=["comment.created", "comment.changed"],
                kind=kind,
                ids=sorted({pk for one in ids for pk in subjects.story_of(kind, one)}),
                key="comment",
                values=[one.pk for one in fresh],
            )
            index.refresh_many(kind, ids)
        log.append_many(
            [
                log.Draft(
                    by,
                    "comment.deleted",
                    (one.subject_kind, one.subject_id),
                    one.deal_id,
                    {},
                    {"comment": one.pk},
                )
                for one in fresh
            ]
        )
    return len(fresh)


def _by_kind(comments: Sequence[Comment]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for one in comments:
        found.setdefault(one.subject_kind, set()).add(one.subject_id)
    return found


def _deals(wanted: Sequence[tuple[str, int]], by: Any) -> dict[tuple[str, int], int | None]:
    """{subject: id of the deal whose timeline shows it}. Raises NotFound where one may not be seen."""
    found: dict[tuple[str, int], int | None] = {}
    for kind in {kind for kind, _pk in wanted}:
        ids = {pk for held, pk in wanted if held == kind}
        for record in subjects.load_many(kind, ids, by):
            found[kind, record.pk] = subjects.deal_of(kind, record)
    if set(wanted) - set(found):
        raise NotFound
    return found


def _told(comment: Comment, by: Any) -> log.Draft:
    return log.Draft(
        by,
        "comment.created",
        (comment.subject_kind, comment.subject_id),
        comment.deal_id,
        {},
        # Who did it is who brought it in: that the file names a writer is told beside, never as the doer.
        {"comment": comment.pk, "text": comment.body[:200], "past": True} | _author(comment, by),
        comment.created_at,
    )


def _author(comment: Comment, by: Any) -> dict[str, str]:
    return {} if comment.author in (None, by) else {"author": comment.author.name}
