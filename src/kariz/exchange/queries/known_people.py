"""By which names people of the house are known to a file."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.access.models import User
from kariz.access.queries.people import joined_into
from kariz.exchange.rules import owners
from kariz.exchange.rules.values import same_name


def known_people(everybody: Sequence[User]) -> dict[str, User]:
    """{folded name or e-mail: user}; a name that turned out to be somebody's is theirs, too."""
    here = {user.pk: user for user in everybody}
    joined = {same_name(user.name): here[pk] for user, pk in joined_into().items() if pk in here}
    return joined | owners.by_name(everybody)
