"""One table of all figures: a line for each thing measured, a column for each database and size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Figure = dict[str, Any]


def table(found: dict[str, list[Figure]]) -> str:
    """`found` holds the figures by database. Times read p50 / p95 in milliseconds, then the queries."""
    columns = [
        (name, size) for name, figures in found.items() for size in sorted({one["size"] for one in figures})
    ]
    names = list(dict.fromkeys(one["what"] for figures in found.values() for one in figures))
    cells = {
        (one["what"], name, one["size"]): _cell(one) for name, figures in found.items() for one in figures
    }
    rows = [["", *(f"{name} {size:,}" for name, size in columns)]]
    rows += [[what, *(cells.get((what, name, size), "-") for name, size in columns)] for what in names]
    return "\n".join(_lines(rows))


def _cell(one: Figure) -> str:
    if "p50" in one:
        return f"{one['p50']:.1f} / {one['value']:.1f} ({one['queries']})"
    return f"{one['value']:,.1f}" if one["value"] < 100 else f"{one['value']:,.0f}"


def _lines(rows: list[list[str]]) -> Iterable[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
