"""Working imports off, chunk by chunk: each chunk is one transaction with the result of each of its rows.

A worker that dies loses its lease; the next one goes on behind the last chunk that was committed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.access.preferences import activate_for
from kariz.events.origin import origin
from kariz.exchange.actions.at_work import checking, set_runs, stumbling
from kariz.exchange.actions.at_work.ahead import Ahead
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.errors import LeaseLost
from kariz.exchange.actions.at_work.judging import chunks, judge, judge_together
from kariz.exchange.actions.at_work.pace import Pace
from kariz.exchange.actions.at_work.row_by_row import NOT_TOGETHER
from kariz.exchange.actions.back import fields_back, taking_back
from kariz.exchange.actions.rows import (
    file_rows,
    findable,
    following,
    other_names,
    pending,
    superiors,
    where_people_work,
)
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.said_before import COMPARED, OTHERWISE
from kariz.exchange.queries.pages.sets import WRITES
from kariz.jobs import memory
from kariz.jobs.leases import Work, claim, claimable, extend
from kariz.organisation.queries import current
from kariz.people.actions import duplicate_search
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.usual import USUAL, add_up
from kariz.records.custom import definitions
from kariz.records.search import index, words
from kariz.records.search.schema import many_entries
from kariz.web import bulk
from kariz.web.behind import Behind, behind
from kariz.web.errors import DomainError
from kariz.web.flushing import flushed_later
from kariz.web.seen_by_all import SeenByAll

logger = logging.getLogger("kariz.exchange")

LEASE = timedelta(minutes=2)
KEPT_REFUSED = 20_000
"""Of so many refused rows the cells are kept; a file with more is wrong as a whole."""
PEOPLE = (Import.Kind.DEALS, Import.Kind.CONTACTS, Import.Kind.COMPANIES)
"""Files that bring people and companies."""
BINNED = "binned"
"""Under which the outcome tells how many rows are of what is in the bin."""
COUNTS = {
    ImportRow.Action.CREATED: "created_count",
    ImportRow.Action.UPDATED: "updated_count",
    ImportRow.Action.SKIPPED: "skipped_count",
    ImportRow.Action.REFUSED: "refused_count",
    ImportRow.Action.ASKED: "asked_count",
}


def waiting() -> bool:
    """Is there an import that a worker could take up now?"""
    return claimable(Import.objects.all()).exists()


def work_all() -> int:
    """Claimer: work off every import that waits or was left by a dead worker."""
    count = 0
    while (one := claim(Import.objects.all(), lease=LEASE)) is not None:
        work(one)
        count += 1
    return count


def work(one: Import) -> None:
    """Work off an import that this worker has claimed, as the person who started it."""
    by = one.acts_as
    token = current.remember()
    try:
        with (
            translation.override(by.language),
            origin(via="import", batch=one.batch),
            definitions.kept(),
        ):
            activate_for(by)
            if one.phase == Import.Phase.TAKING_BACK:
                taking_back.work(one, by)
            elif one.phase == Import.Phase.CHECKING:
                checking.work(one, by, set_runs.go_on)
            else:
                _run(one, by)
    except LeaseLost:
        logger.info("Another worker goes on with import %s", one.pk)
    except DomainError as error:
        _stop(one, str(error))
    except Exception as error:
        logger.exception("Import %s failed", one.pk)
        stumbling.stumble(one, error)
    finally:
        current.forget(token)


def _run(one: Import, by: User) -> None:
    by.require("import.run")
    context = Context(one, by)
    if context.settings.all_or_nothing and one.position == 0 and not _all_good(one, by):
        fields_back.work(one, by)
        _stop(
            one,
            _(
                "Nothing was imported, because some rows cannot be imported. Correct them and import the file again."
            ),
        )
        return
    if one.position == 0:
        one.outcome.pop(USUAL, None)
        if sum(one.outcome.pop(name, 0) for name in (BINNED, COMPARED, OTHERWISE)):
            # What was found before may be restored since.
            mine(one).update(outcome=one.outcome)
    pace, seen = Pace(), SeenByAll(Company, Contact, Deal, Activity)
    with flushed_later(), many_entries(), words.remembered(), behind() as writer:
        ahead = Ahead(chunks(context, one.position, pace.size))
        while drafts := ahead.take():
            with pace.measured(len(drafts)):
                run_chunk(one, context, drafts, writer, ahead)
            memory.give_back()
            seen.add(len(drafts))
    superiors.work(one, context)
    where_people_work.work(one, by)
    following.work(one, by)
    _finish(one, context)


def _all_good(one: Import, by: User) -> bool:
    """Goes through every row before the first is written; the refused ones are written down."""
    good = True
    for results in checking.rehearse(one, by):
        _keep_lease(one)
        refused = [result for result in results if result.action == ImportRow.Action.REFUSED]
        if refused:
            good = False
            _keep_refused(one, refused)
    return good


def _keep_lease(one: Import) -> None:
    if not extend(one, lease=LEASE):
        raise LeaseLost


def run_chunk(
    one: Import, context: Context, drafts: Sequence[Draft], writer: Behind, ahead: Ahead[list[Draft]]
) -> None:
    """Write one chunk and its results, or nothing; meanwhile the next one is read. Raises LeaseLost."""
    as_read = [draft.copy() for draft in drafts]
    refused = None
    with file_rows.unpacked(context, drafts, partial(_keep_lease, one)):
        try:
            counts = _write_chunk(one, context, drafts, writer, ahead)
        except NOT_TOGETHER as error:
            refused = error
        if refused:
            context.forget()
            counts = _write_chunk(one, context, as_read, writer, ahead, refused)
    one.position += len(drafts)
    for name, count in counts.items():
        setattr(one, name, getattr(one, name) + count)


def _write_chunk(
    one: Import,
    context: Context,
    drafts: Sequence[Draft],
    writer: Behind,
    ahead: Ahead[list[Draft]],
    refused: Exception | None = None,
) -> dict[str, int]:
    """All rows together, or, where that was `refused`, those that can come in. Returns what to add to the counts."""
    with transaction.atomic(), writer.transaction():
        lease = timezone.now() + LEASE
        # First of all: who has lost the lease must not write a row.
        if not mine(one).update(position=F("position") + len(drafts), lease_until=lease):
            raise LeaseLost
        # The company may say another country meanwhile, of which the phones of what follows are.
        current.refresh()
        current.organisation()
        with index.gathered() as entries:

            def after() -> None:
                findable.renew(context.linked)
                context.linked.clear()
                entries.write()
                ahead.look()

            come_in = partial(judge, refused=refused) if refused else judge_together
            results = come_in(one, context, drafts, after)
        return note(one, results, context)


def note(one: Import, results: Sequence[Result], context: Context) -> dict[str, int]:
    """Write down the results; returns what to add to the counts of the import."""
    keep = one.refused_count < KEPT_REFUSED
    bulk.insert_values(ImportRow, [_row(one, result, keep, context) for result in results])
    counts = {name: sum(result.action == action for result in results) for action, name in COUNTS.items()}
    counts["merged_count"] = sum(result.joined for result in results)
    more: dict[str, Any] = {name: F(name) + rows for name, rows in counts.items() if rows}
    notes = [note for result in results if result.action in WRITES for note in result.draft.warnings]
    binned = sum(result.binned for result in results)
    one.outcome[BINNED] = one.outcome.get(BINNED, 0) + binned
    compared = sum(_was_compared(one, result) for result in results)
    otherwise = sum(bool(result.otherwise) for result in results)
    for name, rows in ((COMPARED, compared), (OTHERWISE, otherwise)):
        if rows:
            one.outcome[name] = one.outcome.get(name, 0) + rows
    if add_up(one.outcome.setdefault(USUAL, []), notes) or binned or compared or otherwise:
        more["outcome"] = one.outcome
    Import.objects.filter(pk=one.pk).update(**more)
    return counts


def mine(one: Import) -> QuerySet[Import]:
    """The row, as long as this worker holds its lease and nobody else worked on it."""
    held = Import.objects.filter(pk=one.pk, state=Work.State.RUNNING, position=one.position)
    return held.filter(leased_by=one.leased_by, tries=one.tries)


def _row(one: Import, result: Result, keep: bool, context: Context | None = None) -> dict[str, Any]:
    draft = result.draft
    known = {"fingerprint": draft.fingerprint, "cell_marks": ""}
    if context is not None:
        said = pending.of_row(result, context)
        known = said if _is_said(one, result) else said | {"cell_marks": ""}
    looked_at = bool(draft.aside) or result.action in (ImportRow.Action.REFUSED, ImportRow.Action.ASKED)
    keep = keep or bool(draft.aside) or result.action == ImportRow.Action.ASKED
    return {
        "of_id": one.pk,
        "number": draft.number,
        "action": result.action,
        "errors": draft.errors,
        "warnings": draft.warnings,
        "cells": plain(draft.cells) if looked_at and keep else [],
        "result_kind": result.kind,
        "result_id": result.pk,
        "joined": result.joined,
        "made": result.made,
        **known,
    }


def _is_said(one: Import, result: Result) -> bool:
    """Does a later list take back nothing that this row says of a deal or a person, as long as it says the same?"""
    written = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED)
    return (
        one.kind in (Import.Kind.DEALS, Import.Kind.CONTACTS) and result.action in written
    ) or _was_compared(one, result)


def _was_compared(one: Import, result: Result) -> bool:
    skipped = result.action == ImportRow.Action.SKIPPED
    return skipped and result.compared


def plain(cells: Sequence[object]) -> list[object]:
    """Cells as JSON holds them."""
    return [cell if isinstance(cell, str | int | float | bool) else str(cell) for cell in cells]


def _keep_refused(one: Import, refused: Sequence[Result]) -> None:
    with transaction.atomic():
        numbers = [result.draft.number for result in refused]
        # Those that an interrupted try wrote down already are counted already.
        again, _by_model = ImportRow.objects.filter(of=one, number__in=numbers).delete()
        ImportRow.objects.bulk_create(
            ImportRow(**_row(one, result, one.refused_count < KEPT_REFUSED)) for result in refused
        )
        Import.objects.filter(pk=one.pk).update(refused_count=F("refused_count") + len(refused) - again)
    one.refused_count += len(refused) - again


def _finish(one: Import, context: Context) -> None:
    with transaction.atomic():
        ended = mine(one).update(
            state=Work.State.DONE,
            phase=Import.Phase.DONE,
            lease_until=None,
            leased_by="",
            error="",
            finished_at=timezone.now(),
            version=F("version") + 1,
        )
        if ended:
            other_names.keep(one, context)
            set_runs.go_on(one)
            if one.created_count + one.updated_count and one.kind in PEOPLE:
                duplicate_search.soon()


def _stop(one: Import, why: str) -> None:
    """The import ends here, for a reason that a person can act on."""
    with transaction.atomic():
        ended = mine(one).update(
            state=Work.State.FAILED,
            phase=stumbling.ends(one),
            lease_until=None,
            leased_by="",
            error=why,
            finished_at=timezone.now(),
            version=F("version") + 1,
        )
        if ended:
            set_runs.go_on(one)
