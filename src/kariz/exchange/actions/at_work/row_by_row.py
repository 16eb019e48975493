"""What an action refuses although its row was read well: the row is found by halves, and the others come in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import DataError, IntegrityError, transaction

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.errors import OneByOne
from kariz.exchange.models import ImportRow
from kariz.localisation.said import gettext as _
from kariz.reading.rows.drafts import Draft
from kariz.web.errors import DomainError, NotAllowed

logger = logging.getLogger("kariz.exchange")

OF_A_ROW = (DomainError, DataError, IntegrityError, OverflowError)
"""Faults that one record can cause; that the database is gone is none."""
NOT_TOGETHER = (OneByOne, *OF_A_ROW)
"""What is raised of rows that do not come in together, of which others may without them."""
FEW = 8
"""So many deals are taken one by one where one of them is refused."""
Seen = dict[str, int]
Judge = Callable[[Sequence[Draft], Seen], list[Result]]
"""What becomes of rows, by the fingerprints of those before them."""


def judged(
    drafts: Sequence[Draft], context: Context, judge: Judge, refused: Exception | None = None
) -> list[Result]:
    """As `judge` says, but a row for which it raises is refused; called inside the transaction of the chunk. What
    nobody may do at all is still raised. `refused`: what it raised when they were tried together, which was gone back
    to: they are tried by parts at once."""
    found = _Search(context, judge)
    results = found.of(drafts, {}) if refused is None else found.by_parts(refused, drafts, {})
    if (
        found.errors
        and len(found.errors) == len(drafts)
        and all(isinstance(error, NotAllowed) for error in found.errors)
    ):
        raise found.errors[0]
    if found.split:
        places = {draft.number: place for place, draft in enumerate(drafts)}
        results.sort(key=lambda result: places[result.draft.number])
    return results


class _Search:
    def __init__(self, context: Context, judge: Judge) -> None:
        self._context, self._judge = context, judge
        self.errors: list[Exception] = []
        """One for each row that was refused here."""
        self.split = False
        """Are the results in another order than their rows?"""

    def of(self, drafts: Sequence[Draft], seen: Seen) -> list[Result]:
        as_read, before = [draft.copy() for draft in drafts], dict(seen)
        try:
            with transaction.atomic():
                return self._judge(drafts, seen)
        except NOT_TOGETHER as error:
            raised = error
        # What was made went with the savepoint.
        self._context.forget()
        seen.clear()
        seen.update(before)
        return self.by_parts(raised, as_read, seen)

    def by_parts(self, raised: Exception, drafts: Sequence[Draft], seen: Seen) -> list[Result]:
        """Rows that did not come in together, as they were read."""
        deals = _whole_deals(drafts)
        if isinstance(raised, OneByOne):
            return self._by_halves(deals, seen) if len(deals) > FEW else self._one_by_one(drafts, seen)
        if not isinstance(raised, DomainError):
            logger.warning("Rows of import %s cannot be kept", self._context.one.pk, exc_info=raised)
        if len(deals) == 1:
            self.errors += [raised] * len(drafts)
            return [_refused(draft, raised) for draft in drafts]
        return self._by_halves(deals, seen)

    def _one_by_one(self, drafts: Sequence[Draft], seen: Seen) -> list[Result]:
        """Where a row is refused that was to be written with others: its neighbours alone."""
        self._context.at_once = False
        try:
            return self.of(drafts, seen)
        finally:
            self._context.at_once = True

    def _by_halves(self, deals: Sequence[Sequence[Draft]], seen: Seen) -> list[Result]:
        self.split = True
        half = len(deals) // 2
        first, last = ([row for deal in some for row in deal] for some in (deals[:half], deals[half:]))
        return [*self.of(first, seen), *self.of(last, seen)]


def _whole_deals(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Rows of one number come in together or not at all."""
    found: dict[Any, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.deal or draft.number, []).append(draft)
    return list(found.values())


def _refused(draft: Draft, error: Exception) -> Result:
    result = Result(draft)
    said = error.errors if isinstance(error, DomainError) else {}
    for name, texts in said.items():
        for text in texts:
            result.refuse(text, name)
    if not said and isinstance(error, DomainError):
        result.refuse(error.message or str(error))
    elif not said:
        result.refuse(_("A value of this row cannot be kept; it is too large, or of a wrong kind."))
    result.action = ImportRow.Action.REFUSED
    return result
