"""Text files as rows: letters, separator and quoting found out, read one row at a time."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from kariz.reading.cells.cells import Row
from kariz.reading.cells.guard import unguard
from kariz.reading.files import encodings
from kariz.reading.files.limits import (
    LARGEST_TEXT,
    LARGEST_UNPACKED,
    LONGEST_LINE,
    MOST_COLUMNS,
    MOST_TEXT_ROWS,
    FileRefused,
    too_large,
    too_long_line,
    too_many_columns,
    too_many_rows,
)

DELIMITERS = (",", ";", "\t", "|")
# A cell beyond the limit is an error of its row; the reader itself must not fall over it.
csv.field_size_limit(LARGEST_UNPACKED)


def layout_of(path: Path, size: int, encoding: str) -> dict[str, Any]:
    if size > LARGEST_TEXT:
        raise too_large(LARGEST_TEXT)
    if encoding:
        encodings.check(path, encoding)
    found = encoding or encodings.detect(path)
    with open_text(path, found) as file:
        lines = file.read(64 * 1024)
    layout: dict[str, Any] = {"type": "csv", "encoding": found, "skip": 0}
    first = lines.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return layout | {"delimiter": first[4], "skip": 1}
    return layout | {"delimiter": sniff(lines)}


def open_text(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encodings.python_name(encoding), newline="")


def lines_of(file: TextIO) -> Iterator[str]:
    """The lines as they stand. Raises FileRefused for one that no table has."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE and line[-1] not in "\r\n":
            raise too_long_line(number)
        yield line


def sniff(text: str) -> str:
    """The delimiter that splits most rows into the same number of columns, more of them being better."""
    complete = text.rsplit("\n", 1)[0] if text.count("\n") > 1 else text
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        rows = [
            row for row in csv.reader(complete.splitlines(keepends=True)[:200], delimiter=delimiter) if row
        ]
        if not rows:
            continue
        width, times = Counter(len(row) for row in rows).most_common(1)[0]
        score = (times / len(rows), width)
        if width > 1 and (score[0] > 0.6 or best_score == (0.0, 0)) and _better(score, best_score):
            best, best_score = delimiter, score
    return best


def _better(score: tuple[float, int], than: tuple[float, int]) -> bool:
    return score[0] * (score[1] - 1) > than[0] * (than[1] - 1)


def rows_of(path: Path, layout: dict[str, Any]) -> Iterator[Row]:
    number = letters = 0

    def lines(file: TextIO) -> Iterator[str]:
        """A row may go on over many lines, but not for ever."""
        nonlocal letters
        for line in lines_of(file):
            letters += len(line)
            if letters > LONGEST_LINE:
                raise too_long_line(number + 1)
            yield line.replace("\0", "")

    with open_text(path, layout["encoding"]) as file:
        reader = csv.reader(lines(file), delimiter=layout["delimiter"])
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise FileRefused(
                    _("Row %(number)d cannot be read as CSV.") % {"number": number + 1}
                ) from None
            number, letters = number + 1, 0
            if number > MOST_TEXT_ROWS:
                raise too_many_rows(MOST_TEXT_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise too_many_columns(len(cells))
            if number > layout.get("skip", 0):
                yield number, [unguard(cell.strip()) if cell else "" for cell in cells]
