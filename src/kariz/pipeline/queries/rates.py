"""The company's rates, what they count, and rates as people say them: whole units for a whole unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from kariz.localisation.currencies import CURRENCIES
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import CurrencyRate, Deal, Outcome

PLACES = Decimal(1).scaleb(-8)


@dataclass(slots=True)
class Known:
    """A currency that deals are in, or that has a rate. `open` and `closed` deals have none; `left` is what the open
    ones come to, in minor units."""

    currency: str
    rate: Decimal | None = None
    set_at: datetime | None = None
    set_by: str = ""
    deals: int = 0
    open: int = 0
    closed: int = 0
    left: int = 0


def rate_of(currency: str) -> Decimal | None:
    """The rate that a deal in it takes; one for the company's own currency, None where nobody has said it."""
    if currency in ("", organisation().currency):
        return Decimal(1)
    return CurrencyRate.objects.filter(currency=currency).values_list("rate", flat=True).first()


def rates() -> dict[str, Decimal]:
    """All that were said."""
    return dict(CurrencyRate.objects.values_list("currency", "rate"))


def known_rates() -> list[Known]:
    """Every currency but the company's own that deals outside the bin are in, or that has a rate."""
    found: dict[str, Known] = {}
    for one in CurrencyRate.objects.select_related("set_by").order_by("currency"):
        by = one.set_by.name if one.set_by else ""
        found[one.currency] = Known(one.currency, one.rate, one.set_at, by)
    without, is_open = Q(rate=0, amount__gt=0), Q(outcome=Outcome.OPEN)
    rows = Deal.objects.filter(deleted_at=None).exclude(currency=organisation().currency).order_by()
    for row in rows.values("currency").annotate(
        n=Count("*"),
        open=Count("pk", filter=without & is_open),
        closed=Count("pk", filter=without & ~is_open),
        left=Sum("amount", filter=without & is_open),
    ):
        known = found.setdefault(row["currency"], Known(row["currency"]))
        known.deals, known.open, known.closed, known.left = (
            row["n"],
            row["open"],
            row["closed"],
            row["left"] or 0,
        )
    return sorted(found.values(), key=lambda one: (-one.deals, one.currency))


def factor(currency: str, unit: str) -> Decimal:
    """What turns a rate of whole units (toman where `unit` is one) into one of minor units."""
    base = organisation().currency
    tens = 10 if base == "IRR" and unit.endswith("toman") else 1
    return Decimal(CURRENCIES[base].scale * tens) / CURRENCIES[currency].scale


def as_minor(whole: Decimal, currency: str, unit: str) -> Decimal:
    """One minor unit in minor units, as it is kept."""
    return (whole * factor(currency, unit)).quantize(PLACES)


def as_whole(rate: Decimal, currency: str, unit: str) -> Decimal:
    """The same the other way, without the zeros that the column adds."""
    whole = Decimal(format(rate / factor(currency, unit), ".12g")).normalize()
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole
