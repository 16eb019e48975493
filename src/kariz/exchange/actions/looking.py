"""The rehearsal of an import, with the other files of its set where it is in one: begun, and let be."""

from __future__ import annotations

from kariz.access.models import User
from kariz.exchange.actions import imports, set_runs
from kariz.exchange.actions.errors import ImportBusy
from kariz.exchange.models import Import, ImportSet


def begin(*, one: Import, by: User) -> None:
    """Look through it anew. Raises NotAllowed, ImportBusy, FieldErrors, Stale."""
    if one.part_of is not None:
        set_runs.check(whole=one.part_of, by=by)
    else:
        imports.check(one=one, by=by)


def stop(*, one: Import, by: User) -> Import:
    """Let the rehearsal be. Raises NotAllowed, ImportBusy, Stale."""
    if one.part_of is not None and one.part_of.phase == ImportSet.Phase.CHECKING:
        set_runs.stop_check(whole=one.part_of, by=by)
        return Import.objects.get(pk=one.pk)
    return imports.stop_check(one=one, by=by)


def is_on(one: Import) -> bool:
    """Is it looked through right now? Raises ImportBusy where the run would follow at once."""
    whole = one.part_of
    if whole is not None and whole.phase == ImportSet.Phase.CHECKING:
        if whole.starts:
            raise ImportBusy
        return True
    return one.phase == Import.Phase.CHECKING
