"""The list of what stops deals: filter, words, quick filter. While nobody asks, what is cleared is left out, and so is what
stops a deal that has ended."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.text import fold
from kariz.pipeline.models import Deal, Obstacle, Outcome
from kariz.rules import conditions, sorting, url
from kariz.rules.compile import to_q
from kariz.rules.conditions import Rule
from kariz.rules.errors import RuleError

LATE, CLEARED, ALL = "late", "cleared", "all"
QUICK = {LATE: _("Late"), CLEARED: _("Cleared"), ALL: _("All")}
RESERVED = url.RESERVED | {"quick", "part", "behind", "after"}
TELLING = frozenset({"cleared_at", "outcome"})
"""Who asks for one of these says by that whether obstacles of the past are meant."""


def visible_to(user: User) -> QuerySet[Obstacle]:
    deals = Deal.objects.visible_to(user).filter(deleted_at=None)
    return Obstacle.objects.filter(deal__in=deals)


def rule_of(query: QueryDict) -> Rule:
    """The conditions of an address. Raises RuleError (400)."""
    return url.from_query(query, subject="obstacle", reserved=RESERVED)


def asked(user: User, query: QueryDict) -> QuerySet[Obstacle]:
    """What the user sees of what the address asks. Raises RuleError (400)."""
    quick, rule = query.get("quick", ""), rule_of(query)
    if quick and quick not in QUICK:
        raise RuleError(_("There is no such quick filter."), field="quick")
    sorting.parse(query.get("sort", ""), subject="obstacle")
    rows = visible_to(user).filter(to_q(rule, subject="obstacle", user=user))
    if words := query.get("q", "").strip()[:200]:
        rows = rows.filter(_holding(words, user))
    if quick == ALL or (not quick and conditions.used_fields(rule) & TELLING):
        return rows
    if quick == CLEARED:
        return rows.filter(cleared_at__isnull=False)
    going = rows.filter(cleared_at=None).exclude(deal__outcome__in=(Outcome.WON, Outcome.LOST))
    return going.filter(due_on__lt=preferences.today()) if quick == LATE else going


def _holding(words: str, user: User) -> Q:
    """What is said of the obstacle, or the deal that it stops, or whose that is."""
    leaf: Any = {"field": "text", "op": "contains", "value": words}
    said = to_q(conditions.parse(leaf, subject="obstacle"), subject="obstacle", user=user)
    word = fold(words)
    return said | Q(deal__folded__contains=word) | Q(deal__company__folded__contains=word)
