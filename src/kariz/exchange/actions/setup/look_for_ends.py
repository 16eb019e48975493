"""Lists of deals that are all over, as their words or their colours say: their "Date" is when they ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kariz.access.models import User
from kariz.exchange.actions.setup import run_options
from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import table_of, text_at
from kariz.reading.cells.answers import asks
from kariz.reading.columns.days_over import are_ends, end_of, only_date
from kariz.reading.files.colours import by_row
from kariz.reading.rows.settings import settings_of
from kariz.records import storage


def look(parts: Sequence[Import], by: User) -> None:
    """Unsaved, when what colours mean is known; by all rows, for of a book in which deals go on the first ones may be over.
    What somebody said of such a list before stays."""
    for part in parts:
        if part.kind != Import.Kind.DEALS or part.layout.get("remembered"):
            continue
        column = only_date(part.mapping)
        if column and are_ends([*_ends(part, column)]):
            part.mapping = part.mapping | {column: "closed_at"}
            run_options.change(part, {}, by)


def _ends(part: Import, column: str) -> Iterator[str]:
    """How the deals of rows with a day ended, up to the first that goes on."""
    if not part.stored or not storage.path_of(part.stored).exists():
        return
    colours = by_row(part.layout.get("colours", {}))
    meanings = settings_of(part.options).colours
    places = {field: place for place, one in enumerate(part.columns) if (field := part.mapping.get(one))}
    status = places.get("outcome", places.get("stage"))
    asked = status is not None and asks(part.columns[status])
    for number, cells in table_of(part).rows():
        if not text_at(cells, part.columns.index(column)):
            continue
        said = text_at(cells, status)
        end = end_of(said, asks=asked) if said else meanings.get(colours.get(number, ""), "")
        yield end
        if not end:
            return
