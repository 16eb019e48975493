"""The timeline of a deal in human words: who, when, what changed from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kariz.access.models import User
from kariz.events import sources
from kariz.events.models import Event
from kariz.events.queries import timeline
from kariz.events.registry import author_of, verb
from kariz.events.sources import Source
from kariz.localisation import preferences
from kariz.localisation.templatetags.kariz import date_for, in_digits, money, num, when
from kariz.people.models import Channel, Company, Contact
from kariz.pipeline.models import Activity, CommitteeMember, LostReason, Outcome, Stage
from kariz.pipeline.queries.put_away import readable_activities
from kariz.pipeline.queries.story_kinds import ALONG, UNDONE, narrowed
from kariz.records import told
from kariz.records.custom import showing
from kariz.records.custom import values as custom_values

PAGE = 30
UNDO_BATCH = "undo:"


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the timeline shows it."""

    event: Event
    who: str
    label: str
    icon: str
    about: str
    note: str
    changes: list[Change]
    can_undo: bool
    source: Source | None = None
    """The import that it came with."""
    on: Activity | None = None
    """The activity that it is about, or that it hangs on, where the reader may open it."""
    what: str = ""
    author: str = ""
    """What another than `who` did, and that other: `who` only brought it in."""
    removed: bool = False
    """What it tells was done was removed since, as when its import was taken back."""

    @property
    def undone(self) -> bool:
        return self.event.undone or self.removed

    @property
    def is_work(self) -> bool:
        """Is it told of the activity itself, not of what hangs on it?"""
        return self.event.verb.startswith("activity.")


def _choice(choices: Any) -> Callable[[Any], str]:
    return lambda value: str(dict(choices).get(value, value))


def _day(value: Any) -> str:
    return date_for(date.fromisoformat(str(value)[:10]), "long")


def _moment(value: Any) -> str:
    return date_for(datetime.fromisoformat(str(value)), "long")


def _day_of(value: Any) -> str:
    """The day of a moment whose hour says nothing."""
    return date_for(datetime.fromisoformat(str(value)).astimezone(preferences.now().tzinfo).date(), "long")


def _lines(value: Any) -> str:
    return ", ".join(f"{line['title']} × {num(float(line['quantity']))}" for line in value)


LABELS: dict[str, Any] = {
    "title": gettext_lazy("Title"),
    "name": gettext_lazy("Title"),
    "amount": gettext_lazy("Amount"),
    "expected_close": gettext_lazy("Expected close date"),
    "owner": gettext_lazy("Owner"),
    "company": gettext_lazy("Company"),
    "contact": gettext_lazy("Contact"),
    "channel": gettext_lazy("Channel"),
    "notes": pgettext_lazy("field", "Notes"),
    "stage": gettext_lazy("Stage"),
    "outcome": gettext_lazy("Outcome"),
    "lost_reason": gettext_lazy("Reason for the loss"),
    "closed_at": gettext_lazy("Closed on"),
    "resting_until": gettext_lazy("Rests until"),
    "created_at": gettext_lazy("Created on"),
    "lines": gettext_lazy("Products"),
    "result": gettext_lazy("Result"),
    "due_at": gettext_lazy("Due"),
    "done_at": pgettext_lazy("activity", "Done"),
    "kind": gettext_lazy("Kind"),
    "role": gettext_lazy("Role in the decision"),
    "stance": gettext_lazy("Stance"),
}
"""Fields whose change is worth reading; the others follow from these."""
DONE = "activity.done"
ONLY_MOVED = frozenset({"closed_at", "done_at"})
"""That a deal has ended or an activity is done, or is open again, its line says already."""

WORDS: dict[str, Callable[[Any], str]] = {
    "amount": money,
    "expected_close": _day,
    "resting_until": _day,
    "due_at": _moment,
    "done_at": _moment,
    "created_at": _moment,
    "closed_at": _day_of,
    "channel": _choice(Channel.choices),
    "outcome": _choice(Outcome.choices),
    "result": _choice(Activity.Result.choices),
    "kind": _choice(Activity.Kind.choices),
    "role": _choice(CommitteeMember.Role.choices),
    "stance": _choice(CommitteeMember.Stance.choices),
    "lines": _lines,
}
RECORDS: dict[str, Any] = {
    "owner": User,
    "company": Company,
    "contact": Contact,
    "stage": Stage,
    "lost_reason": LostReason,
}


