"""Which rows of a list of deals came in before and say something else since, where the list has no numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known import earlier_columns, other_names
from kariz.exchange.queries.known.earlier_columns import Earlier
from kariz.exchange.queries.known.ends import Ends
from kariz.exchange.queries.known.living import living
from kariz.exchange.queries.known.row_keys import by_keys
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.known.touches import OF_IMPORTS
from kariz.organisation.queries.current import organisation
from kariz.people.queries.merged import former_names
from kariz.pipeline.models import Deal, Outcome
from kariz.reading.cells.values import OPEN
from kariz.reading.deals.changed import STAYS, Said, pairs, said_by
from kariz.reading.deals.repeats import own_amount
from kariz.reading.layout.below import groups_of, kind_below
from kariz.reading.rows.drafts import Draft, fingerprint
from kariz.reading.rows.finishing import NUMBERED
from kariz.reading.rows.rows import RowReader
from kariz.reading.rows.settings import CREATE, TAKE, settings_of

MOST = 20_000
"""Rows of a list that is looked through for it."""
EARLIER, ROWS = 200, 100_000
"""Imports of lists with the same columns, the newest first, as long as they brought no more rows than this together."""
Brought = Mapping[int, Mapping[str, int]]
"""{import: {fingerprint of a row: the deal that it made or changed}}"""


class CameAgain(NamedTuple):
    """What a list says otherwise than it did: {row number: id of its deal}; `left`: what open deals are called that it
    brought before, and that it has no more."""

    rows: dict[int, int]
    left: list[str]
    same: set[int]
    """Those of them that say just what they did, in columns that stand or are called otherwise."""
    stay: dict[int, int]
    """Rows that are as they were: {row number: id of its deal}."""


def changed_rows(one: Import, reader: RowReader, by: User | None) -> dict[int, int]:
    """{row number: id of its deal}, without the rows of which a person says that they are new deals. Three readings of
    the file at most, and none where no such list came in before."""
    return _look(one, reader, by).changed


def came_again(one: Import, reader: RowReader, by: User | None) -> CameAgain:
    """The same, and what is in the list no more. Two queries more, where something is."""
    told = _look(one, reader, by)
    left = _called(told.gone, by) if by is not None and told.gone else []
    return CameAgain(told.changed, left, told.same, told.stay)


def _called(gone: set[int], by: User) -> list[str]:
    lives = set(living("deal", gone).values())
    rows = Deal.objects.visible_to(by).filter(pk__in=lives, outcome=Outcome.OPEN).order_by("pk")
    return [str(deal) for deal in rows]


class _Told(NamedTuple):
    """What lists of the same columns tell of the rows: which say something else, by which deals they stay as they are, and
    which deals no row is any more."""

    changed: dict[int, int]
    stay: dict[int, int]
    gone: set[int]
    same: set[int]
    """Of the changed ones those that say just what they did, in columns that stand or are called otherwise."""


def _look(one: Import, reader: RowReader, by: User | None) -> _Told:
    if by is None or not _may_have(one):
        return _Told({}, {}, set(), set())
    changed: dict[int, int] = {}
    stay: dict[int, int] = {}
    gone: set[int] = set()
    same: set[int] = set()
    for earlier in earlier_columns.of(one, _lists_before(one)):
        if before := _brought_before(one, earlier.columns):
            told = _told(one, reader, before, earlier, {**changed, **stay}, by)
            same |= told.same
            changed, stay, gone = changed | told.changed, stay | told.stay, gone | told.gone
    return _Told(changed, stay, gone.difference(changed.values(), stay.values()), same)


def _told(
    one: Import,
    reader: RowReader,
    before: Brought,
    earlier: Earlier,
    known: Mapping[int, int],
    by: User,
) -> _Told:
    """`known`: rows of which it is known which deals they are."""
    marks = _marks(one, earlier)
    gone = _gone(before, frozenset(marks)).difference(known.values())
    brought = {mark: pk for rows in before.values() for mark, pk in rows.items()}
    new = {int(number) for number, how in settings_of(one.options).rows.items() if how == TAKE}
    done = new | set(known)
    same = {number: brought[mark] for mark, number in marks.items() if mark in brought and number not in done}
    # A row that says what it did, and more in a new column, says something else; its own columns know it by its mark.
    others = earlier.columns != one.columns
    surely, stay = (_seen(same, by), {}) if others else ({}, same)
    quiet = set(surely) if others and earlier.is_all_of(one) else set()
    fresh = {number for mark, number in marks.items() if mark not in brought} - done
    if fresh:
        surely |= _surely(one, fresh, before, frozenset(marks), earlier, by)
        fresh, gone = fresh - surely.keys(), gone - set(surely.values())
    if not gone or not fresh:
        return _Told(surely, stay, gone, quiet)
    drafts = [reader.read(number, cells) for number, cells in table_of(one).rows() if number in fresh]
    rows = _first_rows([draft for draft in drafts if not (draft.aside or draft.errors)])
    titled, ends = "title" in one.mapping.values(), Ends(one, reader)
    said = [said_by(draft, ends.of(draft), titled=titled) for draft in rows]
    found = pairs(said, _said_of(gone, by))
    return _Told(surely | found, stay, gone - set(found.values()), quiet)


def _marks(one: Import, earlier: Earlier) -> dict[str, int]:
    """{fingerprint: number} of the rows, each by what it says in these columns; of rows that lack one nobody knows what
    that would have said."""
    groups = groups_of(one.layout)
    marks: dict[str, int] = {}
    for number, cells in table_of(one).rows():
        kind = kind_below(one.kind, groups[number][1] if number in groups else "")
        said = [cells[at] if 0 <= at < len(cells) else "" for at in earlier.places]
        mark = fingerprint(kind, earlier.columns, said)
        marks.setdefault(mark if earlier.whole else f"{mark}/{number}", number)
    return marks


def _surely(
    one: Import,
    fresh: set[int],
    before: Brought,
    here: frozenset[str],
    earlier: Earlier,
    by: User,
) -> dict[int, int]:
    """Of rows that nothing but their customer, title and day needs to tell."""
    rows = _deals_of(before, *ImportRow.Action.values)
    found = by_keys(one, table_of(one).rows(), fresh, rows, earlier.places)
    stays = {pk for brought in before.values() for mark, pk in brought.items() if mark in here}
    return _seen({number: pk for number, pk in found.items() if pk not in stays}, by)


def _seen(found: Mapping[int, int], by: User) -> dict[int, int]:
    """As which deals these live on, of those that the user sees."""
    lives = living("deal", set(found.values()))
    seen = set(Deal.objects.visible_to(by).filter(pk__in=set(lives.values())).values_list("pk", flat=True))
    return {number: lives[pk] for number, pk in found.items() if lives.get(pk) in seen}


def _first_rows(drafts: Iterable[Draft]) -> list[Draft]:
    """One of each deal, with what all its rows come to."""
    found: dict[str | int, Draft] = {}
    for draft in drafts:
        amount = own_amount(draft.values)
        if not draft.below:
            found[draft.group or draft.number] = draft
        elif (first := found.get(draft.group)) and amount is not None:
            first.values["amount"] = (own_amount(first.values) or 0) + amount
    return list(found.values())


def _may_have(one: Import) -> bool:
    """A list of deals whose rows nothing tells apart but what they say."""
    if one.kind != Import.Kind.DEALS or one.total > MOST:
        return False
    return not NUMBERED & set(one.mapping.values()) and settings_of(one.options).existing != CREATE


def _lists_before(one: Import) -> QuerySet[Import]:
    lists = Import.objects.filter(kind=Import.Kind.DEALS, total__lte=MOST).exclude(pk=one.pk)
    lists = lists.filter(Q(created_count__gt=0) | Q(updated_count__gt=0))
    return (lists.exclude(part_of=one.part_of_id) if one.part_of_id else lists).order_by("-pk")


def _brought_before(one: Import, columns: Sequence[str]) -> Brought:
    same = _lists_before(one).filter(columns=columns)
    ids, rows = [], 0
    for of, created, updated in same.values_list("pk", "created_count", "updated_count")[:EARLIER]:
        if (rows := rows + created + updated) > ROWS:
            break
        ids.append(of)
    written = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED)
    found: dict[int, dict[str, int]] = {}
    for of, mark, pk in _deals_of(ids, *written).values_list("of_id", "fingerprint", "result_id"):
        found.setdefault(of, {})[mark] = pk or 0
    return found


def _deals_of(ids: Iterable[int], *actions: str) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(of__in=ids, action__in=actions, taken_back=False, result_kind="deal")
    return rows.exclude(result_id=None).order_by("of_id", "number")


def _gone(before: Brought, here: frozenset[str]) -> set[int]:
    """Deals of rows that are not there any more, of lists of which most rows are."""
    stays = {pk for brought in before.values() for mark, pk in brought.items() if mark in here}
    deals = {of: set(brought.values()) for of, brought in before.items()}
    known = {of for of, ids in deals.items() if _is_same(ids, stays)}
    # What a list brought may be few rows more than the same list had before.
    grown: dict[int, set[int]] = {of: set(ids) for of, ids in deals.items() if of not in known}
    for of, pk in (
        _deals_of(grown, ImportRow.Action.SKIPPED).values_list("of_id", "result_id") if grown else ()
    ):
        grown[of].add(pk or 0)
    known |= {of for of, ids in grown.items() if _is_same(ids, stays)}
    return {pk for of in known for pk in deals[of]} - stays


def _is_same(deals: set[int], stays: set[int]) -> bool:
    return len(deals & stays) * STAYS >= len(deals)


def _said_of(ids: set[int], by: User) -> list[Said]:
    zone = ZoneInfo(organisation().timezone)
    lives = living("deal", ids)
    seen = set(Deal.objects.visible_to(by).filter(pk__in=set(lives.values())).values_list("pk", flat=True))
    # What was merged into another deal was called so; the row means the one that it is now.
    rows = Deal.objects.filter(pk__in=[pk for pk, into in lives.items() if into in seen])
    deals = list(rows.select_related("company", "contact"))
    lost_here = _lost_here(ids)
    # The list goes on to call them as before, whatever was merged here since.
    firms = other_names.former_names({deal.company_id for deal in deals if deal.company_id})
    people = former_names("contact", {deal.contact_id for deal in deals if deal.contact_id})
    return [
        Said.of(
            lives[deal.pk],
            company=deal.company.name if deal.company else "",
            person=deal.contact.name if deal.contact else "",
            title=deal.title,
            day=deal.created_at.astimezone(zone).date(),
            amount=deal.amount,
            outcome=OPEN if deal.pk in lost_here else deal.outcome,
            companies=firms.get(deal.company_id, ()),
            people=people.get(deal.contact_id, ()),
        )
        for deal in deals
    ]


def _lost_here(ids: set[int]) -> set[int]:
    """Deals that somebody lost here: no list has said so, and their rows say on that they are open."""
    lost = Event.objects.filter(verb="deal.lost", deal_id__in=ids, undone_by_id=None)
    told = lost.exclude(batch__startswith=OF_IMPORTS).values_list("deal_id", flat=True)
    rows = Deal.objects.filter(pk__in=set(told), outcome=Outcome.LOST)
    return set(rows.values_list("pk", flat=True))
