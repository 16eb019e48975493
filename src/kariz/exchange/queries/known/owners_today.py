"""What was said of the names of owners, as it holds by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.access.models import User
from kariz.access.queries.people import joined_into, retired
from kariz.exchange.queries.known.known_people import known_people
from kariz.reading.cells.values import same_name
from kariz.reading.names import owners
from kariz.reading.rows.settings import NEW, SAME_AS, UNSAID

NOBODY_YET = ("", NEW, UNSAID)


def people_left(said: Mapping[str, str]) -> dict[str, str]:
    """Of what was said of the names of owners, that which still holds: the people are here."""
    ids = {int(meaning) for meaning in said.values() if not _is_nobody_yet(meaning)}
    here = {str(pk) for pk in User.objects.active().filter(pk__in=ids).values_list("pk", flat=True)}
    return {name: meaning for name, meaning in said.items() if _is_nobody_yet(meaning) or meaning in here}


def _is_nobody_yet(meaning: str) -> bool:
    return meaning in NOBODY_YET or meaning.startswith(SAME_AS)


def people_today(said: Mapping[str, str], called: Mapping[str, str]) -> dict[str, str]:
    """What was said of the names of owners as it holds by now: who was a new seller then may be here, and who was here
    may have gone with an import that was taken back, and comes again by that name (`called`, by their ids)."""
    left = people_left(said)
    left |= _gone({name: meaning for name, meaning in said.items() if name not in left}, called)
    new = [name for name, meaning in left.items() if meaning == NEW]
    same = {
        name: meaning.removeprefix(SAME_AS) for name, meaning in left.items() if meaning.startswith(SAME_AS)
    }
    known = known_people(list(User.objects.active())) if new or same else {}
    called = owners.together(new)
    here = {name: known.get(same_name(name)) or known.get(same_name(called[name])) for name in new}
    here |= {name: known.get(same_name(other)) for name, other in same.items()}
    found = {name: str(user.pk) for name, user in here.items() if user is not None}
    return left | _by_part([name for name in new if name not in found], known) | found


def _by_part(names: Sequence[str], known: Mapping[str, User]) -> dict[str, str]:
    """New sellers of then who are somebody else's initials or first name by now: the import took them for one."""
    asked = [name for name in names if same_name(name) not in owners.ME]
    said = {name: owners.match(name, known, None) for name in asked}
    return {name: meaning for name, meaning in said.items() if meaning.isdecimal()}


def _gone(said: Mapping[str, str], called: Mapping[str, str]) -> dict[str, str]:
    """What names mean of which it was said that they are of who is here no more: a new seller of that person's name; of
    who has left, it is asked."""
    if not said:
        return {}
    joined = {str(user.pk): str(pk) for user, pk in joined_into().items()}
    left = {str(pk) for pk in retired().filter(pk__in=said.values()).values_list("pk", flat=True)}
    found = {}
    for name, meaning in said.items():
        if joined.get(meaning) and people_left({name: joined[meaning]}):
            found[name] = joined[meaning]
        elif meaning in left:
            found[name] = UNSAID
        elif other := called.get(meaning, ""):
            found[name] = NEW if same_name(other) == same_name(name) else f"{SAME_AS}{other}"
    return found
