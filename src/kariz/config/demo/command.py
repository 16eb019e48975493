"""`kariz demo`: a company to look at, with months of believable work behind it."""

from __future__ import annotations

import argparse
import secrets
import time

from kariz.access.actions import users
from kariz.access.models import Role, User
from kariz.config.command import Failed
from kariz.config.command.user import reasons
from kariz.config.installation import migrate, require_database
from kariz.events.actor import SYSTEM
from kariz.events.origin import origin
from kariz.exchange.actions import sample
from kariz.organisation.actions import organisation
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import is_set_up
from kariz.pipeline.actions import pipelines
from kariz.pipeline.default_design import default_design
from kariz.pipeline.models import Pipeline
from kariz.web.errors import DomainError

EMAIL = "demo@example.com"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deals", type=int, default=2000, help="how many deals (2000)")
    parser.add_argument("--months", type=int, default=18, help="how far back they reach (18)")
    parser.add_argument("--seed", type=int, default=1405, help="the same seed gives the same data")


def run(options: argparse.Namespace) -> int:
    """Fill in sample data; in an empty database first make the company, its administrator and its pipeline."""
    if not (1 <= options.deals <= 100_000 and 1 <= options.months <= 120):
        raise Failed("--deals takes 1 to 100000, --months 1 to 120")
    require_database()
    migrate()
    try:
        with origin(via="cli"):
            by, password = _administrator()
            begun = time.monotonic()
            made = sample.load(by=by, deals=options.deals, months=options.months, seed=options.seed)
    except DomainError as error:
        raise Failed(reasons(error)) from error
    print(f"{made} deals of {options.months} months in {time.monotonic() - begun:.1f} s.")
    if password:
        print(f"Sign in as {EMAIL} with the password {password} (shown this once).")
    return 0


def _administrator() -> tuple[User, str]:
    """The administrator to act as, and the password when the account was made just now."""
    found = User.objects.active().filter(role=Role.ADMINISTRATOR).order_by("id").first()
    if found is None and not User.objects.exists() and not is_set_up():
        return _installation()
    if found is None or not is_set_up():
        raise Failed("the set-up is not finished; start `kariz serve` and finish it first")
    if Organisation.objects.filter(sample_data=True).exists():
        raise Failed("the sample data is there already; the settings page removes it")
    return found, ""


def _installation() -> tuple[User, str]:
    password = secrets.token_urlsafe(12)
    by = users.create(by=SYSTEM, name="مدیر نمونه", role=Role.ADMINISTRATOR, email=EMAIL, password=password)
    organisation.create(by=by, name="پارس سازه")
    if not Pipeline.objects.exists():
        pipelines.create(design=default_design(), by=by)
    return by, password
