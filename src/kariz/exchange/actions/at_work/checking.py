"""The rehearsal: the whole file through the same actions, every chunk taken back, and what was found kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kariz.access.models import User
from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.alongside import Alongside, numbers_of
from kariz.exchange.actions.at_work.already_said import GROWING, AlreadySaid
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.errors import LeaseLost
from kariz.exchange.actions.at_work.judging import chunks, judge, known_fingerprints
from kariz.exchange.actions.rows.added_to import why_merged
from kariz.exchange.actions.rows.people_rows import row_keys
from kariz.exchange.models import ExpectedRow, Group, Import, ImportRow
from kariz.exchange.queries.known.said_before import OTHERWISE
from kariz.exchange.queries.pages.sets import WRITES
from kariz.jobs.leases import Work
from kariz.localisation.said import gettext as _
from kariz.people.normal import company_key
from kariz.reading.cells.values import read_text
from kariz.reading.names.met import Met
from kariz.reading.rows.drafts import Draft, Note
from kariz.reading.rows.reasons import reason_of
from kariz.reading.rows.settings import CREATE, FILL, UPDATE
from kariz.reading.rows.usual import USUAL, add_up, is_stopped, is_usual, stays
from kariz.web import bulk

LEASE = timedelta(minutes=2)
CHUNK = 50
"""Smaller than the run's: nothing is waited for at its end, and on SQLite others write between two."""
NAMES = ("title", "contact", "company", "name", "subject")
OTHERS = (
    "deal_title",
    "deal_ref",
    "product",
    "product_code",
    "owner",
    "email",
    "notes",
    "stage",
    "external_id",
)
"""What a row is called that has no name of those: the first two."""
SHOWN = 200
SHOWN_OF_REASON = 20
MOST_REASONS = 100


class Rehearsed(Exception):
    """Carries nothing: it only rolls a chunk back."""


