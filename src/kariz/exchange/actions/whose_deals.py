"""Whose deals the lists of a set go on with, kept beside their columns."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from kariz.exchange.models import Import
from kariz.exchange.queries.continued import column_of, figures, referred_by
from kariz.exchange.queries.sets import complete
from kariz.exchange.rules.continued import CONTINUES


def look(set_id: int) -> None:
    """Of every list: with whose deals it goes on, and how many of its rows do. Called when columns are taken for
    something else, and when a list leaves."""
    parts = lists_of(set_id)
    for part in parts:
        column, before = column_of(part), part.layout.get(CONTINUES, {})
        of = referred_by(part, column, others(part, parts)) if column else None
        part.layout = {name: said for name, said in part.layout.items() if name != CONTINUES}
        if of is not None:
            part.layout[CONTINUES] = {"of": of.pk}
            part.layout[CONTINUES] |= figures(part)
        if part.layout.get(CONTINUES, {}) != before:
            Import.objects.filter(pk=part.pk).update(layout=part.layout, version=F("version") + 1)


def lists_of(set_id: int) -> list[Import]:
    """The lists of deals that have not run."""
    waiting = Import.objects.filter(part_of=set_id, phase__in=[Import.Phase.UPLOADED, Import.Phase.MAPPED])
    return [part for part in waiting.filter(kind=Import.Kind.DEALS).order_by("pk") if complete(part)]


def others(part: Import, parts: Sequence[Import]) -> list[Import]:
    """The lists that do not go on with this one, over however many between."""
    of = {one.pk: one.layout.get(CONTINUES, {}).get("of") for one in parts}
    after = {part.pk}
    while more := {pk for pk, before in of.items() if before in after} - after:
        after |= more
    return [one for one in parts if one.pk not in after]
