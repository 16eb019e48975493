"""Whose deals the lists of a set go on with, kept beside their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kariz.exchange.models import Import
from kariz.exchange.queries.known.continued import column_of, figures, others, referred_by
from kariz.exchange.queries.pages.sets import complete
from kariz.reading.deals.continued import CONTINUES, CONTINUES_SAID, FIELD, MEANT


def look(lists: Iterable[Import]) -> None:
    """Of every list of a set, unsaved: with whose deals it goes on, and how many of its rows do. Called when columns are
    taken for something else, and when a list leaves."""
    parts = lists_of(lists)
    for part in parts:
        column = column_of(part)
        of = referred_by(part, column, others(part, parts)) if column else None
        part.layout = {name: said for name, said in part.layout.items() if name != CONTINUES}
        if of is not None:
            part.layout[CONTINUES] = {"of": of.pk}
            part.layout[CONTINUES] |= figures(part)


def said(part: Import, before: Mapping[str, str]) -> None:
    """A person says with whose deals a list goes on, where that is another column than `before`. What the columns meant
    that become something else by it is kept: they may mean it again."""
    if column_of(part) == next((column for column, name in before.items() if name == FIELD), ""):
        return
    part.layout = part.layout | {CONTINUES_SAID: True, MEANT: meant(part, before) if column_of(part) else {}}


def meant(part: Import, before: Mapping[str, str]) -> dict[str, str]:
    """{column: what it meant `before`, or ""} of those that became something else."""
    was = {column: before.get(column, "") for column in part.columns}
    return {column: name for column, name in was.items() if part.mapping.get(column, "") != name != FIELD}


def lists_of(parts: Iterable[Import]) -> list[Import]:
    """The lists of deals that have not run."""
    return [part for part in parts if part.changeable and part.kind == Import.Kind.DEALS and complete(part)]
