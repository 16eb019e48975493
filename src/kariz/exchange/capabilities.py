"""Who may bring data in and take it out."""

from __future__ import annotations

from kariz.access.policy import register
from kariz.access.roles import ADMINISTRATORS, EVERYONE, SELLERS


def register_all() -> None:
    """Called once when the application starts."""
    register("import.view", roles=SELLERS, record_scope="see")
    register("import.run", roles=SELLERS, record_scope="change")
    register("export.run", roles=EVERYONE)
    register("export.whole", roles=ADMINISTRATORS)
