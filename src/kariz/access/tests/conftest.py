"""Named people: Mina administers, Reza manages, Sara and Omid sell (in different teams), Laleh serves, Vida views."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress

from kariz.access.models import Membership, Role, Team, User
from kariz.access.tests.passwords import hashed
from kariz.organisation.models import Organisation

PASSWORD = "a-long-qanat-1403"


def make(name: str, role: str, team: Team | None = None) -> User:
    email = f"{name.lower()}@example.com"
    user = User.objects.create(name=name, email=email, password=hashed(PASSWORD), role=role)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if team:
        Membership.objects.create(team=team, user=user)
    return user


@dataclass
class Company:
    mina: User
    reza: User
    sara: User
    omid: User
    laleh: User
    vida: User
    north: Team
    south: Team


@pytest.fixture
def company(db, settings) -> Company:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Organisation.objects.create(name="Qanat Co")
    north, south = Team.objects.create(name="North"), Team.objects.create(name="South")
    return Company(
        mina=make("Mina", Role.ADMINISTRATOR),
        reza=make("Reza", Role.MANAGER, north),
        sara=make("Sara", Role.SELLER, north),
        omid=make("Omid", Role.SELLER, south),
        laleh=make("Laleh", Role.SERVICE),
        vida=make("Vida", Role.VIEWER),
        north=north,
        south=south,
    )
