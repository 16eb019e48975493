"""`kariz token EMAIL`: a new API token; the last line of the output is the token."""

from __future__ import annotations

import argparse
from datetime import timedelta

from django.utils import timezone

from kariz.access.actions import tokens
from kariz.access.models import ApiToken, User
from kariz.config.command import Failed
from kariz.config.command.user import reasons
from kariz.config.installation import require_ready
from kariz.events.origin import origin
from kariz.web.errors import DomainError


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--scope", choices=ApiToken.Scope.values, default=ApiToken.Scope.DESIGN)
    parser.add_argument("--name", default="kariz token")
    parser.add_argument(
        "--days", type=int, default=0, help="how long it is valid; without, until it is revoked"
    )


def run(options: argparse.Namespace) -> int:
    require_ready()
    user = User.objects.active().filter(email=options.email).first()
    if user is None:
        raise Failed(f"there is no active user {options.email}; add one with `kariz user add`")
    expires = timezone.now() + timedelta(days=options.days) if options.days > 0 else None
    try:
        with origin(via="cli"):
            made = tokens.create(name=options.name, scope=options.scope, by=user, expires_at=expires)
    except DomainError as error:
        raise Failed(reasons(error)) from error
    print(f"Token of {user.email}, scope {options.scope}. It is shown this once:")
    print(made.secret)
    return 0
