"""What a file may be, so that no file can stop the house."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.web.errors import DomainError

MIB = 1024 * 1024
LARGEST_TEXT = 300 * MIB
LARGEST_PACKED = 30 * MIB
LARGEST_UNPACKED = 60 * MIB
MOST_TEXT_ROWS = 2_000_000
MOST_SHEET_ROWS = 200_000
MOST_SHEET_CELLS = 5_000_000
"""Between the first and the last cell of a sheet, blank ones counted: so many are held at once."""
MOST_COLUMNS = 1_000
"""A table of Salesforce has some hundreds."""
MOST_FILES = 50
LONGEST_CELL = 10_000
LONGEST_LINE = 16 * MIB
"""Letters of one line of a text: a file without line ends is not read into memory whole."""


class FileRefused(DomainError):
    """The file as a whole cannot be read; the message says what to do."""

    code = "file_refused"

    def __init__(self, message: Any, *, code: str = "file_refused", status: int = 422) -> None:
        super().__init__(message, field="file")
        self.code, self.status = code, status


def too_long_line(number: int) -> FileRefused:
    text = _("Line %(number)d is longer than %(most)d million letters. Is this a table?")
    return FileRefused(
        text % {"number": number, "most": LONGEST_LINE // MIB}, code="line_too_long", status=413
    )


def too_many_columns(count: int) -> FileRefused:
    text = _("The file has %(count)d columns; at most %(most)d can be read.")
    return FileRefused(text % {"count": count, "most": MOST_COLUMNS}, code="too_many_columns")


def too_many_rows(most: int) -> FileRefused:
    text = _("The file has more than %(most)d rows. Split it and import the parts.")
    return FileRefused(text % {"most": most}, code="too_many_rows", status=413)


def too_many_cells(most: int) -> FileRefused:
    text = _("The sheet spreads over more than %(most)d cells. Save it as CSV and import that.")
    return FileRefused(text % {"most": most}, code="too_many_cells", status=413)


def too_large(most: int) -> FileRefused:
    text = _("The file is larger than %(most)d MB. Split it and import the parts.")
    return FileRefused(text % {"most": most // MIB}, code="file_too_large", status=413)


def too_many_tables() -> FileRefused:
    return FileRefused(_("At most %(most)d files at once.") % {"most": MOST_FILES}, code="too_many_files")
