"""The rehearsal of an import, with the other files of its set where it is in one: begun, and let be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from kariz.access.models import User
from kariz.exchange.actions import imports, set_runs
from kariz.exchange.actions.errors import ImportBusy
from kariz.exchange.models import Import, ImportSet
from kariz.web.errors import Stale

TRIES = 5


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


def change(*, one: Import, by: User, version: int | None = None, **given: Any) -> Import:
    """As `imports.change`, also while the rows are looked through: that begins anew then."""
    if not is_on(one):
        return imports.change(one=one, by=by, version=version, **given)
    if version not in (None, one.version):
        raise Stale
    return say(one=one, by=by, do=lambda fresh: imports.change(one=fresh, by=by, **given))


def say(*, one: Import, by: User, do: Callable[[Import], Import]) -> Import:
    """Say something of an import as it is now; what was looked through, or is just now, is looked through anew.

    Raises what `do` does, NotAllowed, ImportBusy, Stale.
    """
    by.require("import.run")
    for tries in range(TRIES):
        try:
            with transaction.atomic():
                return _say(Import.objects.select_related("part_of").get(pk=one.pk), by, do)
        except (ImportBusy, Stale):
            # A worker that looks through the rows went on meanwhile.
            if tries == TRIES - 1:
                raise
    raise Stale


def _say(one: Import, by: User, do: Callable[[Import], Import]) -> Import:
    looks = is_on(one)
    changed = do(stop(one=one, by=by) if looks else one)
    if looks or one.outcome:
        begin(one=changed, by=by)
    return Import.objects.get(pk=one.pk)


def is_on(one: Import) -> bool:
    """Is it looked through right now? Raises ImportBusy where the run would follow at once."""
    whole = one.part_of
    if whole is not None and whole.phase == ImportSet.Phase.CHECKING:
        if whole.starts:
            raise ImportBusy
        return True
    return one.phase == Import.Phase.CHECKING
