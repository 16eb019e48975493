"""Phones are read again when the company's country changes: the keys by which they are found, called and compared.

What was typed stays. In small steps that outlive a crash; a country that changes again begins them anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.actor import SYSTEM
from kariz.jobs.leases import Work, claim, claimable, extend, fail, finish
from kariz.jobs.wake import wake
from kariz.organisation.queries.current import organisation
from kariz.organisation.renewals import Progress
from kariz.records.custom import definitions
from kariz.records.models import CustomType
from kariz.records.search import index
from kariz.web import bulk_updates

from .. import normal
from ..models import DIALLED, Company, Contact, ContactPoint, PersonKind, PhoneRun
from . import duplicate_search
from .points import as_data

CLAIMER = "phones"
STEP = 500
LATER = timedelta(minutes=2)
"""After the first time through: what was being written as the country changed is there by then."""
LONGEST = timedelta(minutes=10)
"""No writing takes longer."""
MODELS: dict[str, Any] = {"contact": Contact, "company": Company}


def begin() -> None:
    """Have all phones read again, from the start where that is under way; within the change of the country."""
    now = timezone.now()
    for kind, model in MODELS.items():
        again: dict[str, Any] = {"state": Work.State.WAITING, "due_at": now, "begun_at": now, "late": False}
        again |= {"position": 0, "done": 0, "total": model.objects.count(), "error": ""}
        again |= {"tries": 0, "lease_until": None, "leased_by": ""}
        PhoneRun.objects.update_or_create(kind=kind, defaults=again)
    wake(CLAIMER)


def progress() -> Progress | None:
    """For the settings; the second time through is not spoken of."""
    runs = list(PhoneRun.objects.filter(late=False).exclude(state=Work.State.DONE))
    if not runs:
        return None
    done, total = sum(run.done for run in runs), sum(run.total for run in runs)
    return Progress(_("Phones are being read again"), done, total, any(run.error for run in runs))


def pending() -> bool:
    """Is there something to read right now?"""
    return claimable(PhoneRun.objects.all()).exists()


def work_all() -> None:
    """Claimer: read what waits."""
    while (run := claim(PhoneRun.objects.all())) is not None:
        try:
            work(run)
        except Exception as error:
            fail(run, error)
            raise


def work(run: PhoneRun) -> None:
    """Go on with a run that this worker has claimed, until it is done or taken from it."""
    while extend(run):
        ids = list(_rows(run).order_by("pk").values_list("pk", flat=True)[:STEP])
        if not ids:
            _end(run)
            return
        with transaction.atomic(), definitions.kept():
            # The run's row first: who changes the country waits for this step, and then all begins anew.
            here = _held(run).filter(position=run.position, late=run.late)
            if not here.update(position=ids[-1], done=F("done") + len(ids)):
                return
            organisation()
            _READ[run.kind](ids)
        run.position = ids[-1]


def _rows(run: PhoneRun) -> QuerySet[Any]:
    """Those in the bin too: they may come back."""
    rows = MODELS[run.kind].objects.filter(pk__gt=run.position)
    return rows.filter(updated_at__gte=run.begun_at - LONGEST) if run.late else rows


def _held(run: PhoneRun) -> QuerySet[PhoneRun]:
    rows = PhoneRun.objects.filter(pk=run.pk, state=Work.State.RUNNING)
    return rows.filter(leased_by=run.leased_by, tries=run.tries)


def _end(run: PhoneRun) -> None:
    with transaction.atomic():
        if run.late:
            ended = finish(run)
        else:
            again = {"state": Work.State.WAITING, "due_at": timezone.now() + LATER, "lease_until": None}
            ended = bool(_held(run).update(late=True, position=0, tries=0, leased_by="", **again))
        if ended:
            duplicate_search.look_at_all(run.kind)


def _read_companies(ids: Sequence[int]) -> None:
    found = list(Company.objects.filter(pk__in=ids).order_by("pk").select_for_update())
    changed = []
    for company in found:
        after = normal.phone(company.phone) or ""
        if after != company.phone_normal:
            company.phone_normal = after
            changed.append(company)
    bulk_updates.write(Company, [(one.pk, {"phone_normal": one.phone_normal}) for one in changed])
    _search("company", found, {one.pk for one in found if one.phone})


def _read_contacts(ids: Sequence[int]) -> None:
    # Whoever writes the ways to reach a person writes the person first.
    rows = Contact.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    found = {one.pk: one for one in rows.select_related("company")}
    points: dict[int, list[ContactPoint]] = defaultdict(list)
    for point in ContactPoint.objects.filter(contact__in=found).order_by("-primary", "id"):
        points[point.contact_id].append(point)
    first: list[ContactPoint] = []
    changed: list[ContactPoint] = []
    for pk, held in points.items():
        moved, same = _moved(held)
        if same:
            _leave_out(found[pk], held, same)
        kept = {(one.kind, one.normal) for one in held}
        first += [point for point, after in moved if (point.kind, after) in kept]
        for point, after in moved:
            point.normal = after
        changed += [point for point, _after in moved]
    # One of a person may get the key that another gives up: no two may have it at any time.
    bulk_updates.write(ContactPoint, [(one.pk, {"normal": f"#{one.pk}"}) for one in _of_same(first, changed)])
    bulk_updates.write(ContactPoint, [(one.pk, {"normal": one.normal}) for one in changed])
    dialled = {pk for pk, held in points.items() if any(one.dialled for one in held)}
    _search("contact", found.values(), dialled)


def _of_same(first: Iterable[ContactPoint], changed: Iterable[ContactPoint]) -> list[ContactPoint]:
    people = {one.contact_id for one in first}
    return [one for one in changed if one.contact_id in people]


def _moved(held: Sequence[ContactPoint]) -> tuple[list[tuple[ContactPoint, str]], list[ContactPoint]]:
    """The points that get another key, each with it, and those that turn out to be another one written otherwise."""
    seen: set[tuple[str, str]] = set()
    moved, same = [], []
    for point in held:
        # What is no number here was one where it was given: its key stays.
        after = (normal.phone(point.value) if point.kind in DIALLED else None) or point.normal
        if (point.kind, after) in seen:
            same.append(point)
            continue
        seen.add((point.kind, after))
        if after != point.normal:
            moved.append((point, after))
    return moved, same


def _leave_out(contact: Contact, held: Sequence[ContactPoint], same: Sequence[ContactPoint]) -> None:
    """One number that was given twice, with and without its country, stands once; the timeline says what went."""
    ContactPoint.objects.filter(pk__in=[one.pk for one in same]).delete()
    in_order = sorted(held, key=lambda one: one.pk)
    changes = {"points": [as_data(in_order), as_data(one for one in in_order if one not in same)]}
    log.append(by=SYSTEM, verb="contact.changed", subject=("contact", contact.pk), changes=changes)


def _search(kind: str, found: Iterable[Any], with_phones: set[int]) -> None:
    """The search knows numbers as they are dialled at home too: of the records that have one, outside the bin."""
    own = [key for key, field in definitions.of(kind).items() if field.type == CustomType.PHONE]
    ids = [one.pk for one in found if one.pk in with_phones or any(one.custom.get(key) for key in own)]
    rows = MODELS[kind].objects.filter(pk__in=ids, deleted_at=None)
    index.put(kind, rows.select_related("company").prefetch_related("points") if kind == "contact" else rows)


_READ = {PersonKind.CONTACT.value: _read_contacts, PersonKind.COMPANY.value: _read_companies}
