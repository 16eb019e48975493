"""API of people, teams, invitations and tokens; `config` mounts the routers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError, FieldErrors, NotFound
from kariz.web.paging import Page, PageParams, paginate

from ..actions import invitations as invitation_actions
from ..actions import joining
from ..actions import teams as team_actions
from ..actions import tokens as token_actions
from ..actions import users as user_actions
from ..models import Invitation, Team, User
from ..queries import people as queries
from ..queries.tokens import tokens_of
from . import schemas as s

users, teams, invitations, tokens = Router(), Router(), Router(), Router()


class SecretsAreSaidOnce(DomainError):
    """An answer that is kept for repetition would keep the secret readable."""

    code = "idempotency_not_possible"
    status = 400

    def __init__(self) -> None:
        super().__init__(
            _(
                "This answer contains a secret and is given only once; send the request without an Idempotency-Key."
            )
        )


@users.get("", response=Page[s.UserOut])
def list_users(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    request.user.require("user.list")
    return paginate(queries.known(), page, order=("id",))


@users.post("", response={201: s.UserOut})
def create_user(request: SignedInRequest, data: s.UserIn) -> tuple[int, User]:
    return 201, user_actions.create(by=request.user, **data.dict())


@users.get("/me", response=s.MeOut)
def me(request: SignedInRequest) -> Any:
    return request.user


@users.patch("/me", response=s.MeOut)
def change_me(request: SignedInRequest, data: s.MeIn) -> Any:
    given = {name: value for name, value in data.dict().items() if value is not None}
    return user_actions.change_profile(user=request.user, by=request.user, **given)


@users.get("/{int:pk}", response=s.UserOut)
def show_user(request: SignedInRequest, pk: int) -> User:
    request.user.require("user.list")
    return _get(User, pk)


@users.patch("/{int:pk}", response=s.UserOut)
def change_user(request: SignedInRequest, pk: int, data: s.UserPatch) -> User:
    request.user.require("user.manage")
    user = _get(User, pk)
    given = data.dict(exclude_unset=True)
    return user_actions.change_person(
        user=user, by=request.user, name=given.get("name") or user.name, email=given.get("email", user.email),
        role=given.get("role") or user.role, version=given.get("version"),
    )  # fmt: skip


@users.post("/{int:pk}/joining", response=s.JoinOut)
def join(request: SignedInRequest, pk: int, data: s.JoinIn) -> dict[str, Any]:
    """A name without an account is a user who is here: all that is the name's becomes theirs."""
    request.user.require("user.manage")
    into = User.objects.filter(pk=data.into).first()
    if into is None:
        raise FieldErrors({"into": [_("There is no such person.")]})
    done = joining.join(person=_get(User, pk), into=into, by=request.user)
    return {"moved": done.moved, "stayed": done.stayed}


@users.delete("/{int:pk}/joining", response=s.UserOut)
def part(request: SignedInRequest, pk: int) -> User:
    """Undo that: what was given goes back, as far as nobody changed it since."""
    request.user.require("user.manage")
    joining.part(person=_get(User, pk), by=request.user)
    return _get(User, pk)


@users.delete("/{int:pk}/activity", response=s.UserOut)
def deactivate_user(request: SignedInRequest, pk: int) -> User:
    request.user.require("user.manage")
    return user_actions.deactivate(user=_get(User, pk), by=request.user)


@users.put("/{int:pk}/activity", response=s.UserOut)
def reactivate_user(request: SignedInRequest, pk: int) -> User:
    request.user.require("user.manage")
    return user_actions.reactivate(user=_get(User, pk), by=request.user)


@teams.get("", response=Page[s.TeamOut])
def list_teams(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    request.user.require("team.list")
    return paginate(queries.teams(), page, order=("id",))


@teams.post("", response={201: s.TeamOut})
def create_team(request: SignedInRequest, data: s.TeamIn) -> tuple[int, Team]:
    return 201, team_actions.create(name=data.name, by=request.user)


@teams.get("/{int:pk}", response=s.TeamOut)
def show_team(request: SignedInRequest, pk: int) -> Team:
    request.user.require("team.list")
    return _get(Team, pk)


@teams.patch("/{int:pk}", response=s.TeamOut)
def change_team(request: SignedInRequest, pk: int, data: s.TeamPatch) -> Team:
    request.user.require("team.manage")
    team = _get(Team, pk)
    members = None if data.members is None else {member.user_id: member.leads for member in data.members}
    return team_actions.change(
        team=team, name=team.name if data.name is None else data.name, members=members, by=request.user,
        version=data.version,
    )  # fmt: skip


@teams.delete("/{int:pk}", response={204: None})
def delete_team(request: SignedInRequest, pk: int) -> tuple[int, None]:
    request.user.require("team.manage")
    team_actions.delete(team=_get(Team, pk), by=request.user)
    return 204, None


@invitations.get("", response=Page[s.InvitationOut])
def list_invitations(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    request.user.require("invitation.manage")
    return paginate(queries.pending_invitations(), page)


@invitations.post("", response={201: s.NewInvitationOut})
def invite(request: SignedInRequest, data: s.InvitationIn) -> tuple[int, dict[str, Any]]:
    _refuse_repetition(request)
    request.user.require("invitation.manage")
    team = None
    if data.team_id is not None:
        team = Team.objects.filter(pk=data.team_id).first()
        if team is None:
            raise FieldErrors({"team_id": [_("There is no such team.")]})
    member = None
    if data.member_id is not None:
        member = User.objects.filter(pk=data.member_id).first()
        if member is None:
            raise FieldErrors({"member_id": [_("There is no such person.")]})
    made = invitation_actions.invite(
        email=data.email,
        role=data.role,
        name=data.name,
        team=team,
        member=member,
        anew=data.anew,
        by=request.user,
    )
    shown = s.InvitationOut.from_orm(made.invitation).dict()
    return 201, {**shown, "link": made.link, "mailed": made.mailed}


@invitations.delete("/{int:pk}", response={204: None})
def revoke_invitation(request: SignedInRequest, pk: int) -> tuple[int, None]:
    request.user.require("invitation.manage")
    invitation_actions.revoke(invitation=_get(Invitation, pk), by=request.user)
    return 204, None


@tokens.get("", response=Page[s.TokenOut])
def list_tokens(request: SignedInRequest, page: Query[PageParams]) -> dict[str, Any]:
    request.user.require("token.manage_own")
    return paginate(tokens_of(request.user), page)


@tokens.post("", response={201: s.NewTokenOut})
def create_token(request: SignedInRequest, data: s.TokenIn) -> tuple[int, dict[str, Any]]:
    _refuse_repetition(request)
    made = token_actions.create(by=request.user, **data.dict())
    return 201, {**s.TokenOut.from_orm(made.token).dict(), "secret": made.secret}


@tokens.delete("/{int:pk}", response={204: None})
def revoke_token(request: SignedInRequest, pk: int) -> tuple[int, None]:
    request.user.require("token.manage_own")
    found = tokens_of(request.user).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    token_actions.revoke(token=found, by=request.user)
    return 204, None


def _refuse_repetition(request: SignedInRequest) -> None:
    if "Idempotency-Key" in request.headers:
        raise SecretsAreSaidOnce()


def _get(model: Any, pk: int) -> Any:
    found = model.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
