"""A name in the lists turns out to be somebody who is here: all that is the name's becomes theirs, in one go."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kariz.events.actions import log
from kariz.events.actions.undo import Stayed, undo
from kariz.events.actions.undo_many import runs, undo_many
from kariz.events.models import Event
from kariz.events.origin import JOIN, origin
from kariz.web.errors import FieldErrors, NotFound, Stale

from .. import belongings
from ..models import Membership, User
from . import users
from .members import is_only_a_name

AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Joined:
    """`moved`: {kind: records}; `stayed`: so many could not be given, and the name stays with them."""

    event: Event
    moved: dict[str, int]
    stayed: int


def join(*, person: User, into: User, by: User) -> Joined:
    """Give `into` all that is `person`'s, who is only a name, and put the name away; where something stays, it stays, too,
    and the same may be asked again. Undo gives it all back. Raises NotAllowed, FieldErrors, Stale."""
    by.require("user.manage")
    if not is_only_a_name(person):
        raise FieldErrors({"into": [_("“%(name)s” has an account of their own.") % {"name": person.name}]})
    if not person.is_active:
        raise FieldErrors({"into": [_("“%(name)s” is no longer in the lists.") % {"name": person.name}]})
    if person.pk == into.pk or not into.is_active:
        raise FieldErrors({"into": [_("There is no such person.")]})
    batch = f"{JOIN}{secrets.token_hex(8)}"
    moved: Counter[str] = Counter()
    stayed = 0
    with origin(batch=batch):
        for kind in belongings.kinds():
            went, left = _give(kind, person, into, by)
            moved[kind.kind] += went
            stayed += left
        event = _end(person, into, by, stayed, dict(+moved))
    return Joined(event, dict(+moved), stayed)


def _give(kind: belongings.Belongings, person: User, into: User, by: User) -> tuple[int, int]:
    """How many went, and how many stayed; each part is one transaction."""
    last = went = stayed = 0
    rows = kind.rows().filter(owner=person.pk).order_by("pk")
    while part := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = part[-1].pk
        with transaction.atomic():
            outcomes = kind.give(part, into, by)
        went += sum(error is None for error in outcomes)
        stayed += sum(error is not None for error in outcomes)
    return went, stayed


def _end(person: User, into: User, by: User, stayed: int, moved: dict[str, int]) -> Event:
    with transaction.atomic():
        if not User.objects.select_for_update().filter(pk=person.pk, is_active=True):
            # Somebody else said so meanwhile.
            raise Stale
        if not stayed:
            for team in person.memberships.values_list("team_id", flat=True):
                Membership.objects.get_or_create(team_id=team, user=into)
            users.deactivate(user=person, by=by)
        data: dict[str, Any] = {"into": into.pk, "name": into.name, "moved": moved}
        return log.append(by=by, verb="user.joined", subject=("user", person.pk), data=data)


def part(*, person: User, by: User) -> Event:
    """Undo that the name was somebody. Raises NotAllowed, NotFound, CannotUndo."""
    by.require("user.manage")
    joined = Event.objects.filter(
        subject_kind="user", subject_id=person.pk, verb="user.joined", undone_by_id=None
    )
    event = joined.order_by("-id").first()
    if event is None:
        raise NotFound
    return undo(event=event, by=by)


def undo_joined(event: Event, by: Any) -> Stayed | None:
    """The name comes back with all that was its own, as far as nothing newer stands on it."""
    by.require("user.manage")
    person = User.objects.get(pk=event.subject_id)
    users.reactivate(user=person, by=by)
    given = Event.objects.filter(batch=event.batch, undone_by_id=None, undoes_id=None).exclude(pk=event.pk)
    stayed = 0
    for part in runs(given.order_by("-id")):
        stayed += sum(error is not None for error in undo_many(events=part, by=by))
    if not stayed:
        return None
    text = _("Changed since, these stayed: %(count)s.") % {"count": stayed}
    return Stayed([text], {"count": stayed})
