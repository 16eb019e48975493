"""Files that come in together, at work: looked through, run and taken back as one, a part after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.exchange.actions.at_work import checking
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.back import once_more
from kariz.exchange.actions.setup import own_fields, readiness, remembering
from kariz.exchange.actions.setup.sets import QUEUED, parts_to_run, tell, touch
from kariz.exchange.models import Group, Import, ImportSet
from kariz.exchange.queries.pages import going
from kariz.exchange.queries.pages.sets import foreseen, in_order, is_known, parts_of, stays_out
from kariz.jobs.leases import Work
from kariz.web.errors import FieldErrors


def check(*, whole: ImportSet, by: User, version: int | None = None) -> ImportSet:
    """Have the workers rehearse all parts, each as if those before it were in: what would be created, changed,
    refused, and why. Writes no record. Raises NotAllowed, ImportBusy, FieldErrors, Stale."""
    by.require("import.run")
    parts = _ready(whole)
    with transaction.atomic():
        _agree(parts, by)
        _look(whole, parts, by, version, starts=False)
    return ImportSet.objects.get(pk=whole.pk)


def start(*, whole: ImportSet, by: User, version: int | None = None) -> ImportSet:
    """Hand the parts to the workers, one after the other; all or nothing: after all were looked through.

    Raises NotAllowed, ImportBusy, FieldErrors, Stale.
    """
    by.require("import.run")
    parts = _ready(whole)
    look = whole.all_or_nothing
    if look and (found := foreseen(parts)) is not None:
        if found.get(Group.REFUSED):
            raise FieldErrors({"file": [_nothing()]})
        look = False
    options = {} if look else {part.pk: own_fields.options_of(part) for part in parts}
    with transaction.atomic():
        _agree(parts, by)
        if look:
            _look(whole, parts, by, version, starts=True)
        else:
            touch(whole, version, **_begins(ImportSet.Phase.RUNNING))
            _settle(parts, by, options)
            _run(parts, by)
        remembering.keep_set([*parts, *_aside(whole)], by)
        tell(whole, "import.started", by)
    return ImportSet.objects.get(pk=whole.pk)


def stop_check(*, whole: ImportSet, by: User) -> ImportSet:
    """Let the rehearsal be. Raises NotAllowed, ImportBusy."""
    by.require("import.run")
    if whole.phase != ImportSet.Phase.CHECKING:
        raise ImportBusy
    with transaction.atomic():
        touch(whole, None, phase=ImportSet.Phase.MAPPED, starts=False)
        for part in parts_of(whole):
            checking.stop(part)
    return ImportSet.objects.get(pk=whole.pk)


def take_back(*, whole: ImportSet, by: User, changed: bool = False) -> ImportSet:
    """Have the workers remove what the parts created, the last part first; `changed`: what people changed since, too. Of
    what was taken back: what stayed then.

    Raises NotAllowed, ImportBusy.
    """
    by.require("import.run")
    with transaction.atomic():
        ended = (Import.Phase.DONE, Import.Phase.FAILED, Import.Phase.TAKEN_BACK)
        parts = in_order(whole.parts.filter(phase__in=ended))
        if not going.set_goes_back(whole) or not parts:
            raise ImportBusy
        once_more.stayed(parts)
        touch(whole, None, phase=ImportSet.Phase.TAKING_BACK, started_at=timezone.now(), error="")
        _back(parts, by, changed)
        remembering.take_back(list(whole.parts.all()))
        tell(whole, "import.taken_back", by)
    return ImportSet.objects.get(pk=whole.pk)


def _ready(whole: ImportSet) -> list[Import]:
    """The parts that will be worked. Raises ImportBusy, also while one of them is being looked through alone."""
    if not whole.changeable or whole.parts.filter(phase=Import.Phase.CHECKING).exists():
        raise ImportBusy
    parts = parts_to_run(whole)
    if not parts:
        raise FieldErrors({"file": [_("None of the files was recognised. Say what their columns mean.")]})
    for part in parts:
        readiness.check(part)
    return parts


def _aside(whole: ImportSet) -> list[Import]:
    """Those that stay out, for the next such files."""
    return [part for part in whole.parts.all() if part.changeable and is_known(part) and stays_out(part)]


def _agree(parts: Sequence[Import], by: User) -> None:
    """What the parts propose as new fields is for who may make them, and one type each."""
    changed = [part for part in parts if own_fields.leave_out(part, by)] + own_fields.agree(parts)
    for part in changed:
        Import.objects.filter(pk=part.pk).update(mapping=part.mapping)


def _settle(parts: Sequence[Import], by: User, options: Mapping[int, own_fields.Options]) -> None:
    for part in parts:
        if own_fields.settle(part, by, options[part.pk]):
            Import.objects.filter(pk=part.pk).update(mapping=part.mapping, layout=part.layout)


def _nothing() -> str:
    return _(
        "Nothing was imported, because some rows cannot be imported. Correct them, or import only the good rows."
    )


def _begins(phase: str) -> dict[str, Any]:
    return {"phase": phase, "started_at": timezone.now(), "finished_at": None, "error": "", "starts": False}


def _look(whole: ImportSet, parts: Sequence[Import], by: User, version: int | None, *, starts: bool) -> None:
    touch(whole, version, **_begins(ImportSet.Phase.CHECKING) | {"starts": starts})
    for place, part in enumerate(parts):
        checking.forget(part)
        _hand_on([part], place, checking.begin(part, by))


def _run(parts: Sequence[Import], by: User) -> None:
    for place, part in enumerate(parts):
        checking.forget(part)
        begins = {"phase": Import.Phase.RUNNING, "worked_by": by, "tries": 0, "error": "", "position": 0}
        _hand_on([part], place, begins)


def _back(parts: Sequence[Import], by: User, changed: bool) -> None:
    for place, part in enumerate(reversed(parts)):
        begins = {
            "phase": Import.Phase.TAKING_BACK,
            "takes_changed": changed,
            "kept_count": 0,
            "stayed": [],
            "worked_by": by,
            "tries": 0,
            "position": 0,
        }
        _hand_on([part], place, begins)


def _hand_on(parts: Sequence[Import], place: int, values: dict[str, Any]) -> None:
    """Only the first part waits for a worker; the others for their turn."""
    now = timezone.now()
    mine = {"state": QUEUED if place else Work.State.WAITING, "due_at": now, "started_at": now}
    Import.objects.filter(pk__in=[part.pk for part in parts]).update(
        **(values | mine), version=F("version") + 1
    )


def go_on(one: Import) -> None:
    """A part has ended: the next one's turn, or the end of all. Called in the transaction that ends it."""
    if one.part_of_id is None:
        return
    whole = ImportSet.objects.get(pk=one.part_of_id)
    part = Import.objects.get(pk=one.pk)
    if whole.phase == ImportSet.Phase.CHECKING:
        _go_on_looking(whole, part)
    elif whole.phase == ImportSet.Phase.TAKING_BACK and part.phase == Import.Phase.TAKEN_BACK:
        if not _next(whole, Import.Phase.TAKING_BACK, -1):
            _end(whole, ImportSet.Phase.TAKEN_BACK)
    elif whole.phase == ImportSet.Phase.RUNNING and part.phase == Import.Phase.FAILED:
        _queued(whole, Import.Phase.RUNNING).update(phase=Import.Phase.MAPPED)
        _over(whole, part, ImportSet.Phase.FAILED)
    elif whole.phase == ImportSet.Phase.RUNNING and part.phase == Import.Phase.DONE:
        if not _next(whole, Import.Phase.RUNNING, 0):
            _over(whole, part, ImportSet.Phase.DONE)
    elif part.phase == Import.Phase.FAILED:
        # Taken back no further: the others can be taken back as they could before.
        _queued(whole, Import.Phase.TAKING_BACK).update(phase=Import.Phase.DONE)
        _end(whole, ImportSet.Phase.FAILED)


