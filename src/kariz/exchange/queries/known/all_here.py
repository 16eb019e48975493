"""Is everything that files hold here already? Known for sure once all rows were looked through; of a file that came in
before as it is, nearly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from kariz.exchange.models import Group, Import
from kariz.exchange.queries.known.same_file import SameFile
from kariz.exchange.queries.pages.sets import WRITES, complete, foreseen


@dataclass(frozen=True, slots=True)
class AllHere:
    """`rows` of what is here and would stay as it is, `kept` of them say otherwise; rows of what is in the bin, and rows
    that cannot come in."""

    rows: int
    kept: int
    binned: int
    refused: int
    kept_at: str
    """Where those that say otherwise are listed, of one file."""


def all_here(parts: Sequence[Import]) -> AllHere | None:
    """Where the rehearsal of all files found nothing that would come in, or wait; else None."""
    waiting = [part for part in parts if complete(part) and part.changeable]
    counts = foreseen(waiting)
    if counts is None or any(counts[group] for group in (*WRITES, Group.ASKED)):
        return None
    names = ("here", "kept", "binned", "stopped")
    found = {name: sum(part.outcome.get(name, 0) for part in waiting) for name in names}
    if not found["here"] + found["binned"]:
        return None
    at = f"{reverse('exchange:import', args=[waiting[0].pk])}?group=skipped&odd" if len(waiting) == 1 else ""
    return AllHere(
        found["here"], found["kept"] + found["stopped"], found["binned"], counts[Group.REFUSED], at
    )


def came_before(parts: Sequence[Import], same: Sequence[SameFile]) -> bool:
    """Did each of these files come in before, as it is?"""
    waiting = {part.pk for part in parts if complete(part) and part.changeable}
    came = {pk for one in same if one.what == "came" for pk in one.parts}
    return bool(waiting) and waiting <= came
