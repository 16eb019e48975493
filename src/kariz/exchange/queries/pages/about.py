"""Files of a set that stay out, or may better stay out, and what each would bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.coming import alone
from kariz.exchange.queries.pages.sets import is_known, stays_out
from kariz.reading.deals.other_books import ABOUT


@dataclass(frozen=True, slots=True)
class About:
    """`what` the file is about: quotes, service, or "" where a person left it aside; `of` whose deals, with the `share`
    of its customers in percent who stand there. As deals of their own its rows would be `deals` of `sums`."""

    pk: int
    name: str
    what: str
    comes: bool
    of: list[str]
    share: int
    rows: int
    deals: int = 0
    sums: list[tuple[str, int]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    """Of its customers some who stand in no other list."""

    @property
    def alone(self) -> str:
        return "، ".join(f"«{name}»" for name in self.strangers)

    @property
    def others(self) -> str:
        return "، ".join(f"«{name}»" for name in self.of)


def about(part: Import) -> About | None:
    """None of a file of which nothing speaks against bringing it in."""
    out = stays_out(part)
    if part.part_of_id is None or not part.changeable or not (out or ABOUT in part.layout):
        return None
    if not is_known(part):
        return None
    told: dict[str, Any] = part.layout.get(ABOUT, {"what": "", "of": [], "share": 0})
    found = alone(part)
    return About(
        part.pk,
        part.sheet or part.name,
        told["what"],
        not out,
        told["of"],
        told["share"],
        part.total - part.left_out,
        found.deals if found else 0,
        found.amounts if found else [],
        told.get("strangers", []),
    )
