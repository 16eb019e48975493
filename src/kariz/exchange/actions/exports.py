"""Writing what a person may see to a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.exchange.queries import exporting, shown
from kariz.exchange.rules import writing
from kariz.localisation import preferences
from kariz.web.errors import DomainError

TITLES = {"deals": _("Deals"), "contacts": _("Contacts"), "companies": _("Companies")}
ENDINGS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class UnknownFormat(DomainError):
    """Only CSV and XLSX are written."""

    code = "unknown_format"
    status = 404


def export(*, kind: str, ending: str, by: User, given: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """The file in parts; an address with `shown` means a list as it is shown, with its order and columns.

    Raises NotAllowed, NotFound, UnknownFormat, BadFilter before the first part.
    """
    by.require("export.run")
    if ending not in ENDINGS:
        raise UnknownFormat(_("Choose one of: %(choices)s.") % {"choices": "CSV, XLSX"})
    if isinstance(given, QueryDict) and "shown" in given:
        rows, columns = shown.rows_shown(kind, by, given), shown.columns_shown(kind, given)
    else:
        rows, columns = exporting.rows_of(kind, by, given or {}), exporting.columns_of(kind)
    # Who took the customers' data out of the house is worth knowing.
    log.append(by=by, verb="export.made", subject=("user", by.pk), data={"kind": kind, "format": ending})
    headers = [str(column.header) for column in columns]
    lines = exporting.lines(columns, rows)
    if ending == "csv":
        return (part.encode() for part in writing.as_csv(headers, lines))
    sums = {place for place, column in enumerate(columns) if column.field == "amount"}
    return _sheet(headers, lines, str(TITLES[kind]), sums)


def file_name(kind: str, ending: str) -> str:
    """Kind and day: "deals-2026-11-24.xlsx"."""
    return f"{kind}-{preferences.today().isoformat()}.{ending}"


def _sheet(
    headers: list[str], lines: Iterator[list[exporting.Value]], title: str, sums: set[int]
) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xlsx")
        writing.as_xlsx(path, headers, lines, title=title, sums=sums)
        with path.open("rb") as file:
            while block := file.read(1 << 16):
                yield block
