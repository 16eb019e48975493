"""What currencies are worth to the company."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from kariz.pipeline.actions import rates
from kariz.pipeline.queries.rates import Known, known_rates

router = Router(tags=["rates"])


class RateOut(Schema):
    """`rate` is one minor unit in minor units of the company's currency. `open` and `closed` deals have none; `left` is
    what the open ones come to, in minor units of `currency`."""

    currency: str
    rate: Decimal | None
    set_at: datetime | None
    set_by: str
    deals: int
    open: int
    closed: int
    left: int


class RateIn(Schema):
    """`closed` counts won, lost and resting deals without a rate by it as well. `seen`, the rate that was there (0 for
    none): where it is another by now, the answer is 409 `stale`."""

    rate: Decimal = Field(gt=0, lt=10**11)
    closed: bool = False
    seen: Decimal | None = None


@router.get("", response=list[RateOut])
def list_rates(request: HttpRequest) -> list[Known]:
    """Every currency that deals are in, or that has a rate."""
    user: Any = request.user
    user.require("organisation.change")
    return known_rates()


@router.put("/{currency}", response=RateOut)
def say_rate(request: HttpRequest, currency: str, body: RateIn) -> Known:
    """Open deals without a rate of their own are counted by it from now on."""
    rates.say(currency=currency.upper(), rate=body.rate, closed=body.closed, seen=body.seen, by=request.user)
    return next(one for one in known_rates() if one.currency == currency.upper())
