"""Which user a name in another system's owner column means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kariz.exchange.rules.settings import NEW
from kariz.exchange.rules.values import same_name
from kariz.localisation.text import fold

ME = frozenset(map(same_name, ("me", "myself", "I", "من", "خودم", "خود من")))


def by_name(users: Iterable[Any]) -> dict[str, Any]:
    """{folded name or e-mail: user}; of two who are called alike the older one."""
    newest_first = sorted(users, key=lambda user: -user.pk)
    found = {same_name(user.name): user for user in newest_first}
    return found | {same_name(user.email): user for user in newest_first if user.email}


def match(text: str, users: Mapping[str, Any], by: Any) -> str:
    """The id of the user as text: called so, or the only one of that first name, or whoever imports ("me"). Else
    NEW: who may not make sellers is told that the name is nobody's."""
    key = same_name(text)
    if key in users:
        return str(users[key].pk)
    if key in ME:
        return str(by.pk)
    first = {user.pk for user in users.values() if fold(user.name).split()[:1] == [fold(text)]}
    if len(first) == 1:
        return str(first.pop())
    return NEW
