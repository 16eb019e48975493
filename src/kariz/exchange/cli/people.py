from __future__ import annotations

from typing import NoReturn

from kariz.access.models import User
from kariz.access.roles import Role


def acting(email: str | None) -> User:
    """The active user of that address, or the first administrator. Ends the command when there is none."""
    rows = User.objects.active().order_by("id")
    found = rows.filter(email=email).first() if email else rows.filter(role=Role.ADMINISTRATOR).first()
    if found is None:
        stop(
            f"there is no active user {email}"
            if email
            else "there is no administrator yet: open the pages once and set up"
        )
    return found


def stop(why: str) -> NoReturn:
    """End the command with a reason."""
    raise SystemExit(f"kariz: {why}")
