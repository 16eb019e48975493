"""Writing what a person may see to a file."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from django.http import QueryDict, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.exchange.queries.exports import exporting, shown
from kariz.exchange.rules import writing
from kariz.localisation import preferences
from kariz.web.errors import DomainError

TITLES = {
    "deals": _("Deals"),
    "contacts": _("Contacts"),
    "companies": _("Companies"),
    "products": _("Products"),
    "activities": _("Activities"),
    "obstacles": _("Obstacles"),
}
ENDINGS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

BLOCK = 1 << 16


class UnknownFormat(DomainError):
    """Only CSV and XLSX are written."""

    code = "unknown_format"
    status = 404


def export(*, kind: str, ending: str, by: User, given: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """The file in parts, with all that an import reads; an address with `shown` means a list as it is shown, with its
    order, and its columns or (`columns=all`) every one.

    Raises NotAllowed, NotFound, UnknownFormat, BadFilter before the first part.
    """
    by.require("export.run")
    if ending not in ENDINGS:
        raise UnknownFormat(_("Choose one of: %(choices)s.") % {"choices": "CSV, XLSX"})
    if isinstance(given, QueryDict) and "shown" in given:
        rows, columns = shown.as_shown(kind, by, given)
    else:
        rows, columns = shown.as_asked(kind, by, given or {})
    # Who took the customers' data out of the house is worth knowing.
    log.append(by=by, verb="export.made", subject=("user", by.pk), data={"kind": kind, "format": ending})
    headers = [str(column.header) for column in columns]
    sums = {place for place, column in enumerate(columns) if column.field in ("amount", "unit_price")}
    return file_parts(headers, exporting.lines(columns, rows), ending, title=str(TITLES[kind]), sums=sums)


def file_parts(
    headers: list[str],
    lines: Iterator[list[Any]],
    ending: str,
    *,
    title: str,
    sums: Collection[int] = (),
) -> Iterator[bytes]:
    """A table as a file, in parts, in constant memory. Raises UnknownFormat before the first part."""
    if ending not in ENDINGS:
        raise UnknownFormat(_("Choose one of: %(choices)s.") % {"choices": "CSV, XLSX"})
    if ending == "csv":
        return _blocks(part.encode() for part in writing.as_csv(headers, lines))
    return _sheet(headers, lines, title, sums)


def _blocks(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same in larger pieces: a row at a time is a burden for every hand that passes it on."""
    held, size = [], 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def as_response(parts: Iterator[bytes], name: str, ending: str) -> StreamingHttpResponse:
    """The file on its way while it is made, in the language and calendar of who asked."""
    # The first part before the answer begins: what is wrong with a question is said with its own status.
    first = next(parts, b"")
    response = StreamingHttpResponse(chain([first], in_words_of_now(parts)), content_type=ENDINGS[ending])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def in_words_of_now(parts: Iterator[bytes]) -> Iterator[bytes]:
    """What is made after the request has ended still speaks the language that was in force when it was asked for."""
    language, mine = translation.get_language() or "fa", preferences.current()
    end = object()
    while True:
        with translation.override(language), preferences.using(mine):
            part = next(parts, end)
        if part is end:
            return
        yield part  # type: ignore[misc]


def file_name(kind: str, ending: str) -> str:
    """Kind and day: "deals-2026-11-24.xlsx"."""
    return f"{kind}-{preferences.today().isoformat()}.{ending}"


def _sheet(
    headers: list[str], lines: Iterator[list[Any]], title: str, sums: Collection[int]
) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xlsx")
        writing.as_xlsx(path, headers, lines, title=title, sums=sums)
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block
