"""Lists of deals that do not say in which unit their amounts are: the other lists of their set do. Seen at the upload."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from kariz.exchange.models import Import
from kariz.exchange.queries.known.reading import HEADERS
from kariz.exchange.queries.known.tables import table_of, text_at
from kariz.exchange.queries.pages.sets import complete
from kariz.reading.cells.cells import plain
from kariz.reading.cells.scales import SCALES
from kariz.reading.cells.sizes import TAKEN, WORTH, Amounts, unit_beside
from kariz.reading.cells.values import BadValue, Foreign, read_money
from kariz.reading.names import whom
from kariz.reading.rows.settings import UNITS, settings_of
from kariz.reading.rows.signs import UNIT_BESIDE

MOST = 2_000
"""Rows that are looked at."""


def look(parts: Sequence[Import]) -> None:
    """Give each list that names no unit the one in which its amounts are of the size of the others', or say which that
    may be; unsaved. What somebody said of such a list before stays."""
    lists = [part for part in parts if part.kind == Import.Kind.DEALS and complete(part)]
    amounts = {part.pk: _amounts(part) for part in lists}
    for part in lists:
        if _says_unit(part) or part.layout.get("remembered"):
            continue
        settings = settings_of(part.options)
        rial = settings.currency == "IRR"
        same = [one for one in lists if one.pk != part.pk and _currency(one) == settings.currency]
        others = [amounts[one.pk] for one in same if not rial or _is_sure(one, amounts[one.pk])]
        units = [unit for unit in UNITS if unit] if rial else SCALES
        if found := unit_beside(amounts[part.pk], others, units, rial=rial):
            part.layout = part.layout | {
                UNIT_BESIDE: {"unit": found.unit, "how": found.how, "of": list(found.lists)}
            }
            if found.how == TAKEN:
                part.options = part.options | {"unit" if rial else "scale": found.unit}


def _currency(part: Import) -> str:
    return str(part.options.get("currency", ""))


def _says_unit(part: Import) -> bool:
    of_product = settings_of(part.options).of_product
    return bool(part.layout.get(HEADERS) or part.layout.get("unit") or part.layout.get("scale") or of_product)


def _is_sure(part: Import, amounts: Amounts) -> bool:
    return _says_unit(part) or amounts.usual >= WORTH


def _amounts(part: Import) -> Amounts:
    settings = settings_of(part.options)
    unit = settings.unit if settings.currency == "IRR" else settings.scale
    found = Amounts(unit, name=part.sheet or part.name)
    places: dict[str, Any] = {part.mapping[column]: part.columns.index(column) for column in part.mapping}
    if "amount" not in places:
        return found
    asides = part.layout.get("asides", {})
    for number, cells in islice(table_of(part).rows(), MOST):
        place = places["amount"]
        if str(number) in asides or place >= len(cells) or cells[place] == "":
            continue
        with suppress(BadValue):
            amount = read_money(plain(cells[place]), currency=settings.currency, unit=unit)
            if amount and not isinstance(amount, Foreign):
                customer = text_at(cells, places.get("company", places.get("contact")))
                found.rows.append((frozenset(whom.keys_in(customer)), int(amount)))
    return found
