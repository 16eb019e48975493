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
from kariz.exchange.queries.pages.imports import aside_rows, bad_rows
from kariz.reading.cells.values import read_text
from kariz.records.storage import safe_name

ADDED = (gettext_lazy("Row"), gettext_lazy("Why it was refused"))
"""What the columns are called that the file has besides its own."""


def export(*, one: Import, ending: str, by: User, left_out: bool = False) -> Iterator[bytes]:
    """The file in parts; `left_out`: of the lines that are no records. Raises NotAllowed, UnknownFormat before the
    first."""
    by.require("import.view")
    headers = [*one.columns, *map(str, ADDED)]
    rows = aside_rows(one) if left_out else bad_rows(one)
    return file_parts(headers, _lines(one, rows), ending, title=_title(left_out))


def file_name(one: Import, ending: str, *, left_out: bool = False) -> str:
    """In the language of who asks, with the name of the file that they come from."""
    stem = one.name.rpartition(".")[0] or one.name
    return safe_name(f"{_title(left_out)} – {stem}.{ending}")


def _title(left_out: bool) -> str:
    return _("Lines left out") if left_out else _("Refused rows")


def _lines(one: Import, rows: QuerySet[ImportRow]) -> Iterator[list[str | int]]:
    width = len(one.columns)
    for row in rows.iterator(chunk_size=500):
        cells = [read_text(cell) for cell in row.cells[:width]]
        why = "; ".join(row.why or row.told)
        yield [*cells, *[""] * (width - len(cells)), row.number, why]
