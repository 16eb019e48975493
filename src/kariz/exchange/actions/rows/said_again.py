"""Rows that say a deal again which another row says, where a person said that they are that deal: they come behind all
others of their list, and go on with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.books import book_of
from kariz.exchange.queries.known.doubles import doubles_before, has_lists_before
from kariz.pipeline.models import Deal
from kariz.reading.deals.doubles import is_one
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import ONE_DEAL, SURELY


def look(drafts: Iterable[Sequence[Draft]], context: Context) -> None:
    """Go through the list, and keep which of its rows say a deal again, and whose."""
    seen, book = doubles_before(context.one, context.today), book_of(context.one)
    for some in drafts:
        for draft in some:
            seen.tell(draft, book)
            if draft.double is not None and is_one(draft, context.settings.doubles):
                context.again[draft.number] = draft.double
                context.surely |= {draft.number} if draft.surely else set()


def wanted(context: Context) -> bool:
    said = context.settings.doubles
    return context.own == "deal" and (said == ONE_DEAL or (said == SURELY and has_lists_before(context.one)))


def known(results: Sequence[Result], joined: Any, context: Context) -> dict[str, Deal]:
    """{which row says it: the deal} of those that say a deal again, as far as that came in."""
    asked = [result for result in results if result.again]
    if not asked:
        return {}
    lists = {result.draft.double[0] for result in asked if result.draft.double}
    numbers = {result.draft.double[1] for result in asked if result.draft.double}
    rows = ImportRow.objects.filter(of__in=lists, number__in=numbers, result_kind="deal", taken_back=False)
    places = {f"{of}.{row}": pk for of, row, pk in rows.values_list("of_id", "number", "result_id")}
    ids = {result.again: places[key] for result in asked if (key := result.again[1:]) in places}
    deals = {deal.pk: deal for deal in joined.filter(pk__in=set(ids.values()), deleted_at=None)}
    return {key: deals[pk] for key, pk in ids.items() if pk in deals}


def end(results: Sequence[Result]) -> None:
    """Such a row is in its deal, also where it says nothing new."""
    for result in results:
        if result.again and result.policy and result.pk is not None:
            if result.action == ImportRow.Action.SKIPPED:
                result.end(ImportRow.Action.UPDATED, "deal", result.pk)
            result.joined = result.action == ImportRow.Action.UPDATED
