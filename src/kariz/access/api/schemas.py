from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import AwareDatetime


class UserOut(Schema):
    id: int
    name: str
    email: str | None
    role: str
    is_active: bool
    version: int


class MeOut(UserOut):
    language: str
    calendar: str
    digits: str
    date_form: str
    theme: str


class In(Schema):
    model_config = {"extra": "forbid"}


class MeIn(In):
    """What is left out stays."""

    name: str | None = None
    language: str | None = None
    calendar: str | None = None
    digits: str | None = None
    date_form: str | None = None
    theme: str | None = None


class UserIn(In):
    name: str
    role: str
    email: str | None = None


class UserPatch(In):
    name: str | None = None
    email: str | None = None
    role: str | None = None
    version: int | None = None


class TeamMemberOut(Schema):
    user_id: int
    leads: bool


class TeamOut(Schema):
    id: int
    name: str
    version: int
    members: list[TeamMemberOut]

    @staticmethod
    def resolve_members(team: Any) -> list[Any]:
        return list(team.memberships.all())


class TeamIn(In):
    name: str


class TeamMemberIn(In):
    user_id: int
    leads: bool = False


class TeamPatch(In):
    name: str | None = None
    members: list[TeamMemberIn] | None = None
    version: int | None = None


class JoinIn(In):
    into: int
    """The user who the name is."""


class JoinOut(Schema):
    moved: dict[str, int]
    """{kind: records} that are that user's now."""
    stayed: int
    """So many could not be given: the name stays with them."""


class InvitationIn(In):
    email: str
    role: str
    name: str = ""
    anew: bool = False
    """Somebody else than those in the lists who are called so: without it the answer is 409 and names them in `people`."""
    team_id: int | None = None
    member_id: int | None = None
    """Of a user who is only a name so far, such as a seller met in an import: who accepts becomes that user."""


class InvitationOut(Schema):
    id: int
    email: str
    name: str
    role: str
    team_id: int | None
    expires_at: datetime


class NewInvitationOut(InvitationOut):
    link: str
    mailed: bool


class TokenIn(In):
    name: str
    scope: str
    expires_at: AwareDatetime | None = None


class TokenOut(Schema):
    id: int
    user_id: int
    name: str
    prefix: str
    scope: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewTokenOut(TokenOut):
    secret: str
