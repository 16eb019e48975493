"""Who may comment, attach files, keep views, and search."""

from __future__ import annotations

from kariz.access.policy import register
from kariz.access.roles import ADMINISTRATORS, EVERYONE, MANAGERS, WORKERS


def register_all() -> None:
    """Called once when the application starts. Whether the record itself may be seen is asked of its kind."""
    register("comment.view", roles=EVERYONE)
    register("comment.create", roles=WORKERS)
    register("comment.moderate", roles=MANAGERS)
    register("file.view", roles=EVERYONE)
    register("file.create", roles=WORKERS)
    register("file.moderate", roles=MANAGERS)
    register("saved_view.own", roles=EVERYONE)
    register("saved_view.share", roles=WORKERS)
    register("saved_view.for_role", roles=ADMINISTRATORS)
    register("table.use", roles=EVERYONE)
    register("notification.own", roles=EVERYONE)
    register("custom_field.view", roles=EVERYONE)
    register("custom_field.manage", roles=ADMINISTRATORS, needs="design")
    register("search.use", roles=EVERYONE)
    register("event.view", roles=EVERYONE)
    register("event.undo", roles=WORKERS)
