"""Imports as a person changes them: read and worked out in memory, then written together. Files are read meanwhile, which
may take long; nobody else's save waits for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django.db.models import F

from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.together import of_set
from kariz.web.errors import Stale

KEPT = ("kind", "layout", "columns", "total", "mapping", "options")
WAITING = (Import.Phase.UPLOADED, Import.Phase.MAPPED)
TRIES = 5


class ChangedBeside(Stale):
    """Another list of the set was changed meanwhile, and may tell something else now."""


class InHand:
    """The lists of a set, or the one import. Whoever asks one of them for its set is told of these."""

    def __init__(self, parts: Iterable[Import]) -> None:
        self.parts = list(parts)
        self._seen = {part.pk: _state(part) for part in self.parts}
        for part in self.parts:
            part.together = self.parts

    @classmethod
    def of(cls, whole: ImportSet) -> InHand:
        """All lists of the set."""
        return cls(Import.objects.filter(part_of=whole).order_by("pk"))

    @classmethod
    def with_set_of(cls, one: Import) -> InHand:
        """That import as it is held, and the others of its set."""
        one.together = None
        if one.part_of_id is None:
            return cls([one])
        return cls(one if part.pk == one.pk else part for part in of_set(one))

    def let_be(self) -> None:
        """As they are once nothing is looked through any more."""
        for part in self.parts:
            if part.phase == Import.Phase.CHECKING:
                part.phase = Import.Phase.MAPPED

    def put_back(self) -> None:
        """As they were before anything was said."""
        for part in self.parts:
            part.together = None
            for name, value in deepcopy(self._seen[part.pk]).items():
                setattr(part, name, value)

    def write(self, said: Import | None = None, version: int | None = None) -> None:
        """What is other than before, in the transaction of who calls. Of `said` a person has said something, as they saw it
        in that version: it is ready to run then. Raises Stale, ChangedBeside."""
        rows = Import.objects.filter(pk__in=self._seen).order_by("pk").select_for_update()
        now = {part.pk: part for part in rows}
        if said is not None:
            _check(said, now.get(said.pk), self._seen[said.pk], version)
        for part in self.parts:
            held, seen = now.get(part.pk), self._seen[part.pk]
            if held is None or _state(held) != seen:
                raise ChangedBeside
            other = {name: value for name, value in _state(part).items() if value != seen[name]}
            if part is said:
                other["phase"] = Import.Phase.MAPPED
            if other and held.changeable:
                Import.objects.filter(pk=part.pk).update(**other, version=F("version") + 1)
        for part in self.parts:
            part.together = None


def _check(said: Import, now: Import | None, seen: dict[str, Any], version: int | None) -> None:
    wanted = said.version if version is None else version
    if now is None or now.version != wanted or now.phase not in WAITING or _state(now) != seen:
        raise Stale


def _state(part: Import) -> dict[str, Any]:
    """As the database gives it back."""
    held: dict[str, Any] = json.loads(json.dumps({name: getattr(part, name) for name in KEPT}))
    return held