def resume(part: Import, by: User) -> None:
    """The run of this part goes on, and those behind it have their turn again. Raises ImportBusy."""
    whole = ImportSet.objects.get(parts=part)
    if whole.phase != ImportSet.Phase.FAILED:
        raise ImportBusy
    _turn(whole, **_begins(ImportSet.Phase.RUNNING))
    begins = {"phase": Import.Phase.RUNNING, "worked_by": by, "tries": 0, "error": "", "position": 0}
    for behind in parts_to_run(whole):
        checking.forget(behind)
        _hand_on([behind], 1, begins)


def _queued(whole: ImportSet, phase: str) -> Any:
    return Import.objects.filter(part_of=whole, state=QUEUED, phase=phase)


def _next(whole: ImportSet, phase: str, place: int) -> bool:
    """Give the next part that has not had its turn to the workers; False where there is none."""
    waiting = in_order(_queued(whole, phase))
    if not waiting:
        return False
    now = timezone.now()
    Import.objects.filter(pk=waiting[place].pk).update(state=Work.State.WAITING, due_at=now, started_at=now)
    return True


def _go_on_looking(whole: ImportSet, part: Import) -> None:
    if part.state == Work.State.FAILED:
        _queued(whole, Import.Phase.CHECKING).update(phase=Import.Phase.MAPPED)
        _end(whole, ImportSet.Phase.MAPPED, error=part.error)
    elif not _next(whole, Import.Phase.CHECKING, 0):
        parts = parts_to_run(whole)
        refused = (foreseen(parts) or Counter()).get(Group.REFUSED)
        if not whole.starts:
            _end(whole, ImportSet.Phase.MAPPED)
        elif refused:
            _end(whole, ImportSet.Phase.FAILED, error=_nothing())
        else:
            _start_all(whole, parts, part.acts_as)


def _start_all(whole: ImportSet, parts: Sequence[Import], by: User) -> None:
    """All was looked through, and nothing is refused."""
    try:
        options = {part.pk: own_fields.options_of(part) for part in parts}
        with transaction.atomic():
            _settle(parts, by, options)
    except FieldErrors as error:
        texts = [str(text) for found in error.errors.values() for text in found]
        _end(whole, ImportSet.Phase.MAPPED, error=" ".join(texts))
        return
    remembering.keep_set([*parts, *_aside(whole)], by)
    _turn(whole, **_begins(ImportSet.Phase.RUNNING))
    _run(parts, by)


def _over(whole: ImportSet, part: Import, phase: str) -> None:
    """All parts ran, or one stopped. All or nothing holds for what came up only now as well."""
    parts = Import.objects.filter(part_of=whole)
    refused = parts.aggregate(all=Sum("refused_count"))["all"] or phase == ImportSet.Phase.FAILED
    ended = in_order(parts.filter(phase__in=[Import.Phase.DONE, Import.Phase.FAILED]))
    if not (whole.all_or_nothing and refused and ended):
        _end(whole, phase)
        return
    _turn(whole, phase=ImportSet.Phase.TAKING_BACK, started_at=timezone.now(), error=_nothing())
    _back(ended, part.acts_as, False)


def _turn(whole: ImportSet, **values: Any) -> None:
    ImportSet.objects.filter(pk=whole.pk).update(**values, version=F("version") + 1)


def _end(whole: ImportSet, phase: str, **values: Any) -> None:
    _turn(whole, phase=phase, finished_at=timezone.now(), starts=False, **values)
