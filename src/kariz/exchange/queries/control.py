"""What a list of deals comes to, for who compares it with their own sums before and after it comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Sum

from kariz.exchange.models import Import, ImportRow
from kariz.exchange.rules.asides import number_of
from kariz.exchange.rules.cells import Cell, Repeated, plain
from kariz.exchange.rules.drafts import Draft
from kariz.exchange.rules.rows import RowReader
from kariz.exchange.rules.settings import OF_ROW, Settings, settings_of
from kariz.exchange.rules.units import is_amount, is_of_amounts
from kariz.exchange.rules.values import BadValue, read_money
from kariz.pipeline.models import Deal

WHOSE = frozenset({"company", "company_ref", "contact", "contact_ref"})
SHOWN = 5
"""Totals that the file itself writes."""


@dataclass(slots=True)
class Stated:
    """A total that the file writes in one of its own lines, in minor units; `same`: what was read adds up to it."""

    number: int
    amount: int
    same: bool


@dataclass(slots=True)
class Control:
    """`sums` are {currency: minor units} of `deals`; `twice` those of rows that repeat the number of another deal and
    do not count again. `beside` are {column that is left out: rows without an amount that have a number there}."""

    currency: str
    deals: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    without_amount: int = 0
    without_customer: int = 0
    repeated: int = 0
    twice: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    totals: list[tuple[int, int]] = field(default_factory=list)

    @property
    def stated(self) -> list[Stated]:
        """What the file says, the last lines of it first: the sum of all mostly stands at the end."""
        read = self.sums[self.currency]
        found = [Stated(number, amount, amount == read) for number, amount in self.totals]
        return [one for one in found if one.same] or found[::-1][:SHOWN]

    @property
    def amounts(self) -> list[tuple[str, int]]:
        """(currency, sum) for pages: a template would ask a Counter for its key "items"."""
        return list(self.sums.items())

    @property
    def not_counted(self) -> list[tuple[str, int]]:
        return list(self.twice.items())

    @property
    def columns(self) -> list[tuple[str, int]]:
        return [(column, rows) for column, rows in self.beside.items() if rows]

    def add(self, other: Control) -> None:
        """Count another file of the same set, too."""
        self.deals += other.deals
        self.without_amount += other.without_amount
        self.without_customer += other.without_customer
        self.repeated += other.repeated
        for mine, theirs in ((self.sums, other.sums), (self.twice, other.twice), (self.beside, other.beside)):
            mine.update(theirs)
        self.totals += other.totals


class Counting:
    """Goes along with who reads the rows of a list of deals; other kinds count nothing."""

    def __init__(self, one: Import, reader: RowReader) -> None:
        settings: Settings = settings_of(one.options)
        self.found = Control(settings.currency)
        self._one = one
        self._amounts = [
            (place, reader.unit_of(column))
            for place, column in enumerate(one.columns)
            if one.mapping.get(column) == "amount"
        ]
        self._beside = [
            (place, column)
            for place, column in enumerate(one.columns)
            if column not in one.mapping and is_of_amounts(column)
        ]
        self._added = settings.amounts_of == OF_ROW
        self._keys: dict[str, bool] = {}
        """{number: does its deal have an amount?}"""

    def row(self, draft: Draft) -> None:
        if self._one.kind != Import.Kind.DEALS or draft.errors:
            return
        if draft.aside:
            self._total(draft)
            return
        values, found = draft.values, self.found
        amount, currency = values.get("amount"), values.get("currency", found.currency)
        key = values.get("external_id", "")
        if key in self._keys and "id" not in values:
            self._again(key, amount, currency)
            return
        if key:
            self._keys[key] = amount is not None
        found.deals += 1
        found.without_customer += not WHOSE & set(values)
        if amount is None:
            found.without_amount += 1
            self._look_beside(draft.cells)
        else:
            found.sums[currency] += amount

    def _again(self, key: str, amount: int | None, currency: str) -> None:
        """A further row of a deal that was counted."""
        found = self.found
        found.repeated += 1
        if amount is None:
            return
        if not self._added:
            found.twice[currency] += amount
            return
        found.sums[currency] += amount
        if not self._keys[key]:
            self._keys[key] = True
            found.without_amount -= 1

    def _look_beside(self, cells: Sequence[Cell]) -> None:
        for place, column in self._beside:
            cell = cells[place] if place < len(cells) else ""
            self.found.beside[column] += number_of(cell) is not None or is_amount(str(cell))

    def _total(self, draft: Draft) -> None:
        """A line that is left out, and says an amount where the records have theirs."""
        for place, unit in self._amounts:
            cell = draft.cells[place] if place < len(draft.cells) else ""
            if cell == "" or isinstance(cell, Repeated):
                continue
            try:
                amount = read_money(plain(cell), currency=self.found.currency, unit=unit)
            except BadValue:
                continue
            self.found.totals.append((draft.number, int(amount)))
            return


def came(*parts: Import) -> dict[str, Any] | None:
    """{"deals", "sums": {currency: minor units}, "without_amount", "without_customer"} of the deals that the parts made
    and that are there; None where they made none. Three questions at most."""
    ids = [part.pk for part in parts if part.kind == Import.Kind.DEALS and not part.changeable]
    if not ids:
        return None
    rows = ImportRow.objects.filter(
        of__in=ids, action=ImportRow.Action.CREATED, result_kind="deal", taken_back=False
    )
    made = Deal.objects.filter(pk__in=rows.values("result_id"), deleted_at=None).order_by()
    by_currency = made.values("currency").annotate(
        deals=Count("pk"),
        sum=Sum("amount"),
        none=Count("pk", filter=Q(amount=None)),
        nobody=Count("pk", filter=Q(company=None, contact=None)),
    )
    found = list(by_currency)
    if not found:
        return None
    return {
        "deals": sum(one["deals"] for one in found),
        "sums": {one["currency"]: int(one["sum"]) for one in found if one["sum"] is not None},
        "without_amount": sum(one["none"] for one in found),
        "without_customer": sum(one["nobody"] for one in found),
    }
