"""Who may do what with people and companies."""

from __future__ import annotations

from kariz.access.policy import register
from kariz.access.roles import ADMINISTRATORS, EVERYONE, MANAGERS, WORKERS


def register_all() -> None:
    """Called once when the application starts."""
    register("people.view", roles=EVERYONE, record_scope="see")
    register("people.create", roles=WORKERS)
    register("people.change", roles=WORKERS, record_scope="change")
    register("people.delete", roles=WORKERS, record_scope="change")
    register("duplicates.search", roles=MANAGERS)
    register("duplicates.settle", roles=ADMINISTRATORS, needs="admin")
    register("people.disclose", roles=MANAGERS, record_scope="see")
    register("people.erase", roles=MANAGERS, record_scope="change", needs="admin")
    register("profile.view", roles=EVERYONE)
    register("profile.change", roles=MANAGERS)
