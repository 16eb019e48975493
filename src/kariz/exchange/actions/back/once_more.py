"""What stayed when an import was taken back, at the next try."""

from __future__ import annotations

from collections.abc import Iterable

from kariz.exchange.models import Import, ImportRow

KINDS = ("activity", "note", "file")
"""Of others the rows know by themselves that they stayed."""


def stayed(imports: Iterable[Import]) -> None:
    """Its rows count as not taken back. Called before the import forgets what stayed."""
    for one in imports:
        for kind in KINDS:
            ids = [told["id"] for told in one.stayed if told["kind"] == kind]
            rows = ImportRow.objects.filter(of=one, result_kind=kind, action="created", result_id__in=ids)
            rows.update(taken_back=False)
