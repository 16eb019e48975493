"""People who are none of the house yet, and may own records all the same: who is invited, and new sellers of the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kariz.access.models import User
from kariz.access.queries.people import invited_by_name
from kariz.exchange.models import Import
from kariz.reading.cells.values import same_name
from kariz.reading.names import owners
from kariz.reading.rows.settings import NEW, SAME_AS


@dataclass(frozen=True, slots=True)
class Invited:
    """As owners of records they are told by their name."""

    name: str
    email: str

    @property
    def pk(self) -> str:
        return f"{SAME_AS}{self.name}"


def invited(by: User) -> list[Invited]:
    """Those of whose name nobody works here: their records are theirs once they come."""
    if not by.can("user.name_seller"):
        return []
    here = {same_name(name) for name in User.objects.active().values_list("name", flat=True)}
    found = [Invited(name, email) for name, email in sorted(invited_by_name().items())]
    return [one for one in found if same_name(one.name) not in here]


def as_invited(names: Iterable[str], by: User) -> dict[str, str]:
    """{name of nobody here: whom of the invited it means}"""
    people = invited(by)
    known = {same_name(one.name): one for one in people} | {same_name(one.email): one for one in people}
    meant = {name: owners.match(name, known, by) for name in names} if known else {}
    return {
        name: meaning
        for name, meaning in meant.items()
        if meaning.startswith(SAME_AS) and meaning != f"{SAME_AS}{name}"
    }


def new_sellers(parts: Sequence[Import]) -> list[str]:
    """Whom files that come in together bring: each once, by the fullest of their names."""
    sets = {part.part_of_id for part in parts} - {None}
    said = [part.options for part in parts]
    said += Import.objects.filter(part_of__in=sets).values_list("options", flat=True) if sets else []
    new = {name for options in said for name, meaning in options.get("people", {}).items() if meaning == NEW}
    return sorted(set(owners.together(sorted(new)).values()))
