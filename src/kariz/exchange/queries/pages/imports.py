"""Imports as people see them: which, how far, and what is wrong with which rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.models import ExpectedRow, Group, Import, ImportRow
from kariz.exchange.queries.known.changed import came_again
from kariz.exchange.queries.known.here_already import HereAlready
from kariz.exchange.queries.known.living import living
from kariz.exchange.queries.known.merging import Merge, merges
from kariz.exchange.queries.known.reading import reader_of
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.pages.changed_since import MODELS
from kariz.exchange.queries.pages.control import Counting
from kariz.exchange.queries.pages.figures import Control
from kariz.exchange.queries.pages.gone import Gone
from kariz.localisation.said import worded
from kariz.localisation.text import fold
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Activity, Deal
from kariz.reading.cells.values import read_text
from kariz.reading.layout.left_columns import left_days, left_phones
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.finishing import may_be_left
from kariz.reading.rows.reasons import reason_of
from kariz.reading.rows.usual import SAMPLES, USUAL
from kariz.web.errors import NotFound

LOOKED_AT = 20_000
FIRST = 8
SHOWN_BY_NUMBER = 100
MOST_BAD = 200
MOST_REASONS = 8
IMPORTED = "imported"
"""The mark of who brought a file lately."""
LATELY = timedelta(days=2)


def seen(user: User) -> QuerySet[Import]:
    """The imports of the user and of whom they see, newest first."""
    user.require("import.view")
    return Import.objects.visible_to(user).select_related("created_by").order_by("-id")


def load(pk: int, user: User) -> Import:
    """Raises NotFound, NotAllowed."""
    one = seen(user).filter(pk=pk).first()
    if one is None:
        raise NotFound
    return one


def load_own(pk: int, user: User) -> Import:
    """One that the user may also work with: their own, or anybody's for who changes all. Raises NotFound."""
    one = load(pk, user)
    if not user.reach.covers("change", one.created_by_id):
        raise NotFound
    return one


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they are read, and the rows that cannot be taken."""

    first: list[Draft]
    bad: list[Draft]
    bad_count: int
    looked_at: int
    all: bool
    ownerless: int
    """Good rows that name no owner."""
    merges: list[Merge]
    """Spellings that become one company."""
    soft: int = 0
    """Rows that could be taken if the cells that cannot be read were left out."""
    reasons: list[tuple[str, int]] = field(default_factory=list)
    """Why rows cannot be taken, without the words of each, the most usual first."""

    aside: list[Draft] = field(default_factory=list)
    """The first lines that are no records, each with its reason."""
    asides: int = 0
    several: int = 0
    """Rows with several names in one cell."""
    control: Control | None = None
    """What a list of deals comes to."""
    phones_left: list[str] = field(default_factory=list)
    """Columns of phone numbers that are left out."""
    days_left: list[str] = field(default_factory=list)
    """Columns of days that are."""

    @property
    def good(self) -> int:
        control = self.control
        others = control.waiting + control.stays_out + control.binned if control else 0
        return self.looked_at - self.bad_count - self.asides - others


def preview(one: Import, user: User, gone: Gone | None = None) -> Preview:
    """Reads up to 20,000 rows and writes nothing. `gone`: deals in the bin, whose rows do not come."""
    today = timezone.now().astimezone(ZoneInfo(organisation().timezone)).date()
    reader = reader_of(one, today)
    first: list[Draft] = []
    bad: list[Draft] = []
    aside: list[Draft] = []
    count = looked = ownerless = soft = asides = several = 0
    reasons: Counter[str] = Counter()
    named = "name" if one.kind == Import.Kind.COMPANIES else "company"
    companies: dict[str, None] = {}
    again = came_again(one, reader, one.acts_as)
    here = HereAlready(one, one.acts_as, again.rows)
    counting = Counting(
        one,
        reader,
        changed=again.rows,
        here=here.rows,
        gone=gone,
        left=again.left,
        same=again.same,
        stay=again.stay,
    )
    rows = islice(table_of(one).rows(), LOOKED_AT)
    for draft in here.along(reader.read(number, cells) for number, cells in rows):
        looked += 1
        counting.row(draft)
        if draft.aside:
            asides += 1
            if len(aside) < MOST_BAD:
                aside.append(draft)
            continue
        several += bool(draft.several)
        if len(first) < FIRST:
            first.append(draft)
        if draft.errors:
            count += 1
            soft += all(may_be_left(one.kind, note["field"]) for note in draft.errors)
            reasons[reason_of(draft.errors[0]["text"])] += 1
            if len(bad) < MOST_BAD:
                bad.append(draft)
            continue
        ownerless += not draft.values.get("owner")
        if company := draft.values.get(named):
            companies[str(company)] = None
    usual = reasons.most_common(MOST_REASONS)
    seen = merges(companies, user)
    done = looked >= one.total
    control = counting.end() if one.kind == Import.Kind.DEALS else None
    seen_cells = [draft.cells for draft in first]
    left = [left(one.kind, one.columns, one.mapping, seen_cells) for left in (left_phones, left_days)]
    return Preview(
        first, bad, count, looked, done, ownerless, seen, soft, usual, aside, asides, several, control, *left
    )


def records_made(one: Import) -> dict[str, int]:
    """{"deal", "contact", "company": how many are new}, with those that rows only name."""
    verbs = {f"{kind}.created": kind for kind in ("deal", "contact", "company")}
    found = Event.objects.filter(batch=one.batch, verb__in=verbs).order_by().values_list("verb")
    return {verbs[verb]: count for verb, count in found.annotate(n=Count("*"))}


def progress(one: Import) -> dict[str, Any]:
    """{"done", "total", "percent", "seconds_left"}; the seconds are None while nobody can know."""
    share = min(1.0, one.position / one.total) if one.total else 1.0
    left = None
    if one.busy and one.started_at and one.position:
        passed = (timezone.now() - one.started_at).total_seconds()
        left = _steady(passed / one.position * max(0, one.total - one.position))
    return {"done": one.position, "total": one.total, "percent": int(share * 100), "seconds_left": left}


def shown_progress(one: Import) -> dict[str, Any]:
    """The same with "minutes_left", for pages."""
    found = progress(one)
    return found | {"minutes_left": round((found["seconds_left"] or 0) / 60)}


def _steady(seconds: float) -> int:
    """Rounded so that it does not flicker: whole seconds at the end, fives under a minute, then quarter minutes."""
    step = 1 if seconds < 10 else 5 if seconds < 60 else 15 if seconds < 600 else 60
    return max(1, round(seconds / step) * step)


def bad_rows(one: Import) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(of=one, action=ImportRow.Action.REFUSED).order_by("number")


def warned_rows(*parts: Import) -> QuerySet[ImportRow]:
    """Rows that were taken although something about them was odd; those without a cell stand by themselves."""
    rows = ImportRow.objects.filter(of__in=parts, action__in=["created", "updated"]).exclude(warnings=[])
    rows = rows.exclude(warnings__icontains='"left": ')
    # What is usual in the list stands behind the rest; deals that their stage did not let go are told by themselves.
    rows = rows.filter(warnings__0__usual__isnull=True, warnings__0__stopped__isnull=True)
    return rows.order_by("number")


def kept_rows(*parts: Import) -> QuerySet[ImportRow]:
    """Rows whose record stayed as it is although they say otherwise: it was only filled in, or people had changed it."""
    rows = ImportRow.objects.filter(of__in=parts, action=ImportRow.Action.SKIPPED, warnings__0__stays=True)
    return rows.filter(warnings__0__stopped__isnull=True).order_by("number")


def skipped_rows(one: Import) -> QuerySet[ImportRow]:
    """Rows of which nothing was taken because it was there, each with its reason."""
    rows = ImportRow.objects.filter(of=one, action="skipped").exclude(warnings=[]).order_by("number")
    return rows.exclude(number__in=one.lines_left_out)


def aside_rows(one: Import) -> QuerySet[ImportRow]:
    """Lines that were left out for they are no records, as they were, each with its reason."""
    rows = ImportRow.objects.filter(of=one, action="skipped", number__in=one.lines_left_out)
    return rows.order_by("number")


def asked_rows(one: Import) -> QuerySet[ImportRow]:
    """Rows that wait for a person's word."""
    return ImportRow.objects.filter(of=one, action=ImportRow.Action.ASKED).order_by("number")


