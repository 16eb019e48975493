"""What the API takes and gives of imports."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from ninja import Schema

from kariz.exchange.models import Import
from kariz.exchange.queries.known.beside import beside
from kariz.exchange.queries.known.header_rows import rows_of_names
from kariz.exchange.queries.known.whose_numbers import whose_numbers
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.queries.pages.changed_since import changed_since
from kariz.exchange.queries.pages.going import going
from kariz.localisation.said import worded


class Upload(Schema):
    kind: str = ""
    encoding: str = ""
    reading: str = ""
    """How a sheet is read that holds several tables beside each other: apart, one, or all; empty: as it looks."""


class Patch(Schema):
    model_config = {"extra": "forbid"}

    kind: str | None = None
    mapping: dict[str, str] | None = None
    options: dict[str, Any] | None = None
    """`rows` among them says of rows by their numbers, `{"14": "skip"}`, that they do not come, come all the same (`take`),
    or name the columns of those below (`names`): `columns` are others then."""
    header: bool | None = None
    """Do rows above the data hold the names of the columns, as many as were found?"""
    header_rows: int | None = None
    """From the first of them on, so many do: 0 to 3."""
    version: int | None = None


class ReadAs(Schema):
    model_config = {"extra": "forbid"}

    reading: Literal["apart", "one", "all"]
    version: int | None = None


class BesideOut(Schema):
    """Of a sheet that holds several tables, or notes, beside each other."""

    reading: str
    """apart: each table by itself, with an import of its own; one: as one table; all: with the columns of the notes."""
    asked: bool
    """It may be otherwise: see whether it is right, and say so."""
    tables: list[str]
    """The columns of each table that the sheet may hold."""
    left_out: list[str]
    """Columns that hold notes, a legend or sums, and are left out."""
    said: str
    """What stands in them."""
    text: str


class Start(Schema):
    model_config = {"extra": "forbid"}

    version: int | None = None


class Unwritten(Schema):
    count: int
    """Rows that say otherwise than is here, of an import that is over: only blanks were filled."""


class Note(Schema):
    field: str
    text: str
    """In the language of who asks."""
    left: str = ""
    """What was written in a cell that the record came without."""
    stopped: bool = False
    """It tells why the deal stays where it is although the row says otherwise: its stage does not let it go."""
    usual: bool = False
    """It is told of so many rows of the list that it is no reason to look at each."""

    @staticmethod
    def resolve_text(note: dict[str, Any]) -> str:
        return worded(note)


class Decision(Schema):
    model_config = {"extra": "forbid"}

    how: Literal["create", "fill", "update", "skip"]
    rows: list[int] | None = None
    """Numbers of rows that wait; all of them, up to 500, when it is left out. Where rows add up to deals, all that wait of
    a deal are decided with one of them, and the answer names them."""


class UsualOut(Schema):
    text: str
    rows: int


class Outcome(Schema):
    """What a rehearsal of the whole file found; `fresh` is False once mapping or options changed."""

    fresh: bool
    counts: dict[str, int] = {}
    reasons: dict[str, dict[str, int]] = {}
    records: dict[str, int] = {}
    usual: list[UsualOut] = []
    """What is told of so many rows that it is no reason to look at each, as it was foreseen or as they came."""
    here: int = 0
    """Rows of what is here already and would stay as it is; where `counts` have no others, all of the file is here."""
    kept: int = 0
    """Those among them that say otherwise."""
    binned: int = 0
    """Rows of what is in the bin."""
    stopped: int = 0
    """Rows whose deal stays where it is, for its stage does not let it go where they say; all else of them comes."""
    otherwise: int = 0
    """Rows that came in before, when their columns meant something else, and are compared with what is here."""


class ExpectedOut(Schema):
    number: int
    group: str
    title: str
    notes: list[Note]
    cells: list[Any]
    result_kind: str
    result_id: int | None


class ChangedOut(Schema):
    """A record that people changed since. `before`: it was here before the import, and stays as it is now."""

    number: int
    kind: str
    id: int
    name: str
    before: bool


class StayingPeopleOut(Schema):
    """So many people and companies of the import stay: `used` by other records, or `found` here by the import `name`,
    too. `left`: they stayed when an earlier import was taken back, and go with this one."""

    why: str
    contact: int
    company: int
    name: str


class GoingOut(Schema):
    """How many records the import made that go with it; `updated` ones were here before."""

    deal: int
    contact: int
    company: int
    activity: int
    note: int
    file: int
    field: int
    product: int
    seller: int
    """Names on records; those who have an account by now stay."""
    updated: int
    staying: list[StayingPeopleOut]


class ChangedList(Schema):
    count: int
    rows: list[ChangedOut]
    going: GoingOut
    """What taking the import back takes, what people changed among it."""


class ImportStayedOut(Schema):
    kind: str
    id: int
    name: str
    why: str


class NumbersOut(Schema):
    whose: str
    """Empty: other lists have them, too, and rows of other companies wait; same: whatever the company; own: of this list
    alone."""
    met: int
    """Rows that have the number of a deal that is here, or in a list before."""
    others: int
    """Of these, rows of another company than that deal."""
    of: list[str]
    """The lists that have those deals."""


class ImportOut(Schema):
    id: int
    name: str
    kind: str
    state: str
    columns: list[str]
    header_rows: list[int]
    """The rows that hold the names of the columns."""
    mapping: dict[str, str]
    options: dict[str, Any]
    total: int
    done: int
    percent: int
    seconds_left: int | None
    created: int
    updated: int
    skipped: int
    refused: int
    merged: int
    """Of the updated: rows that named no record and were known by phone, e-mail or name."""
    asked: int
    kept: int
    stayed: list[ImportStayedOut]
    """The first of what stayed when it was taken back, and why."""
    followed: dict[str, int]
    """{"company", "contact"}: how many came to whoever has their deals, as no row said whose they are; "placed": how many
    people without a company are in the one of their deals now."""
    outcome: Outcome
    numbers: NumbersOut | None
    """Whose the numbers of a list of deals are; null where it has none."""
    beside: BesideOut | None
    """Where its sheet holds more than this table."""
    left_before: list[int]
    """Rows that stay out because they were left out of an earlier import: `take` in `options.rows` brings them."""
    error: str
    version: int
    created_by_id: int
    created_at: datetime
    finished_at: datetime | None


class RowsDecided(Schema):
    """What became of rows that were put aside. `waiting`: their record is in the bin. `further`: numbers of rows that
    nobody named, and that are of the same deals. `later`: more than can be decided at once; they wait as before."""

    taken: int
    waiting: int
    further: list[int]
    later: int


class DecidedOut(ImportOut):
    decided: RowsDecided


class ReadingOut(Schema):
    """What the sheet is now: the imports of its tables, and the set that they are in."""

    import_set: int | None
    imports: list[ImportOut]


class RowOut(Schema):
    number: int
    action: str
    errors: list[Note]
    warnings: list[Note]
    cells: list[Any]
    result_kind: str
    result_id: int | None


def out(one: Import) -> dict[str, Any]:
    """An import as the API gives it."""
    same = (
        "id",
        "name",
        "kind",
        "columns",
        "mapping",
        "options",
        "left_before",
        "followed",
        "version",
        "created_by_id",
        "created_at",
        "finished_at",
    )
    counts = {
        name: getattr(one, f"{name}_count")
        for name in ("created", "updated", "skipped", "refused", "merged", "asked", "kept")
    }
    plain = {name: getattr(one, name) for name in same}
    outcome = {"fresh": one.outcome.get("version") == one.version} | {
        name: one.outcome.get(name, {}) for name in ("counts", "reasons", "records")
    }
    outcome["reasons"] = {group: dict(queries.reasons_of(one, group)) for group in outcome["reasons"]}
    outcome |= {name: one.outcome.get(name, 0) for name in ("here", "kept", "binned", "stopped", "otherwise")}
    outcome["usual"] = [{"text": text, "rows": rows} for text, rows in queries.usual_of(one)]
    more: dict[str, Any] = {"beside": beside(one), "numbers": whose_numbers(one)}
    more["header_rows"] = rows_of_names(one)
    more |= {"state": one.phase, "error": one.error, "outcome": outcome, "stayed": one.stays}
    return plain | counts | queries.progress(one) | more


def changed_out(*parts: Import) -> dict[str, Any]:
    found = changed_since(*parts)
    rows = [
        {"number": r.number, "kind": r.kind, "id": r.pk, "name": r.name, "before": r.before}
        for r in found.rows
    ]
    return {"count": found.count, "rows": rows, "going": asdict(going(*parts))}
