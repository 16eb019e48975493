"""What a list said of each of its records when it was last taken, as far as its rows tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from kariz.exchange.models import Import, ImportRow
from kariz.reading.rows.settings import Settings, settings_of
from kariz.web.errors import FieldErrors

EARLIER, ROWS = 200, 100_000
"""Imports of lists with the same columns, the newest first, while no more rows than this said something in them."""
OTHERWISE = "otherwise"
"""Under which it tells how many rows came in before, when their columns meant something else, and are compared anew."""
COMPARED = "compared"
"""Under which the outcome of an import tells how many rows it skipped because their deals have all that they say."""


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """`fingerprint` of the row, `marks` of its cells, `mapping` and `settings` of its import; no marks where several rows
    spoke of it, no settings where they are of another time and no longer understood."""

    fingerprint: str
    marks: str
    mapping: Mapping[str, str]
    settings: Settings | None = None


def said_before(one: Import, own: str) -> dict[int, SaidBefore]:
    """{record of the kind `own`: what the last row said that wrote it, or that said what it has}, of the lists with these
    columns. What was taken back said nothing."""
    same = Import.objects.filter(kind=one.kind, columns=one.columns).exclude(pk=one.pk)
    same = same.annotate(brought=F("created_count") + F("updated_count"))
    same = same.filter(Q(brought__gt=0) | Q(outcome__has_key=COMPARED))
    fields = ("pk", "mapping", "brought", f"outcome__{COMPARED}", "phase", "options")
    settings: dict[int, Settings | None] = {}
    mappings, stays, count = dict[int, Mapping[str, str]](), list[int](), 0
    for pk, mapping, brought, compared, phase, options in same.order_by("-pk").values_list(*fields)[:EARLIER]:
        if (count := count + brought + (compared or 0)) > ROWS:
            break
        mappings[pk], settings[pk] = mapping, understood(options)
        if compared and phase not in (Import.Phase.TAKING_BACK, Import.Phase.TAKEN_BACK):
            stays.append(pk)
    written = Q(of__in=mappings, action__in=(ImportRow.Action.CREATED, ImportRow.Action.UPDATED))
    skipped = Q(of__in=stays, action=ImportRow.Action.SKIPPED) & ~Q(cell_marks="")
    rows = ImportRow.objects.filter(written | skipped, taken_back=False, result_kind=own)
    found: dict[int, SaidBefore] = {}
    told: dict[int, int] = {}
    of_row = ("of_id", "result_id", "fingerprint", "cell_marks")
    for of, pk, mark, marks in rows.exclude(result_id=None).order_by("of_id", "number").values_list(*of_row):
        # Of several rows of one record nobody knows which of them says what.
        found[pk] = SaidBefore(mark, marks if told.get(pk) != of else "", mappings[of], settings[of])
        told[pk] = of
    return found


def understood(options: Mapping[str, Any]) -> Settings | None:
    """The settings of an import; None where they are of another time."""
    try:
        return settings_of(options)
    except FieldErrors:
        return None
