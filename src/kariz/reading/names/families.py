"""Whom one name alone, of the family or a given one, means among the people of a company."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.reading.names import jobs
from kariz.reading.names.given_in_latin import is_given
from kariz.reading.names.names import are_man_and_woman, bare, ends_as_family, is_name, is_titled


class Colleague(NamedTuple):
    """Somebody of a company."""

    pk: int
    name: str
    position: str
    reached: frozenset[str] = frozenset()
    """By what: of PHONE, EMAIL."""


PHONE, EMAIL = "phone", "email"


def name_alone(name: str) -> str:
    """«رستمی» of «آقای رستمی», "ellie" of "Ellie"; "" for what says more than that."""
    own = bare(name)
    return own if is_name(name) and len(own) > 2 and " " not in own else ""


def only_one(
    name: str, position: str, people: Iterable[Colleague], unknown: frozenset[str] = frozenset()
) -> Colleague | None:
    """Whom one name alone means among the people of a company: the only one who has it, unless the other is surely of the
    other sex, or does another job than all of theirs, or has a number or address (`unknown`: which of the two) that is
    nobody's: with a family name that is a brother, with a given one somebody else only where they have another. A
    namesake is never told from them by more than that."""
    own = name_alone(name)
    near = [one for one in people if own in bare(one.name).split()] if own else []
    if len(near) != 1 or not _is_half(name, own, near[0].name) or are_man_and_woman(name, near[0].name):
        return None
    if unknown and (bare(near[0].name).split()[-1] == own or unknown & near[0].reached):
        return None
    told = bool(position and near[0].position)
    return near[0] if not told or jobs.may_be_one(position, near[0].position) else None


def _is_half(name: str, own: str, whole: str) -> bool:
    """Is it their family name, or their given one? Behind a title that is but a name that is known to be given."""
    words = bare(whole).split()
    if words[-1] == own and own not in GIVEN_NAMES:
        return True
    given = is_given(own) or not (is_titled(name) or ends_as_family(own))
    return len(words) > 1 and words[0] == own and given
