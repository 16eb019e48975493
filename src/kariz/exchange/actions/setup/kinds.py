"""What the columns of a file mean where it is said to hold something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kariz.exchange.actions.rows.file_rows import archive_of
from kariz.exchange.actions.setup import headings
from kariz.exchange.models import Import
from kariz.exchange.queries.exports import own_exports
from kariz.exchange.queries.known import custom
from kariz.exchange.queries.known.tables import first_rows, table_of
from kariz.reading.cells.phones import are_mobiles
from kariz.reading.columns import deliveries, guessing, proposals
from kariz.reading.deals import revisions, said_twice, typed_twice
from kariz.reading.files.colours import by_row
from kariz.reading.files.sheets import notes_in
from kariz.reading.layout import asides as asides_of
from kariz.reading.layout import carried
from kariz.reading.layout.again import AGAIN
from kariz.reading.layout.below import BELOW
from kariz.reading.layout.below import look as look_below
from kariz.reading.layout.said_rows import said_rows
from kariz.reading.layout.tables import Table
from kariz.reading.rows.cells_of_rows import MANY
from kariz.reading.rows.settings import TAKE
from kariz.records import storage
from kariz.records.custom.values import PREFIX

LOOKED_AT = 50
COMPANIES, CONTACTS = Import.Kind.COMPANIES, Import.Kind.CONTACTS
LISTS = [kind for kind in Import.Kind if kind != Import.Kind.FILES]
"""What a list can hold that comes by itself; files on records lie in the archive of a whole export."""


def open_to(one: Import) -> list[Import.Kind]:
    """What a person may say that this one holds."""
    return [kind for kind in Import.Kind if kind in LISTS or kind == one.kind or archive_of(one)]


def kind_of(columns: Sequence[str], rows: Sequence[Sequence[Any]], sheet: str) -> str:
    """What the file holds."""
    return own_exports.kind_of(columns) or guessing.guess_kind(columns, rows, sheet)


def guess(
    columns: Sequence[str], kind: str, rows: Sequence[Sequence[Any]], sheet: str = ""
) -> dict[str, str]:
    found = custom.guess(columns, kind, guessing.guess_mapping(columns, kind, rows, sheet), rows)
    if "id" in found.values():
        # An export of ours tells more than it has read again.
        found = own_exports.mapping_of(columns, kind, found)
    labels: set[str] = set()
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows if place < len(row) and row[place] != ""]
        type = proposals.proposed(column, kind, cells)
        # A field of the company's own that is called so is there already.
        if not type or PREFIX in found.get(column, ""):
            continue
        if found.get(column) == "closed_at" and deliveries.is_delivery(column):
            continue
        if (label := proposals.label_of(column, type)) not in labels:
            labels.add(label)
            of_firm = custom.is_of_firm(kind, columns, found, rows, column)
            found[column] = custom.NEW + (proposals.OF_FIRM if of_firm else "") + type
    return {column: found[column] for column in columns if column in found}


def called(one: Import) -> str:
    """What the sheet is called, or the file that has only one."""
    return one.own_sheet or one.name


def turn(one: Import, kind: str, said: Mapping[str, str] | None = None) -> None:
    """Guess the columns anew; what a person had set otherwise than it was guessed stays where the new kind has such a
    field. `said`: the columns as they stand on the page."""
    rows = first_rows(one, LOOKED_AT)
    before = guess(one.columns, one.kind, rows, called(one))
    fits = {target.name for target in custom.targets_of(kind)}
    by_hand: dict[str, str] = {}
    for column, name in (one.mapping if said is None else said).items():
        free = name in MANY or name not in by_hand.values()
        if column in one.columns and name in fits and free and name != before.get(column):
            by_hand[column] = name
    taken = set(by_hand.values()) - MANY
    meant = one.mapping if said is None else said
    found = guess(one.columns, kind, rows, called(one))
    of_firms = _of_firms(one, meant, found, rows) if (one.kind, kind) == (COMPANIES, CONTACTS) else {}
    one.kind = kind
    one.mapping = {column: name for column, name in found.items() if name not in taken} | by_hand | of_firms


def _of_firms(
    one: Import, meant: Mapping[str, str], now: Mapping[str, str], rows: Sequence[Sequence[Any]]
) -> dict[str, str]:
    """{column: field} of what numbers companies and rings at them, in a list that names their people as well; mobiles are
    somebody's."""
    found = {column: "company_ref" for column, name in meant.items() if name == "external_id"}
    for place, column in enumerate(one.columns):
        cells = [row[place] for row in rows if place < len(row)]
        if meant.get(column) == "phone" and now.get(column) != "mobile" and not are_mobiles(cells):
            found[column] = "company_phone"
    return found


