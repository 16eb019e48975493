from __future__ import annotations

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.localisation.text import fold
from kariz.web.errors import FieldErrors, NotAllowed, NotFound

from .. import subjects
from ..models import Comment
from . import notifications

LONGEST = 10_000


def create(*, subject: tuple[str, int], body: str, by: User) -> Comment:
    """Comment on a record the user may see; who is named after an @ is told. Raises NotFound, NotAllowed, FieldErrors."""
    by.require("comment.create")
    record = subjects.load(*subject, by)
    text = body.replace("\x00", "").strip()
    if not text or len(text) > LONGEST:
        wrong = _("At most %(max)d characters.") % {"max": LONGEST} if text else _("Write something first.")
        raise FieldErrors({"body": [wrong]})
    told = [user for user in mentioned(text) if user != by and _sees(user, subject)]
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
            data={"comment": comment.pk, "text": text[:200]},
        )
        notifications.send_many(
            users=told,
            kind="mention",
            data={"by": by.name, "text": text[:120]},
            url=f"{record.get_absolute_url()}#comment-{comment.pk}",
        )
    return comment


def delete(*, comment: Comment, by: User) -> None:
    """Take a comment away: one's own, or anybody's as a manager. Raises NotFound, NotAllowed."""
    by.require("comment.create")
    subjects.load(comment.subject_kind, comment.subject_id, by)
    if comment.author_id != by.pk and not by.can("comment.moderate"):
        raise NotAllowed()
    with transaction.atomic():
        if Comment.objects.filter(pk=comment.pk, deleted_at=None).update(deleted_at=timezone.now()):
            subject = (comment.subject_kind, comment.subject_id)
            log.take_out(
                verb="comment.created",
                kind=comment.subject_kind,
                # It may have come with a record that was merged into this one.
                ids=subjects.story_of(*subject),
                data={"comment": comment.pk},
                words="text",
            )
            log.append(
                by=by,
                verb="comment.deleted",
                subject=subject,
                deal_id=comment.deal_id,
                data={"comment": comment.pk},
            )


def mentioned(text: str) -> list[User]:
    """Active users whose whole name stands after an @, spelling aside."""
    if "@" not in text:
        return []
    pieces = [fold(piece) for piece in text.split("@")[1:]]
    names = [(user, re.compile(re.escape(fold(user.name)) + r"(?!\w)")) for user in User.objects.active()]
    return [user for user, name in names if any(name.match(piece) for piece in pieces)]


def _sees(user: User, subject: tuple[str, int]) -> bool:
    try:
        return bool(subjects.load(*subject, user))
    except NotFound:
        return False
