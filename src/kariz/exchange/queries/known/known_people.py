"""By which names people of the house are known to a file."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.access.models import User
from kariz.access.queries.people import came_in_as, joined_into
from kariz.reading.cells.values import same_name
from kariz.reading.names import owners


def known_people(everybody: Sequence[User]) -> dict[str, User]:
    """{folded name or e-mail: user}; a name that turned out to be somebody's is theirs, too, and one by which a seller came
    in, whatever they are called since."""
    here = {user.pk: user for user in everybody}
    into = joined_into()
    joined = {same_name(user.name): here[pk] for user, pk in into.items() if pk in here}
    last = {user.pk: pk for user, pk in into.items()}
    former: dict[str, set[int]] = {}
    for name, pk in came_in_as():
        former.setdefault(same_name(name), set()).add(last.get(pk, pk))
    # Of a name that two had nobody knows whose it is.
    meant = {name: here[pk] for name, ids in former.items() if len(ids) == 1 and (pk := min(ids)) in here}
    return meant | joined | owners.by_name(everybody)