def look_above(one: Import) -> None:
    """In a list of what was said a day may stand for the rows below it, and a letter for a kind; a row of a list of
    deals may be a duplicate, or only say a further thing of the deal above. Looked for anew whenever the file is taken
    for something else, or its columns are."""
    one.layout = {name: said for name, said in one.layout.items() if name not in (*carried.KEPT, BELOW)}
    said = (asides_of.SAYS_TWICE, asides_of.TYPED_TWICE, asides_of.REVISED)
    asides = {
        number: kind
        for number, kind in one.layout.pop("asides", {}).items()
        if kind.partition(":")[0] not in said
    }
    if one.kind == Import.Kind.DEALS:
        asides |= said_twice.look(table_of(one).rows(), one.columns, one.mapping, asides)
        asides |= typed_twice.look(table_of(one).rows(), one.columns, one.mapping, asides, _beside_cells(one))
        asides |= revisions.look(table_of(one).rows(), one.columns, one.mapping, asides)
        if below := look_below(
            table_of(one).rows(), one.columns, one.mapping, asides, rows_taken(one.options)
        ):
            one.layout[BELOW] = below
    if asides:
        one.layout["asides"] = asides
    headings.look_at_parts(one)
    if one.kind == Import.Kind.ACTIVITIES:
        carried.look(table_of(one).rows(), one.columns, one.mapping, one.layout)


def _beside_cells(one: Import) -> dict[int, str]:
    """The colours of rows, and what hangs on their cells."""
    notes = notes_in(storage.path_of(one.stored), one.layout) if one.stored else {}
    colours = by_row(one.layout.get("colours", {}))
    return {number: f"{colours.get(number, '')} {notes.get(number, '')}" for number in {*notes, *colours}}


def rows_taken(options: Mapping[str, Any]) -> frozenset[str]:
    """Rows that a person takes as records of their own, whatever they look like."""
    return frozenset(number for number, said in options.get("rows", {}).items() if said == TAKE)


def turn_header(one: Import, rows: int) -> None:
    """Say how many rows hold the names of the columns, from the first one on that was found to."""
    table = table_of(one)
    table.layout = dict(one.layout)
    table.take_names(rows)
    _name(one, table)
    one.mapping = guess(one.columns, one.kind, first_rows(one, LOOKED_AT), called(one))
    headings.look(one)


def _name(one: Import, table: Table) -> None:
    one.total = table.survey(said_rows(one.options.get("rows", {})))
    one.layout, one.columns = table.layout, table.columns


def are_named_otherwise(one: Import, rows: Mapping[str, str]) -> bool:
    """Do other rows name the columns, once this is said of rows?"""
    before, now = said_rows(one.options.get("rows", {})), said_rows(rows)
    again = one.layout.get(AGAIN, {}).get("rows", {})
    taken = any(str(number) in again for number in now.records)
    return before.names != now.names or taken or bool(before.records - now.records)


def turn_rows(one: Import, rows: Mapping[str, str], said: Mapping[str, str]) -> None:
    """Read the columns by the rows that a person says name them. Columns that were there stay what they were said (`said`)
    to mean, where that was not guessed."""
    before = guess(one.columns, one.kind, first_rows(one, LOOKED_AT), called(one))
    by_hand = {
        column: said.get(column, "")
        for column in one.columns
        if said.get(column, "") != before.get(column, "")
    }
    table = table_of(one)
    table.layout = dict(one.layout)
    table.take_said(said_rows(rows))
    one.options = one.options | {"rows": dict(rows)}
    _name(one, table)
    one.mapping = guess(one.columns, one.kind, first_rows(one, LOOKED_AT), called(one))
    headings.look(one)
    kept = {column: name for column, name in by_hand.items() if column in one.columns}
    taken = set(kept.values()) - MANY
    found = {column: name for column, name in one.mapping.items() if column not in kept and name not in taken}
    one.mapping = {column: name for column, name in (found | kept).items() if name}
