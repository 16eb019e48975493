"""What `access` itself, and `organisation` below it, let each role do."""

from __future__ import annotations

from .policy import register
from .roles import ADMINISTRATORS, EVERYONE, MANAGERS


def register_all() -> None:
    """Called once when the application starts."""
    register("user.list", roles=EVERYONE)
    register("user.manage", roles=ADMINISTRATORS, administrative=True)
    register("user.name_seller", roles=MANAGERS)
    register("user.change_own", roles=EVERYONE)
    register("team.list", roles=EVERYONE)
    register("team.manage", roles=MANAGERS, administrative=True)
    register("invitation.manage", roles=ADMINISTRATORS, administrative=True)
    register("visibility.manage", roles=ADMINISTRATORS, administrative=True)
    register("token.manage_own", roles=EVERYONE, administrative=True)
    register("token.manage", roles=ADMINISTRATORS, administrative=True)
    register("organisation.see", roles=EVERYONE)
    register("organisation.change", roles=ADMINISTRATORS, administrative=True)
