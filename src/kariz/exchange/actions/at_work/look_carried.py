"""Rows that say that they go on in another list of their set stay out where they really come there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from kariz.exchange.actions.setup import remembering
from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import names_in, table_of
from kariz.exchange.queries.pages.sets import complete
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.deals import carried_over
from kariz.reading.deals.carried_over import Book, Line
from kariz.reading.layout.asides import CARRIED
from kariz.reading.rows.settings import SKIP, settings_of
from kariz.reading.rows.signs import WORDED
from kariz.records import storage

LOOKED_AT = 500
SEEN = 100_000


def look_for_carried(among: Sequence[Import]) -> None:
    """Leave rows out, unsaved, that say that they go on in another list and really come there. Words of which somebody
    said what they mean stay as they were said."""
    parts = [
        part
        for part in among
        if part.kind == Import.Kind.DEALS
        and part.changeable
        and complete(part)
        and storage.path_of(part.stored).exists()
    ]
    if len(parts) < 2 or not any(map(_may_be_worded_so, parts)):
        return
    books = [(part, _book_of(part)) for part in parts]
    # The last list first: what goes on from list to list really comes if it does so in the last one.
    for part, book in sorted(books, key=lambda one: one[1].year("gregorian"), reverse=True):
        later = {other.pk: beside for other, beside in books if book.is_meant(beside, 0)}
        _leave_out(part, book, [_coming(one, later[one.pk]) for one in parts if one.pk in later])


def _leave_out(part: Import, book: Book, others: Sequence[Book]) -> None:
    asides = part.layout.get("asides", {})
    kept = {number: kind for number, kind in asides.items() if kind != CARRIED}
    before = remembering.known(part, part.created_by)
    said = {word for word, meaning in (before.options.get("stages", {}) if before else {}).items() if meaning}
    left = {int(number) for number, how in part.options.get("rows", {}).items() if how == SKIP}
    found = (
        carried_over.look(book, others, left | set(map(int, kept)), said) if _may_be_worded_so(part) else ()
    )
    if (now := kept | dict.fromkeys(map(str, found), CARRIED)) == asides:
        return
    part.layout = part.layout | {"asides": now}
    heard = {squash(word) or word: word for _pipeline, word in names_in(part).stages}
    stages = {
        word: meaning
        for word, meaning in part.options.get("stages", {}).items()
        if not carried_over.says_so(word) or (squash(word) or word) in heard
    }
    asked = {squash(word) or word for word in stages}
    back = [word for key, word in heard.items() if key not in asked and carried_over.says_so(word)]
    part.options = part.options | {"stages": stages | dict.fromkeys(back, "")}


def _coming(part: Import, book: Book) -> Book:
    """The list with those of its rows alone that come, there or in a list after it."""
    asides = part.layout.get("asides", {})
    out = {number for number in part.lines_left_out if asides.get(str(number)) != CARRIED}
    skipped = {squash(word) for word, meaning in part.options.get("stages", {}).items() if meaning == SKIP}
    lines = [
        line
        for line in book.lines
        if line.number not in out and skipped.isdisjoint(squash(word) for word in line.words)
    ]
    return Book(book.middle, book.calendar, lines)


def _may_be_worded_so(part: Import) -> bool:
    there = CARRIED in part.layout.get("asides", {}).values()
    return there or any(map(carried_over.says_so, part.options.get("stages", {})))


def _book_of(part: Import) -> Book:
    worded = [place for place, column in enumerate(part.columns) if part.mapping.get(column) in WORDED]
    customer, about, day = (
        _place(part, fields) for fields in (("company",), ("title", "product"), ("created_at",))
    )
    rows = list(islice(table_of(part).rows(), SEEN)) if customer >= 0 else []
    days = (cells[day] for _number, cells in rows if 0 <= day < len(cells))
    titles = [part.own_sheet, str(part.layout.get("title", "")), "" if part.own_sheet else part.name]
    keys = {name: carried_over.keys_of(name) for name in {_text(cells, customer) for _number, cells in rows}}
    return Book(
        carried_over.middle_of(titles, islice(days, LOOKED_AT)),
        settings_of(part.options).calendar,
        [
            Line(
                number,
                _text(cells, customer),
                keys[_text(cells, customer)],
                _text(cells, about),
                tuple(_text(cells, place) for place in worded),
            )
            for number, cells in rows
        ],
    )


def _text(cells: Sequence[Cell], place: int) -> str:
    return str(cells[place]) if 0 <= place < len(cells) else ""


def _place(part: Import, fields: Iterable[str]) -> int:
    """The column of the first of these fields that has one; -1."""
    named = {name: column for column, name in part.mapping.items()}
    column = next((named[name] for name in fields if name in named), "")
    return part.columns.index(column) if column in part.columns else -1
