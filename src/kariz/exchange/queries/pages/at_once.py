"""Deals of a list that ended and say no closing day: they would close on the day on which they began, which is told before
they come, with the column that may say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.db.models import Q, QuerySet

from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.exchange.queries.pages.marked import Marking
from kariz.pipeline.models import Deal
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import LOST, WON
from kariz.reading.deals.own_numbers import source_of
from kariz.reading.layout.left_columns import left_days
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import Settings

AT_ONCE = "at_once"
LOOKED_AT = 50
"""Rows by whose cells a column of days is known."""
ASKED = 400
"""Rows of which it is asked together whether their deals are here."""


class _Row(NamedTuple):
    number: int
    fingerprint: str
    key: str
    amount: int | None
    currency: str


def _row(draft: Draft, amount: int | None, currency: str) -> _Row:
    key = str(draft.values.get("external_id", ""))
    return _Row(draft.number, draft.fingerprint, key, amount, currency)


class AtOnce:
    """Goes along with who counts the rows of one list."""

    def __init__(self, one: Import, settings: Settings) -> None:
        self._one, self._colours = one, settings.colours
        self._cells: list[Sequence[Cell]] = []
        self._rows: list[_Row] = []

    def look(self, draft: Draft, amount: int | None, currency: str) -> None:
        if len(self._cells) < LOOKED_AT:
            self._cells.append(draft.cells)
        if self._is_one(draft):
            self._rows.append(_row(draft, amount, currency))

    def _is_one(self, draft: Draft) -> bool:
        values = draft.values
        if "created_at" not in values or {"closed_at", "spoken_on", "expected_close", "id"} & set(values):
            return False
        return draft.ended or self._colours.get(draft.colour) in (WON, LOST)

    def tell(self, marking: Marking) -> None:
        """Mark those whose deals are not here yet, with the columns that may say it: days stand in them, and they are left
        out. A deal that is here keeps the day that it has, or ends today."""
        for row in self._new(self._rows):
            marking.row(row.number, [AT_ONCE], row.amount, row.currency)
        if (found := marking.found.get(AT_ONCE)) is not None:
            found.columns = left_days(self._one.kind, self._one.columns, self._one.mapping, self._cells)

    def new_among(self, drafts: Sequence[Draft]) -> set[int]:
        """The numbers of those rows whose deals are not here yet."""
        return {row.number for row in self._new([_row(draft, None, "") for draft in drafts])}

    def _new(self, rows: Sequence[_Row]) -> Iterator[_Row]:
        left = iter(rows)
        while part := list(islice(left, ASKED)):
            here = self._here(part)
            for row in part:
                if row.fingerprint not in here and (not row.key or row.key not in here):
                    yield row

    def _here(self, rows: Sequence[_Row]) -> set[str]:
        """The fingerprints of rows that brought deals before, and the numbers of deals, as far as these are here."""
        deals = Deal.objects.filter(deleted_at=None)
        brought = ImportRow.objects.filter(
            fingerprint__in=[row.fingerprint for row in rows],
            action__in=["created", "updated"],
            taken_back=False,
            result_kind="deal",
            result_id__in=deals.values("pk"),
        )
        found = set(brought.exclude(of=self._one.pk).values_list("fingerprint", flat=True))
        keys = {row.key for row in rows} - {""}
        return found | (self._numbers(keys, deals) if keys else set())

    def _numbers(self, keys: set[str], deals: QuerySet[Deal]) -> set[str]:
        """Those that this list gave deals, or that deals show which no other one has numbered."""
        refs = ExternalRef.objects.filter(record_kind="deal", kind="deal")
        mine = Q(source=source_of(self._one.options, self._one.layout))
        given = refs.filter(mine, key__in=keys, record_id__in=deals.values("pk"))
        shown = deals.filter(external_id__in=keys).exclude(pk__in=refs.exclude(mine).values("record_id"))
        return {*given.values_list("key", flat=True), *shown.values_list("external_id", flat=True)}
