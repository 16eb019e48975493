"""How many rows of files that wait will come in: as the rehearsal found, else as far as reading them tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from kariz.exchange.models import Group, Import
from kariz.exchange.queries.custom import fields_of
from kariz.exchange.queries.sets import complete, foreseen
from kariz.exchange.queries.tables import table_of
from kariz.exchange.rules.rows import RowReader
from kariz.exchange.rules.settings import settings_of
from kariz.localisation.preferences import today

LOOKED_AT = 20_000
"""So many rows are read, of all files together."""
WRITES = (Group.CREATED, Group.UPDATED, Group.MERGED)


@dataclass(slots=True)
class Coming:
    """`rows` that will be written, `refused` ones by file, and `waiting` ones that a person will be asked about."""

    rows: int = 0
    waiting: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    looked_at: int = 0
    all: bool = True
    """Was every row looked at?"""

    @property
    def bad(self) -> int:
        return sum(self.refused.values())


def coming(parts: Sequence[Import]) -> Coming:
    """Of files that have not run; those of which nothing is known are left out."""
    waiting = [part for part in parts if complete(part) and part.changeable]
    if (found := foreseen(waiting)) is not None:
        refused = {part.pk: part.outcome["counts"].get(Group.REFUSED, 0) for part in waiting}
        return Coming(sum(found[group] for group in WRITES), found[Group.ASKED], refused)
    read = Coming()
    for part in waiting:
        _read(part, read, today())
    return read


def _read(part: Import, into: Coming, day: date) -> None:
    reader = RowReader(
        kind=part.kind,
        columns=part.columns,
        mapping=part.mapping,
        settings=settings_of(part.options),
        today=day,
        custom=fields_of(part.kind),
        asides=part.layout.get("asides"),
    )
    looked = bad = 0
    for number, cells in islice(table_of(part).rows(), LOOKED_AT - into.looked_at):
        looked += 1
        bad += bool(reader.read(number, cells).errors)
    into.looked_at += looked
    into.all = into.all and looked >= part.total
    into.refused[part.pk] = bad
    into.rows += part.total - part.left_out - bad
