"""The rehearsal of an import, with the other files of its set where it is in one: begun, and let be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from kariz.access.models import User
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.setup import imports
from kariz.exchange.actions.setup.in_hand import InHand
from kariz.exchange.actions.setup.saying import Given, say_among
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
    return say(one=one, by=by, given=lambda _fresh: Given(**given))


def say(*, one: Import, by: User, given: Callable[[Import], Given]) -> Import:
    """Say something of an import as it is now; what was looked through, or is just now, is looked through anew.

    Raises NotAllowed, ImportBusy, FieldErrors, Stale.
    """
    by.require("import.run")
    for tries in range(TRIES):
        fresh = Import.objects.select_related("part_of").get(pk=one.pk)
        looks = is_on(fresh)
        if not looks and not fresh.changeable:
            raise ImportBusy
        lists = InHand.with_set_of(fresh)
        if looks:
            lists.let_be()
        say_among(lists, fresh, by, given(fresh))
        try:
            with transaction.atomic():
                return _write(lists, fresh, by, looks=looks)
        except (ImportBusy, Stale):
            # A worker that looks through the rows went on meanwhile.
            if tries == TRIES - 1:
                raise
    raise Stale


def _write(lists: InHand, said: Import, by: User, *, looks: bool) -> Import:
    version = stop(one=said, by=by).version if looks else None
    lists.write(said, version)
    if looks or said.outcome:
        begin(one=Import.objects.get(pk=said.pk), by=by)
    return Import.objects.get(pk=said.pk)


def is_on(one: Import) -> bool:
    """Is it looked through right now? Raises ImportBusy where the run would follow at once."""
    whole = one.part_of
    if whole is not None and whole.phase == ImportSet.Phase.CHECKING:
        if whole.starts:
            raise ImportBusy
        return True
    return one.phase == Import.Phase.CHECKING
