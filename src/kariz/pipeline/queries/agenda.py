"""What a seller has before them today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kariz.access.models import User
from kariz.events.models import Event
from kariz.localisation import preferences
from kariz.people.queries.main_phone import main_phones
from kariz.pipeline.models import Activity, Deal, Outcome
from kariz.pipeline.queries.spoken_of import marked
from kariz.web.prepared import Prepared

SHOWN = 100
WOKEN_DAYS = 7
ON_BOARD = Q(deal=None) | Q(deal__on_board=True)
"""What was planned for a deal that is lost or rests waits for nobody."""
WAITING = ON_BOARD & Q(done_at=None)


@dataclass(frozen=True, slots=True)
class Group:
    """The first rows; `more` says that others come after them."""

    rows: list[Any]
    more: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How much waits for one person: late, and due in what is left of today."""

    owner: int
    name: str
    late: int
    today: int


@dataclass(frozen=True, slots=True)
class Agenda:
    late: Group
    today: Group
    upcoming: Group
    without_step: Group
    woken: Group

    @property
    def groups(self) -> tuple[Group, ...]:
        return (self.late, self.today, self.upcoming, self.without_step, self.woken)

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)


def visible_activities(user: User) -> QuerySet[Activity]:
    """Activities that the user may see: their own reach, not on a binned deal."""
    own = Activity.objects.visible_to(user).filter(deleted_at=None)
    return own.filter(Q(deal=None) | Q(deal__deleted_at=None))


def loose_activities(user: User) -> QuerySet[Activity]:
    """What hangs on no deal, company or person, and so stands on no record's page; the newest first."""
    rows = visible_activities(user).filter(deal=None, contact=None, company=None)
    return marked(rows).select_related("owner").order_by("-pk")


def agenda_of(user: User, *, owner: Any) -> Agenda:
    """What `owner` (a user id, or None for all that `user` sees) has late, today and in the next two weeks."""
    now = timezone.now()
    tomorrow = _start_of_tomorrow()
    rows = (
        marked(visible_activities(user))
        .filter(ON_BOARD, done_at=None)
        .select_related("deal__contact", "contact", "company", "owner")
    )
    deals = Deal.objects.visible_to(user).filter(outcome=Outcome.OPEN, deleted_at=None)
    if owner is not None:
        rows, deals = rows.filter(owner=owner), deals.filter(owner=owner)
    near = rows.filter(due_at__lt=tomorrow + timedelta(days=14)).order_by("due_at", "id")
    woken = Event.objects.filter(verb="deal.woken", at__gt=now - timedelta(days=WOKEN_DAYS)).values(
        "subject_id"
    )
    linked = deals.select_related("company", "contact", "stage", "owner")
    agenda = Agenda(
        late=_group(near.filter(due_at__lt=now)),
        today=_group(near.filter(due_at__gte=now, due_at__lt=tomorrow)),
        upcoming=_group(near.filter(due_at__gte=tomorrow)),
        without_step=_group(linked.filter(attention=0).order_by("-base_amount", "id")),
        woken=_group(linked.filter(pk__in=woken).order_by("-entered_stage_at")),
    )
    _put_numbers(agenda, user)
    return agenda


def _put_numbers(agenda: Agenda, user: User) -> None:
    """Puts on each row `whom` a call is for, and their `phone`; on none of whom the user may not see."""
    rows = [row for group in agenda.groups for row in group.rows]
    for row in rows:
        deal = row.deal if isinstance(row, Activity) else None
        called = row.contact or (deal.contact if deal else None)
        row.whom = called if called and user.can("people.view", called) else None
    phones = main_phones({row.whom.pk for row in rows if row.whom})
    for row in rows:
        row.phone = phones.get(row.whom.pk, "") if row.whom else ""


def late_of(user: User, *, owner: int | None) -> QuerySet[Activity]:
    """What is late, as the agenda shows it, the longest first."""
    rows = visible_activities(user).filter(ON_BOARD, done_at=None, due_at__lt=timezone.now())
    return (rows if owner is None else rows.filter(owner=owner)).order_by("due_at", "id")


def loads_of(user: User, *, without: int | None) -> list[Load]:
    """What waits for the others whom `user` sees, the most late first: who is being left alone with too much."""
    late = Count("pk", filter=Q(due_at__lt=timezone.now()))
    rows = (
        visible_activities(user)
        .filter(ON_BOARD, done_at=None, due_at__lt=_start_of_tomorrow(), owner__isnull=False)
        .exclude(owner=without)
        .order_by()
        .values_list("owner", "owner__name")
        .annotate(late=late, due=Count("pk"))
    )
    loads = [Load(owner, name, late, due - late) for owner, name, late, due in rows]
    return sorted(loads, key=lambda one: (-one.late, -one.today, one.name))


def _group(rows: QuerySet[Any]) -> Group:
    first = list(rows[: SHOWN + 1])
    return Group(first[:SHOWN], len(first) > SHOWN)


def due_count(user: User) -> int:
    """How many of the user's own activities are late or due today."""
    return sum(row[0] for row in _due(user.pk, _start_of_tomorrow()))


_due = Prepared(
    lambda owner, before: (
        Activity.objects.filter(ON_BOARD, owner=owner, done_at=None, deleted_at=None, due_at__lt=before)
        .order_by()
        .values("owner")
        .annotate(n=Count("*"))
        .values_list("n")
    )
)


def _start_of_tomorrow() -> datetime:
    now = preferences.now()
    return datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
