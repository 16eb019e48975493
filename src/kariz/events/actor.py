"""Who acts: a user, or the system itself (a deal that wakes, a deal that advances)."""

from __future__ import annotations

from typing import Any, Protocol


class Actor(Protocol):
    @property
    def pk(self) -> int | None: ...

    def can(self, capability: str, record: Any = None) -> bool: ...

    def require(self, capability: str, record: Any = None) -> None: ...


class System:
    """May do everything that a rule of the house does by itself; never given to a request."""

    pk = None

    def can(self, capability: str, record: Any = None) -> bool:
        return True

    def require(self, capability: str, record: Any = None) -> None:
        return None


SYSTEM = System()
