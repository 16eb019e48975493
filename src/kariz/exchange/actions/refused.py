"""The refused rows of an import as a file of the same columns, with the reasons, that can be imported again; and the
lines that were left out, in the same form."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.access.models import User
from kariz.exchange.actions.exports import file_parts
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.imports import aside_rows, bad_rows
from kariz.exchange.rules.values import read_text

ADDED = (gettext_lazy("Row"), gettext_lazy("Why it was refused"))
"""What the columns are called that the file has besides its own."""


def export(*, one: Import, ending: str, by: User, left_out: bool = False) -> Iterator[bytes]:
    """The file in parts; `left_out`: of the lines that are no records. Raises NotAllowed, UnknownFormat before the
    first."""
    by.require("import.view")
    headers = [*one.columns, *map(str, ADDED)]
    rows, title = (aside_rows(one), _("Lines left out")) if left_out else (bad_rows(one), _("Refused rows"))
    return file_parts(headers, _lines(one, rows), ending, title=title)


def _lines(one: Import, rows: QuerySet[ImportRow]) -> Iterator[list[str | int]]:
    width = len(one.columns)
    for row in rows.iterator(chunk_size=500):
        cells = [read_text(cell) for cell in row.cells[:width]]
        why = "; ".join(row.why or row.told)
        yield [*cells, *[""] * (width - len(cells)), row.number, why]
