"""Working imports off, chunk by chunk: each chunk is one transaction with the result of each of its rows.

A worker that dies loses its lease; the next one goes on behind the last chunk that was committed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.access.preferences import activate_for
from kariz.events.origin import origin
from kariz.exchange.actions import taking_back
from kariz.exchange.actions.context import Context, Result
from kariz.exchange.actions.deal_rows import write_deals
from kariz.exchange.actions.errors import LeaseLost
from kariz.exchange.actions.people_rows import write_companies, write_contacts
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.rules.rows import Draft
from kariz.jobs.leases import Work, claim, claimable, fail
from kariz.organisation.queries import current
from kariz.web import bulk
from kariz.web.errors import DomainError
from kariz.web.locks import one_at_a_time

logger = logging.getLogger("kariz.exchange")

CHUNK = 200
LEASE = timedelta(minutes=2)
KEPT_REFUSED = 20_000
"""Of so many refused rows the cells are kept; a file with more is wrong as a whole."""
WRITERS: dict[str, Callable[[Sequence[Result], Context], None]] = {
    Import.Kind.DEALS: write_deals,
    Import.Kind.CONTACTS: write_contacts,
    Import.Kind.COMPANIES: write_companies,
}
COUNTS = {
    ImportRow.Action.CREATED: "created_count",
    ImportRow.Action.UPDATED: "updated_count",
    ImportRow.Action.SKIPPED: "skipped_count",
    ImportRow.Action.REFUSED: "refused_count",
}


class Rehearsed(Exception):
    """Carries nothing: it only rolls a chunk back."""


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
    by = one.worked_by or one.created_by
    token = current.remember()
    try:
        with translation.override(by.language), origin(via="import", batch=one.batch):
            activate_for(by)
            if one.phase == Import.Phase.TAKING_BACK:
                taking_back.work(one, by)
            else:
                _run(one, by)
    except LeaseLost:
        logger.info("Another worker goes on with import %s", one.pk)
    except DomainError as error:
        _stop(one, str(error))
    except Exception as error:
        logger.exception("Import %s failed", one.pk)
        _stumble(one, error)
    finally:
        current.forget(token)


def _run(one: Import, by: User) -> None:
    by.require("import.run")
    context = Context(one, by)
    if context.settings.all_or_nothing and one.position == 0 and not rehearse(one, by, keep=True):
        _stop(
            one,
            _(
                "Nothing was imported, because some rows cannot be taken. Mend them and import the file again."
            ),
        )
        return
    for drafts in chunks(context, one.position):
        run_chunk(one, context, drafts)
    _finish(one)


def chunks(context: Context, start: int) -> Iterator[list[Draft]]:
    """The rows behind the first `start` ones, read."""
    rows = context.table.rows(start)
    while part := list(islice(rows, CHUNK)):
        yield [context.reader.read(number, cells) for number, cells in part]


def run_chunk(one: Import, context: Context, drafts: Sequence[Draft]) -> None:
    """Write one chunk and its results, or nothing. Raises LeaseLost."""
    with transaction.atomic():
        lease = timezone.now() + LEASE
        # First of all: who has lost the lease must not write a row.
        if not mine(one).update(position=F("position") + len(drafts), lease_until=lease):
            raise LeaseLost
        results = judge(one, context, drafts)
        counts = note(one, results)
    one.position += len(drafts)
    for name, count in counts.items():
        setattr(one, name, getattr(one, name) + count)


def judge(one: Import, context: Context, drafts: Sequence[Draft]) -> list[Result]:
    """What becomes of each row; called inside the transaction that keeps or forgets it."""
    # Two imports of one file at once must see each other's rows.
    one_at_a_time("imports")
    results = [Result(draft) for draft in drafts]
    known = _known_fingerprints([draft.fingerprint for draft in drafts])
    context.refs.ask(context.own, [draft.values.get("external_id", "") for draft in drafts])
    seen: dict[str, int] = {}
    for result in results:
        draft = result.draft
        if draft.errors:
            result.end(ImportRow.Action.REFUSED)
        elif draft.fingerprint in known and not _may_update(draft, context):
            before = known[draft.fingerprint]
            text = (
                _("Row %(number)d is the same.")
                if before[0] == one.pk
                else _("This row was imported before.")
            )
            result.skip(text % {"number": before[1]} if before[0] == one.pk else text, before[2], before[3])
        elif draft.fingerprint in seen:
            result.skip(_("Row %(number)d is the same.") % {"number": seen[draft.fingerprint]})
        else:
            seen[draft.fingerprint] = draft.number
    WRITERS[one.kind]([result for result in results if not result.action], context)
    context.refs.flush()
    return results


def _may_update(draft: Draft, context: Context) -> bool:
    """A row that names its record is compared with it, unless it is the row that spoke of it last: what people
    changed here since stays."""
    if context.settings.existing != "update":
        return False
    key = draft.values.get("external_id", "")
    return "id" in draft.values or (bool(key) and context.refs.mark(context.own, key) != draft.fingerprint)


def _known_fingerprints(prints: Sequence[str]) -> dict[str, tuple[int, int, str, int | None]]:
    rows = ImportRow.objects.filter(
        fingerprint__in=prints, action__in=["created", "updated"], taken_back=False
    )
    found = rows.order_by("-id").values_list("fingerprint", "of_id", "number", "result_kind", "result_id")
    return {mark: (of, number, kind, pk) for mark, of, number, kind, pk in found}


def note(one: Import, results: Sequence[Result]) -> dict[str, int]:
    """Write down the results; returns what to add to the counts of the import."""
    keep = one.refused_count < KEPT_REFUSED
    bulk.insert_values(ImportRow, [_row(one, result, keep) for result in results])
    counts = {name: sum(result.action == action for result in results) for action, name in COUNTS.items()}
    Import.objects.filter(pk=one.pk).update(
        **{name: F(name) + count for name, count in counts.items() if count}
    )
    return counts


def mine(one: Import) -> QuerySet[Import]:
    """The row, as long as this worker holds its lease and nobody else worked on it."""
    held = Import.objects.filter(pk=one.pk, state=Work.State.RUNNING, position=one.position)
    return held.filter(leased_by=one.leased_by, tries=one.tries)


def _row(one: Import, result: Result, keep: bool) -> dict[str, Any]:
    draft = result.draft
    refused = result.action == ImportRow.Action.REFUSED
    return {
        "of_id": one.pk,
        "number": draft.number,
        "action": result.action,
        "errors": draft.errors,
        "warnings": draft.warnings,
        "cells": plain(draft.cells) if keep and refused else [],
        "result_kind": result.kind,
        "result_id": result.pk,
        "made": result.made,
        "fingerprint": draft.fingerprint,
    }


def plain(cells: Sequence[object]) -> list[object]:
    """Cells as JSON holds them."""
    return [cell if isinstance(cell, str | int | float | bool) else str(cell) for cell in cells]


def rehearse(
    one: Import, by: User, *, keep: bool = False, tell: Callable[[int], None] | None = None
) -> list[Result] | bool:
    """Do it all and take every chunk back. Without `keep` returns the results of rows with something to say;
    with `keep` writes down the refused rows and returns whether there was none."""
    context = Context(one, by)
    found: list[Result] = []
    good = True
    done = 0
    for drafts in chunks(context, 0):
        results = _rehearsal(one, context, drafts)
        refused = [result for result in results if result.action == ImportRow.Action.REFUSED]
        good = good and not refused
        if keep and refused:
            _keep_refused(one, refused)
        elif not keep:
            found += results
        done += len(drafts)
        if keep and not Import.objects.filter(pk=one.pk, leased_by=one.leased_by).update(
            lease_until=timezone.now() + LEASE
        ):
            raise LeaseLost
        if tell:
            tell(done)
    return good if keep else found


def _rehearsal(one: Import, context: Context, drafts: Sequence[Draft]) -> list[Result]:
    results: list[Result] = []
    try:
        with transaction.atomic():
            results = judge(one, context, drafts)
            raise Rehearsed
    except Rehearsed:
        context.forget()
    return results


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


def _finish(one: Import) -> None:
    mine(one).update(
        state=Work.State.DONE,
        phase=Import.Phase.DONE,
        lease_until=None,
        leased_by="",
        error="",
        finished_at=timezone.now(),
        version=F("version") + 1,
    )


def _stop(one: Import, why: str) -> None:
    """The import ends here, for a reason that a person can act on."""
    mine(one).update(
        state=Work.State.FAILED,
        phase=Import.Phase.FAILED,
        lease_until=None,
        leased_by="",
        error=why,
        finished_at=timezone.now(),
        version=F("version") + 1,
    )


def _stumble(one: Import, error: Exception) -> None:
    """A fault of ours or of the machine: tried again later, in the end given up."""
    fail(one, f"{type(error).__name__}: {error}")
    Import.objects.filter(pk=one.pk, state=Work.State.FAILED).update(
        phase=Import.Phase.FAILED, finished_at=timezone.now(), version=F("version") + 1
    )
