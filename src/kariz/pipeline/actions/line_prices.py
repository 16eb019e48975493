"""Prices of the products of deals whose currency was said wrong: they are counted anew as the amounts of the deals are."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kariz.events.models import Event
from kariz.pipeline.actions.moves import DealMovedMeanwhile
from kariz.pipeline.models import Deal, DealLine
from kariz.pipeline.queries.story_kinds import PRICES

Wanted = Fraction | Mapping[int, int]
"""So many times what they are, or {line: price}."""
Turned = dict[int, list[int]]
"""{line: [price before, price after]}"""


def times(price: int, factor: Fraction) -> int:
    """Whole numbers, as large sums are no floats; half a unit is rounded up."""
    return (2 * price * factor.numerator + factor.denominator) // (2 * factor.denominator)


def turn(wanted: Mapping[int, Wanted]) -> dict[int, Turned]:
    """Write the prices of the lines of {deal: how}; what they were and are. Of an undo, other lines stay as they are."""
    turned: dict[int, Turned] = {}
    lines = list(DealLine.objects.filter(deal__in=wanted)) if wanted else []
    for line in lines:
        how, before = wanted[line.deal_id], line.unit_price
        line.unit_price = times(before, how) if isinstance(how, Fraction) else how.get(line.pk, before)
        if line.unit_price != before:
            turned.setdefault(line.deal_id, {})[line.pk] = [before, line.unit_price]
    DealLine.objects.bulk_update(lines, ["unit_price"], batch_size=500)
    return turned


def before(event: Event, deal: Deal) -> dict[str, Wanted]:
    """What the lines cost before the event, as a value of its deal. Raises DealMovedMeanwhile where one costs something else
    since, or is gone."""
    said = {int(pk): prices for pk, prices in event.data.get(PRICES, {}).items()}
    if not said:
        return {}
    now = dict(DealLine.objects.filter(deal=deal, pk__in=said).values_list("pk", "unit_price"))
    if any(now.get(pk) != after for pk, (_before, after) in said.items()):
        raise DealMovedMeanwhile(deal)
    return {PRICES: {pk: price for pk, (price, _after) in said.items()}}
