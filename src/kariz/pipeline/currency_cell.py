"""The currency of a deal: what it is filtered by, and set where it came wrong. What its amount says stays as people see it:
500 are 500, in whatever they are counted; 500 toman are 500 dollars."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from kariz.localisation import preferences
from kariz.localisation.money import shown_scale
from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions import line_prices
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.rates import rates
from kariz.pipeline.queries.story_kinds import PRICES
from kariz.pipeline.rules.deal_fields import currencies
from kariz.records.tables import Column, Edit, Group, typed
from kariz.rules.operators import Type
from kariz.web.errors import FieldErrors


class Counted(NamedTuple):
    currency: str
    amount: int | None
    """In its smallest unit; None where that stays as it is."""
    times: Fraction = Fraction(1)
    """So many of the new smallest units are one of those before: of the prices of its products, too."""


def _read(given: str, record: Deal, by: Any) -> Counted:
    code = typed.choice("currency", lambda by: currencies(), empty=record.currency)(given, record, by)
    if code not in (record.currency, organisation().currency) and record.currency and code not in rates():
        raise FieldErrors({"currency": [_("A deal in another currency needs its rate.")]})
    # One that is no deal yet is of none.
    unit = preferences.current().unit
    times = Fraction(shown_scale(code, unit), shown_scale(record.currency or code, unit))
    if record.amount is None or times == 1:
        return Counted(code, None, times)
    return Counted(code, line_prices.times(record.amount, times), times)


def _given(value: Counted) -> Mapping[str, Any]:
    given: dict[str, Any] = {"currency": value.currency}
    if value.amount is not None:
        given["amount"] = value.amount
    return given | ({} if value.times == 1 else {PRICES: value.times})


CURRENCY = Column(
    name="currency",
    label=_("Currency"),
    type=Type.CHOICE,
    show=lambda deal, shower: deal.currency,
    reads=("currency", "amount"),
    order="currency",
    group=Group(path="currency", names=lambda: dict(currencies())),
    edit=Edit(field="currency", read=_read, options=lambda by: currencies(), given=_given, needed=True),
    usual=False,
    width=90,
)
