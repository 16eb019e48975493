"""What hangs on one record. The caller has loaded the record through what the user may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.events import sources
from kariz.events.actions.undo import CannotUndo
from kariz.events.models import Event
from kariz.events.queries import timeline
from kariz.events.registry import author_of, verb
from kariz.events.sources import Source
from kariz.localisation.text import fold

from .. import subjects, told
from ..models import Comment, DefaultView, File, RoleView, SavedView

UNDONE = ".undone"


def comments(kind: str, pk: int) -> QuerySet[Comment]:
    """The notes, those that are pinned first, the newest above the older; with whom each names."""
    rows = Comment.objects.filter(subject_kind=kind, subject_id=pk, deleted_at=None)
    order = (F("pinned_at").desc(nulls_last=True), "-id")
    return rows.select_related("author").prefetch_related("mentions").order_by(*order)


def files(kind: str, pk: int) -> QuerySet[File]:
    rows = File.objects.filter(subject_kind=kind, subject_id=pk, deleted_at=None)
    return rows.select_related("uploaded_by").order_by("-id")


@dataclass(frozen=True, slots=True)
class Held:
    """How many files a record holds, and how many bytes they are."""

    count: int
    size: int


def held(kind: str, pk: int) -> Held:
    return held_by(kind, [pk]).get(pk, Held(0, 0))


def held_by(kind: str, ids: Collection[int]) -> dict[int, Held]:
    """{id: what it holds} of those of the records that hold any."""
    rows = File.objects.filter(subject_kind=kind, subject_id__in=ids, deleted_at=None).order_by()
    sums = rows.values_list("subject_id").annotate(count=Count("*"), total=Sum("size"))
    return {pk: Held(count, size) for pk, count, size in sums}


def views(kind: str, user: User) -> QuerySet[SavedView]:
    """The user's own views of a list, and the shared ones."""
    return SavedView.objects.filter(Q(owner=user) | Q(shared=True), kind=kind).select_related("owner")


def all_views(user: User) -> QuerySet[SavedView]:
    """The same of every list."""
    return SavedView.objects.filter(Q(owner=user) | Q(shared=True)).order_by("kind", "position", "id")


def view_seen(pk: str, kind: str, user: User) -> SavedView | None:
    """The view that an address names, if it is the user's own or shared."""
    known = pk.isascii() and pk.isdecimal() and len(pk) < 18
    return views(kind, user).filter(pk=int(pk)).first() if known else None


def default_address(kind: str, user: User) -> str:
    """The query, with its question mark, that the user's bare list of that kind begins with; empty for everything."""
    chosen: DefaultView | RoleView | None = (
        DefaultView.objects.filter(user=user, kind=kind).select_related("view").first()
    )
    if chosen is None:
        chosen = RoleView.objects.filter(role=user.role, kind=kind).select_related("view").first()
    if chosen is None:
        return ""
    kept = f"{chosen.view.query}&" if chosen.view.query else ""
    return f"?{kept}view={chosen.view_id}"


class OfMerged(CannotUndo):
    """The change is of a record that is part of another now."""

    def __init__(self) -> None:
        super().__init__(_("This changed a record that was merged into this one; take the merge back first."))


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the timeline shows it."""

    event: Event
    who: str
    label: str
    icon: str
    can_undo: bool
    data: dict[str, Any]
    """What of it the user may read."""
    source: Source | None = None
    """The import that it came with."""
    what: str = ""
    author: str = ""
    """What another than `who` did, and that other: `who` only brought it in."""


def colleagues(q: str, user: User, most: int = 8) -> list[User]:
    """Active people but oneself, in either script's spelling; whose name begins so come first."""
    word = fold(q)
    found = [(fold(one.name), one) for one in User.objects.active().exclude(pk=user.pk)]
    fitting = [(not name.startswith(word), name, one) for name, one in found if word in name]
    return [one for _later, _name, one in sorted(fitting, key=lambda row: row[:2])][:most]


def timeline_of(kind: str, pk: int, user: User, before: int | None = None, limit: int = 30) -> list[Line]:
    """The latest first, older than the event `before`, with who did it and whether it can be undone."""
    found = timeline.of_deal(pk) if kind == "deal" else timeline.of_subject(kind, subjects.story_of(kind, pk))
    events = list(timeline.as_happened(found, before)[:limit])
    actors = {event.actor_id for event in events if event.actor_id is not None}
    names = dict(User.objects.filter(pk__in=actors).values_list("id", "name"))
    may = user.can("event.undo")
    came, data = sources.of(events, user), told.data_of(events, user)
    return [
        _line(event, names, may and not of_merged(event, kind, pk), data[event.pk], came.get(event.pk))
        for event in events
    ]


def of_merged(event: Event, kind: str, pk: int) -> bool:
    """A change of a record that is part of this one now: first the merge is taken back, then the change."""
    return event.subject_id != pk and event.verb.startswith(f"{kind}.")


def _line(
    event: Event, names: dict[int, str], may_undo: bool, data: dict[str, Any], source: Source | None
) -> Line:
    base = verb(event.verb.removesuffix(UNDONE))
    undoing = event.verb.endswith(UNDONE)
    label: Any = _("took back: %(what)s") % {"what": base.label} if undoing else str(base.label)
    can = may_undo and base.undo is not None and not undoing and not event.undone
    who = names.get(event.actor_id) if event.actor_id else None
    icon = "undo-2" if undoing else base.icon
    return Line(event, who or _("Kariz"), label, icon, can, data, source, *author_of(event, data))