def expected_rows(
    one: Import, group: str = "", text: str = "", *, odd: bool = False
) -> QuerySet[ExpectedRow]:
    """The first rows of the groups of the rehearsal; `text` narrows them to those that hold it in any cell, or of which
    it is told, `odd` to those of which something is told that is not usual in the list; of rows that do not come, to those
    that say otherwise than the records that stay."""
    rows = ExpectedRow.objects.filter(of=one).order_by("number")
    if group:
        rows = rows.filter(group=group)
    if odd:
        rows = rows.exclude(notes=[]).filter(notes__0__usual__isnull=True)
        rows = rows.filter(~Q(group=Group.SKIPPED) | Q(notes__0__stays=True))
    if not (sought := _plain(text)):
        return rows
    # Not asked of the database: SQLite keeps cells in an alphabet of its own, and a digit has three forms.
    found = [row.pk for row in rows if _holds(row, sought)]
    return ExpectedRow.objects.filter(pk__in=found).order_by("number")


def as_called_here(rows: Iterable[ExpectedRow], user: User) -> list[ExpectedRow]:
    """The rows, of which those of deals that are here are called as these: a changed row may say but its step. One query."""
    held = list(rows)
    ids = {row.result_id for row in held if row.result_kind == "deal" and row.result_id}
    deals = Deal.objects.visible_to(user).in_bulk(ids) if ids else {}
    for row in held:
        if row.result_kind == "deal" and (deal := deals.get(row.result_id or 0)):
            row.title = str(deal)
    return held


