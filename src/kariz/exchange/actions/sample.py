"""Putting the sample in and taking it out again, whole."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.actions import users
from kariz.access.models import User
from kariz.events.actions import log
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.exchange.sample.english import ENGLISH
from kariz.exchange.sample.persian import PERSIAN
from kariz.exchange.sample.story import Seller, World, first_days, live
from kariz.exchange.sample.words import Words, number
from kariz.organisation.actions.organisation import mark_sample_data
from kariz.organisation.queries.current import organisation
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deal_bin, products
from kariz.pipeline.actions.histories import bring_in
from kariz.pipeline.models import Deal, LostReason, Pipeline, Product
from kariz.pipeline.queries.stages import process_of
from kariz.records.actions import bin
from kariz.records.search import index
from kariz.web.errors import DomainError

BATCH = "sample"
CHUNK = 400


class NoPipeline(DomainError):
    """There is nothing to put the deals into."""

    code = "no_pipeline"
    status = 409


class AlreadyThere(DomainError):
    """It is loaded once; a second click, or a second administrator, finds it there."""

    code = "sample_there"
    status = 409


def load(
    *, by: User, deals: int = 2000, months: int = 18, seed: int = 1405, now: datetime | None = None
) -> int:
    """Make `deals` deals of the last `months` months; the same seed gives the same data (up to `now`).

    Returns the number of deals. Raises NotAllowed, NoPipeline.
    """
    by.require("organisation.change")
    pipeline = Pipeline.objects.filter(archived_at=None).first()
    if pipeline is None:
        raise NoPipeline
    if not mark_sample_data(by=by, present=True):
        raise AlreadyThere(_("The sample data is already there."))
    with origin(batch=BATCH):
        world = _world(by, pipeline, deals, months, random.Random(seed), now or timezone.now())  # noqa: S311
        days = first_days(world, deals)
        for start in range(0, deals, CHUNK):
            chunk = days[start : start + CHUNK]
            pasts = [live(world, day, start + place) for place, day in enumerate(chunk)]
            bring_in(pasts=pasts, process=world.process, by=by, told_by_owners=True)
    return deals


def remove(*, by: User) -> tuple[int, int]:
    """Take out everything that `load` made, and only that: how many deals went, and how many companies, people,
    products and sellers stay because somebody's own records need them."""
    by.require("organisation.change")
    with transaction.atomic():
        made = _made()
        deals = Deal.objects.filter(pk__in=made.get("deal", []))
        Event.objects.filter(deal_id__in=deals.values("pk")).delete()
        count = deals.count()
        for kind, rows in (
            ("deal", deals),
            ("contact", Contact.objects.filter(pk__in=made.get("contact", []), deals=None)),
            ("company", Company.objects.filter(pk__in=made.get("company", []), deals=None, contacts=None)),
        ):
            ids = list(rows.values_list("pk", flat=True))
            if kind == "deal":
                deal_bin.forget_work(kind, ids)
            bin.drop_attached(kind, ids)
            index.remove(kind, ids)
            rows.model._default_manager.filter(pk__in=ids).delete()
        sold = Product.objects.filter(pk__in=made.get("product", []), lines=None)
        index.remove("product", sold.values_list("pk", flat=True))
        sold.delete()
        _remove_sellers(made.get("user", []))
        stayed = sum(
            model._base_manager.filter(pk__in=made.get(kind, [])).count()
            for kind, model in (
                ("company", Company),
                ("contact", Contact),
                ("product", Product),
                ("user", User),
            )
        )
        Event.objects.filter(batch=BATCH).delete()
        mark_sample_data(by=by, present=False)
        log.append(by=by, verb="sample.removed", subject=("organisation", 1), data={"deals": count})
    return count, stayed


def _made() -> dict[str, list[int]]:
    created = Event.objects.filter(batch=BATCH, verb__endswith=".created")
    found: dict[str, list[int]] = {}
    for kind, subject_id in created.values_list("subject_kind", "subject_id"):
        found.setdefault(kind, []).append(subject_id)
    return found


def _remove_sellers(ids: Sequence[int]) -> None:
    """Sellers of the sample who own nothing else."""
    busy = set(Deal.objects.filter(owner_id__in=ids).values_list("owner_id", flat=True))
    busy |= set(Contact.objects.filter(owner_id__in=ids).values_list("owner_id", flat=True))
    busy |= set(Company.objects.filter(owner_id__in=ids).values_list("owner_id", flat=True))
    User.objects.filter(pk__in=set(ids) - busy, email=None).delete()


def _world(by: User, pipeline: Pipeline, deals: int, months: int, rng: random.Random, now: datetime) -> World:
    company = organisation()
    words = ENGLISH if company.language == "en" else PERSIAN
    sellers = [
        Seller(users.create(by=by, name=one.name, email=None, role="seller"), one.strengths, one.pace)
        for one in words.sellers
    ]
    made = _companies(by, rng, max(12, deals // 4), sellers, words)
    return World(
        rng=rng,
        words=words,
        company=company,
        process=process_of(pipeline),
        now=now,
        months=months,
        sellers=sellers,
        shares=[one.share for one in words.sellers],
        companies=made,
        contacts=_contacts(by, rng, made, words),
        products=[
            products.create(by=by, name=one.name, code=one.code, price=one.price(company.currency))
            for one in words.products
        ],
        reasons={reason.template: reason for reason in LostReason.objects.all()},
    )


def _companies(
    by: User, rng: random.Random, count: int, sellers: Sequence[Seller], words: Words
) -> list[Company]:
    pairs = [(first, second) for first in words.company_words for second in words.second_words]
    rng.shuffle(pairs)
    rows: list[dict[str, Any]] = []
    for place in range(count):
        first, second = pairs[place % len(pairs)]
        round_ = place // len(pairs)
        rows.append(
            {
                "name": words.company(first, second)
                + (f" {words.cities[round_ % len(words.cities)]}" if round_ else ""),
                "industry": rng.choice(words.industries),
                "size": int(rng.lognormvariate(4, 1)) + 5,
                "city": rng.choice(words.cities),
                "phone": number(words.landline, rng),
                "owner": rng.choice(sellers).user,
            }
        )
    return [
        one
        for start in range(0, count, 500)
        for one in companies.create_many(rows=rows[start : start + 500], by=by)
    ]


def _contacts(
    by: User, rng: random.Random, made: Sequence[Company], words: Words
) -> dict[int, list[Contact]]:
    rows: list[dict[str, Any]] = []
    given = [*words.men, *words.women]
    for company in made:
        roles = [
            "decision_maker",
            *rng.sample(["economic_buyer", "champion", "user", "technical_judge"], rng.randint(1, 2)),
        ]
        for role in roles:
            rows.append(
                {
                    "name": f"{rng.choice(given)} {rng.choice(words.families)}",
                    "company": company,
                    "position": rng.choice(words.positions[role]),
                    "role": role,
                    "decision_maker": role == "decision_maker",
                    "channel": rng.choice(["website", "referral", "event", "phone"]),
                    "owner": company.owner,
                    "points": [{"kind": "mobile", "value": number(words.mobile, rng)}],
                }
            )
    found: dict[int, list[Contact]] = {}
    for start in range(0, len(rows), 500):
        for contact in contacts.create_many(rows=rows[start : start + 500], by=by):
            found.setdefault(contact.company_id or 0, []).append(contact)
    return found
