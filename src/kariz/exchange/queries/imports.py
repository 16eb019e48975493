"""Imports as people see them: which, how far, and what is wrong with which rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from kariz.access.models import User
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.merging import Merge, merges
from kariz.exchange.queries.tables import table_of
from kariz.exchange.rules.rows import Draft, RowReader
from kariz.exchange.rules.settings import settings_of
from kariz.organisation.queries.current import organisation
from kariz.web.errors import NotFound

LOOKED_AT = 20_000
FIRST = 8
MOST_BAD = 200


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

    @property
    def good(self) -> int:
        return self.looked_at - self.bad_count


def preview(one: Import, user: User) -> Preview:
    """Reads up to 20,000 rows and writes nothing."""
    today = timezone.now().astimezone(ZoneInfo(organisation().timezone)).date()
    reader = RowReader(
        kind=one.kind,
        columns=one.columns,
        mapping=one.mapping,
        settings=settings_of(one.options),
        today=today,
    )
    first: list[Draft] = []
    bad: list[Draft] = []
    count = looked = ownerless = 0
    named = "name" if one.kind == Import.Kind.COMPANIES else "company"
    companies: dict[str, None] = {}
    for number, cells in islice(table_of(one).rows(), LOOKED_AT):
        draft = reader.read(number, cells)
        looked += 1
        if len(first) < FIRST:
            first.append(draft)
        if draft.errors:
            count += 1
            if len(bad) < MOST_BAD:
                bad.append(draft)
            continue
        ownerless += not draft.values.get("owner")
        if company := draft.values.get(named):
            companies[str(company)] = None
    return Preview(first, bad, count, looked, looked >= one.total, ownerless, merges(companies, user))


def progress(one: Import) -> dict[str, Any]:
    """{"done", "total", "percent", "seconds_left"}; the seconds are None while nobody can know."""
    share = min(1.0, one.position / one.total) if one.total else 1.0
    left = None
    if one.busy and one.started_at and one.position:
        passed = (timezone.now() - one.started_at).total_seconds()
        left = round(passed / one.position * max(0, one.total - one.position))
    return {"done": one.position, "total": one.total, "percent": int(share * 100), "seconds_left": left}


def bad_rows(one: Import) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(of=one, action=ImportRow.Action.REFUSED).order_by("number")


def warned_rows(one: Import) -> QuerySet[ImportRow]:
    """Rows that were taken although something about them was odd."""
    rows = ImportRow.objects.filter(of=one, action__in=["created", "updated"]).exclude(warnings=[])
    return rows.order_by("number")
