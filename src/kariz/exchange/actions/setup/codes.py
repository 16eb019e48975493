"""«کد مشتری» may number a person or a company: lists of companies, beside it or of before, tell which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kariz.exchange.models import ExternalRef, Import
from kariz.exchange.queries.known.tables import first_rows
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import BadValue
from kariz.reading.columns.fields import CODES
from kariz.reading.columns.guessing import OF_A_FILE
from kariz.reading.columns.settling import most
from kariz.reading.deals.bare_codes import is_bare
from kariz.reading.rows.cell_readers import READERS

LOOKED_AT = 200
OF_FIRMS = 5_000
KINDS = frozenset({Import.Kind.DEALS, Import.Kind.CONTACTS, Import.Kind.ACTIVITIES, Import.Kind.NOTES})
_NUMBERS = ("external_id", "contact_ref")


def look_set(parts: Sequence[Import]) -> None:
    """In the lists of a set the codes are of companies which a list of it numbers so, else which came in before."""
    firms: set[str] = set()
    for part in parts:
        if part.kind == Import.Kind.COMPANIES:
            firms |= _cells_of(part, "external_id", OF_FIRMS)
    for part in parts:
        _look(part, firms)


def look(one: Import) -> None:
    """The same of a list that comes alone."""
    _look(one, set())


def _look(one: Import, firms: set[str]) -> None:
    column = _column(one)
    if not column:
        return
    codes = _cells_of(one, one.mapping[column], LOOKED_AT)
    if codes and (most(code in firms for code in codes) or (not firms and _came_before(codes))):
        one.mapping = one.mapping | {column: "company_ref"}


def _column(one: Import) -> str:
    """The column of such codes, in a list that says no other number of its companies."""
    if one.kind not in KINDS or "company_ref" in one.mapping.values():
        return ""
    own = ("contact_ref",) if one.kind != Import.Kind.CONTACTS else _NUMBERS
    return next(
        (column for column, name in one.mapping.items() if name in own and squash(column) in CODES), ""
    )


def _cells_of(one: Import, name: str, rows: int) -> set[str]:
    place = next((at for at, column in enumerate(one.columns) if one.mapping.get(column) == name), None)
    if place is None:
        return set()
    cells = (row[place] for row in first_rows(one, rows) if place < len(row) and row[place] != "")
    return {code for cell in cells if (code := _code(cell))}


def _code(cell: Cell) -> str:
    try:
        return str(READERS["external_id"](cell))
    except BadValue:
        return ""


def _came_before(codes: Iterable[str]) -> bool:
    """Do nearly all of them number companies that came in with a list, and hardly any a person? Bare ones say nothing of
    another list."""
    asked = {code for code in codes if not is_bare(code)}
    refs = ExternalRef.objects.filter(key__in=asked, source__startswith=OF_A_FILE)
    known = {
        kind: set(refs.filter(record_kind=kind).values_list("key", flat=True))
        for kind in ("company", "contact")
    }
    return (
        bool(asked)
        and most(code in known["company"] for code in asked)
        and len(known["contact"]) < len(known["company"])
    )
