"""What a list of deals is asked for by its address: filter, text, quick filter, order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.pipeline.models import Deal, Outcome
from kariz.rules import conditions, sorting, url
from kariz.rules.compile import to_q
from kariz.rules.conditions import Rule
from kariz.rules.errors import RuleError

QUICK = {
    "late": _("Late"),
    "today": _("Today"),
    "none": _("No next step"),
    "missing": _("Something missing"),
    "blocked": _("With obstacles"),
}
OWN = url.RESERVED | {"quick", "after", "month", "day", "mode", "select", "behind", "part"}
"""Parameters of the lists themselves, which are no conditions."""
OF_PROGRAMS = url.RESERVED | {"quick", "part"}
KEPT = ("q", "quick", "sort")
_PLACE = -7_046_029_254_386_353_000
"""Stands for a stage in the SQL of one column."""


def start_of_tomorrow() -> datetime:
    """Midnight after today in the zone in force."""
    zone = ZoneInfo(preferences.current().timezone)
    return datetime.combine(preferences.today() + timedelta(days=1), time(), tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Asked:
    """A list's own questions; `rule` is the filter in the address."""

    rule: Rule
    q: str = ""
    quick: str = ""
    sort: str = ""
    group: str = ""
    raw: QueryDict | None = None

    @classmethod
    def of(cls, query: QueryDict, reserved: Collection[str] = OWN) -> Asked:
        """`reserved` are parameters that are no conditions. Raises RuleError (400) for what cannot be asked or sorted by."""
        quick = query.get("quick", "")
        if quick and quick not in QUICK:
            raise RuleError(_("There is no such quick filter."), field="quick")
        sort = query.get("sort", "")
        sorting.parse(sort, subject="deal")
        rule = url.from_query(query, subject="deal", reserved=reserved)
        return cls(rule, query.get("q", "").strip()[:200], quick, sort, query.get("group", ""), query)

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.quick or self.rule != conditions.ALWAYS)

    @property
    def filters(self) -> int:
        """How many beyond «Mine», which has a chip of its own."""
        given = self.raw or QueryDict()
        return conditions.count(self.rule) - (given.get("owner") == "me")

    def condition(self, user: User) -> Q:
        """Everything asked as one condition on deals."""
        asked = to_q(self.rule, subject="deal", user=user)
        if self.q:
            asked &= holding(self.q)
        if self.quick:
            asked &= _quick(self.quick)
        return asked

    def deals(self, user: User) -> QuerySet[Deal]:
        """What the user sees of what was asked, without the bin."""
        return Deal.objects.visible_to(user).filter(self.condition(user), deleted_at=None)

    def with_(self, **changes: Any) -> str:
        """The address's query with some parameters set, or dropped when empty."""
        pairs = [(name, value) for name, values in (self.raw or QueryDict()).lists() for value in values]
        dropped = set(changes) | {"behind", "after", "cursor"}
        kept = [(name, value) for name, value in pairs if name not in dropped and value != ""]
        return urlencode(kept + [(name, value) for name, value in changes.items() if value not in ("", None)])


def every(user: User, query: QueryDict) -> QuerySet[Deal]:
    """What a program asks the list for: deals of any outcome, on the board or not. Raises RuleError (400)."""
    asked = query.copy()
    # Orders are more than fields: whoever puts the rows in order reads them.
    asked.pop("sort", None)
    return Asked.of(asked, OF_PROGRAMS).deals(user)


def holding(q: str) -> Q:
    """Deals whose title or company holds the words, in either script's spelling; or their number what has a digit."""
    word = fold(q)
    held = Q(folded__contains=word) | Q(company__folded__contains=word)
    return held | Q(external_id__icontains=to_latin(q.strip())) if any(map(str.isdigit, q)) else held


def _quick(name: str) -> Q:
    now, is_open = timezone.now(), Q(outcome=Outcome.OPEN)
    match name:
        # What is won, lost or rests waits for no step of today.
        case "late":
            return Q(next_step_at__lt=now) & is_open
        case "today":
            return Q(next_step_at__gte=now, next_step_at__lt=start_of_tomorrow()) & is_open
        case "none":
            return Q(next_step_at=None) & is_open
        case "missing":
            return Q(missing_count__gt=0)
    return Q(open_obstacles__gt=0)


def tops_of_stages(
    rows: QuerySet[Any], places: Sequence[int], *, limit: int, behind: int = 0
) -> list[tuple[Any, ...]]:
    """The first `limit` rows of every stage in `places`, from place `behind` on, in one statement.

    `rows` is an ordered `values_list`. Written out because Django refuses slices inside a union on SQLite, and made
    once because only the stage differs.
    """
    try:
        part = rows.filter(stage_id=_PLACE)[behind : behind + limit]
        sql, params = part.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    if not places:
        return []
    statement = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part{at}" for at, _place in enumerate(places))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [place if value == _PLACE else value for place in places for value in params]
        )
        return list(cursor.fetchall())


def tops(parts: Sequence[QuerySet[Any]]) -> list[tuple[Any, ...]]:
    """The rows of several sliced `values_list` querysets, in one statement: the first N of every column at once.

    Written out because Django refuses slices inside a union on SQLite.
    """
    compiled = [(str(sql), params) for sql, params in map(_sql, parts) if sql]
    if not compiled:
        return []
    statement = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS part{at}"  # noqa: S608 (made by Django)
        for at, (sql, _p) in enumerate(compiled)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _text, params in compiled for value in params])
        return list(cursor.fetchall())


def _sql(part: QuerySet[Any]) -> tuple[str, Iterable[Any]]:
    try:
        return part.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
