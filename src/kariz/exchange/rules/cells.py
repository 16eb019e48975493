"""What a cell of any file can be."""

from __future__ import annotations

from datetime import date, datetime

Cell = str | int | float | bool | date | datetime
Row = tuple[int, list[Cell]]
"""The row as a spreadsheet counts it, and its cells."""
