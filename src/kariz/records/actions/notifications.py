from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from kariz.access.models import User
from kariz.web import bulk

from ..models import Notification


def send_many(*, users: Iterable[User], kind: str, data: dict[str, Any], url: str = "") -> list[Notification]:
    """Tell several people one thing. `kind` must have a sentence in `records.notices`; the system calls this."""
    now = timezone.now()
    rows = [Notification(user=user, kind=kind, data=data, url=url[:300], created_at=now) for user in users]
    return Notification.objects.bulk_create(rows)


def send_each(*, kind: str, news: Iterable[tuple[User, dict[str, Any], str]]) -> None:
    """Tell each person something of their own: (who, data, address). As above, the system calls this."""
    now = timezone.now()
    bulk.insert(
        [
            Notification(user=user, kind=kind, data=data, url=url[:300], created_at=now)
            for user, data, url in news
        ]
    )


def mark_read(*, by: User, ids: Iterable[int] | None = None) -> int:
    """Mark these of the user's own notifications, or all, as read; returns how many were unread."""
    by.require("notification.own")
    unread = Notification.objects.filter(user=by, read_at=None)
    return (unread if ids is None else unread.filter(pk__in=list(ids))).update(read_at=timezone.now())
