"""What was said of rows of the very same table by their numbers: it holds when that is brought again."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone

from kariz.exchange.models import Import, RememberedMapping
from kariz.reading.layout.said_rows import said_rows
from kariz.reading.layout.tables import Table
from kariz.reading.rows.settings import LEFT_BEFORE
from kariz.records import storage

LOOKED_AT = 100
KIND = "rows"
"""Marks such an answer among what is remembered of columns."""


def survey(table: Table, stored: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Reads the names of the columns where somebody said before that they stand, and surveys the table: what an import of
    it holds, and what was said of its rows."""
    digest = storage.digest_of(stored)
    rows = _said_of(digest, table)
    said = said_rows(rows)
    table.take_said(said)
    total = table.survey(said)
    if said.left:
        table.layout[LEFT_BEFORE] = sorted(said.left)
    return {"digest": digest, "layout": table.layout, "columns": table.columns, "total": total}, rows


def _said_of(digest: str, table: Table) -> dict[str, str]:
    """{number of a row: what was said of it last}"""
    place = table.layout.get("sheet"), table.layout.get("beside", {}).get("place")
    said = Import.objects.filter(digest=digest).order_by("-id")
    for sheet, beside, rows in said.values_list("layout__sheet", "layout__beside__place", "options__rows")[
        :LOOKED_AT
    ]:
        if (sheet, beside) == place:
            return dict(rows or {})
    kept = RememberedMapping.objects.filter(signature=_mark(digest, *place)).order_by("-used_at").first()
    return dict(kept.options.get("rows", {})) if kept is not None else {}


def keep(part: Import) -> None:
    """Let what was said of its rows hold for the very same table, now that the import goes without having come."""
    rows = part.options.get("rows", {})
    if not part.digest or not rows:
        return
    RememberedMapping.objects.update_or_create(
        signature=_mark(part.digest, part.layout.get("sheet"), part.layout.get("beside", {}).get("place")),
        by=part.created_by,
        defaults={"kind": KIND, "fields": {}, "options": {"rows": rows}, "used_at": timezone.now()},
    )


def _mark(digest: str, *place: Any) -> str:
    said = [KIND, digest, *map(str, place)]
    return hashlib.blake2s("\x1d".join(said).encode("utf-8", "replace"), digest_size=16).hexdigest()
