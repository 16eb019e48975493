"""An import that met a fault of ours or of the machine: it is tried again by itself, in the end given up with the reason in
plain words, and a person may have it go on."""

from __future__ import annotations

import errno

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.models import GAVE_UP, Import
from kariz.jobs.leases import Work, fail
from kariz.localisation.text import isolate

LONGEST = 300
BUSY = ("locked", "deadlock", "timeout", "timed out", "could not serialize")
FULL = ("disk is full", "no space left", "disk full")


def ends(one: Import) -> str:
    """A rehearsal that fails leaves the import as it was before."""
    return Import.Phase.MAPPED if one.phase == Import.Phase.CHECKING else Import.Phase.FAILED


def stumble(one: Import, error: Exception) -> None:
    """Tried again later, in the end given up."""
    with translation.override(one.acts_as.language):
        why = in_words(error)
    with transaction.atomic():
        fail(one, why)
        given_up = Import.objects.filter(pk=one.pk, state=Work.State.FAILED).update(
            phase=ends(one),
            outcome=one.outcome | {GAVE_UP: one.phase},
            finished_at=timezone.now(),
            version=F("version") + 1,
        )
        if given_up:
            set_runs.go_on(one)


def in_words(error: Exception) -> str:
    """Why, for who brought the file; behind it, for whoever they ask, what the machine says."""
    technical = f"{type(error).__name__}: {error}"[:LONGEST]
    return f"{_reason(error)} ({isolate(technical)})"


def _reason(error: Exception) -> str:
    said = str(error).lower()
    if getattr(error, "errno", None) == errno.ENOSPC or any(words in said for words in FULL):
        return _("The disk of the server is full.")
    if isinstance(error, FileNotFoundError):
        return _("The file is not on the server any more.")
    if isinstance(error, MemoryError):
        return _("The server has too little memory for this file.")
    if isinstance(error, DatabaseError) and any(words in said for words in BUSY):
        return _("The database was busy for too long.")
    return _("The program met a fault of its own.")


def again(*, one: Import, by: User) -> Import:
    """Try at once what would be tried later, or go on with what was given up, behind the last rows that came in; of a set
    with the parts behind it. Raises NotAllowed, ImportBusy."""
    by.require("import.run")
    now = timezone.now()
    with transaction.atomic():
        if one.gave_up == Import.Phase.RUNNING:
            values = {"phase": Import.Phase.RUNNING, "tries": 0, "error": "", "started_at": now}
            rows = Import.objects.filter(pk=one.pk, phase=Import.Phase.FAILED, state=Work.State.FAILED)
            outcome = {name: value for name, value in one.outcome.items() if name != GAVE_UP}
            values |= {"worked_by": by, "outcome": outcome, "finished_at": None, "version": F("version") + 1}
            if one.part_of_id is not None:
                set_runs.resume(one, by)
        elif one.stumbled:
            values = {}
            rows = Import.objects.filter(pk=one.pk, state=Work.State.WAITING)
        else:
            raise ImportBusy
        if not rows.update(**values, state=Work.State.WAITING, due_at=now):
            raise ImportBusy
    return Import.objects.get(pk=one.pk)
