"""Lists of calls of which one column says with whom: the company and the person in one cell. Seen at the upload."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from kariz.access.models import User
from kariz.exchange.actions.setup import remembering
from kariz.exchange.models import Import
from kariz.exchange.queries.known.known_firms import known_in, texts_of
from kariz.reading.names import whom

LOOKED_AT = 500
FEWEST = 4
"""Cells that tell what a column is of."""
_LOOSE = (None, "subject", "deal_title")
"""What a column with such names may have been taken for."""


def look(one: Import, by: User) -> None:
    """Take the column for one of companies, where most cells name one; unsaved. Where people stand in it, another may
    name their companies, whatever its header says: "Re"."""
    column = whom.column_of(one.kind, one.columns, one.mapping)
    if one.mapping.get(column) != "contact":
        return
    if whom.are_of_firms(islice(texts_of(one, column), LOOKED_AT), known_in(one, column, by)):
        one.mapping = one.mapping | {column: "company"}
        return
    for other in one.columns:
        if one.mapping.get(other) in _LOOSE:
            texts = [*islice(texts_of(one, other), LOOKED_AT)]
            if len(texts) >= FEWEST and whom.are_firms(texts, known_in(one, other, by)):
                one.mapping = one.mapping | {other: "company"}
                return


def look_set(parts: Iterable[Import], by: User) -> None:
    """The same of the lists of a set, once all of them are known. What somebody said of such a list before stays."""
    for part in parts:
        if part.kind == Import.Kind.ACTIVITIES and remembering.known(part, by) is None:
            look(part, by)
