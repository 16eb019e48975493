"""Letting a member in who is only a name so far, such as a seller met in an import."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kariz.events.actions import log
from kariz.web.lines import one_line

from ..models import User
from .users import check_password, differences
from .versions import write


def is_only_a_name(user: User) -> bool:
    """Never signed in and has no password: an invitation may make a working account of it."""
    return user.last_login is None and not user.has_usable_password()


def take_up(*, user: User, name: str, role: str, password: str, **preferences: str) -> User:
    """For `invitations.accept`, which is itself the permission: the name becomes a working account."""
    wanted: dict[str, Any] = {
        "name": one_line(name, field="name", limit=150),
        "role": role,
        "is_active": True,
    }
    check_password(password, User(name=wanted["name"], email=user.email))
    changes = differences(user, wanted)
    hashed = User()
    hashed.set_password(password)
    with transaction.atomic():
        write(user, version=None, password=hashed.password, **wanted, **preferences)
        user.forget_reach()
        log.append(by=user, verb="user.changed", subject=("user", user.pk), changes=changes)
    return user
