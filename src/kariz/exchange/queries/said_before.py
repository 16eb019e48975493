"""What a list said of each of its records when it was last taken, as far as its rows tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F

from kariz.exchange.models import Import, ImportRow

EARLIER, ROWS = 200, 100_000
"""Imports of lists with the same columns, the newest first, as long as they brought no more rows than this together."""


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """`fingerprint` of the row, `marks` of its cells, `mapping` of its import; no marks where several rows spoke of it."""

    fingerprint: str
    marks: str
    mapping: Mapping[str, str]


def said_before(one: Import, own: str) -> dict[int, SaidBefore]:
    """{record of the kind `own`: what the last row said that wrote it}, of the lists with these columns. What was taken
    back said nothing."""
    same = Import.objects.filter(kind=one.kind, columns=one.columns).exclude(pk=one.pk)
    same = same.annotate(brought=F("created_count") + F("updated_count")).filter(brought__gt=0)
    mappings, count = dict[int, Mapping[str, str]](), 0
    for pk, mapping, brought in same.order_by("-pk").values_list("pk", "mapping", "brought")[:EARLIER]:
        if (count := count + brought) > ROWS:
            break
        mappings[pk] = mapping
    written = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED)
    rows = ImportRow.objects.filter(of__in=mappings, action__in=written, taken_back=False, result_kind=own)
    found: dict[int, SaidBefore] = {}
    told: dict[int, int] = {}
    fields = ("of_id", "result_id", "fingerprint", "cell_marks")
    for of, pk, mark, marks in rows.exclude(result_id=None).order_by("of_id", "number").values_list(*fields):
        # Of several rows of one record nobody knows which of them says what.
        found[pk] = SaidBefore(mark, marks if told.get(pk) != of else "", mappings[of])
        told[pk] = of
    return found