class Before:
    """What earlier rows of the file would have brought, for they were taken back."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._same: dict[str, int] = {}
        self._met = Met()
        self.records: Counter[str] = Counter()
        self._known: set[Any] = set()
        self._came: set[str] = set()
        self._said = AlreadySaid(context.own, context.settings.existing)

    def expect(self, drafts: Sequence[Draft]) -> None:
        """These rows come next."""
        again = [draft.fingerprint for draft in drafts if draft.number in self._context.again]
        self._came = set(known_fingerprints(again)) if again else set()

    def foresee(self, draft: Draft) -> Result | None:
        """What becomes of a row that an earlier one was like, or None for the others."""
        found = Result(draft)
        policy = self._context.settings.existing
        if draft.errors or draft.aside:
            return None
        if (number := self._same.get(draft.fingerprint)) is not None:
            found.skip(_("Row %(number)d is the same.") % {"number": number})
            return found
        if draft.number in self._context.again:
            if draft.fingerprint in self._came:
                return None
            found.end(ImportRow.Action.UPDATED, self._context.own)
            found.joined = True
            return found
        keys = row_keys(draft, self._context)
        number = self._met.find(keys, draft.values.get("contact", ""))
        if number is None or (policy == CREATE and not draft.values.get("external_id")):
            return None
        self._met.add(keys, number, draft.values.get("contact", ""))
        text = _("Row %(number)d has the same record.") % {"number": number}
        if "product" in draft.values or policy in (FILL, UPDATE):
            if self._adds_nothing(number, draft):
                found.skip(_("Nothing is different."))
                draft.warn("", text)
                return found
            draft.warn("", text)
            found.end(ImportRow.Action.UPDATED, self._context.own)
            found.joined = not draft.values.get("external_id")
        else:
            found.skip(text)
        return found

    def _adds_nothing(self, record: Any, draft: Draft) -> bool:
        return self._context.own in GROWING and not self._said.adds(record, draft)

    def remember(self, results: Sequence[Result]) -> None:
        self._remember_made(results)
        if existing.changes(self._context):
            self._remember_said(results)

    def _remember_said(self, results: Sequence[Result]) -> None:
        """What the rows say of each record; a change that an earlier chunk has made is none any more."""
        own = [result for result in results if result.kind == self._context.own and result.pk is not None]
        fresh = {result.pk for result in own if result.action == ImportRow.Action.CREATED}
        there = {result.pk: (result.kind, result.pk) for result in own if result.pk not in fresh}
        earlier = {pk for pk, record in there.items() if record in self._said}
        for result in own:
            draft = result.draft
            if result.pk in there:
                nothing = self._adds_nothing(there[result.pk], draft)
                if nothing and result.pk in earlier and result.action == ImportRow.Action.UPDATED:
                    result.skip(_("Nothing is different."), *there[result.pk])
                continue
            number = self._met.find(row_keys(draft, self._context), draft.values.get("contact", ""))
            if number is not None:
                self._adds_nothing(number, draft)

    def _remember_made(self, results: Sequence[Result]) -> None:
        for result in results:
            if result.action != ImportRow.Action.CREATED:
                continue
            # A company of which a list of people names nobody is counted with those that rows name.
            self.records[self._context.own] += result.kind == self._context.own
            draft = result.draft
            self._same.setdefault(draft.fingerprint, draft.number)
            self._met.add(row_keys(draft, self._context), draft.number, draft.values.get("contact", ""))
        for (kind, _pk), record in self._context.made.items():
            key = (kind, company_key(record.name) if kind == "company" else record.folded)
            if key not in self._known:
                self._known.add(key)
                self.records[kind] += 1


def rehearse(one: Import, by: User) -> Iterator[list[Result]]:
    """The results of all rows, chunk by chunk. Nothing stays written; nothing is locked between two chunks."""
    context = Context(one, by)
    context.rehearses = True
    before = Before(context)
    for drafts in chunks(context, 0, lambda: CHUNK):
        yield _chunk(one, context, before, drafts)


def _chunk(
    one: Import,
    context: Context,
    before: Before,
    drafts: Sequence[Draft],
    alongside: Alongside | None = None,
) -> list[Result]:
    before.expect(drafts)
    foreseen = {draft.number: found for draft in drafts if (found := before.foresee(draft))}
    for result in foreseen.values():
        context.usual.mark(result.draft.warnings)
    rest = [draft for draft in drafts if draft.number not in foreseen]
    results: list[Result] = []
    try:
        with transaction.atomic():
            if alongside:
                alongside.bring(rest, one.kind, numbers_of(context))
            results = judge(one, context, rest)
            if alongside:
                alongside.leave_unnamed(results)
            raise Rehearsed
    except Rehearsed:
        before.remember(results)
        context.forget()
    return sorted([*results, *foreseen.values()], key=lambda result: result.draft.number)


def work(one: Import, by: User, ended: Callable[[Import], None]) -> None:
    """Rehearse an import that this worker has claimed, and keep what was found; then, in the same transaction, `ended`.

    Raises LeaseLost when it was stopped.
    """
    by.require("import.run")
    found = Findings(one)
    held = Import.objects.filter(
        pk=one.pk, phase=Import.Phase.CHECKING, leased_by=one.leased_by, tries=one.tries
    )
    context = Context(one, by)
    context.rehearses = True
    before = Before(context)
    alongside = Alongside(one, by)
    for _read in alongside.read():
        if not held.update(lease_until=timezone.now() + LEASE):
            raise LeaseLost
    one.position = 0
    for drafts in chunks(context, 0, lambda: CHUNK):
        found.add(_chunk(one, context, before, drafts, alongside))
        one.position += len(drafts)
        if not held.update(position=one.position, lease_until=timezone.now() + LEASE):
            raise LeaseLost
    found.keep(before.records, ended)


class Findings:
    """Counts over the whole file, and the first rows of each group."""

    def __init__(self, one: Import) -> None:
        self._one = one
        self._counts: Counter[str] = Counter()
        self._reasons: dict[str, Counter[str]] = {}
        self._said: dict[str, dict[str, Any]] = {}
        self._rows: list[dict[str, Any]] = []
        self._odd = self._without = 0
        self._partly = 0
        """Rows of which only a part is written."""
        self._here = self._kept = self._binned = self._stopped = self._otherwise = 0
        self._usual: list[Note] = []

    def add(self, results: Sequence[Result]) -> None:
        for result in results:
            group = group_of(result)
            self._counts[group] += 1
            reasons = self._reasons.setdefault(group, Counter())
            notes = [*result.draft.errors, *result.draft.warnings]
            stopped = any(map(is_stopped, notes))
            self._stopped += stopped
            self._otherwise += bool(result.otherwise)
            if group in WRITES and notes:
                without = any(note.get("left") for note in notes)
                self._without += without
                self._partly += not stopped and any(map(stays, notes))
                self._odd += not without and not stopped and not all(map(is_usual, notes))
                add_up(self._usual, notes)
            elif group == Group.SKIPPED and not result.draft.aside:
                self._here += not result.binned
                self._binned += result.binned
                self._kept += not stopped and any(map(stays, notes))
            reason = reason_of(notes[0]["text"]) if notes else ""
            if reason and (reason in reasons or len(reasons) < MOST_REASONS):
                reasons[reason] += 1
                self._said.setdefault(reason, notes[0])
            first = self._counts[group] <= SHOWN or (stopped and self._stopped <= SHOWN)
            if first or (reason and reasons[reason] <= SHOWN_OF_REASON):
                why = [why_merged(result.added)] if group == Group.MERGED and not notes else []
                self._rows.append(self._row(result, group, notes or why))

    def _row(self, result: Result, group: str, notes: list[dict[str, Any]]) -> dict[str, Any]:
        draft, there = result.draft, result.action != ImportRow.Action.CREATED
        return {
            "of_id": self._one.pk,
            "number": draft.number,
            "group": group,
            "title": title_of(result.said or draft.values)[:300],
            "notes": notes,
            "cells": [read_text(cell)[:200] for cell in draft.cells],
            "result_kind": result.kind if there else "",
            "result_id": result.pk if there else None,
        }

    def keep(self, records: Counter[str], ended: Callable[[Import], None]) -> None:
        """Write down what was found, and let people go on with the import."""
        one = self._one
        outcome = {
            "version": one.version,
            "counts": {group: self._counts[group] for group in Group.values},
            "reasons": {group: dict(found.most_common()) for group, found in self._reasons.items()},
            "said": self._said,
            "records": dict(records),
            "odd": self._odd,
            "without": self._without,
            "here": self._here,
            "binned": self._binned,
            "kept": self._kept,
            "partly": self._partly,
            "stopped": self._stopped,
            OTHERWISE: self._otherwise,
            USUAL: self._usual,
        }
        with transaction.atomic():
            mine = Import.objects.filter(pk=one.pk, phase=Import.Phase.CHECKING, leased_by=one.leased_by)
            done = mine.update(
                phase=Import.Phase.MAPPED,
                state=Work.State.DONE,
                position=0,
                lease_until=None,
                leased_by="",
                error="",
                outcome=outcome,
            )
            if not done:
                raise LeaseLost
            ExpectedRow.objects.filter(of=one).delete()
            bulk.insert_values(ExpectedRow, self._rows)
            ended(one)


def group_of(result: Result) -> str:
    if result.action == ImportRow.Action.UPDATED and result.joined:
        return Group.MERGED
    return Group(result.action)


def title_of(values: Mapping[str, Any]) -> str:
    """What a person calls the row."""
    named = [str(values[name]) for name in NAMES if values.get(name)]
    others = (str(values[name]) for name in OTHERS if values.get(name))
    return " · ".join(named or [*islice(others, 2)])


def forget(one: Import) -> None:
    """The rows that were shown before are out of date."""
    ExpectedRow.objects.filter(of=one).delete()


def begin(one: Import, by: User) -> dict[str, Any]:
    """The values with which an import waits to be rehearsed."""
    now = timezone.now()
    return {
        "phase": Import.Phase.CHECKING,
        "state": Work.State.WAITING,
        "due_at": now,
        "started_at": now,
        "worked_by": by,
        "tries": 0,
        "error": "",
        "position": 0,
        "outcome": {},
    }


def stop(one: Import) -> bool:
    """Let a rehearsal be; its worker notices with the next chunk."""
    rows = Import.objects.filter(pk=one.pk, phase=Import.Phase.CHECKING)
    return bool(
        rows.update(
            phase=Import.Phase.MAPPED,
            state=Work.State.DONE,
            position=0,
            leased_by="",
            lease_until=None,
            version=F("version") + 1,
        )
    )
