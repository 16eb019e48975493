"""Whom a family name alone means among the people of a company."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kariz.people.likeness.given_names import GIVEN_NAMES
from kariz.reading.names import jobs
from kariz.reading.names.names import are_man_and_woman, bare, family_of, is_name


class Relative(NamedTuple):
    """Somebody of a company."""

    pk: int
    name: str
    position: str


def family_alone(name: str) -> str:
    """«رستمی» of «آقای رستمی»; "" for what says more than that, or is a given name."""
    own = bare(name)
    return own if is_name(name) and len(own) > 2 and " " not in own and own not in GIVEN_NAMES else ""


def only_of_family(name: str, position: str, people: Iterable[Relative]) -> Relative | None:
    """Whom a family name alone means among the people of a company: the only one who has it, unless the other is surely
    of the other sex, or does another job than all of theirs. A brother is never told from him by more than that."""
    family = family_alone(name)
    near = [one for one in people if family in bare(one.name).split()] if family else []
    if len(near) != 1 or family_of(near[0].name) != family or are_man_and_woman(name, near[0].name):
        return None
    told = bool(position and near[0].position)
    return near[0] if not told or jobs.may_be_one(position, near[0].position) else None
