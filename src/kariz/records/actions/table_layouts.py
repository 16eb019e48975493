"""How one person's table looks. No event: it is one's own screen."""

from __future__ import annotations

from django.db import transaction

from kariz.access.models import User

from ..models import TableLayout
from ..tables import Table
from ..tables.layout import places_of, text_of


def keep(*, table: Table, columns: str, by: User) -> str:
    """Remember columns, their order and widths; an empty text forgets them. Returns what is remembered."""
    by.require("table.use")
    kept = text_of(places_of(table, columns)) if columns else ""
    with transaction.atomic():
        TableLayout.objects.filter(user=by, kind=table.plural).delete()
        if kept:
            TableLayout.objects.create(user=by, kind=table.plural, columns=kept)
    return kept
