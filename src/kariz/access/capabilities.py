"""What `access` itself, and `organisation` below it, let each role do."""

from __future__ import annotations

from .policy import register
from .roles import ADMINISTRATORS, EVERYONE, MANAGERS


def register_all() -> None:
    """Called once when the application starts."""
    register("user.list", roles=EVERYONE)
    register("user.manage", roles=ADMINISTRATORS, needs="admin")
    register("user.name_seller", roles=MANAGERS)
    register("user.change_own", roles=EVERYONE)
    register("team.list", roles=EVERYONE)
    register("team.manage", roles=MANAGERS, needs="admin")
    register("invitation.manage", roles=ADMINISTRATORS, needs="admin")
    register("visibility.manage", roles=ADMINISTRATORS, needs="admin")
    register("token.manage_own", roles=EVERYONE, needs="admin")
    register("token.manage", roles=ADMINISTRATORS, needs="admin")
    register("organisation.see", roles=EVERYONE)
    register("organisation.change", roles=ADMINISTRATORS, needs="admin")
