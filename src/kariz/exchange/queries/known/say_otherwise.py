"""Files that come again: how many of their rows say otherwise than is here, where what is here would stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.figures import Control
from kariz.exchange.queries.pages.sets import complete
from kariz.reading.deals.changed import CHANGED
from kariz.reading.rows.finishing import NUMBERED
from kariz.reading.rows.settings import FILL, SKIP, UPDATE


@dataclass(frozen=True, slots=True)
class SayOtherwise:
    """`rows`: None where nobody has looked through all rows yet; `of`: the lists that it is about, where others of the set
    are written over; `changed`: rows that came in before and say something else since, as far as reading them tells."""

    rows: int | None
    of: tuple[str, ...] = ()
    changed: int = 0


def say_otherwise(parts: Sequence[Import], control: Control | None = None) -> SayOtherwise | None:
    """Of those that are still to come and leave what is here as it is; None where there is nothing to say."""
    waiting = [part for part in parts if complete(part) and part.changeable]
    staying = [part for part in waiting if part.options.get("existing") in (SKIP, FILL)]
    if not staying:
        return None
    if all(part.outcome.get("version") == part.version for part in waiting):
        rows = sum(part.outcome.get("kept", 0) + part.outcome.get("partly", 0) for part in staying)
        return SayOtherwise(rows) if rows else None
    changed = {one.of: one.count for one in control.marked if one.sign == CHANGED} if control else {}
    again = [part for part in staying if part.pk in changed or _came_by_numbers(part)]
    if not again:
        return None
    of = again if writes_over(waiting) else []
    return SayOtherwise(None, tuple(part.sheet or part.name for part in of), sum(changed.values()))


def comes_again(parts: Sequence[Import]) -> bool:
    """Did a list with the columns of one of these come in before? Of its rows most are here then. One query."""
    if not parts:
        return False
    same = reduce(or_, (Q(kind=part.kind, columns=part.columns) for part in parts))
    rows = Import.objects.filter(same, phase=Import.Phase.DONE, created_count__gt=0)
    return rows.exclude(pk__in=[part.pk for part in parts]).exists()


def _came_by_numbers(part: Import) -> bool:
    """The same of a list that knows its rows by their numbers: nobody knows before all are looked through which changed."""
    return bool(NUMBERED & set(part.mapping.values())) and comes_again([part])


def writes_over(parts: Sequence[Import]) -> bool:
    """Is what they say otherwise written into what is here?"""
    return any(part.options.get("existing") == UPDATE for part in parts)
