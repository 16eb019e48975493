"""What an import changed in records that were there before is put back; what cannot be, says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.actions.back.gone_deals import gone_before
from kariz.exchange.actions.back.staying import hold, note
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.changes_made import changed_by
from kariz.exchange.queries.known.touches import by_others
from kariz.localisation.said import gettext as _
from kariz.localisation.said import kept
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal, Obstacle, Product
from kariz.web.errors import DomainError
from kariz.web.parts import newest_first

KINDS: dict[str, Any] = {
    "activity": Activity,
    "deal": Deal,
    "obstacle": Obstacle,
    "contact": Contact,
    "company": Company,
    "product": Product,
}


def _made_beside(one: Import) -> dict[str, set[int]]:
    """{kind: ids} of the people and companies that rows about others brought: they go whole, too."""
    verbs = {"company.created": "company", "contact.created": "contact"}
    rows = Event.objects.filter(batch=one.batch, verb__in=verbs).values_list("verb", "subject_id")
    found: dict[str, set[int]] = {}
    for verb, pk in rows.iterator(chunk_size=2000):
        found.setdefault(verbs[verb], set()).add(pk)
    return found


Stuck = dict[str, dict[int, str]]
"""{kind: {id: why}} of records whose changes could not be put back."""


def put_back(one: Import, by: User) -> Stuck:
    """What the import changed in records that were there before, newest first; what cannot be undone stays, and is
    given back."""
    stuck: Stuck = {}
    beside, gone = _made_beside(one), gone_before(one)
    for event in newest_first(changed_by(one)):
        if event.subject_id in beside.get(event.subject_kind, ()) or event.deal_id in gone:
            continue
        if event.verb == "activity.planned" and _is_touched(one, event):
            said = stuck.setdefault("activity", {})
            said[event.subject_id] = _stays(one, event, _("Somebody changed it since."))
            continue
        try:
            undo(event=event, by=by)
        except DomainError as error:
            why = _changed_stays(one, event, error)
            stuck.setdefault(event.subject_kind, {}).setdefault(event.subject_id, why)
        else:
            hold(one)
    for kind in ("contact", "company", "product"):
        rows = ImportRow.objects.filter(of=one, action="updated", result_kind=kind)
        # A row of which nothing is left may come again.
        rows.exclude(result_id__in=stuck.get(kind, {})).update(taken_back=True)
        here = stuck.get(kind, {})
        say_why([(row, here[row.result_id]) for row in rows.filter(result_id__in=here) if row.result_id])
    return stuck


def say_why(rows: Sequence[tuple[ImportRow, str]]) -> None:
    """The rows of what stays say so, once."""
    for row, why in rows:
        if why not in [note["text"] for note in row.warnings]:
            row.warnings = [*row.warnings, {"field": ""} | kept(why)]
    ImportRow.objects.bulk_update([row for row, _why in rows], ["warnings"])


def _is_touched(one: Import, event: Event) -> bool:
    """Did anybody work with the activity since?"""
    others = Event.objects.filter(subject_kind="activity", subject_id=event.subject_id)
    return not one.takes_changed and by_others(others, one.batch).exists()


def _changed_stays(one: Import, event: Event, error: DomainError) -> str:
    return _stays(one, event, _("What the import changed could not be put back: %(why)s") % {"why": error})


def _stays(one: Import, event: Event, why: str) -> str:
    model = KINDS.get(event.subject_kind)
    record = model.objects.filter(pk=event.subject_id).first() if model else None
    note(one, event.subject_kind, [record] if record else [], why)
    hold(one, kept=1)
    return why
