"""Tables that stand beside each other on one sheet: told from one table with a blank column in it, and from the notes,
legends and sums that people write beside a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell, Row
from kariz.reading.columns.guessing import guess_kind, means
from kariz.reading.columns.settling import settle
from kariz.reading.files.limits import LONGEST_CELL
from kariz.reading.layout.asides import of_totals
from kariz.reading.layout.blocks import COUNTERS, Block, Span, block, held_in, parts_of
from kariz.reading.layout.headers import looks_like_header, unique_names

SEEN = 1_000
"""Rows by which it is decided."""
MOST_LETTERS = 4_000_000
"""In those rows: of a list with very long cells fewer rows are held."""
SURE, LIKELY, MAYBE = 4, 3, 2
"""What speaks for a table of its own, counted together: SURE is done and told, LIKELY is done and asked, MAYBE is asked."""
WHO = frozenset({"company", "contact", "title", "first_name", "last_name"})
"""A table that names nobody and nothing does not stand by itself."""
NEVER = -9
NARROW, LOW = 3, 30
"""Columns and rows of a legend, at most."""
APART, ONE, ALL = READINGS = ("apart", "one", "all")
"""Each table by itself; all columns as one table, but for the asides; with them."""
FEW = 7
"""Records for each line, where a single one stands below a name that nobody knows."""
_LEGEND = re.compile(r"راهنما|legend\b|colou?r (?:key|code|guide)|key to ")
_MEANS = re.compile(r"\s*[^\s=][^=\n]{0,20}=\s*[^\W\d][^=\n]{0,40}")
MOST = 8
"""Tables beside each other; a sheet with more is a form."""


@dataclass(slots=True)
class Found:
    """How the columns of a sheet may be read. `tables` stand beside each other, `asides` beside them."""

    tables: list[Span]
    asides: list[Span] = field(default_factory=list)
    reading: str = "one"
    """As which they are taken, unless a person says otherwise."""
    asked: bool = False
    """A person should say whether they are."""
    names: list[str] = field(default_factory=list)
    """Of all columns: by them such a sheet is known again."""
    said: list[str] = field(default_factory=list)
    """What stands in the asides."""


def held_of(rows: Iterator[Row]) -> list[Row]:
    """The first rows, as far as they are held: of cells that nobody could read, only that they are too long."""
    found: list[Row] = []
    letters = 0
    while len(found) < SEEN and letters < MOST_LETTERS and (row := next(rows, None)):
        number, cells = row
        found.append((number, [_shorter(cell) for cell in cells]))
        letters += sum(len(cell) for cell in found[-1][1] if isinstance(cell, str))
    return found


def _shorter(cell: Cell) -> Cell:
    return cell[: LONGEST_CELL + 1] if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell


def look(first: Sequence[Row], later: Iterator[Row]) -> Found | None:
    """What the first rows of a sheet tell, if any blank column divides it; `later` are those after them, of which only
    is seen whether the column is blank there, too."""
    held = held_in(first)
    if len(parts_of(held)) < 2:
        return None
    for _number, cells in later:
        held.update(place for place, cell in enumerate(cells) if cell != "")
    parts = parts_of(held)
    if not 1 < len(parts) <= MOST:
        return None
    blocks = [block(first, span) for span in parts]
    main = max(blocks, key=lambda one: sum(cell != "" for _number, cells in one.lines for cell in cells))
    if not main.header or len(main.named) < 2:
        return None
    asides = [one for one in blocks if one is not main and _is_legend(one, blocks, main)]
    return _weighed(first, [one for one in blocks if one not in asides], asides)


def _weighed(first: Sequence[Row], blocks: list[Block], asides: list[Block]) -> Found | None:
    weights = _weights(first, blocks)
    strongest = max(weights, default=NEVER)
    if strongest == NEVER and not asides:
        return None
    # Where nothing speaks for it, a person may still say so: then every part with names of its own is a table.
    least = LIKELY if strongest >= LIKELY else MAYBE if strongest >= MAYBE else NEVER + 1
    tables = [blocks[0].span]
    for one, weight in zip(blocks[1:], weights, strict=True):
        if weight >= least:
            tables.append(one.span)
        else:
            tables[-1] = (tables[-1][0], one.span[1])
    asides = [one for one in asides if not any(left < one.span[0] < right for left, right in tables)]
    if len(tables) < 2 and not asides:
        return None
    return Found(
        tables,
        [one.span for one in asides],
        reading=APART if strongest >= LIKELY else ONE,
        asked=any(MAYBE <= weight < SURE for weight in weights),
        names=[name for one in (*blocks, *asides) for name in one.named],
        said=[str(cell) for one in asides for _number, cells in one.lines for cell in cells if cell != ""],
    )


def _weights(first: Sequence[Row], blocks: Sequence[Block]) -> list[int]:
    """Of every part but the first: what speaks for its being a table of its own."""
    found: list[int] = []
    table = blocks[0]
    before = [table]
    for one in blocks[1:]:
        weight = _weight(one, table, before)
        found.append(weight)
        span = one.span if weight >= LIKELY else (table.span[0], one.span[1])
        table = block(first, span)
        before.append(one)
    return found


def _weight(one: Block, table: Block, before: Sequence[Block]) -> int:
    if not one.header or not table.header or len(one.named) < 2 or not one.data or not table.data:
        return NEVER
    weight = _by_rows(one, table) + _by_names(one, table, before)
    stands = WHO & set(one.fields.values()) or guess_kind(one.named) == "products"
    weight += 1 if stands else -1
    weight += one.own_title
    if weight >= SURE and _goes_along(one, table) and not _is_same(one, before):
        # «نام» and «موبایل» once more may be a second person of each row.
        weight = LIKELY
    return weight


def _by_names(one: Block, table: Block, before: Sequence[Block]) -> int:
    """Two columns of customers, or of amounts: no table has both."""
    known = {key for other in before for key in other.keys}
    again = [name for name in one.named if squash(name) in known]
    who = [name for name in again if one.fields.get(name) in WHO or squash(name) in COUNTERS]
    weight = min(2, len(again) - len(who))
    if who:
        return 3 + weight
    fields = {field for other in before for field in _settled(other, one)[0]}
    mine = _settled(table, one)[1]
    return weight + bool(fields & mine & WHO) + ("amount" in fields & mine and not again)


def _settled(table: Block, one: Block) -> tuple[set[str], set[str]]:
    """What the columns of both hold, taken as one table: a customer beside a person is the company."""
    names: list[Cell] = [*table.named, *one.named]
    columns = unique_names(names)
    cells = [*table.values().values(), *one.values().values()]
    values = dict(zip(columns, cells, strict=False))
    if len(values) < len(columns):
        return set(table.fields.values()), set(one.fields.values())
    said = {
        column: (table.fields | one.fields).get(str(name), "")
        for column, name in zip(columns, names, strict=True)
    }
    fields = said | settle(said, "deals", values)
    split = len(table.named)
    return ({fields[name] for name in columns[:split]}, {fields[name] for name in columns[split:]})


def _by_rows(one: Block, table: Block) -> int:
    """Names at another height, rows that only one of them has, a list that ends long before the other."""
    weight = 4 if _at_other_height(one, table) else 0
    tail = sum(number > table.data[-1] for number in one.data)
    grouped = table.is_holed(one)
    if grouped:
        weight -= 2
    elif tail >= 5 or (tail >= 2 and 4 * tail >= len(one.data)):
        weight += 4
    elif tail >= 2:
        weight += 2
    if one.is_holed(table):
        return weight - 4
    left = sum(number > one.data[-1] for number in table.data)
    if 2 * left >= len(table.data) and left >= 5:
        weight += 2
    elif 5 * left >= len(table.data) and left >= 2:
        weight += 1
    return weight


def _at_other_height(one: Block, table: Block) -> bool:
    """Do the names of one stand beside rows of the other?"""
    low, high = (one, table) if one.header > table.header else (table, one)
    return low.header != high.header and any(high.header < number <= low.header for number in high.data)


def _goes_along(one: Block, table: Block) -> bool:
    """Do both fill the same rows below names at one height?"""
    return one.header == table.header and set(one.data) <= set(table.data)


def _is_same(one: Block, before: Sequence[Block]) -> bool:
    """Has it the names that another has, but for a few, and says as fully whose a row is?"""
    return any(
        5 * len(one.keys & other.keys) >= 3 * max(len(one.keys), len(other.keys))
        and WHO & set(one.fields.values()) == WHO & set(other.fields.values())
        for other in before
    )


def _is_legend(one: Block, blocks: Sequence[Block], main: Block) -> bool:
    """A few cells beside a table, of which none is a column of it: what its signs mean, its sums, a remark."""
    columns = {place for _number, cells in one.lines for place, cell in enumerate(cells) if cell != ""}
    if len(one.lines) > min(LOW, max(len(main.lines) // 2, 4)) or len(columns) > NARROW:
        return False
    known = set(one.fields.values())
    if one.header and len(one.named) > 1 and len(known) > 1 and known & WHO:
        return False
    hosts = [other for other in blocks if other is not one and len(other.named) > 1]
    heads = [text for host in hosts for text in _heads(one, host)]
    sums = any(map(of_totals, [*heads, *one.named])) and not known & WHO
    if not sums and any(means([text], "deals")[text] for text in heads):
        return False
    host = next((other for other in reversed(hosts) if other.span < one.span), main)
    if len(_heads(one, host)) < len(columns) or _explains(one, host):
        return True
    return _is_list_of_its_own(one, host)


def _explains(one: Block, host: Block) -> bool:
    """«راهنمای رنگ», "Legend", or lines like «سبز = فروخته شد»: they say what signs mean, in whatever rows they stand."""
    if any(_LEGEND.match(fold(text)) for text in _heads(one, host)):
        return True
    said = [str(cell) for number, cells in one.lines if number > host.header for cell in cells if cell != ""]
    return len(said) > 1 and 2 * sum(_MEANS.fullmatch(text) is not None for text in said) >= len(said)


def _heads(one: Block, host: Block) -> list[str]:
    """What stands there in the row of names of the table beside it."""
    beside = one.at(host.begins, host.header)
    return [str(cell) for cell in beside if cell != ""] if looks_like_header(beside) else []


def _is_list_of_its_own(one: Block, host: Block) -> bool:
    """Do its lines follow each other, whatever rows stand beside them?"""
    below = [number for number, _cells in one.lines if number > host.header]
    if not below:
        return one.lines[0][0] < host.header
    whole = below == [number for number in host.data if below[0] <= number <= below[-1]]
    # One value may as well be of its row, in a short list.
    most = len(host.data) // (2 if len(below) > 1 else FEW)
    return whole and len(below) <= most
