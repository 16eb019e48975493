"""Calls of which nobody could tell with whom they were, as their company stood here twice: a merge may make it certain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import translation

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.exchange.actions.rows.named_links import who_of_company
from kariz.people.models import Contact
from kariz.pipeline.models import Activity
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.names.names import words_of
from kariz.records.search import index

MOST = 2_000
"""Calls of one company that are looked at."""
AT_ONCE, FEWEST = 500, 2
OF_IMPORTS = "import"
CAME = ("activity.planned", "activity.done")
Given = tuple[int, int | None, int | None]
"""An activity, and whose it was and is."""


def of_company(to: int, _others: Sequence[int]) -> list[list[int]]:
    """[activity, person, 1 where they did not take part before] of those that name the only one of their company who is
    called so."""
    return _link(to, Contact.objects.filter(company=to, deleted_at=None).order_by("pk"))


def of_person(to: int, others: Sequence[int]) -> list[list[int]]:
    """The same after two people of one name have become one."""
    firm = Contact.objects.filter(pk=to).values_list("company", flat=True).first()
    return of_company(firm, others) if firm is not None else []


def back(_to: int, linked: Sequence[Sequence[int]]) -> int:
    """They stand without the person again; what somebody said of them since stays, and who took part before."""
    went = []
    # Merges of before do not tell who took part already.
    for pk, person, *joined in linked:
        if _give(Activity.objects.filter(pk=pk, contact=person), None):
            went.append((pk, person, None))
            if joined != [0]:
                _took_part().filter(activity_id=pk, contact_id=person).delete()
    _tell(went, _brought([pk for pk, _person, _none in went]))
    return len(linked) - len(went)


def _link(company: int, people: Any) -> list[list[int]]:
    said = Q()
    for label in _labels():
        said |= Q(notes__contains=f"{label}: ")
    rows = Activity.objects.filter(said, company=company, contact=None, deleted_at=None).order_by("pk")
    calls = {pk: name for pk, notes in rows.values_list("pk", "notes")[:MOST] if (name := _name_in(notes))}
    brought = _brought(sorted(calls))
    known = list(people) if brought else []
    given = [
        (pk, person.pk)
        for pk in brought
        if (person := _certainly(calls[pk], known)) is not None
        and _give(Activity.objects.filter(pk=pk, contact=None), person.pk)
    ]
    there = set(_took_part().filter(activity__in=dict(given)).values_list("activity_id", "contact_id"))
    new = [pair for pair in given if pair not in there]
    _took_part().bulk_create([_took_part().model(activity_id=pk, contact_id=person) for pk, person in new])
    _tell([(pk, None, person) for pk, person in given], brought)
    return [[*pair, int(pair not in there)] for pair in given]


def _tell(changed: Sequence[Given], batches: Mapping[int, str]) -> None:
    """As if their import had said so: no person was at work with them, and it takes back what it brought all the same."""
    calls = Activity.objects.in_bulk([pk for pk, _was, _now in changed])
    told: dict[str, list[log.Draft]] = {}
    for pk, was, now in changed:
        call, changes = calls[pk], {"contact": [was, now]}
        draft = log.Draft(
            None, "activity.changed", ("activity", pk), call.deal_id, changes, {"name": call.title}
        )
        told.setdefault(batches.get(pk, ""), []).append(draft)
    for batch, drafts in told.items():
        with origin(batch=batch):
            log.append_many(drafts)
    index.refresh_many("activity", calls)


def _certainly(name: str, people: Sequence[Contact]) -> Contact | None:
    """Of two who are called just so nobody is meant."""
    same = [person for person in people if words_of(person.name) == words_of(name)]
    return who_of_company(name, people) if len(same) < FEWEST else None


def _brought(ids: Sequence[int]) -> dict[int, str]:
    """{activity: batch of its import} of those that one brought: what a person wrote is no name that could not be told."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        events = Event.objects.filter(subject_kind="activity", subject_id__in=part, verb__in=CAME)
        came = events.filter(batch__startswith=OF_IMPORTS).order_by("subject_id")
        found |= {pk: batch for pk, batch in came.values_list("subject_id", "batch") if pk is not None}
    return found


def _give(rows: Any, person: int | None) -> bool:
    return bool(rows.update(contact=person, version=F("version") + 1))


def _took_part() -> Any:
    return Activity.participants.through.objects


def _name_in(notes: str) -> str:
    """The only person whom the text names below such a word."""
    names = {found.strip() for found in _says().findall(notes)}
    return names.pop() if len(names) == 1 else ""


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, _labels()))}): (.+)$", re.MULTILINE)


@cache
def _labels() -> tuple[str, ...]:
    """What imports write before the name, in each language."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(BY_NAME["contact"].label))
    return tuple(dict.fromkeys(found))
