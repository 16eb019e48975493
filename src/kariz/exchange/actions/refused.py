"""The refused rows of an import as a file of the same columns, with the reasons, that can be imported again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.access.models import User
from kariz.exchange.actions.exports import file_parts
from kariz.exchange.models import Import
from kariz.exchange.queries.imports import bad_rows
from kariz.exchange.rules.values import read_text

ADDED = (gettext_lazy("Row"), gettext_lazy("Why it was refused"))
"""What the columns are called that the file has besides its own."""


def export(*, one: Import, ending: str, by: User) -> Iterator[bytes]:
    """The file in parts. Raises NotAllowed, UnknownFormat before the first."""
    by.require("import.view")
    headers = [*one.columns, *map(str, ADDED)]
    return file_parts(headers, _lines(one), ending, title=_("Refused rows"))


def _lines(one: Import) -> Iterator[list[str | int]]:
    width = len(one.columns)
    for row in bad_rows(one).iterator(chunk_size=500):
        cells = [read_text(cell) for cell in row.cells[:width]]
        why = "; ".join(row.why)
        yield [*cells, *[""] * (width - len(cells)), row.number, why]