def story_of(deal_id: int, user: User, before: int | None = None, *, only: str = "") -> list[Line]:
    """At most PAGE lines, the latest first, older than the event `before`, of the kinds `only`. Raises UnknownVerb."""
    found = timeline.of_deal(deal_id).filter(narrowed(only)).exclude(batch__startswith=UNDO_BATCH)
    events = list(timeline.as_happened(found, before)[:PAGE])
    names, came, work = _names(events), sources.of(events, user), _work(events, user)
    gone = _removed(events, work)
    may, data = user.can("event.undo"), told.data_of(events, user)
    lines = [_line(event, names, may, data[event.pk], came.get(event.pk)) for event in events]
    return [_with_work(line, work, gone) if line.event.subject_kind == "activity" else line for line in lines]


def _with_work(line: Line, work: Mapping[int, Activity], gone: Collection[int]) -> Line:
    removed = line.event.verb == DONE and line.event.subject_id in gone
    return replace(
        line,
        on=work.get(line.event.subject_id),
        removed=removed,
        can_undo=line.can_undo and not removed,
    )


def _removed(events: Sequence[Event], work: Mapping[int, Activity]) -> set[int]:
    """Activities that were done and are removed; one query, where some cannot be opened."""
    done = {event.subject_id for event in events if event.verb == DONE and event.subject_id not in work}
    rows = Activity.objects.filter(pk__in=done).exclude(deleted_at=None)
    return set(rows.values_list("pk", flat=True)) if done else set()


def _work(events: Sequence[Event], user: User) -> dict[int, Activity]:
    """The activities that the events are about and the user may open; one query, where there are any."""
    ids = {event.subject_id for event in events if event.subject_kind == "activity"}
    rows: dict[int, Activity] = readable_activities(user).in_bulk(ids) if ids else {}
    return rows


def newest_undoable(deal_id: int, user: User) -> Event | None:
    """The last thing that `user` did to the deal and that can be taken back."""
    own = timeline.of_deal(deal_id).filter(actor_id=user.pk, undone_by_id=None, undoes_id=None)
    own = own.exclude(batch__startswith=UNDO_BATCH)
    return next((event for event in own[:50] if is_undoable(event)), None)


def is_undoable(event: Event) -> bool:
    return not event.undone and not event.verb.endswith(UNDONE) and verb(event.verb).undo is not None


def _line(
    event: Event,
    names: dict[tuple[str, Any], str],
    may_undo: bool,
    data: dict[str, Any],
    source: Source | None = None,
) -> Line:
    known = verb(event.verb.removesuffix(UNDONE))
    undoing = event.verb.endswith(UNDONE)
    what, author = author_of(event, data)
    label = _("took back: %(what)s") % {"what": known.label} if undoing else str(known.label)
    return Line(
        event=event,
        who=names.get(("owner", event.actor_id)) or _("Kariz"),
        label=label,
        icon="undo-2" if undoing else known.icon,
        about=str(data.get("name") or data.get("text") or data.get("title") or ""),
        note=str(data.get("reason") or data.get("resolution") or _along(data) or _recorded(data)),
        changes=_changes(event, names),
        can_undo=may_undo and is_undoable(event),
        source=source,
        what=what,
        author=author,
    )


def _along(data: dict[str, Any]) -> str:
    """That what was planned went to the new owner with the deal."""
    count = len(data.get(ALONG, ()))
    if not count:
        return ""
    told = ngettext("One planned activity went along.", "%(count)s planned activities went along.", count)
    return told % {"count": in_digits(count)}


def _recorded(data: dict[str, Any]) -> str:
    """That it was written down later than it happened."""
    at = data.get("recorded")
    return _("Recorded %(when)s.") % {"when": when(datetime.fromisoformat(at))} if at else ""


def _changes(event: Event, names: dict[tuple[str, Any], str]) -> list[Change]:
    if event.verb == "deal.created":
        return []
    own, made = custom_values.split(event.changes)
    return [
        Change(str(LABELS[name]), _word(name, pair[0], names), _word(name, pair[1], names))
        for name, pair in own.items()
        if name in LABELS and (pair[0] or None) != (pair[1] or None) and (name not in ONLY_MOVED or all(pair))
    ] + [Change(*told) for told in showing.changes(made, "deal")]


def _word(name: str, value: Any, names: dict[tuple[str, Any], str]) -> str:
    if value in (None, "", []):
        return "—"
    if name in RECORDS:
        return names.get((name, value), "—")
    return WORDS[name](value) if name in WORDS else str(value)


def _names(events: Sequence[Event]) -> dict[tuple[str, Any], str]:
    """The titles of the records that the events name, one query for each kind that occurs."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.actor_id:
            wanted["owner"].add(event.actor_id)
        for name in RECORDS.keys() & event.changes.keys():
            wanted[name].update(_ids(event.changes[name]))
    return {
        (name, pk): str(record)
        for name, ids in wanted.items()
        for pk, record in RECORDS[name].objects.in_bulk(ids).items()
    }


def _ids(values: Iterable[Any]) -> set[int]:
    return {value for value in values if isinstance(value, int)}
