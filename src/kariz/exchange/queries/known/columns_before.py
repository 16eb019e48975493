"""What the columns of earlier imports meant, of which rows come again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.said_before import COMPARED, EARLIER, ROWS, SaidBefore, understood


class ColumnsBefore:
    """Each import is read once, and the rows that were compared only where some row comes by other columns."""

    def __init__(self, one: Import) -> None:
        self._one = one
        self._said: dict[int, SaidBefore | None] = {one.pk: None}

    def of(self, ids: Iterable[int]) -> Mapping[int, SaidBefore | None]:
        """{import: what its columns and its words meant}, None for this one and those of its set."""
        if missing := set(ids) - set(self._said):
            rows = Import.objects.filter(pk__in=missing)
            for pk, whole, mapping, options in rows.values_list("pk", "part_of_id", "mapping", "options"):
                ours = whole is not None and whole == self._one.part_of_id
                self._said[pk] = None if ours else SaidBefore("", "", mapping, understood(options))
        return self._said

    @cached_property
    def compared(self) -> Mapping[str, int]:
        """{fingerprint of a row: the last import that found its record to have all that it says}"""
        same = Import.objects.filter(
            kind=self._one.kind, columns=self._one.columns, outcome__has_key=COMPARED
        )
        same = same.exclude(pk=self._one.pk).exclude(
            phase__in=[Import.Phase.TAKING_BACK, Import.Phase.TAKEN_BACK]
        )
        stays, count = [], 0
        for pk, rows in same.order_by("-pk").values_list("pk", f"outcome__{COMPARED}")[:EARLIER]:
            if (count := count + rows) > ROWS:
                break
            stays.append(pk)
        found = ImportRow.objects.filter(of__in=stays, action=ImportRow.Action.SKIPPED).exclude(cell_marks="")
        return dict(found.order_by("of_id").values_list("fingerprint", "of_id"))
