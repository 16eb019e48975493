"""Keys for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kariz.events.actions import log
from kariz.jobs.aside import Aside
from kariz.web.errors import FieldErrors
from kariz.web.lines import one_line

from ..models import ApiToken, User
from ..secrets import digest, new_secret
from .users import known

MARK = "kz_"
PREFIX_LENGTH = 10
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewToken:
    """`secret` is shown once and never again."""

    token: ApiToken
    secret: str


def create(*, name: str, scope: str, by: User, expires_at: datetime | None = None) -> NewToken:
    """A token that acts as its maker, within its scope, until it expires (None: until revoked)."""
    by.require("token.manage_own")
    if expires_at is not None and expires_at <= timezone.now():
        raise FieldErrors({"expires_at": [_("Choose a time in the future.")]})
    secret = new_secret(MARK)
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=by,
            name=one_line(name, field="name", limit=100),
            scope=known(scope, ApiToken.Scope, "scope"),
            prefix=secret[:PREFIX_LENGTH],
            hash=digest(secret),
            expires_at=expires_at,
        )
        told = {"name": token.name, "scope": scope}
        log.append(by=by, verb="token.created", subject=("token", token.pk), data=told)
    return NewToken(token, secret)


def revoke(*, token: ApiToken, by: User) -> ApiToken:
    """The token stops working at once. One's own, or anybody's for administrators."""
    by.require("token.manage_own" if token.user_id == by.pk else "token.manage")
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
            log.append(by=by, verb="token.revoked", subject=("token", token.pk), data={"name": token.name})
    token.refresh_from_db()
    return token


def touch(token: ApiToken) -> None:
    """Have it noted that the token was used, at most once a minute, by a thread of its own: who only reads never
    waits for who writes."""
    now = timezone.now()
    if token.last_used_at and token.last_used_at > now - TOUCH_EVERY:
        return
    notes.put(token.pk, now)


def note_use(used: dict[int, datetime]) -> None:
    """Write when tokens were last used, by id."""
    for pk, at in used.items():
        idle = Q(last_used_at=None) | Q(last_used_at__lte=at - TOUCH_EVERY)
        ApiToken.objects.filter(idle, pk=pk).update(last_used_at=at)


notes = Aside(note_use)
