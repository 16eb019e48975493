"""Files that come again: how many of their rows say otherwise than is here, where what is here would stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.sets import complete
from kariz.reading.rows.finishing import NUMBERED
from kariz.reading.rows.settings import FILL, SKIP, UPDATE


@dataclass(frozen=True, slots=True)
class SayOtherwise:
    """`rows`: None where nobody has looked through all rows yet; `of`: the lists that it is about, where others of the set
    are written over."""

    rows: int | None
    of: tuple[str, ...] = ()


def say_otherwise(parts: Sequence[Import]) -> SayOtherwise | None:
    """Of those that are still to come and leave what is here as it is; None where there is nothing to say."""
    waiting = [part for part in parts if complete(part) and part.changeable]
    staying = [part for part in waiting if part.options.get("existing") in (SKIP, FILL)]
    if not staying:
        return None
    if all(part.outcome.get("version") == part.version for part in waiting):
        rows = sum(part.outcome.get("kept", 0) + part.outcome.get("partly", 0) for part in staying)
        return SayOtherwise(rows) if rows else None
    if not comes_again(staying):
        return None
    again = [part for part in staying if comes_again([part])] if writes_over(waiting) else []
    return SayOtherwise(None, tuple(part.sheet or part.name for part in again))


def comes_again(parts: Sequence[Import]) -> bool:
    """Did a list with the columns of one of these come in before, that knows its rows by their numbers? One query."""
    numbered = [part for part in parts if NUMBERED & set(part.mapping.values())]
    if not numbered:
        return False
    same = reduce(or_, (Q(kind=part.kind, columns=part.columns) for part in numbered))
    rows = Import.objects.filter(same, phase=Import.Phase.DONE, created_count__gt=0)
    return rows.exclude(pk__in=[part.pk for part in parts]).exists()


def writes_over(parts: Sequence[Import]) -> bool:
    """Is what they say otherwise written into what is here?"""
    return any(part.options.get("existing") == UPDATE for part in parts)
