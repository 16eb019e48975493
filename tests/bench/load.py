"""A company with many open deals, brought in by the same actions that an import uses."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from kariz.access.actions import named, users
from kariz.access.models import User
from kariz.events.actor import SYSTEM
from kariz.events.origin import origin
from kariz.organisation.actions import organisation
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals, pipelines
from kariz.pipeline.default_design import default_design
from kariz.pipeline.models import Deal, Pipeline
from kariz.pipeline.queries.stages import process_of

CHUNK = 500
DAYS = 540
FIRST = ["پارس", "آریا", "کیان", "سپهر", "البرز", "زاگرس", "نیلوفر", "خزر", "دماوند", "مهر", "Delta", "Orbit"]
SECOND = [
    "سازه",
    "صنعت",
    "گستر",
    "پولاد",
    "دارو",
    "رایانه",
    "ترابر",
    "انرژی",
    "بافت",
    "غذا",
    "Systems",
    "Pumps",
]
MATTER = ["تجهیز کارخانه", "نوسازی شبکه", "قرارداد نگهداری", "خرید پمپ", "پروژهٔ آب", "Rollout", "Renewal"]
PEOPLE = ["سارا محمدی", "علی رضایی", "مینا کریمی", "رضا حسینی", "نیما اکبری", "Dana Cole", "هدیه صادقی"]


@dataclass
class Firm:
    """The firm that is measured: who acts, who owns, and where its deals run."""

    boss: User
    sellers: list[User]
    pipeline: Pipeline
    rng: random.Random = field(default_factory=lambda: random.Random(1405))


def found() -> Firm:
    """An administrator, twenty sellers and the eight-stage template in an empty database."""
    boss = users.create(by=SYSTEM, name="Mina", role="administrator", email="mina@bench.example")
    organisation.create(by=boss, name="Pars Sazeh")
    sellers = [named.name_seller(by=boss, name=f"Seller {number}") for number in range(20)]
    return Firm(boss, sellers, pipelines.create(design=default_design(), by=boss))


def fill(firm: Firm, size: int) -> tuple[int, float]:
    """Bring the number of open deals up to `size`; returns how many were made, and how many a second."""
    missing, begun = size - Deal.objects.count(), time.perf_counter()
    process = process_of(firm.pipeline)
    stages = process.stages[:-1]
    with origin(via="import", batch="bench"):
        for start in range(0, missing, CHUNK):
            people = _people(firm, min(CHUNK, missing - start))
            news = [_deal(firm, person, stages) for person in people]
            deals.create_many(news=news, by=firm.boss, process=process)
    return max(missing, 0), missing / (time.perf_counter() - begun) if missing > 0 else 0.0


def _people(firm: Firm, count: int) -> list[Contact]:
    """As many people as deals; every fourth brings a new company."""
    rng = firm.rng
    made = companies.create_many(
        rows=[
            {
                "name": f"{rng.choice(FIRST)} {rng.choice(SECOND)} {rng.randrange(10**6)}",
                "phone": f"021{rng.randint(22_000_000, 88_999_999)}",
                "owner": rng.choice(firm.sellers),
            }
            for _ in range(-(-count // 4))
        ],
        by=firm.boss,
    )
    return contacts.create_many(
        rows=[_person(firm, made[number // 4]) for number in range(count)], by=firm.boss
    )


def _person(firm: Firm, company: Company) -> dict[str, object]:
    rng = firm.rng
    return {
        "name": f"{rng.choice(PEOPLE)} {rng.randrange(10**5)}",
        "company": company,
        "owner": company.owner,
        "points": [{"kind": "mobile", "value": f"0912{rng.randint(1_000_000, 9_999_999)}"}],
    }


def _deal(firm: Firm, person: Contact, stages: list) -> deals.NewDeal:
    rng = firm.rng
    begun = _moment(rng)
    return deals.NewDeal(
        title=f"{rng.choice(MATTER)} {person.company.name if person.company else person.name}",
        pipeline=firm.pipeline,
        stage=rng.choices(stages, weights=range(len(stages) + 1, 1, -1))[0],
        company=person.company,
        contact=person,
        owner=rng.choice(firm.sellers),
        amount=rng.randrange(50, 5_000) * 10_000_000,
        expected_close=(timezone.now() + timedelta(days=rng.randrange(5, 180))).date(),
        channel=rng.choice(["website", "referral", "event", "phone"]),
        created_at=begun,
    )


def _moment(rng: random.Random) -> datetime:
    return timezone.now() - timedelta(days=rng.uniform(0, DAYS))
