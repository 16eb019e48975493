"""A hundred thousand contacts, companies and deals, for measuring tables.

The first thousands come by the actions, with events, search copies and activities; the others are written straight
into their tables, which a table reads all the same.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kariz.people.actions import companies, contacts
from kariz.people.models import Channel, Company, Contact, ContactPoint, Role
from kariz.pipeline.actions import trail
from kariz.pipeline.models import Activity, Deal, Stage
from kariz.records.actions import custom_fields, kept_values
from kariz.records.custom import values as custom_values
from kariz.web import bulk
from tests.bench import load
from tests.bench.load import FIRST, MATTER, SECOND, Firm
from tests.bench.people import GIVEN, surname

BY_ACTIONS = 10_000
CHUNK = 500
CITIES = ["تهران", "اصفهان", "شیراز", "تبریز", "مشهد", "یزد", "رشت", "Dubai", ""]
INDUSTRIES = ["فولاد", "غذا", "دارو", "نرم‌افزار", "ساختمان", "Logistics", ""]
FIELDS = (
    {"label": "Sector", "type": "choice", "options": ["Oil", "Food", "Steel", "Tea"]},
    {"label": "Budget", "type": "number"},
    {"label": "Since", "type": "date"},
    {"label": "Nickname", "type": "text"},
)


def fields(firm: Firm) -> dict[str, str]:
    """Custom fields of contacts: {label: key}."""
    made = [custom_fields.create(by=firm.boss, subject="contact", **given) for given in FIELDS]  # type: ignore[arg-type]
    return {one.label: one.key for one in made}


def fill(firm: Firm, size: int) -> None:
    """Bring contacts, companies and deals up to `size` each; every contact has four custom values."""
    keys = fields(firm)
    load.fill(firm, min(size, BY_ACTIONS))
    _companies(firm, size)
    _contacts(firm, size, keys)
    _deals(firm, size)


def _companies(firm: Firm, size: int) -> None:
    rng = firm.rng
    for _start in range(0, size - Company.objects.count(), CHUNK):
        rows = []
        for _row in range(CHUNK):
            row = bulk.new(
                Company,
                name=f"{rng.choice(FIRST)} {surname(rng)} {rng.choice(SECOND)}",
                city=rng.choice(CITIES),
                industry=rng.choice(INDUSTRIES),
                size=rng.choice([None, 5, 20, 80, 400]),
                source=rng.choice(Channel.values),
                owner_id=_owner(firm),
                **_moments(rng),
            )
            companies.derive(row)
            rows.append(row)
        bulk.insert(rows)


def _contacts(firm: Firm, size: int, keys: dict[str, str]) -> None:
    rng, firms = firm.rng, list(Company.objects.values_list("pk", flat=True))
    for _start in range(0, size - Contact.objects.count(), CHUNK):
        rows = []
        for _row in range(CHUNK):
            row = bulk.new(
                Contact,
                name=f"{rng.choice(GIVEN.split())} {surname(rng)}",
                company_id=rng.choice(firms) if rng.random() < 0.9 else None,
                position=rng.choice(["مدیر خرید", "مدیر عامل", "Engineer", ""]),
                role=rng.choice(Role.values),
                channel=rng.choice(Channel.values),
                owner_id=_owner(firm),
                **_moments(rng),
            )
            contacts.derive(row)
            custom_values.put(row, "contact", _made(rng, keys))
            rows.append(row)
        bulk.insert(rows)
        bulk.insert_values(ContactPoint, [_mobile(rng, row.pk) for row in rows])
        kept_values.put("contact", rows, new=True)


def _made(rng: random.Random, keys: dict[str, str]) -> dict[str, Any]:
    made = {
        keys["Sector"]: rng.choice(["oil", "food", "steel", "tea"]),
        keys["Budget"]: rng.randrange(1, 100_000),
        keys["Since"]: (date(2020, 1, 1) + timedelta(days=rng.randrange(2000))).isoformat(),
        keys["Nickname"]: surname(rng),
    }
    return {key: value for key, value in made.items() if rng.random() < 0.8}


def _mobile(rng: random.Random, pk: int) -> dict[str, Any]:
    number = f"+98912{rng.randint(1_000_000, 9_999_999)}"
    return {"contact_id": pk, "kind": "mobile", "value": number, "normal": number, "primary": True}


def _deals(firm: Firm, size: int) -> None:
    rng = firm.rng
    people = list(Contact.objects.values_list("pk", "company_id")[:20_000])
    stages = list(Stage.objects.filter(pipeline=firm.pipeline).order_by("position"))[:-1]
    for _start in range(0, size - Deal.objects.count(), CHUNK):
        rows = [_deal(firm, rng.choice(people), rng.choice(stages)) for _row in range(CHUNK)]
        bulk.insert(rows)
        trail.insert_states([trail.state_of(row, at=row.created_at, revision=1) for row in rows])
        steps = bulk.insert_numbered(Activity, [_step(row) for row in rows])
        for row, pk in zip(rows, steps, strict=True):
            row.next_step_id = pk
        Deal.objects.bulk_update(rows, ["next_step_id"], batch_size=CHUNK)


def _deal(firm: Firm, person: tuple[int, int | None], stage: Stage) -> Deal:
    rng, moments = firm.rng, _moments(firm.rng)
    title = f"{rng.choice(MATTER)} {surname(rng)}"
    amount = rng.randrange(50, 5_000) * 10_000_000
    due = timezone.now() + timedelta(days=rng.uniform(-20, 60))
    return bulk.new(
        Deal,
        pipeline_id=firm.pipeline.pk,
        stage_id=stage.pk,
        title=title,
        folded=title.lower(),
        company_id=person[1],
        contact_id=person[0],
        owner_id=rng.choice(firm.sellers).pk,
        amount=amount,
        base_amount=amount,
        currency="IRR",
        expected_close=(timezone.now() + timedelta(days=rng.randrange(5, 180))).date(),
        channel=rng.choice(Channel.values),
        entered_stage_at=moments["created_at"],
        next_step_at=due,
        attention=int(due.timestamp()),
        missing_count=rng.randrange(4),
        **moments,
    )


def _step(deal: Deal) -> dict[str, Any]:
    return {
        "deal_id": deal.pk,
        "kind": "call",
        "name": "Call",
        "due_at": deal.next_step_at,
        "owner_id": deal.owner_id,
        "created_at": deal.created_at,
    }


def _owner(firm: Firm) -> int | None:
    return firm.rng.choice(firm.sellers).pk if firm.rng.random() < 0.95 else None


def _moments(rng: random.Random) -> dict[str, Any]:
    begun = timezone.now() - timedelta(days=rng.uniform(1, 540))
    return {"created_at": begun, "updated_at": begun + timedelta(days=rng.random())}
