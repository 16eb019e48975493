"""Earlier imports of the very same file, told before its rows are looked through."""

from __future__ import annotations

from dataclasses import dataclass

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.pages.imports import seen

WAITING = (Import.Phase.UPLOADED, Import.Phase.MAPPED, Import.Phase.CHECKING)


@dataclass(frozen=True, slots=True)
class SameFile:
    """`parts`, as many as were asked of, have the content that `before` had."""

    before: Import
    parts: tuple[int, ...]

    @property
    def what(self) -> str:
        """Of that one: came, taken_back, or waiting."""
        phase = self.before.phase
        if phase in WAITING or (phase == Import.Phase.FAILED and not self._brought):
            return "waiting"
        return "taken_back" if phase == Import.Phase.TAKEN_BACK else "came"

    @property
    def _brought(self) -> int:
        return self.before.created_count + self.before.updated_count


RANK = ("came", "taken_back", "waiting")


def same_files(user: User, *parts: Import) -> list[SameFile]:
    """For each file of which some parts are, the earlier import that says most, as far as the user sees it: one that came
    before one that was taken back, the last of them first. One query."""
    by_file: dict[str, list[Import]] = {}
    for part in parts:
        if part.digest:
            by_file.setdefault(part.digest, []).append(part)
    if not by_file:
        return []
    earlier = seen(user).filter(digest__in=by_file, pk__lt=min(part.pk for part in parts))
    if (whole := parts[0].part_of_id) is not None:
        earlier = earlier.exclude(part_of=whole)
    told: dict[str, SameFile] = {}
    for one in earlier:
        found = SameFile(one, tuple(part.pk for part in by_file[one.digest]))
        known = told.get(one.digest)
        if known is None or RANK.index(found.what) < RANK.index(known.what):
            told[one.digest] = found
    return list(told.values())
