"""How many rows of files that wait will come in: as the rehearsal found, else as far as reading them tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from zlib import crc32

from django.core.cache import cache

from kariz.exchange.models import Group, Import
from kariz.exchange.queries.known.binned import bin_of_deals, gone_of
from kariz.exchange.queries.known.changed import came_again
from kariz.exchange.queries.known.here_already import HereAlready
from kariz.exchange.queries.known.marks import digest
from kariz.exchange.queries.known.reading import reader_of
from kariz.exchange.queries.known.spellings import held
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.known.told import Told
from kariz.exchange.queries.pages.control import Counting
from kariz.exchange.queries.pages.figures import Control, together
from kariz.exchange.queries.pages.sets import WRITES, complete, foreseen
from kariz.exchange.queries.pages.together import of_set
from kariz.localisation.preferences import today
from kariz.reading.deals.continued import CONTINUES
from kariz.reading.deals.doubles import Doubles
from kariz.reading.deals.own_numbers import source_of
from kariz.records import storage

LOOKED_AT = 20_000
"""So many rows are read, of all files together."""
KEPT = 3600
"""Seconds: what is a day of the future is none for ever."""
Seen = tuple[int, int, int, Control | None]


@dataclass(slots=True)
class Coming:
    """`rows` that will be written, `refused` ones by file, and `waiting` ones that a person will be asked about."""

    rows: int = 0
    waiting: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    looked_at: int = 0
    all: bool = True
    """Was every row looked at?"""
    control: Control | None = None
    """What the lists of deals among them come to."""

    @property
    def bad(self) -> int:
        return sum(self.refused.values())


def coming(parts: Sequence[Import]) -> Coming:
    """Of files that have not run; those of which nothing is known are left out."""
    waiting = [part for part in parts if complete(part) and part.changeable]
    if (found := foreseen(waiting)) is not None:
        refused = {part.pk: part.outcome["counts"].get(Group.REFUSED, 0) for part in waiting}
        read = _read([part for part in waiting if part.kind == Import.Kind.DEALS])
        rows = sum(found[group] for group in WRITES)
        return Coming(rows, found[Group.ASKED], refused, control=read.control, all=read.all)
    return _read(waiting)


def alone(part: Import) -> Control | None:
    """What a list of deals comes to by itself; None of other kinds."""
    if part.kind != Import.Kind.DEALS:
        return None
    key = f"import-{part.pk}-alone-9-{_state([part])}-{bin_of_deals()}"
    if (seen := cache.get(key)) is None:
        seen = _count(part, LOOKED_AT, Doubles(), Told(), "")
        cache.set(key, seen, KEPT)
    return seen[3]


@held()
def _read(parts: Sequence[Import]) -> Coming:
    """Read the rows; what was found of a file is known until something is said of it, or of one beside it, anew."""
    found = Coming()
    deals = [part for part in parts if part.kind == Import.Kind.DEALS]
    among = "-".join(str(part.pk) for part in deals)
    state = _state(parts)
    keys = {
        part.pk: f"import-{part.pk}-figures-10-{state}-{crc32(f'{among}-{bin_of_deals()}'.encode())}"
        for part in parts
    }
    known: dict[str, Seen] = cache.get_many(keys.values())
    if any(keys[part.pk] not in known for part in deals):
        # Which deals stand twice is only seen when all of them are read.
        known = {key: seen for key, seen in known.items() if key not in {keys[part.pk] for part in deals}}
    doubles, told = Doubles(), Told()
    fresh: dict[str, Seen] = {}
    controls: list[tuple[str, Control]] = []
    sources = {part.pk: source_of(part.options, part.layout) for part in deals}
    for part in parts:
        seen = known.get(keys[part.pk])
        if seen is None:
            rest = LOOKED_AT - found.looked_at
            seen = fresh[keys[part.pk]] = _count(part, rest, doubles, told, _before(part, sources))
        looked, bad, worded, control = seen
        found.looked_at += looked
        found.all = found.all and looked >= part.total
        found.refused[part.pk] = bad
        found.rows += part.total - part.left_out - worded - bad
        if control is not None:
            found.rows -= control.waiting + control.stays_out + control.binned
            found.waiting += control.waiting
            controls.append((part.sheet or part.name, control))
    found.control = together(controls)
    if fresh:
        cache.set_many(fresh, KEPT)
    return found


def _state(parts: Sequence[Import]) -> str:
    """The same as long as nothing is said anew of these files, nor of others of their set: companies, people and numbers
    are known by all of them."""
    every = {one.pk: one.version for one in (*(of_set(parts[0]) if parts else ()), *parts)}
    return digest(sorted(every.items()))


def _before(part: Import, sources: Mapping[int, str]) -> str:
    """Whose numbers the deals have with which its rows go on."""
    return sources.get(part.layout.get(CONTINUES, {}).get("of"), "")


def _count(part: Import, most: int, doubles: Doubles, told: Told, before: str) -> Seen:
    """How many of the first `most` rows there are, how many of them cannot be taken, how many a word of theirs leaves out,
    and what the deals come to; nothing of a file that is gone."""
    if not storage.path_of(part.stored).exists():
        return 0, 0, 0, None
    reader = reader_of(part, today())
    again = came_again(part, reader, part.acts_as)
    here = HereAlready(part, part.acts_as, again.rows)
    counting = Counting(
        part,
        reader,
        doubles,
        told,
        before,
        again.rows,
        here.rows,
        gone_of(part),
        left=again.left,
        same=again.same,
        stay=again.stay,
    )
    looked = bad = worded = 0
    lines = frozenset(part.lines_left_out)
    rows = islice(table_of(part).rows(), max(0, most))
    for draft in here.along(reader.read(number, cells) for number, cells in rows):
        looked += 1
        bad += bool(draft.errors)
        worded += bool(draft.aside) and draft.number not in lines
        counting.row(draft)
    return looked, bad, worded, counting.end() if part.kind == Import.Kind.DEALS else None
