"""Deals of one company that look like one, as they stand now: those that are open or rest, and those that ended alike on
near days with one amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

from django.db.models import Count, QuerySet

from kariz.access.models import User
from kariz.pipeline.models import Deal, DealsApart, Outcome
from kariz.pipeline.rules.doubled import CERTAIN, JOINED, Doubled, doubled, further, in_words

COMPANIES = 1_000
OF_ONE = 40
"""Such deals of one company that are compared; with more they are the rule there, and titles tell nothing."""
SHOWN = 100
COMPARED = (
    "title",
    "company_id",
    "contact_id",
    "pipeline_id",
    "amount",
    "base_amount",
    "currency",
    "external_id",
    "outcome",
    "closed_at",
)
ENDED = (Outcome.WON, Outcome.LOST)
NEAR = timedelta(days=14)
"""Between the ends of two deals that may be one."""
OF_ONE_AMOUNT = 4
"""Such deals of one company and one amount; with more, that is what it buys again and again."""
_SAME = ("company", "amount", "currency", "outcome")


@dataclass(frozen=True, slots=True)
class Double:
    """Two deals that may be one; `first` is the older. `may_merge` and `may_part`: what the reader may do."""

    first: Deal
    second: Deal
    likeness: Doubled
    may_merge: bool
    may_part: bool

    @property
    def deals(self) -> tuple[Deal, Deal]:
        return self.first, self.second

    @property
    def key(self) -> str:
        """By which a form names the pair."""
        return f"{self.first.pk}-{self.second.pk}"

    @property
    def is_certain(self) -> bool:
        """Where one goes on and the other rests, a person says which of both is true; what was sold may be sold again."""
        alike = self.first.outcome == self.second.outcome and self.first.outcome in JOINED
        return alike and self.likeness.score >= CERTAIN

    @property
    def stays(self) -> Deal:
        return further(self.first, self.second)

    @property
    def goes(self) -> Deal:
        return self.first if self.stays is self.second else self.second

    @property
    def percent(self) -> int:
        return min(99, int(self.likeness.score * 100))

    @property
    def reasons(self) -> list[str]:
        return in_words(tuple(one for one in self.likeness.reasons if not one.startswith("not_")))

    @property
    def against(self) -> list[str]:
        return in_words(tuple(one for one in self.likeness.reasons if one.startswith("not_")))


def doubles(user: User, company: int | None = None) -> list[Double]:
    """The most likely SHOWN of those that the user sees both and nobody said to be two, in the newest COMPANIES; four
    queries."""
    left = _likely(user, company)[:SHOWN]
    whole = _whole([deal.pk for pair in left for deal in pair[:2]])
    return [_shown(whole[one.pk], whole[other.pk], likeness, user) for one, other, likeness in left]


def count(user: User) -> int:
    """How many of them their page shows."""
    return min(len(_likely(user, None)), SHOWN)


def _likely(user: User, company: int | None) -> list[tuple[Deal, Deal, Doubled]]:
    found = _going(user, company) + _ended(user, company)
    apart = said_apart([deal.pk for pair in found for deal in pair[:2]])
    left = [pair for pair in found if (pair[0].pk, pair[1].pk) not in apart]
    left.sort(key=lambda pair: (-pair[2].score, -pair[1].pk))
    return left


def _going(user: User, company: int | None) -> list[tuple[Deal, Deal, Doubled]]:
    """Of those that are open or rest."""
    seen = _seen(user, company).filter(outcome__in=JOINED)
    counted = seen.order_by().values("company").annotate(n=Count("pk")).filter(n__gt=1, n__lte=OF_ONE)
    companies = list(counted.order_by("-company").values_list("company", flat=True)[:COMPANIES])
    by_company: dict[int | None, list[Deal]] = defaultdict(list)
    rows = seen.filter(company__in=companies).order_by("pk") if companies else seen.none()
    for deal in rows.only(*COMPARED):
        by_company[deal.company_id].append(deal)
    return _alike(by_company.values())


def _ended(user: User, company: int | None) -> list[tuple[Deal, Deal, Doubled]]:
    """Of those that have ended: two lists of one year say the same customer, amount and day."""
    seen = _seen(user, company).filter(outcome__in=ENDED, amount__gt=0)
    same = seen.order_by().values(*_SAME).annotate(n=Count("pk")).filter(n__gt=1, n__lte=OF_ONE_AMOUNT)
    keys = same.order_by("-company").values_list(*_SAME)[:COMPANIES]
    groups: dict[tuple[Any, ...], list[Deal]] = {tuple(key): [] for key in keys}
    firms, amounts = {key[0] for key in groups}, {key[1] for key in groups}
    rows = seen.filter(company__in=firms, amount__in=amounts).order_by("pk") if groups else seen.none()
    for deal in rows.only(*COMPARED):
        if (held := groups.get((deal.company_id, deal.amount, deal.currency, deal.outcome))) is not None:
            held.append(deal)
    return [pair for pair in _alike(groups.values()) if _are_near(*pair[:2])]


def _seen(user: User, company: int | None) -> QuerySet[Deal]:
    seen = Deal.objects.visible_to(user).filter(deleted_at=None)
    return seen.exclude(company=None) if company is None else seen.filter(company=company)


def _alike(groups: Iterable[Sequence[Deal]]) -> list[tuple[Deal, Deal, Doubled]]:
    return [
        (one, other, likeness)
        for deals in groups
        for one, other in combinations(deals, 2)
        if (likeness := doubled(one, other)) is not None
    ]


def _are_near(one: Deal, other: Deal) -> bool:
    if one.closed_at is None or other.closed_at is None:
        return False
    return abs(one.closed_at - other.closed_at) <= NEAR


def _whole(ids: Sequence[int]) -> dict[int, Deal]:
    """With all that a page shows of them."""
    rows = Deal.objects.filter(pk__in=set(ids)).select_related("company", "contact", "owner", "stage")
    return {deal.pk: deal for deal in rows}


def said_apart(ids: Collection[int]) -> set[tuple[int, int]]:
    """The pairs, the older first, of which somebody said that they are two; the older is one of `ids`."""
    rows = (
        DealsApart.objects.filter(first_id__in=sorted(set(ids))[:30_000])
        if ids
        else DealsApart.objects.none()
    )
    return set(rows.values_list("first_id", "second_id"))


def _shown(one: Deal, other: Deal, likeness: Doubled, user: User) -> Double:
    may = [user.can("deal.change", deal) for deal in (one, other)]
    away = all(user.can("deal.delete", deal) for deal in (one, other))
    return Double(one, other, likeness, all(may) and away, any(may))
