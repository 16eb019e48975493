"""What sums leave out: amounts in another currency whose rate nobody has said. They are told beside every sum."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, CharField, Count, F, Func, QuerySet, Sum, Value

Apart = tuple[tuple[str, int], ...]
"""(currency, amount in its minor units) for each that is in no sum."""


class WithoutRate(Func):
    """The rate is nought. Written as the index has it: SQLite must see the value to use that."""

    template = "%(expressions)s = '0'"
    output_field = BooleanField()

    def __init__(self) -> None:
        super().__init__(F("rate"))


def sums(deals: QuerySet[Any], *keys: str) -> QuerySet[Any, dict[str, Any]]:
    """By `keys`, in one statement: `said` is "" where `total` adds up what is counted, else the currency of what is
    not. `n` counts the deals of either; what is not counted is among the deals of "" as well."""
    rows = deals.order_by()
    counted = rows.annotate(said=Value("", CharField())).values(*keys, "said")
    # By their ids: SQLite else reads the group's index, and every deal of it, to see that none is without a rate.
    few = rows.model._default_manager.filter(WithoutRate(), amount__gt=0).values("pk")
    apart = rows.filter(pk__in=few).annotate(said=F("currency")).values(*keys, "said")
    return union(
        counted.annotate(n=Count("*"), total=Sum("base_amount")),
        apart.annotate(n=Count("*"), total=Sum("amount")),
    )


def without_rate(deals: QuerySet[Any]) -> QuerySet[Any]:
    """Those that no sum counts, with the currency `said` and the amount `left`."""
    return deals.filter(WithoutRate(), amount__gt=0).annotate(said=F("currency"), left=F("amount"))


def union(counted: QuerySet[Any], apart: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    """Both as rows of one statement."""
    return counted.union(apart, all=True)


def added(known: Apart, currency: str, amount: int) -> Apart:
    """With that amount of the currency."""
    found = dict(known)
    found[currency] = found.get(currency, 0) + amount
    return tuple(sorted(found.items()))


def together(parts: Iterable[Apart]) -> Apart:
    """Those of several sums as one."""
    found: Apart = ()
    for part in parts:
        for currency, amount in part:
            found = added(found, currency, amount)
    return found
