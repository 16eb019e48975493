"""What each role may do. Areas register their capabilities in `ready()`; `User.can` asks here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .roles import Role

RecordScope = Literal["see", "change"]
TokenScope = Literal["write", "design", "admin"]
_SCOPES = ("read", "write", "design", "admin")
"""What a token may do, each more than the one before; `read` does not write, whatever it may."""


@dataclass(frozen=True, slots=True)
class Capability:
    """`record_scope`: the reach a record is held against; `needs`: the least scope of a token that does it."""

    name: str
    roles: frozenset[str]
    record_scope: RecordScope | None
    needs: TokenScope

    def within(self, scope: str) -> bool:
        """Does a token of that scope reach so far?"""
        return self.needs == "write" or _SCOPES.index(scope) >= _SCOPES.index(self.needs)


class UnknownCapability(LookupError):
    """A capability that no area registered: a mistake in the program, never in the request."""


_capabilities: dict[str, Capability] = {}


def register(
    name: str,
    *,
    roles: Iterable[str],
    record_scope: RecordScope | None = None,
    needs: TokenScope = "write",
) -> None:
    """Give a capability ("deal.move") to roles. A second, other meaning raises ValueError."""
    capability = Capability(name, frozenset(Role(role) for role in roles), record_scope, needs)
    if _capabilities.setdefault(name, capability) != capability:
        raise ValueError(f"capability {name!r} is registered twice with different meanings")


def capability(name: str) -> Capability:
    """The registered capability; UnknownCapability if there is none."""
    try:
        return _capabilities[name]
    except KeyError:
        raise UnknownCapability(f"no area registered the capability {name!r}") from None


def capabilities() -> list[Capability]:
    """Every registered capability by name."""
    return [_capabilities[name] for name in sorted(_capabilities)]
