"""What each role may do. Areas register their capabilities in `ready()`; `User.can` asks here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .roles import Role

RecordScope = Literal["see", "change"]


@dataclass(frozen=True, slots=True)
class Capability:
    """`record_scope`: the reach a record is held against; `administrative`: tokens need scope admin."""

    name: str
    roles: frozenset[str]
    record_scope: RecordScope | None
    administrative: bool


class UnknownCapability(LookupError):
    """A capability that no area registered: a mistake in the program, never in the request."""


_capabilities: dict[str, Capability] = {}


def register(
    name: str,
    *,
    roles: Iterable[str],
    record_scope: RecordScope | None = None,
    administrative: bool = False,
) -> None:
    """Give a capability ("deal.move") to roles. A second, other meaning raises ValueError."""
    capability = Capability(name, frozenset(Role(role) for role in roles), record_scope, administrative)
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
