"""Rows that were put aside because their record may be there already: a person says what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation

from kariz.access.models import User
from kariz.access.preferences import activate_for
from kariz.events.origin import origin
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.at_work.context import Context
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.at_work.grouping import adds_up
from kariz.exchange.actions.at_work.judging import judge
from kariz.exchange.actions.rows import firms_kept
from kariz.exchange.actions.rows.added_up import add_up
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.living import living
from kariz.localisation.said import gettext as _
from kariz.localisation.said import kept
from kariz.reading.deals.changed import is_told
from kariz.reading.deals.own_numbers import SAME
from kariz.reading.rows.settings import CREATE, MENTIONED, SKIP, TELL
from kariz.web.errors import FieldErrors

MOST = 500
"""So many rows are decided at once, and a deal that has more."""
READ = 20_000
"""Among so many rows that wait the others of a deal are looked for."""


@dataclass(frozen=True, slots=True)
class Decided:
    """`waiting` are rows that could not be taken as was said, and go on waiting with the reason."""

    taken: int
    waiting: int
    further: tuple[int, ...] = ()
    """Numbers of rows that nobody named: they are of the same deals, whose amounts they add up to."""
    later: int = 0
    """Rows that were named and are more than can be decided at once: they wait as before."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The rows of which something is said, as they were before anything was locked."""

    ids: frozenset[int]
    further: tuple[int, ...] = ()
    later: int = 0


def decide(*, one: Import, by: User, how: str, numbers: Sequence[int] | None = None) -> Decided:
    """Take rows that wait, by their numbers or up to 500 of them: `how` is "create", "fill", "update" or "skip".

    A record that was merged since is the one that it lives on in. Rows that should go into a record which has left
    for the bin go on waiting, and say so. Raises NotAllowed, ImportBusy, FieldErrors.
    """
    by.require("import.run")
    if how not in MENTIONED:
        raise FieldErrors({"how": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(MENTIONED)}]})
    with translation.override(by.language), origin(via="import", batch=one.batch):
        activate_for(by)
        context = Context(one, by)
        # Reading takes long: nobody waits for it.
        asked = _asked(one, context, numbers)
        with transaction.atomic():
            # Two who decide at once do so one after the other; the second finds what is left.
            if Import.objects.select_for_update().get(pk=one.pk).phase != Import.Phase.DONE:
                raise ImportBusy
            return _decide(context, how, list(_waiting(one).filter(pk__in=asked.ids)), asked)


def _decide(context: Context, how: str, rows: Sequence[ImportRow], asked: _Asked) -> Decided:
    one = context.one
    further = tuple(row.number for row in rows if row.number in asked.further)
    if how == SKIP:
        ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(action=ImportRow.Action.SKIPPED)
        _count(one, {"asked_count": -len(rows), "skipped_count": len(rows)})
        return Decided(len(rows), 0, further, asked.later)
    if how == CREATE:
        _take(context, how, rows, {})
        return Decided(len(rows), 0, further, asked.later)
    chosen = _chosen(rows)
    _take(context, how, [row for row in rows if row.number in chosen], chosen)
    gone = [row for row in rows if row.number not in chosen]
    _ask_again(gone)
    taken = tuple(number for number in further if number in chosen)
    return Decided(len(rows) - len(gone), len(gone), taken, asked.later)


def _waiting(one: Import) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(of=one, action=ImportRow.Action.ASKED).order_by("number")


def _asked(one: Import, context: Context, numbers: Sequence[int] | None) -> _Asked:
    waiting = _waiting(one)
    named = waiting if numbers is None else waiting.filter(number__in=numbers)
    rows = dict(named.values_list("number", "pk")[:MOST])
    found = _whole_deals(frozenset(rows.values()), waiting, context) if adds_up(context) else rows
    if numbers is None:
        return _Asked(frozenset(found.values()))
    further = tuple(sorted(set(found) - set(numbers)))
    return _Asked(frozenset(found.values()), further, named.count() - (len(found) - len(further)))


def _whole_deals(asked: frozenset[int], waiting: QuerySet[ImportRow], context: Context) -> dict[int, int]:
    """{number: id} of the rows with all other rows that wait of the same deals: its amount is what they all say. No more
    than can be taken at once, but one deal at least."""
    deals: dict[str | int, dict[int, int]] = {}
    wanted: dict[str | int, None] = {}
    for rows in (waiting.filter(pk__in=asked), waiting[:READ]):
        for pk, number, cells in rows.values_list("pk", "number", "cells"):
            deal = context.reader.read(number, cells).deal or number
            deals.setdefault(deal, {})[number] = pk
            if pk in asked:
                wanted.setdefault(deal)
    found: dict[int, int] = {}
    for deal in wanted:
        if found and len(found) + len(deals[deal]) > MOST:
            break
        found |= deals[deal]
    return found


def _chosen(rows: Sequence[ImportRow]) -> dict[int, int]:
    """{row number: the record that its record lives on in}, for those of which there is one."""
    found: dict[int, int] = {}
    for kind in {row.result_kind for row in rows}:
        mine = {row.number: row.result_id for row in rows if row.result_kind == kind and row.result_id}
        into = living(kind, set(mine.values()))
        found |= {number: into[pk] for number, pk in mine.items() if pk in into}
    return found


def _ask_again(rows: Sequence[ImportRow]) -> None:
    text = _("The record that it may be is in the bin by now. Restore it there, or make a new one.")
    for row in rows:
        if text not in [note["text"] for note in row.warnings]:
            row.warnings = [*row.warnings, {"field": ""} | kept(text)]
    ImportRow.objects.bulk_update(rows, ["warnings"])


def _take(context: Context, how: str, rows: Sequence[ImportRow], chosen: dict[int, int]) -> None:
    one = context.one
    context.settings.existing = how
    # The person has said it: nobody is asked again.
    context.settings.alike = TELL
    context.settings.numbers = SAME if how != CREATE else context.settings.numbers
    context.chosen = chosen
    context.changed = {
        row.number: chosen[row.number] for row in rows if row.number in chosen and is_told(row.warnings)
    }
    drafts = [context.reader.read(row.number, row.cells) for row in rows]
    firms_kept.keep(drafts, chosen, context)
    if adds_up(context):
        add_up(drafts, one)
    results = judge(one, context, drafts)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    runs.note(one, results, context)
    _count(one, {"asked_count": -len(rows)})


def _count(one: Import, more: dict[str, int]) -> None:
    Import.objects.filter(pk=one.pk).update(**{name: F(name) + count for name, count in more.items()})
