"""What becomes of the rows of a chunk: the same for the run, which keeps it, and the rehearsal, which does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.grouping import Row, Size, adds_up, parts_of
from kariz.exchange.actions.at_work.row_by_row import judged
from kariz.exchange.actions.rows import people_who_went, said_again, unchanged
from kariz.exchange.actions.rows.added_up import add_up
from kariz.exchange.actions.rows.committee_rows import write_seats
from kariz.exchange.actions.rows.deal_rows import write_deals
from kariz.exchange.actions.rows.file_rows import write_files
from kariz.exchange.actions.rows.history_rows import write_history
from kariz.exchange.actions.rows.obstacle_rows import write_obstacles
from kariz.exchange.actions.rows.people_files import write_companies, write_contacts
from kariz.exchange.actions.rows.work_rows import (
    write_activities,
    write_lines,
    write_notes,
    write_products,
    write_users,
)
from kariz.exchange.actions.setup import other_columns
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.binned import in_bin
from kariz.exchange.queries.known.changed import changed_rows
from kariz.exchange.queries.known.here_already import HereAlready
from kariz.exchange.queries.pages.gone import IN_BIN
from kariz.localisation.said import gettext as _
from kariz.reading.deals import here
from kariz.reading.deals.own_numbers import OWN
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import SAME, SKIP, TAKE
from kariz.web import behind
from kariz.web.locks import one_at_a_time

Known = other_columns.Known
After = Callable[[], None]
WRITERS: dict[str, Callable[[Sequence[Result], Context], None]] = {
    Import.Kind.DEALS: write_deals,
    Import.Kind.CONTACTS: write_contacts,
    Import.Kind.COMPANIES: write_companies,
    Import.Kind.USERS: write_users,
    Import.Kind.PRODUCTS: write_products,
    Import.Kind.LINES: write_lines,
    Import.Kind.ACTIVITIES: write_activities,
    Import.Kind.NOTES: write_notes,
    Import.Kind.HISTORY: write_history,
    Import.Kind.COMMITTEE: write_seats,
    Import.Kind.OBSTACLES: write_obstacles,
    Import.Kind.FILES: write_files,
}


def chunks(context: Context, start: int, size: Size) -> Iterator[list[Draft]]:
    """The rows behind the first `start` ones, read, in parts of `size()`."""
    if said_again.wanted(context) and not context.again:
        # What is told of rows is told when they are read to come in: of rows heard twice nothing is told.
        said_again.look(_read(context, 0, lambda: 1000, tells=False), context)
    context.changed = changed_rows(context.one, context.reader, context.by)
    seems = HereAlready(context.one, context.by, context.changed)
    context.here = seems.rows
    for drafts in _read(context, start, size):
        seems.look(drafts)
        if context.settings.here == SAME:
            context.changed |= {
                one.number: seems.rows[one.number] for one in drafts if one.number in seems.rows
            }
        yield drafts


def _read(context: Context, start: int, size: Size, *, tells: bool = True) -> Iterator[list[Draft]]:
    for part in parts_of(context, start, size):
        drafts = list(_each_read(context, part))
        if context.one.kind == Import.Kind.DEALS and adds_up(context):
            add_up(drafts, context.one)
        if tells and context.one.kind == Import.Kind.DEALS:
            context.tell_doubles(drafts)
        yield drafts


def _each_read(context: Context, part: Iterable[Row]) -> Iterator[Draft]:
    for number, cells in part:
        behind.make_way()
        yield context.reader.read(number, cells)


def judge(
    one: Import,
    context: Context,
    drafts: Sequence[Draft],
    after: After = lambda: None,
    refused: Exception | None = None,
) -> list[Result]:
    """What becomes of each row; called inside the transaction that keeps or forgets it. `after` belongs to the rows
    that came in: it is called before their savepoint ends, for which all that was written is waited. `refused`: what
    `judge_together` raised of them in a transaction before this one."""
    # Two imports of one file at once must see each other's rows.
    one_at_a_time("imports")
    return judged(drafts, context, lambda some, seen: _came_in(one, context, some, seen, after), refused)


def judge_together(one: Import, context: Context, drafts: Sequence[Draft], after: After) -> list[Result]:
    """The same of rows that come in together or not at all: of them that do not, something of NOT_TOGETHER is raised,
    at the latest at the end of the transaction, which is to be gone back to.

    No savepoint is open meanwhile, for which SQLite would hold every page that is written in memory as it was before:
    that grows with the database.
    """
    one_at_a_time("imports")
    return _came_in(one, context, drafts, {}, after)


def _came_in(
    one: Import, context: Context, drafts: Sequence[Draft], seen: dict[str, int], after: After
) -> list[Result]:
    results = _judge(one, context, drafts, seen)
    for result in results:
        context.usual.mark(result.draft.warnings)
    after()
    return results


def _judge(one: Import, context: Context, drafts: Sequence[Draft], seen: dict[str, int]) -> list[Result]:
    results = [Result(draft) for draft in drafts]
    context.expect(drafts)
    known = known_fingerprints([draft.fingerprint for draft in drafts])
    away = in_bin({row[2:4] for row in known.values()})
    gone = {record for record, into in away.items() if into is None}
    anew = _taken_anew(drafts, context)
    # What was merged lives on in another record.
    known = {
        mark: (of, number, kind, away.get((kind, pk or 0)) or pk, last)
        for mark, (of, number, kind, pk, last) in known.items()
        if not (mark in anew and (kind, pk) in gone)
    }
    other_columns.find(results, known, context)
    going = _going_on(drafts, known, context)
    for refs in (context.refs, context.spare):
        refs.ask(context.own, [draft.values.get("external_id", "") for draft in drafts])
    for result in results:
        draft = result.draft
        if draft.aside:
            result.skip(draft.aside)
        elif draft.errors:
            result.end(ImportRow.Action.REFUSED)
        elif draft.fingerprint in seen:
            result.skip(_("Row %(number)d is the same.") % {"number": seen[draft.fingerprint]})
        elif (
            draft.fingerprint in known
            and draft.group not in going
            and not other_columns.comes(result, context)
            and not _may_update(draft, known, context)
        ):
            before = known[draft.fingerprint]
            if before[0] == one.pk:
                result.skip(_("Row %(number)d is the same.") % {"number": before[1]}, before[2], before[3])
            elif _has_line(draft, context):
                # What it says of the deal is old; the deal's lines are compared with all rows that name them.
                result.before = _("This row was imported before.")
                seen[draft.fingerprint] = draft.number
            elif (before[2], before[3]) in gone:
                result.skip(_(IN_BIN), before[2], before[3])
                result.binned = True
            else:
                other_columns.skip(result, before[2], before[3])
        else:
            seen[draft.fingerprint] = draft.number
            if draft.number in context.here:
                _seems_here(result, context)
            result.told = draft.fingerprint in known
    WRITERS[one.kind]([result for result in results if not result.action], context)
    people_who_went.bring(results, known, context)
    for refs in (context.refs, context.spare):
        refs.flush()
        for kind, ids in refs.linked.items():
            context.linked.setdefault(kind, set()).update(ids)
    return results


def _taken_anew(drafts: Sequence[Draft], context: Context) -> set[str]:
    """What rows say that a person takes all the same: what lies in the bin stays there, beside a new record."""
    rows = context.settings.rows
    return {draft.fingerprint for draft in drafts if rows.get(str(draft.number)) == TAKE}


def _seems_here(result: Result, context: Context) -> None:
    """The row says so; it does not come where a person said that such rows stay out."""
    here.say(result.draft)
    if context.settings.here == SKIP:
        result.end(ImportRow.Action.SKIPPED, "deal", context.here[result.draft.number])


def _going_on(drafts: Sequence[Draft], known: Known, context: Context) -> set[str]:
    """Deals of several rows, in a list without numbers, that came in before and have a further row since."""
    came = {
        draft.group: known[draft.fingerprint]
        for draft in drafts
        if draft.group and draft.fingerprint in known
    }
    new = {draft.group for draft in drafts if draft.group and draft.fingerprint not in known}
    context.gone_on = {group: came[group][3] or 0 for group in new & set(came) if came[group][2] == "deal"}
    # Or the first row says something else.
    changed = context.changed
    context.gone_on |= {
        draft.group: changed[draft.number] for draft in drafts if draft.group and draft.number in changed
    }
    return set(context.gone_on)


def _may_update(draft: Draft, known: Known, context: Context) -> bool:
    """A row that names its record is compared with it, unless it is the row that spoke of it last: what people
    changed here since stays."""
    if not existing.changes(context):
        return False
    key = "" if draft.borrowed else draft.values.get("external_id", "")
    if context.settings.numbers == OWN and not context.refs.record(context.own, key):
        # It came in before the list had numbers of its own.
        key = ""
    if "product" in draft.values and "id" not in draft.values:
        # One of several rows of a deal: each was the last to speak of its own line.
        return False
    if "id" in draft.values:
        return True
    # It may be none of the deal that has its number.
    refs = (context.refs, context.spare)
    held = list(filter(None, (one.mark(context.own, key) for one in refs)))
    if not key or (held and draft.fingerprint not in held):
        return bool(key)
    # The files that come beside a list give its numbers another source; its last word stays its last.
    before = context.said_before.get(known[draft.fingerprint][3] or 0)
    if before is None or before.fingerprint != draft.fingerprint:
        return not held
    return context.one.kind == Import.Kind.DEALS and bool(unchanged.means_otherwise(draft, before, context))


def _has_line(draft: Draft, context: Context) -> bool:
    """Does the row state a product line of a deal that another system numbers?"""
    if not existing.changes(context):
        return False
    if context.one.kind == Import.Kind.LINES:
        return True
    return context.own == "deal" and {"product", "external_id"} <= set(draft.values)


def known_fingerprints(prints: Sequence[str]) -> Known:
    # As the index of known rows says it: with parameters SQLite would go through all rows for each part.
    written = "action IN ('created', 'updated') AND NOT taken_back"
    rows = ImportRow.objects.filter(fingerprint__in=prints).extra(where=[written])  # noqa: S610 -- no word of others
    found = rows.order_by("-id").values_list("fingerprint", "of_id", "number", "result_kind", "result_id")
    known: Known = {}
    for mark, of, number, kind, pk in found:
        # The first of them brought it.
        last = known[mark][4] if mark in known else of
        known[mark] = (of, number, kind, pk, last)
    return known
