"""The file of an import, read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kariz.exchange.models import Import
from kariz.localisation.text import squash
from kariz.reading.cells import answers
from kariz.reading.cells.blanks import is_mark
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.cells.questions import is_asked
from kariz.reading.cells.values import read_line
from kariz.reading.columns import contracts
from kariz.reading.columns.settling import day_of, tomorrow
from kariz.reading.days import days_in_status
from kariz.reading.deals.repeats import amounts_of
from kariz.reading.deals.whys_beside import reason_beside, says_not_lost
from kariz.reading.layout.sums import is_nought
from kariz.reading.layout.tables import Table
from kariz.reading.names.owners import called
from kariz.records import storage

MOST_NAMES = 200
STAGED = (Import.Kind.DEALS, Import.Kind.HISTORY)
"""Kinds of file whose rows name stages."""
OWNED = (Import.Kind.DEALS, Import.Kind.CONTACTS, Import.Kind.COMPANIES, Import.Kind.ACTIVITIES)
"""Kinds of file whose rows have owners."""
PRICED = (*STAGED, Import.Kind.PRODUCTS, Import.Kind.LINES)
"""Kinds of file whose rows have amounts."""


def table_of(one: Import) -> Table:
    """The table of the import's stored file."""
    return Table(storage.path_of(one.stored), one.layout, one.columns)


def first_rows(one: Import, count: int) -> list[list[Cell]]:
    """The first data rows."""
    return [cells for _number, cells in islice(table_of(one).rows(), count)]


@dataclass(frozen=True, slots=True)
class Names:
    """What rows name, each once in the first of its spellings, at most 200 of each.

    `stages` are (pipeline, stage): "" where they name no pipeline, or only that; the outcome, where there is no stage.
    """

    stages: list[tuple[str, str]]
    owners: list[str]
    reasons: dict[str, int]
    """{word for why a deal was lost: rows}, the commonest first; those of rows that say they were not lost are none."""
    beside: dict[str, int] = field(default_factory=dict)
    """The same of words that stand behind a status for a loss: «لغو - پروژه متوقف شد»."""


def names_in(one: Import) -> Names:
    """Goes through the file once, if any column names such things."""
    named = {name: column for column, name in one.mapping.items()}
    asked = (
        named.get("pipeline"),
        named.get("stage") or named.get("outcome"),
        named.get("owner"),
        named.get("lost_reason"),
    )
    places = [_place(one, column) for column in asked]
    header = str(asked[1] or "")
    read = answers.read if answers.asks(header) else contracts.read if contracts.says_status(header) else None
    said: dict[tuple[str, str, bool], tuple[str, str]] = {}
    owners: dict[str, str] = {}
    reasons: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    asides = one.layout.get("asides", {})
    for number, cells in table_of(one).rows() if any(place is not None for place in places) else ():
        if str(number) in asides:
            continue
        pipeline, stage, owner, reason = (_text(cells, place) for place in places)
        if read:
            stage = read(stage)[:200]
        elif "id" not in named:
            stage = days_in_status.apart(stage)[0]
        if (pipeline or stage) and len(said) < MOST_NAMES:
            said.setdefault((pipeline, squash(stage) or stage, is_asked(stage)), (pipeline, stage))
        if owner and len(owners) < MOST_NAMES:
            owner = " ".join(called(owner).split())
            owners.setdefault(squash(owner) or owner, owner)
        if not reason and len(beside) < MOST_NAMES and (why := reason_beside(stage)):
            beside[why] += 1
        if reason and not says_not_lost(stage) and (len(reasons) < MOST_NAMES or squash(reason) in reasons):
            reasons[squash(reason)] += 1
            spelled.setdefault(squash(reason), reason)
    told = {spelled[key]: rows for key, rows in reasons.most_common()}
    return Names(list(said.values()), list(owners.values()), told, dict(beside.most_common()))


def closed_by_word(one: Import) -> Iterator[tuple[str, str, bool]]:
    """(pipeline, word of the stage or of the outcome, has it a closing day that is past?) of each row that says such a
    word. Goes through the file once, if it has both columns."""
    named = {name: column for column, name in one.mapping.items()}
    asked = named.get("pipeline"), named.get("stage") or named.get("outcome"), named.get("closed_at")
    pipeline, status, closed = (_place(one, column) for column in asked)
    if status is None or closed is None:
        return
    asides, last = one.layout.get("asides", {}), tomorrow()
    for number, cells in table_of(one).rows():
        if str(number) not in asides and (word := days_in_status.apart(_text(cells, status))[0]):
            said = _text(cells, closed)
            day = day_of(plain(cells[closed])) if said else None
            yield _text(cells, pipeline), word, bool(said) and (day is None or day < last)


def number_of_rows(one: Import) -> str:
    """Which field numbers the deals of a list: their own number, else the one of the deal that they continue."""
    return "external_id" if "external_id" in one.mapping.values() else "continues"


def amounts_in(one: Import) -> str:
    """What amounts of rows that share a number are of (OF_DEAL, OF_ROW), "" where no number stands in two such rows.
    Goes through the file once, if it has both columns."""
    numbers, amounts = (
        [place for place, column in enumerate(one.columns) if one.mapping.get(column) == name]
        for name in (number_of_rows(one), "amount")
    )
    if not numbers or not amounts:
        return ""
    asides = one.layout.get("asides", {})
    return amounts_of(
        (_filled(cells, numbers), _filled(cells, amounts))
        for row, cells in table_of(one).rows()
        if str(row) not in asides
    )


def _filled(cells: list[Cell], places: list[int]) -> Cell:
    """The first of these cells that says anything."""
    said = (cells[place] for place in places if place < len(cells))
    return next((cell for cell in said if not is_nought(cell)), "")


def _place(one: Import, column: str | None) -> int | None:
    return one.columns.index(column) if column in one.columns else None


def _text(cells: list[Cell], place: int | None) -> str:
    if place is None or place >= len(cells) or is_mark(cells[place]):
        return ""
    return read_line(cells[place])[:200]


def text_at(cells: Sequence[Cell], place: int | None) -> str:
    """What the cell says, of a merged block what the block does; "" for a mark, or where the row is shorter."""
    if place is None or place >= len(cells):
        return ""
    cell = plain(cells[place])
    return "" if is_mark(cell) else read_line(cell)
