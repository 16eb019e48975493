"""A hundred thousand people with as many different names as a country has, for measuring the search."""

from __future__ import annotations

import random

from kariz.access.models import User
from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from tests.bench.load import CHUNK, FIRST, SECOND, Firm

GIVEN = (
    "سارا علی مینا رضا نیما هدیه محمد محمدرضا فاطمه زهرا حسین مهدی مریم پریسا کاوه آرش بهرام شیرین لیلا نوید"
)
LATIN = "Sara Ali Reza Nima Mohammad Fatemeh Maryam Kaveh Arash Dana Peter Julia Navid Shirin Kian Omid"
HEADS = "با بر پا پر تا تو جا چا حا خو دا در را رو زا سا شا صا طا فا قا کا کر گل لا ما مو نا نو وا ها یا"
TAILS = "زی ری دی فر نیا پور زاده یان وند لو پناه منش راد نژاد دوست خواه کیا گر چی باف"


def fill(firm: Firm, size: int) -> None:
    """Bring the number of contacts up to `size`; every fourth brings a company."""
    rng = firm.rng
    for _start in range(0, size - Contact.objects.count(), CHUNK):
        made = companies.create_many(
            rows=[_company(rng, firm.sellers) for _ in range(CHUNK // 4)], by=firm.boss
        )
        rows = [_person(rng, made[number // 4]) for number in range(CHUNK)]
        contacts.create_many(rows=rows, by=firm.boss)


def surname(rng: random.Random) -> str:
    """One of some fifty thousand."""
    middle = rng.choice(["", _one(rng, HEADS), _one(rng, HEADS)])
    return f"{_one(rng, HEADS)}{middle}{_one(rng, TAILS)}"


def _one(rng: random.Random, names: str) -> str:
    return rng.choice(names.split())


def _company(rng: random.Random, sellers: list[User]) -> dict[str, object]:
    return {
        "name": f"{rng.choice(FIRST)} {surname(rng)} {rng.choice(SECOND)}",
        "phone": f"021{rng.randint(22_000_000, 88_999_999)}",
        "national_id": f"101{rng.randint(10_000_000, 99_999_999)}",
        "owner": rng.choice(sellers),
    }


def _person(rng: random.Random, company: object) -> dict[str, object]:
    latin = rng.random() < 0.1
    given, mobile = _one(rng, LATIN if latin else GIVEN), f"0912{rng.randint(1_000_000, 9_999_999)}"
    points = [{"kind": "mobile", "value": mobile}]
    if latin:
        points.append({"kind": "email", "value": f"{given.lower()}.{rng.randrange(10**6)}@bench.example"})
    return {
        "name": f"{given} {surname(rng)}",
        "company": company,
        "owner": getattr(company, "owner", None),
        "points": points,
    }
