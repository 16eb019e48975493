"""Deals, and customers without one, are found by what was written on their activities or attached to these, within
about a second."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.db.models import F, Q

from kariz.events.models import Event
from kariz.events.registry import register_reader
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.put_away import put_away_with_words
from kariz.records.models import Comment, File
from kariz.records.search import index
from kariz.records.search.registry import attach

HOMES: dict[str, Any] = {"deal": Deal, "contact": Contact, "company": Company}
HANGING = [f"comment.{what}" for what in ("created", "changed", "deleted", "restored")]
HANGING += [f"file.{what}" for what in ("created", "renamed", "deleted", "restored")]
WORK = [f"activity.{what}" for what in ("changed", "removed", "restored")]
AT_ONCE = 500


def register() -> None:
    """Called once when the application starts."""
    attach("work", lambda kind, ids: texts_of(kind, ids) if kind in HOMES else {})
    register_reader("work in search", renew, verbs=HANGING + WORK)


def texts_of(kind: str, ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """What stands on the activities of these records, the newest first; of customers those for no deal.

    An entry is found by all who see its record, so what a colleague has on it, which they may not see, is left out.
    """
    there = Q(deleted_at=None) | put_away_with_words()
    everybodys = Q(owner=None) | Q(owner=F(f"{kind}__owner"))
    work = Activity.objects.filter(there, everybodys, **{f"{kind}__in": ids})
    if kind != "deal":
        work = work.filter(deal=None)
    here = {"subject_kind": "activity", "subject_id__in": work.values("pk"), "deleted_at": None}
    notes = Comment.objects.filter(**here).order_by("-id").values_list("subject_id", "body")
    names = File.objects.filter(**here).order_by("-id").values_list("subject_id", "name")
    written = list(chain(notes, names))
    if not written:
        return {}
    whose = dict(work.filter(pk__in={pk for pk, _text in written}).values_list("pk", f"{kind}_id"))
    found: dict[int, list[str]] = {}
    for pk, text in written:
        held = found.setdefault(whose[pk], [])
        if sum(map(len, held)) < index.ATTACHED:
            held.append(text[: index.ATTACHED])
    return found


def renew(events: Sequence[Event]) -> None:
    """Renew the entries of those to whom the activities belong, or did, where something hangs on these."""
    about = [event for event in events if event.subject_kind == "activity"]
    if not about:
        return
    ids = _spoken_of({event.subject_id for event in about})
    ids |= {event.subject_id for event in about if event.verb.startswith(("comment.", "file."))}
    links = Activity.objects.filter(pk__in=ids).values_list(*(f"{kind}_id" for kind in HOMES))
    homes: dict[str, set[Any]] = {kind: {row[at] for row in links} for at, kind in enumerate(HOMES)}
    for event in about:
        if event.subject_id in ids:
            for kind, known in homes.items():
                known.update(event.changes.get(kind, ()))
    for kind, known in homes.items():
        renew_entries(kind, known)


def renew_entries(kind: str, ids: Iterable[int | None]) -> None:
    """The entries of these records, of any number, that are not in the bin."""
    wanted = sorted(pk for pk in ids if pk)
    for start in range(0, len(wanted), AT_ONCE):
        rows = HOMES[kind].objects.filter(pk__in=wanted[start : start + AT_ONCE], deleted_at=None)
        index.put(kind, rows.select_related("company", "contact") if kind == "deal" else rows)


def _spoken_of(ids: Collection[int]) -> set[int]:
    return {
        pk
        for model in (Comment, File)
        for (pk,) in model.objects.filter(subject_kind="activity", subject_id__in=ids)
        .values_list("subject_id")
        .distinct()
    }
