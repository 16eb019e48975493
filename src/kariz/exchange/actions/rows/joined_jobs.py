"""Several rows of an import about one person: each job that they say stays, wherever a chunk of rows ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.queries.known.given_jobs import CHANGED, CREATED
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.names import jobs

LONGEST = BY_NAME["position"].longest


def both(held: str, said: str) -> str:
    return jobs.both(held, said)[:LONGEST]


def join(result: Result, record: Contact, given: dict[str, Any], context: Context) -> dict[str, Any]:
    """Takes the job out of `given` where it stands beside one that an earlier row said, and gives back both. A row that
    came before says nothing new."""
    if "position" not in given:
        return {}
    if context.hand.jobs.of([record.pk]):
        return {"position": both(record.position, given.pop("position"))}
    if result.told and record.position and jobs.may_be_one(record.position, given["position"]):
        given.pop("position")
    return {}


def keep(record: Contact, given: Mapping[str, Any], context: Context) -> None:
    """A job that the row gives is one beside which a further row says its own."""
    if "position" in given:
        context.hand.jobs.tell(record.pk, CHANGED)


def of_ours(named: Sequence[Result], known: Mapping[int, int], context: Context) -> None:
    """Where people who are here stay as they are: the jobs of those whom this very list brought."""
    rows = [row for row in named if "position" in row.draft.values and row.draft.number in known]
    verbs = context.hand.jobs.of({known[row.draft.number] for row in rows})
    ours = [row for row in rows if verbs.get(known[row.draft.number]) == CREATED]
    if not ours:
        return
    records = context.hand.people.of({known[row.draft.number] for row in ours})
    for row in ours:
        record = records[known[row.draft.number]]
        job = both(record.position, row.draft.values["position"])
        if job != record.position:
            existing.try_change(row, lambda: contacts.change(contact=record, by=context.by, position=job))  # noqa: B023
            context.hand.people.forget([record.pk])
