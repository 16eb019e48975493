"""Teams and who is in them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kariz.events.actions import log
from kariz.web.errors import FieldErrors, NotAllowed, Stale
from kariz.web.lines import one_line

from ..models import Membership, Sees, Team, User
from .versions import write


def create(*, name: str, by: User) -> Team:
    by.require("team.manage")
    _sees_everybody(by)
    with transaction.atomic():
        try:
            with transaction.atomic():
                team = Team.objects.create(name=_name(name))
        except IntegrityError:
            raise _taken() from None
        log.append(by=by, verb="team.created", subject=("team", team.pk), changes={"name": [None, team.name]})
    return team


def rename(*, team: Team, name: str, by: User, version: int | None = None) -> Team:
    by.require("team.manage")
    _sees_everybody(by)
    before, after = team.name, _name(name)
    if before == after:
        return team
    with transaction.atomic():
        try:
            with transaction.atomic():
                write(team, version=version, name=after)
        except IntegrityError:
            raise _taken() from None
        log.append(by=by, verb="team.renamed", subject=("team", team.pk), changes={"name": [before, after]})
    return team


def set_members(*, team: Team, members: Mapping[int, bool], by: User, version: int | None = None) -> Team:
    """Exactly these people, {user id: leads the team}. FieldErrors for ids that are nobody's."""
    by.require("team.manage")
    _sees_everybody(by)
    known = set(User.objects.filter(pk__in=members).values_list("pk", flat=True))
    if known != set(members):
        raise FieldErrors({"members": [_("One of the people does not exist.")]})
    before = dict(team.memberships.order_by("user_id").values_list("user_id", "leads"))
    after = dict(sorted(members.items()))
    if before == after:
        return team
    with transaction.atomic():
        write(team, version=version)
        team.memberships.all().delete()
        Membership.objects.bulk_create(
            Membership(team=team, user_id=pk, leads=leads) for pk, leads in after.items()
        )
        changes = {"members": [sorted(before), sorted(after)], "leads": [_leaders(before), _leaders(after)]}
        log.append(by=by, verb="team.members_changed", subject=("team", team.pk), changes=changes)
    by.forget_reach()
    return team


def change(
    *, team: Team, name: str, members: Mapping[int, bool] | None, by: User, version: int | None = None
) -> Team:
    """Name and members (None: as they are) in one step, all or none; `version` is the one that was shown."""
    with transaction.atomic():
        if version is not None and team.version != version:
            raise Stale()
        rename(team=team, name=name, by=by)
        return team if members is None else set_members(team=team, members=members, by=by)


def delete(*, team: Team, by: User) -> None:
    """The team goes; its people and what they own stay."""
    by.require("team.manage")
    _sees_everybody(by)
    with transaction.atomic():
        log.append(by=by, verb="team.deleted", subject=("team", team.pk), changes={"name": [team.name, None]})
        team.delete()
    by.forget_reach()


def _sees_everybody(by: User) -> None:
    """Who sees only teams would let himself see others by joining a team, or taking people into his own."""
    if by.reach.sees != Sees.ALL:
        raise NotAllowed


def _leaders(members: Mapping[int, bool]) -> list[int]:
    return sorted(pk for pk, leads in members.items() if leads)


def _name(name: str) -> str:
    return one_line(name, field="name", limit=100)


def _taken() -> FieldErrors:
    return FieldErrors({"name": [_("There is already a team with this name.")]})
