"""`kariz user add EMAIL --role R --password-stdin`."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass

from kariz.access.actions import users
from kariz.access.roles import Role
from kariz.config.command import Failed
from kariz.config.installation import require_ready
from kariz.events.actor import SYSTEM
from kariz.events.origin import origin
from kariz.web.errors import DomainError


def arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    add = words.add_parser("add", help="add a user who signs in with e-mail and password")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", choices=Role.values, default=Role.SELLER)
    add.add_argument("--name", default="", help="how the user is shown; the part before the @ otherwise")
    add.add_argument("--language", choices=["fa", "en"], default="fa")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(options: argparse.Namespace) -> int:
    require_ready()
    password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else getpass("Password: ")
    name = options.name or options.email.partition("@")[0]
    try:
        with origin(via="cli"):
            user = users.create(
                by=SYSTEM,
                name=name,
                role=options.role,
                email=options.email,
                password=password,
                language=options.language,
            )
    except DomainError as error:
        raise Failed(reasons(error)) from error
    print(f"Added {user.email} ({user.role}).")
    return 0


def reasons(error: DomainError) -> str:
    """The error with its fields, on one line."""
    told = [f"{field}: {' '.join(texts)}" for field, texts in error.errors.items()]
    return "; ".join(told) or str(error)
