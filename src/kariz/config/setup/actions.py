"""The company and its administrator, made together or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kariz.access.actions import users
from kariz.access.models import User
from kariz.access.roles import Role
from kariz.events.actor import SYSTEM
from kariz.organisation.actions import organisation
from kariz.web.errors import FieldErrors


def set_up(*, administrator: dict[str, Any], company: dict[str, Any]) -> User:
    """Make both. Raises organisation's AlreadySetUp, and FieldErrors of both at once ("company" is its name)."""
    errors: dict[str, list[Any]] = {}
    with transaction.atomic():
        if User.objects.exists():
            raise organisation.AlreadySetUp
        try:
            organisation.create(by=SYSTEM, **company)
        except FieldErrors as error:
            errors |= {{"name": "company"}.get(key, key): texts for key, texts in error.errors.items()}
        try:
            user = users.create(by=SYSTEM, role=Role.ADMINISTRATOR, **administrator)
        except FieldErrors as error:
            errors |= error.errors
        if errors:
            raise FieldErrors(errors)
    return user
