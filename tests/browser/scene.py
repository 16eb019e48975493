"""A company at work, written through the actions: `python -m tests.browser.scene [--sample N]` fills KARIZ_DATA.

Prints what the journeys need to know as JSON: the session of each person, the stages, the deals.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

PASSWORD = "Qanat-1405-water"
STAGES = ("prospecting", "qualification", "discovery", "presentation", "proposal", "negotiation", "signing")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    django.setup()
    options = argparse.ArgumentParser()
    options.add_argument("--sample", type=int, default=0)
    sys.stdout.write(json.dumps(_build(options.parse_args().sample)))


def _build(sample_deals: int) -> dict[str, object]:
    from django.utils import timezone

    from kariz.access.actions import users
    from kariz.access.models import User
    from kariz.config import installation
    from kariz.events.actor import SYSTEM
    from kariz.exchange.actions import sample
    from kariz.organisation.actions import organisation
    from kariz.pipeline.actions import pipelines
    from kariz.pipeline.default_design import default_design
    from kariz.pipeline.models import Deal

    installation.migrate()
    organisation.create(by=SYSTEM, name="پارس سازه", currency="IRR", money_unit="toman")
    people: dict[str, User] = {}
    for key, name, role, language in (
        ("mina", "مینا رستمی", "administrator", "fa"),
        ("sara", "سارا احمدی", "manager", "fa"),
        ("ali", "علی کریمی", "seller", "fa"),
        ("john", "John Miller", "administrator", "en"),
    ):
        people[key] = users.create(
            by=SYSTEM,
            name=name,
            role=role,
            email=f"{key}@pars.example",
            password=PASSWORD,
            language=language,
            calendar="jalali" if language == "fa" else "gregorian",
        )
        users.mark(by=people[key], key="board_tour")
    pipeline = pipelines.create(design=default_design(), by=people["mina"])
    stages = {stage.template: stage for stage in pipeline.stages.all()}
    deals = _deals(pipeline, stages, people)
    if sample_deals:
        sample.load(by=people["mina"], deals=sample_deals)
    return {
        "sessions": {key: _session(user) for key, user in people.items()},
        "stages": {key: stage.pk for key, stage in stages.items()},
        "pipeline": pipeline.pk,
        "deals": {key: deal.pk for key, deal in deals.items()},
        "open": list(
            Deal.objects.filter(outcome="open").order_by("-stage", "pk").values_list("pk", flat=True)[:5]
        ),
        "past": f"{timezone.now() - timedelta(days=60):%Y-%m-%d}",
    }


def _deals(pipeline: Any, stages: dict[str, Any], people: dict[str, Any]) -> dict[str, Any]:
    from kariz.people.actions import companies, contacts
    from kariz.pipeline.actions import deals

    ali = people["ali"]
    abzar = companies.create(by=ali, name="ابزار دقیق کویر")
    contacts.create(
        by=ali, name="زهرا یزدانی", company=abzar, points=[{"kind": "phone", "value": "09121234567"}]
    )
    made = {}
    for key, title, stage, amount in (
        ("pump", "ایستگاه پمپاژ", "discovery", 500_000_000),
        ("yazdi", "کارخانهٔ یزدی کاشی", "prospecting", 1_200_000_000),
        ("crane", "Tower crane", "proposal", None),
        ("valve", "شیرآلات صنعتی", "discovery", 80_000_000),
        ("cable", "کابل نوری", "discovery", 90_000_000),
        ("tank", "مخزن آب", "discovery", 70_000_000),
        ("boiler", "دیگ بخار", "discovery", 60_000_000),
        ("lathe", "دستگاه تراش", "discovery", 50_000_000),
        # For fingers alone: each journey finds its deals where nobody has moved them.
        ("forge", "پرس آهنگری", "discovery", 40_000_000),
        ("kiln", "کورهٔ سفال", "discovery", 30_000_000),
        ("loom", "ماشین بافندگی", "discovery", 20_000_000),
    ):
        new = deals.NewDeal(
            title=title,
            pipeline=pipeline,
            stage=stages[stage],
            company=abzar,
            owner=ali,
            amount=amount,
            reason="از مشتریان پیشین است",
        )
        made[key] = deals.create(new=new, by=ali)
    return made


def _session(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    sys.exit(main())