def expected_of(one: Import, numbers: str) -> list[ExpectedRow]:
    """The rows with these numbers ("2,3"), whatever group they are in."""
    asked = [
        int(text) for text in numbers.split(",")[:SHOWN_BY_NUMBER] if text.isdecimal() and len(text) < 10
    ]
    return list(expected_rows(one).filter(number__in=asked)) if asked else []


def _holds(row: ExpectedRow, sought: str) -> bool:
    """Anywhere in a cell; in what is told of the row only where a word begins, for those words are ours."""
    if any(sought in _plain(said) for said in (row.title, *map(read_text, row.cells))):
        return True
    word = re.compile(rf"(?<!\w){re.escape(sought)}")
    return any(word.search(_plain(said)) for said in row.told)


def _plain(text: str) -> str:
    return fold(text).strip()


def reasons_of(one: Import, group: str) -> list[tuple[str, int]]:
    """Why rows of the group are in it, as the rehearsal found, in the reader's language; the commonest first."""
    said = one.outcome.get("said", {})
    found: Counter[str] = Counter()
    for text, rows in one.outcome.get("reasons", {}).get(group, {}).items():
        found[reason_of(worded(said[text])) if text in said else text] += rows
    return found.most_common()


def usual_of(one: Import) -> list[tuple[str, int]]:
    """What is told of so many rows that it is no reason to look at each, in the reader's language, and of how many."""
    return [
        (" ".join([worded(note), *(_quoted(cell) for cell in note.get(SAMPLES, ()))]), note["rows"])
        for note in one.outcome.get(USUAL, ())
    ]


def _quoted(cell: str) -> str:
    return gettext("“%(text)s”") % {"text": cell}


def under_way(user: User) -> int:
    """How many imports of the user the workers have in hand: shown beside the place in the frame.

    It stands on every page, so only who imported something lately is asked for.
    """
    last = user.marked(IMPORTED)
    if last is None or last < timezone.now() - LATELY:
        return 0
    return Import.objects.filter(created_by=user, state__in=["waiting", "running"]).count()


def may_work(one: Import, user: User) -> bool:
    """May the user start it, take it back, and say what becomes of its rows?"""
    return user.can("import.run") and user.reach.covers("change", one.created_by_id)


def with_records(rows: Iterable[ImportRow]) -> list[tuple[ImportRow, Any]]:
    """The rows with the living records that they may be: who was merged lives on in another; None for who is gone."""
    held = list(rows)
    found: dict[tuple[str, int], Any] = {}
    for kind, model in MODELS.items():
        ids = {row.result_id for row in held if row.result_kind == kind and row.result_id}
        if ids:
            into = living(kind, ids)
            records = model.objects.in_bulk(set(into.values()))
            found |= {(kind, pk): records[alive] for pk, alive in into.items()}
    if ids := {row.result_id for row in held if row.result_kind == "activity" and row.result_id}:
        work = Activity.objects.filter(pk__in=ids, deleted_at=None)
        found |= {("activity", activity.pk): activity for activity in work}
    return [(row, found.get((row.result_kind, row.result_id or 0))) for row in held]
