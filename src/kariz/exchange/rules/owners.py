"""Which user a name in another system's owner column means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kariz.exchange.rules.settings import NEW, UNSAID
from kariz.exchange.rules.values import same_name
from kariz.people.likeness.names import person_words

ME = frozenset(map(same_name, ("me", "myself", "I", "من", "خودم", "خود من")))


def by_name(users: Iterable[Any]) -> dict[str, Any]:
    """{folded name or e-mail: user}; of two who are called alike the older one."""
    newest_first = sorted(users, key=lambda user: -user.pk)
    found = {same_name(user.name): user for user in newest_first}
    return found | {same_name(user.email): user for user in newest_first if user.email}


def match(text: str, users: Mapping[str, Any], by: Any) -> str:
    """The id of the user as text: called so, or the only one of that first or family name (titles aside), or whoever
    imports ("me"). UNSAID where several have that name: a person must say who. Else NEW: who may not make sellers is
    told that the name is nobody's."""
    key = same_name(text)
    if key in users:
        return str(users[key].pk)
    if key in ME:
        return str(by.pk)
    found = {user.pk for user in users.values() if _has_name(person_words(user.name), person_words(text))}
    if len(found) > 1:
        return UNSAID
    return str(found.pop()) if found else NEW


def is_exact(text: str, user: Any) -> bool:
    """Is the user called just so?"""
    return same_name(text) in (same_name(user.name), same_name(user.email or ""))


def _has_name(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """«رضایی», «خانم رضایی» and «سارا» are names of «سارا رضایی»."""
    size = len(part)
    return bool(size) and part in (whole[:size], whole[-size:])
