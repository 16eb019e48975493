"""What the deals that an import made come to, for who compares it with their own sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from kariz.access.models import User
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.pages.standings import Standings
from kariz.pipeline.models import Activity, Deal


def came(user: User, *parts: Import) -> dict[str, Any] | None:
    """{"deals", "sums": {currency: minor units}, "standings", "without_amount", "without_customer", "planned"} of the
    deals that the parts made and that the user sees; None where there are none. `planned`: so many open ones have, for
    want of another step, the first that their stage plans. Two questions."""
    ids = [part.pk for part in parts if part.kind == Import.Kind.DEALS and not part.changeable]
    if not ids:
        return None
    rows = ImportRow.objects.filter(
        of__in=ids, action=ImportRow.Action.CREATED, result_kind="deal", taken_back=False
    )
    made = Deal.objects.visible_to(user).filter(pk__in=rows.values("result_id"), deleted_at=None).order_by()
    by_currency = made.values("currency", "outcome").annotate(
        deals=Count("pk"),
        sum=Sum("amount"),
        none=Count("pk", filter=Q(amount=None)),
        nobody=Count("pk", filter=Q(company=None, contact=None)),
    )
    found = list(by_currency)
    if not found:
        return None
    sums, standings = Counter[str](), Standings()
    for one in found:
        standings.deals[one["outcome"]] += one["deals"]
        if one["sum"] is not None:
            sums[one["currency"]] += int(one["sum"])
            standings.sums[one["outcome"], one["currency"]] += int(one["sum"])
    return {
        "deals": sum(one["deals"] for one in found),
        "sums": dict(sums),
        "standings": standings,
        "without_amount": sum(one["none"] for one in found),
        "without_customer": sum(one["nobody"] for one in found),
        "planned": _planned(made, parts),
    }


def _planned(made: QuerySet[Deal], parts: Sequence[Import]) -> int:
    begun = [part.started_at for part in parts if part.started_at]
    ended = [part.finished_at for part in parts if part.finished_at]
    if not begun or not ended:
        return 0
    steps = Activity.objects.filter(deal__in=made.values("pk"), done_at=None, deleted_at=None)
    steps = steps.filter(created_at__range=(min(begun), max(ended))).exclude(source=None)
    return steps.order_by().values("deal").distinct().count()
