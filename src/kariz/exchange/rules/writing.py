"""Tables as CSV and XLSX, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from kariz.localisation import preferences
from kariz.localisation.dates import format_date
from kariz.reading.cells.guard import MARK, dangerous, guard

Value = str | int | Decimal | date | None
BOM = "\ufeff"
LONGEST_XLSX_CELL = 32_767
WIDTH = 18
"""Columns in letters; what a row at a time is written cannot be measured first."""


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The file in parts, UTF-8 with its mark so that Excel reads the letters."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guard(header) for header in headers])
    yield BOM + out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow([_text(value) for value in row])
        yield out.getvalue()


def _text(value: Value) -> str:
    if isinstance(value, date):
        return shown_day(value)
    return "" if value is None else guard(value) if isinstance(value, str) else str(value)


def shown_day(day: date) -> str:
    """Year first, in the person's calendar and Latin digits, which every program reads."""
    mine = preferences.current()
    return day.isoformat() if mine.calendar == "gregorian" else format_date(day, mine.calendar, "latin")


def as_xlsx(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    title: str = "",
    sums: Collection[int] = (),
) -> None:
    """Write the sheet `title` row by row: memory does not grow with it. `sums`: places of columns of money."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(_sheet_name(title) or None)
        if preferences.current().language.startswith("fa"):
            sheet.right_to_left()
        head = book.add_format({"bold": True})
        inert = book.add_format({"quote_prefix": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        grouped = book.add_format({"num_format": "#,##0.##"})
        sheet.freeze_panes(1, 0)
        for place, header in enumerate(headers):
            sheet.set_column(place, place, WIDTH)
            sheet.write_string(0, place, header, head)
        sheet.autofilter(0, 0, 0, max(len(headers) - 1, 0))
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        # A text that looks guarded gets one more mark, which the import takes off.
                        shown = (guard(value) if value.startswith(MARK) else value)[:LONGEST_XLSX_CELL]
                        sheet.write_string(number, place, shown, inert if dangerous(value) else None)
                elif isinstance(value, date) and preferences.current().calendar == "gregorian":
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, date):
                    sheet.write_string(number, place, shown_day(value))
                elif value is not None:
                    sheet.write_number(number, place, value, grouped if place in sums else None)


def _sheet_name(title: str) -> str:
    """What a spreadsheet takes as a sheet's name: at most 31 letters, none of []:*?/\\ ."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:31].strip("'")
