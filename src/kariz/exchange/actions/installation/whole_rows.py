"""The rows of the lists of a whole export: numbers of stages, people and reasons become their names, the points of a
person stand in the person's row, and what lay in the bin or was merged away is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate

from kariz.exchange.actions.installation.whole_tables import Row, Tables, Values, title_of
from kariz.pipeline.models import Outcome
from kariz.reading.shapes.kariz import COLUMNS

SOCIAL = {"other": "social"}
"""What the column of some ways to reach a person is called."""


def _own(kind: str, row: Row) -> Values:
    """The fields whose columns are those of the table."""
    named = ((name, column.partition(".")[2]) for name, column in COLUMNS[kind].items())
    return {name: row[column] for name, column in named if column in row}


Made = Iterator[tuple[Values, Row]]
"""(what the list says of a row, the row of the table)"""


def _companies(tables: Tables) -> Made:
    for row in tables.living("people_company"):
        yield _own("companies", row) | {"owner": tables.users.get(row["owner_id"], "")}, row


def _contacts(tables: Tables) -> Made:
    points = tables.grouped("people_contactpoint", "contact_id", "kind", "value", order="primary")
    with closing(points):
        for row in tables.living("people_contact"):
            found = _own("contacts", row)
            ways: dict[str, list[str]] = {}
            for kind, value in points.of(row["id"]):
                ways.setdefault(SOCIAL.get(kind, kind), []).append(value)
            found |= {way: "\n".join(said) for way, said in ways.items()}
            found |= {
                "company_ref": tables.number("company", row["company_id"]),
                "reports_to_ref": tables.number("contact", row["reports_to_id"]),
                "owner": tables.users.get(row["owner_id"], ""),
                "decision_maker": {"true": "yes", "false": "no"}.get(row["decision_maker"], ""),
                "role": "" if row["role"] == "unknown" else row["role"],
            }
            yield found, row


def _products(tables: Tables) -> Made:
    for row in tables.rows("pipeline_product"):
        in_use = "no" if row["retired_at"] else "yes"
        price = tables.amount(row["price"], row["currency"])
        yield _own("products", row) | {"unit_price": price, "in_use": in_use}, row


def _deals(tables: Tables) -> Made:
    for row in tables.living("pipeline_deal"):
        yield (
            _own("deals", row)
            | {
                "company_ref": tables.number("company", row["company_id"]),
                "contact_ref": tables.number("contact", row["contact_id"]),
                "pipeline": tables.pipelines.get(row["pipeline_id"], ""),
                "stage": tables.stages.get(row["stage_id"], ""),
                "lost_reason": tables.reasons.get(row["lost_reason_id"], ""),
                "owner": tables.users.get(row["owner_id"], ""),
                "amount": tables.amount(row["amount"], row["currency"]),
                "ticks": tables.ticks(row["ticks"]),
                "back_on": row["resting_until"] if row["outcome"] == Outcome.RESTING else "",
                "handed_over_at": row["handed_over_at"] if row["outcome"] == Outcome.WON else "",
            },
            row,
        )


def _lines(tables: Tables) -> Made:
    rows = tables.living("pipeline_deal")
    others = {row["id"]: row["currency"] for row in rows if row["currency"] != tables.currency}
    for row in tables.rows("pipeline_dealline"):
        if not tables.is_there("deal", row["deal_id"]):
            continue
        currency = others.get(row["deal_id"], tables.currency)
        price = tables.amount(row["unit_price"], currency)
        said = {"product_ref": row["product_id"], "unit_price": price, "currency": currency}
        yield _own("lines", row) | said, row


def _committee(tables: Tables) -> Made:
    for row in tables.rows("pipeline_committeemember"):
        if tables.is_there("deal", row["deal_id"]) and tables.is_there("contact", row["contact_id"]):
            yield _own("committee", row) | {"contact_ref": tables.number("contact", row["contact_id"])}, row


def _history(tables: Tables) -> Made:
    """The stays in stages of the pipeline in which each deal is: of another one it was in nothing could be told there."""
    rows = tables.living("pipeline_deal")
    usual = next(iter(tables.pipelines), "")
    others = {row["id"]: row["pipeline_id"] for row in rows if row["pipeline_id"] != usual}
    for row in tables.rows("pipeline_stagevisit"):
        pipeline = others.get(row["deal_id"], usual)
        if row["undone"] == "true" or not tables.is_there("deal", row["deal_id"]):
            continue
        if tables.pipeline_of.get(row["stage_id"]) == pipeline:
            said = {"stage": tables.stages[row["stage_id"]], "pipeline": tables.pipelines[pipeline]}
            yield _own("history", row) | said, row


def _activities(tables: Tables) -> Made:
    with closing(tables.grouped("pipeline_activity_participants", "activity_id", "contact_id")) as people:
        for row in tables.living("pipeline_activity"):
            there = [pk for (pk,) in people.of(row["id"]) if tables.is_there("contact", pk)]
            yield (
                _own("activities", row)
                | {
                    "subject": title_of(row),
                    "contact_ref": tables.number("contact", row["contact_id"]),
                    "company_ref": tables.number("company", row["company_id"]),
                    "planned_in": tables.planned_in.get(row["source_id"], ""),
                    "participants": " ".join(tables.number("contact", pk) for pk in there),
                    "owner": tables.users.get(row["owner_id"], ""),
                    "due_at": _due(row),
                    "done": "yes" if row["done_at"] else "no",
                },
                row,
            )


def _due(row: Row) -> str:
    """The day alone of what has no hour."""
    due = parse_datetime(row["due_at"]) if row["due_at"] else None
    return str(localdate(due)) if due and row["all_day"] == "true" else row["due_at"]


def _notes(tables: Tables) -> Made:
    for row in tables.living("records_comment"):
        if (said := _subject(row, tables)) is not None:
            own = {name: value for name, value in _own("notes", row).items() if not name.endswith("_ref")}
            yield own | said | {"owner": tables.users.get(row["author_id"], "")}, row


def _subject(row: Row, tables: Tables) -> Values | None:
    """The record that a note or a file belongs to."""
    kind, pk = row["subject_kind"], row["subject_id"]
    if kind not in ("deal", "contact", "company") or not tables.is_there(kind, pk):
        return None
    return {f"{kind}_ref": tables.number(kind, pk)}


def _obstacles(tables: Tables) -> Made:
    for row in tables.rows("pipeline_obstacle"):
        if tables.is_there("deal", row["deal_id"]):
            yield _own("obstacles", row) | {"owner": tables.users.get(row["owner_id"], "")}, row


def _files(tables: Tables) -> Made:
    for row in tables.living("records_file"):
        if (said := _subject(row, tables)) is not None:
            own = {name: value for name, value in _own("files", row).items() if not name.endswith("_ref")}
            yield own | said | {"owner": tables.users.get(row["uploaded_by_id"], "")}, row


MAKERS: dict[str, Callable[[Tables], Iterable[tuple[Values, Row]]]] = {
    "companies": _companies,
    "contacts": _contacts,
    "products": _products,
    "deals": _deals,
    "lines": _lines,
    "committee": _committee,
    "obstacles": _obstacles,
    "activities": _activities,
    "notes": _notes,
    "files": _files,
    "history": _history,
}
"""{kind of list: who makes its rows}, in the order in which they are listed."""
