from __future__ import annotations

from typing import Any

from kariz.web.errors import DomainError


class RuleError(DomainError):
    """A rule, filter or ordering that names something unlisted, or asks it something it cannot answer.

    `field` is the name as it was written, `path` where in the tree it stands (`all[1].not`, empty for the
    root).
    """

    code = "invalid_rule"
    status = 400

    def __init__(self, message: Any, *, field: str | None = None, path: str = "", **extra: Any) -> None:
        super().__init__(message, field=field, path=path, **extra)
        self.path = path
