"""The life of one made-up deal: how far it comes, how long it stays, who is touched on the way."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kariz.access.models import User
from kariz.localisation.calendar import to_jalali
from kariz.organisation.models import Organisation
from kariz.people.models import Company, Contact
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.actions.histories import Hurdle, Past, Touch
from kariz.pipeline.models import LostReason, Outcome, Product, Stage
from kariz.pipeline.queries.stages import Process
from kariz.pipeline.rules.criteria import box_key

from .words import Words

SEGMENTS = ("generation", "nurturing", "closing")
CHANNELS = [
    ("website", 3, 1.25),
    ("referral", 2, 1.6),
    ("event", 2, 1.4),
    ("phone", 3, 1.1),
    ("social", 2, 1.15),
]
"""(channel, how common, how well its leads convert)"""
MEDIAN_DAYS = (18, 16, 15, 20, 18, 22, 14, 20)


@dataclass(frozen=True, slots=True)
class Seller:
    user: User
    strengths: tuple[float, float, float]
    pace: float


@dataclass(slots=True)
class World:
    """Everything a story may use."""

    rng: random.Random
    words: Words
    company: Organisation
    process: Process
    now: datetime
    months: int
    sellers: Sequence[Seller]
    shares: Sequence[float]
    companies: Sequence[Company]
    contacts: dict[int, list[Contact]]
    products: Sequence[Product]
    reasons: dict[str, LostReason]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company.timezone)


def season(day: date, company: Organisation) -> float:
    """How busy sales are: still at the turn of the company's year, hurried before it, slow in high summer; days
    outside its working week are quiet, and so is the last one of it."""
    days = company.working_days
    week = 0.3 if day.weekday() not in days else 0.55 if (day.weekday() + 1) % 7 not in days else 1.0
    if company.calendar == "jalali":
        jalali = to_jalali(day)
        still, month = jalali.month == 1 and jalali.day <= 13, jalali.month
    else:
        # The months that feel alike: January as Farvardin, August as Mordad, the last two as Bahman and Esfand.
        still = (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 3)
        month = {1: 1, 8: 5, 11: 11, 12: 12}.get(day.month, 2)
    if still:
        return 0.06
    return {1: 0.8, 5: 0.75, 6: 0.85, 11: 1.2, 12: 1.45}.get(month, 1.0) * week


def first_days(world: World, count: int) -> list[datetime]:
    """When each lead comes in, oldest first: more of them in busy seasons, and a little growth."""
    span = max(30, round(world.months * 30.44))
    days = [world.now - timedelta(days=back) for back in range(span, 0, -1)]
    weights = [
        season(day.date(), world.company) * (0.75 + 0.5 * place / span) for place, day in enumerate(days)
    ]
    chosen = world.rng.choices(days, weights=weights, k=count)
    return sorted(_office_hour(world, day) for day in chosen)


def live(world: World, begun: datetime, number: int) -> Past:
    """One deal from its first day to today."""
    rng = world.rng
    seller = rng.choices(world.sellers, weights=world.shares)[0]
    company = rng.choice(world.companies)
    channel, _common, luck = rng.choices(CHANNELS, weights=[one[1] for one in CHANNELS])[0]
    new = NewDeal(
        title=world.words.deal(rng.choice(world.words.purposes), company.name),
        pipeline=world.process.pipeline,
        company=company,
        contact=world.contacts[company.pk][0],
        owner=seller.user,
        channel=channel,
        external_id=f"sample-{number}",
    )
    past = Past(new, [])
    _price(world, past)
    _walk(world, past, begun, seller, luck)
    return past


def _price(world: World, past: Past) -> None:
    rng = world.rng
    weights = [sold.weight for sold in world.words.products]
    chosen = rng.choices(range(len(world.products)), weights=weights, k=rng.choice((1, 1, 2)))
    for place in sorted(set(chosen)):
        product, usual = world.products[place], world.words.products[place].usual
        quantity = max(1, round(usual * rng.lognormvariate(0, 0.5)))
        past.lines.append((product, quantity, product.price or 0))
    past.new.amount = sum(quantity * price for _product, quantity, price in past.lines)


def _walk(world: World, past: Past, begun: datetime, seller: Seller, luck: float) -> None:
    """Stage by stage, until the deal is lost, rests, is handed over, or today is reached."""
    rng, at = world.rng, begun
    winning = world.process.winning
    for place, stage in enumerate(world.process.stages):
        past.stays.append((stage, at))
        days = MEDIAN_DAYS[min(place, 7)] * seller.pace * rng.lognormvariate(0, 0.55)
        left = _office_hour(world, at + timedelta(days=days))
        strength = seller.strengths[SEGMENTS.index(stage.segment)]
        goes_on = stage.holds_won or rng.random() < min(
            0.97, stage.expected_conversion / 100 * strength * luck
        )
        _touch(world, past, stage, at, min(left, world.now), going_on=goes_on and left < world.now)
        if left >= world.now:
            _still_open(world, past, stage)
            return
        if stage.holds_won:
            past.handed_over_at = left
            return
        if not goes_on:
            _end(world, past, stage, left)
            return
        _tick(world, past, stage, left)
        if place == winning:
            past.new.outcome, past.new.closed_at = Outcome.WON, left
        at = left
    past.handed_over_at = at


def _touch(world: World, past: Past, stage: Stage, start: datetime, end: datetime, *, going_on: bool) -> None:
    rng = world.rng
    people = world.contacts[past.new.company.pk] if past.new.company else []
    templates = world.process.activities.get(stage.pk, [])
    for template in templates:
        if not going_on and rng.random() < 0.35:
            continue
        done = start + (end - start) * rng.uniform(0.05, 0.95)
        result = (
            "positive"
            if template.template == "first_touch" and going_on
            else rng.choice(("done", "no_answer"))
        )
        present = people[:2] if template.kind == "presentation" else people[:1]
        past.touches.append(
            Touch(
                template.kind,
                template=template,
                due_at=done,
                done_at=done,
                result=result,
                participants=present,
            )
        )
    if stage.template == "presentation" and len(people) > 1:
        _join(past, people[0], "decision_maker", "supporter")
        _join(past, people[1], "champion", "neutral")


def _tick(world: World, past: Past, stage: Stage, at: datetime) -> None:
    owner = past.new.owner
    for criterion in world.process.criteria.get(stage.pk, []):
        if criterion.kind == "box":
            past.new.ticks[box_key(criterion)] = {"by": owner.pk, "at": at.isoformat()}
        if criterion.template == "decision_role" and not past.members and past.new.contact:
            _join(past, past.new.contact, "decision_maker", "neutral")


def _join(past: Past, contact: Contact, role: str, stance: str) -> None:
    past.members = [member for member in past.members if member[0].pk != contact.pk]
    past.members.append((contact, role, stance))


def _still_open(world: World, past: Past, stage: Stage) -> None:
    """Most open deals have a next step; some are late, a few were forgotten."""
    rng = world.rng
    if stage.holds_won:
        return
    past.new.expected_close = (world.now + timedelta(days=rng.randint(3, 110))).date()
    entered = past.stays[-1][1]
    if rng.random() < 0.28 and stage.segment != "generation":
        kind, text = rng.choice(world.words.hurdles)
        past.hurdles.append(Hurdle(kind, text, max(entered, world.now - timedelta(days=rng.randint(1, 20)))))
    templates = world.process.activities.get(stage.pk, [])
    if templates and rng.random() < 0.85:
        template = rng.choice(templates)
        past.touches = [touch for touch in past.touches if touch.template is not template]
        due = world.now + timedelta(days=rng.choice((-4, -2, -1, 0, 0, 1, 1, 2, 3, 5, 8)))
        past.touches.append(Touch(template.kind, template=template, due_at=_end_of_day(world, due)))


def _end(world: World, past: Past, stage: Stage, at: datetime) -> None:
    rng, new = world.rng, past.new
    new.closed_at = at
    back = at + timedelta(days=rng.randint(60, 240))
    if rng.random() < 0.15 and back > world.now + timedelta(days=1):
        new.outcome, new.resting_until = Outcome.RESTING, back.date()
        return
    new.outcome = Outcome.LOST
    early = ["lost_no_answer", "lost_unqualified", "lost_no_need", "lost_no_budget"]
    late = ["lost_price", "lost_price", "lost_competitor", "lost_timing", "lost_no_budget"]
    new.lost_reason = world.reasons.get(rng.choice(early if stage.segment == "generation" else late))


def _office_hour(world: World, day: datetime) -> datetime:
    local = day.astimezone(world.zone)
    return local.replace(
        hour=world.rng.randint(8, 16), minute=world.rng.randint(0, 59), second=0, microsecond=0
    )


def _end_of_day(world: World, day: datetime) -> datetime:
    return day.astimezone(world.zone).replace(hour=23, minute=59, second=59, microsecond=0)
