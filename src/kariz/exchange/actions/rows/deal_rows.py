"""Deals of a chunk: made with their history in few statements, or changed one by one through every gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import AGAIN, OF_BEFORE, Context, Result
from kariz.exchange.actions.at_work.refs import Refs
from kariz.exchange.actions.rows import (
    apart,
    deal_lines,
    further_names,
    further_people,
    going_on,
    joined_notes,
    new_deals,
    next_steps,
    pending,
    rows_changed,
    said_again,
)
from kariz.exchange.actions.rows.deals_at_once import Meeting
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.touches import touched_here
from kariz.localisation.said import gettext as _
from kariz.pipeline.models import Deal
from kariz.reading.rows.settings import FILL, UPDATE

LINED = frozenset({"product", "line_amount"})
"""What makes a row a line of its deal."""
LINKED = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED, ImportRow.Action.SKIPPED)


def write_deals(results: Sequence[Result], context: Context) -> None:
    """Create or change the deals of a chunk."""
    context.made.clear()
    context.companies.clear()
    known = _known(results, context)
    results = [result for result in results if not result.action]
    for result in results:
        if result.draft.number in context.again and result.draft.double:
            result.again = f"{AGAIN}{result.draft.double[0]}.{result.draft.double[1]}"
    known |= said_again.known(results, _joined(), context)
    altered = rows_changed.known(results, _joined(), context)
    _known_groups(results, known, context)
    context.hand.deals |= {deal.pk for deal in (*known.values(), *altered.values())}
    rows = _Sorted(context, known, altered, going_on.prepare(results, known, context))
    for result in results:
        rows.sort(result)
    rows.meeting.write()
    pairs = new_deals.create(rows.new, context)
    _meet_again(rows.behind_new(), context)
    deal_lines.more(rows.more, pairs, context)
    deal_lines.bring_changes(rows.meeting.there, context)
    said_again.end(results)
    further_people.seat(results, context)
    further_names.bring(results, context.companies, context)
    next_steps.bring(results, context)
    _link(results, rows.first, context)


class _Sorted:
    """The rows of a chunk by what becomes of them."""

    def __init__(
        self, context: Context, known: dict[Any, Deal], altered: Mapping[int, Deal], of_set: set[int]
    ) -> None:
        """`known`: deals by what rows name them by; `altered`: {row: the deal of which it says otherwise now}; `of_set`:
        ids of deals that this set made."""
        self._context, self._known, self._altered, self._of_set = context, known, altered, of_set
        self._gone_on: dict[str, Deal] = {}
        self._ours = deal_lines.brought((deal.pk for deal in known.values()), context)
        self.meeting = Meeting(context, joined_notes.noted((*known.values(), *altered.values()), context))
        self.new: list[Result] = []
        """Rows that each make a deal."""
        self.first: dict[str, list[Result]] = {}
        """{number of a new deal: its further rows}"""
        self.more: list[tuple[Result, int]] = []
        """Further lines of deals."""

    def sort(self, result: Result) -> None:
        """Of a deal that is here, or a new one."""
        if not self._is_here(result):
            self._is_new(result)

    def _is_here(self, result: Result) -> bool:
        known, meet, there = self._known, self.meeting.meet, self.meeting.there
        values, key, row = result.draft.values, result.number, result.draft.number
        if "id" in values:
            meet(result, known.get(values["id"]))
        elif row in self._altered:
            rows_changed.meet(result, self._altered[row], self.meeting, self._context)
        elif key and key in self._gone_on:
            going_on.further(result, self._gone_on[key], there)
        elif result.policy and result.goes_on:
            meet(result, known[result.goes_on])
            if key and result.action != ImportRow.Action.REFUSED:
                self._gone_on[key] = known[result.goes_on]
        elif (followed := going_on.followed(result, known, self._of_set, self._context)) is not None:
            going_on.further(result, followed, there)
        elif result.goes_on in known and not (existing.creates(self._context) and result.draft.continues):
            existing.left(result, "deal", known[result.goes_on].pk, self._context)
        elif key and key in known and known[key].pk in self._ours and "product" in values:
            self.more.append((result, known[key].pk))
        elif key and key in known:
            meet(result, known[key])
        else:
            return False
        return True

    def _is_new(self, result: Result) -> None:
        key = result.number
        if result.before:
            result.skip(result.before)
        elif key and key in self.first:
            self.first[key].append(result)
        else:
            going_on.refer(result, self._known)
            self.new.append(result)
            if key:
                self.first[key] = []

    def behind_new(self) -> list[tuple[Result, int]]:
        """Once the new deals are made: their further rows, each with its deal, but for lines, which are `more`."""
        made = {result.number: result.pk for result in self.new if result.pk}
        again: list[tuple[Result, int]] = []
        for key, others in self.first.items():
            for result in others:
                if (pk := made.get(key)) is None:
                    result.refuse(_("The first row with this number was refused."), "external_id")
                elif _speaks_again(result, self._context):
                    again.append((result, pk))
                else:
                    self.more.append((result, pk))
        return again


def _speaks_again(result: Result, context: Context) -> bool:
    """Does a further row of a deal change it, as it would a chunk later? Lines are brought otherwise."""
    return existing.changes(context) and not LINED & set(result.draft.values)


def _meet_again(rows: Sequence[tuple[Result, int]], context: Context) -> None:
    """Further rows of deals that this chunk made, as if they came a chunk later."""
    made = _joined().in_bulk({pk for _result, pk in rows}) if rows else {}
    meeting = Meeting(context, {deal.pk for deal in made.values() if deal.notes})
    for result, pk in rows:
        meeting.meet(result, made[pk])
    meeting.write()


def _link(results: Sequence[Result], first: Mapping[str, Sequence[Result]], context: Context) -> None:
    """The number of each deal, with the mark of the row that spoke of it last: no further row of it does."""
    passed = context.settings.existing == "skip"
    for result in results:
        if result.pk is None or result.action not in LINKED or result.before:
            continue
        if result in first.get(result.number, ()) and not _speaks_again(result, context):
            continue
        left = result.draft.borrowed or (passed and result.action == ImportRow.Action.SKIPPED)
        left = left or pending.is_left(result, context)
        refs = context.spare if result.apart else context.refs
        key = result.draft.values.get("external_id", "")
        refs.link("deal", key, result.pk, None if left else result.draft.fingerprint)


def _known(results: Sequence[Result], context: Context) -> dict[Any, Deal]:
    """Deals by number in the other system (text) and by our own (int)."""
    keys = {
        r.draft.values["external_id"]
        for r in results
        if "external_id" in r.draft.values and "id" not in r.draft.values
    }
    before = {named for r in results if (named := r.draft.continues or r.draft.follows)}
    ids = {r.draft.values["id"] for r in results if "id" in r.draft.values}
    joined = _joined()
    found: dict[Any, Deal] = _by_number(keys, joined, context, context.refs) if keys else {}
    apart.tell(results, found, joined, context)
    if before:
        # What shows such a number is no matter of theirs.
        taken = set(context.taken)
        held = _by_number(before, joined, context, context.before)
        context.taken = taken
        found |= {f"{OF_BEFORE}{key}": deal for key, deal in held.items()}
    if ids:
        found |= {deal.pk: deal for deal in joined.visible_to(context.by).filter(pk__in=ids, deleted_at=None)}
    return found


def _joined() -> Any:
    return Deal.objects.select_related("stage", "pipeline", "company", "contact", "owner")


def _known_groups(results: Sequence[Result], known: dict[Any, Deal], context: Context) -> None:
    """Deals of a list without numbers that have a further row since they came in."""
    ids = context.gone_on
    if not ids:
        return
    deals = _joined().in_bulk(set(ids.values()))
    known |= {group: deals[pk] for group, pk in ids.items() if pk in deals}
    touched = touched_here(set(ids.values()))
    for result in results:
        if (pk := ids.get(result.draft.group)) in touched:
            result.policy = FILL
            result.moves = context.settings.existing == UPDATE and not context.hand.moved(pk)


def _by_number(keys: set[str], joined: Any, context: Context, refs: Refs) -> dict[Any, Deal]:
    """{number: deal}. The number that a deal shows is only believed while no other system claims the deal."""
    refs.ask("deal", keys)
    linked = {key: pk for key in keys if (pk := refs.record("deal", key))}
    deals_by_id = {deal.pk: deal for deal in joined.filter(pk__in=set(linked.values()))} if linked else {}
    found: dict[Any, Deal] = {key: deals_by_id[pk] for key, pk in linked.items() if pk in deals_by_id}
    others = keys - set(found)
    shown = {deal.external_id: deal for deal in joined.filter(external_id__in=others)} if others else {}
    claimed = refs.claimed("deal", [deal.pk for deal in shown.values()])
    for key, deal in shown.items():
        if all(refs.may_be(source) for source, _key in claimed.get(deal.pk, ())):
            found[key] = deal
        else:
            context.taken.add(key)
    return found
