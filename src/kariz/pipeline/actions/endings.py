"""On which day a deal ended: of deals that end on a day that is past, or are said to have, both histories end then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from kariz.events.models import Event
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Deal, DealState, Outcome, StageVisit
from kariz.pipeline.rules.due import end_of_day
from kariz.web import bulk_updates
from kariz.web.errors import FieldErrors

KEPT = "histories"
"""Under which an event keeps what it changed in the histories: {"states" or "visits": {id: {column: [before, after]}}}."""
COLUMNS: Mapping[str, tuple[type[Any], tuple[str, str]]] = {
    "states": (DealState, ("valid_from", "valid_to")),
    "visits": (StageVisit, ("entered_at", "left_at")),
}
LONGEST_AGO = timedelta(days=50 * 365)
"""Before which no deal ends: a slip in the year would stretch every chart."""
Kept = dict[str, dict[str, dict[str, list[str]]]]


def close(deal: Deal, day: date, now: datetime) -> datetime:
    """When a deal ended that ended on that day: after all that happened to it then. One that was written down here only
    afterwards began no later than that. Raises FieldErrors."""
    if day > day_of(now):
        raise FieldErrors({"closed_on": [_("This day is still to come.")]})
    if day < day_of(now) - LONGEST_AGO:
        raise FieldErrors({"closed_on": [_("This day is too long ago; look at the year.")]})
    # As the database gives it back: an event is compared with that.
    at = min(end_of_day(day).astimezone(UTC), now)
    deal.created_at = min(deal.created_at, at)
    return at


def day_of(moment: datetime) -> date:
    """The day of a moment in the company's zone."""
    return moment.astimezone(ZoneInfo(organisation().timezone)).date()


def move(deals: Sequence[Deal], before: Mapping[int, datetime]) -> dict[int, Kept]:
    """Let the histories of closed deals end at their `closed_at`, where that was `before`; the moments that stand on the
    deals follow, and are not written yet. Two queries, two statements; gives what was changed, by deal."""
    rows = {name: _rows(name, deals) for name in COLUMNS}
    kept: dict[int, Kept] = {deal.pk: {} for deal in deals}
    changed: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for deal in deals:
        was, at = before[deal.pk], deal.closed_at or before[deal.pk]
        own = {name: rows[name].get(deal.pk, []) for name in COLUMNS}
        moments = {name: [_moments(row, name) for row in own[name]] for name in COLUMNS}
        end = _end_states(deal, own["states"], at) or was
        _end_visits(deal, own["visits"], end, at)
        deal.entered_stage_at = own["visits"][-1].entered_at if own["visits"] else deal.entered_stage_at
        if deal.handed_over_at == was:
            # Of a win that a list told, the hand-over is told by its closing day.
            deal.handed_over_at = at
        for name in COLUMNS:
            for row, old in zip(own[name], moments[name], strict=True):
                if told := _told(row, name, old):
                    kept[deal.pk].setdefault(name, {})[str(row.pk)] = told
                    changed[name].append(row)
    for name, of in changed.items():
        _write(name, of)
    return kept


def _end_states(deal: Deal, states: Sequence[DealState], at: datetime) -> datetime | None:
    """The deal ended as it did `at`: what it was before is over by then, what it was later does not begin sooner. Gives
    since when its states said so."""
    first = len(states)
    while first and states[first - 1].outcome == deal.outcome:
        first -= 1
    if first == len(states):
        return None
    end = states[first].valid_from
    for state in states[:first]:
        state.valid_from = min(state.valid_from, at)
        state.valid_to = min(state.valid_to or at, at)
    if first:
        states[first - 1].valid_to = at
    for state in states[first:]:
        state.valid_from = at if state is states[first] else max(state.valid_from, at)
        state.valid_to = state.valid_to and max(state.valid_to, at)
    return end


def _end_visits(deal: Deal, visits: Sequence[StageVisit], end: datetime, at: datetime) -> None:
    """The same of its visits: the last one that ended then, and the one that a win began."""
    ended = [visit for visit in visits if visit.left_at == end]
    entry = None
    if deal.outcome == Outcome.WON and len(visits) > 1 and visits[-1].entered_at == end:
        entry = visits[-1] if visits[-2].left_at == end else None
    stay = visits[-2] if entry else ended[-1] if ended else None
    for visit in visits:
        visit.entered_at = at if visit is entry else min(visit.entered_at, at)
        if visit is stay or (visit is entry and visit.left_at == end):
            visit.left_at = at
        elif visit.left_at is not None:
            visit.left_at = min(visit.left_at, at) if visit.left_at <= end else max(visit.left_at, at)


def _rows(name: str, deals: Sequence[Deal]) -> dict[int, list[Any]]:
    model, (begin, _end) = COLUMNS[name]
    # A visit that did not happen is a trace that counts nowhere.
    more = {"undone": False} if model is StageVisit else {}
    found: dict[int, list[Any]] = {}
    for row in model.objects.filter(deal__in=[deal.pk for deal in deals], **more).order_by(begin, "pk"):
        found.setdefault(row.deal_id, []).append(row)
    return found


def _moments(row: Any, name: str) -> list[datetime | None]:
    return [getattr(row, column) for column in COLUMNS[name][1]]


def _told(row: Any, name: str, old: Sequence[datetime | None]) -> dict[str, list[str]]:
    pairs = zip(COLUMNS[name][1], old, _moments(row, name), strict=True)
    return {
        column: [was.isoformat(), now.isoformat()] for column, was, now in pairs if was and now and was != now
    }


def _write(name: str, rows: Sequence[Any]) -> None:
    model, columns = COLUMNS[name]
    bulk_updates.write(model, [(row.pk, {one: getattr(row, one) for one in columns}) for row in rows])


@dataclass(frozen=True, slots=True)
class Former:
    """The histories that events changed, as they are now."""

    rows: Mapping[str, Mapping[int, Any]]

    @classmethod
    def of(cls, events: Sequence[Event]) -> Former:
        ids = {name: [int(pk) for event in events for pk in _kept(event).get(name, ())] for name in COLUMNS}
        return cls({name: COLUMNS[name][0].objects.in_bulk(pks) if pks else {} for name, pks in ids.items()})

    def holds(self, event: Event) -> bool:
        """Does all still stand as the event left it?"""
        return all(
            row is not None and getattr(row, column) == datetime.fromisoformat(pair[1])
            for _name, row, column, pair in self._changes(event)
        )

    def put_back(self, events: Sequence[Event]) -> None:
        """What stood before these events."""
        touched: dict[str, dict[int, Any]] = {name: {} for name in COLUMNS}
        for event in events:
            for name, row, column, pair in self._changes(event):
                setattr(row, column, datetime.fromisoformat(pair[0]))
                touched[name][row.pk] = row
        for name, rows in touched.items():
            _write(name, list(rows.values()))

    def _changes(self, event: Event) -> Iterator[tuple[str, Any, str, Any]]:
        for name, rows in _kept(event).items():
            for pk, told in rows.items():
                for column, pair in told.items():
                    yield name, self.rows[name].get(int(pk)), column, pair


def _kept(event: Event) -> Kept:
    kept: Kept = event.data.get(KEPT, {})
    return kept
