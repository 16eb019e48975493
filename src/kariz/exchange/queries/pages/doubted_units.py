"""Lists whose amounts say no unit: what they were taken to be in, and what they may be in, for who can say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.marked import DoubtedUnit, Marked
from kariz.reading.cells.sizes import TAKEN, WORTH, times_of
from kariz.reading.cells.values import scale_of
from kariz.reading.rows.settings import Settings
from kariz.reading.rows.signs import SMALL_DEALS, UNIT_ASKED, UNIT_BESIDE


def tell(
    one: Import, settings: Settings, marked: Mapping[str, Marked], amounts: Sequence[int]
) -> list[Marked]:
    """Say of small amounts what else they may be, and give the mark of the whole list, where its unit is that of others
    or may be; `amounts` of its deals in minor units."""
    rial = settings.currency == "IRR"
    now = settings.unit if rial else settings.scale
    said = one.layout.get(UNIT_BESIDE, {})
    small = marked.get(SMALL_DEALS)
    if small is not None:
        other = said.get("unit", f"million {scale_of(now)[1] or 'toman'}")
        first = next((amount for amount in amounts if amount < WORTH), 0)
        small.unit = _doubted(first, now, other, settings) if first and other != now else None
    if not said or not amounts:
        return []
    of = "، ".join(said["of"])
    if now == said["unit"]:
        sign, unit = UNIT_BESIDE, _doubted(amounts[0], now, now, settings, of)
    elif small is None and said["how"] != TAKEN:
        sign, unit = UNIT_ASKED, _doubted(amounts[0], now, said["unit"], settings, of)
    else:
        return []
    return [Marked(sign, one.pk, bool(one.outcome), count=len(amounts), unit=unit)]


def _doubted(amount: int, now: str, other: str, settings: Settings, of: str = "") -> DoubtedUnit:
    return DoubtedUnit(amount, amount * times_of(other) // times_of(now), settings.currency, of)
