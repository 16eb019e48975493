"""How well companies match: judging all of them anew, a preview of changed rules, the list sorted by the match.

`python -m tests.bench.fit 100000` measures that many companies on the database that the environment names.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

CHUNK = 500
INDUSTRIES = ["داروسازی", "صنایع غذایی", "فولاد", "پتروشیمی", "نساجی", ""]
CITIES = ["تهران", "اصفهان", "شیراز", "تبریز", "", ""]
SIZES = [None, None, 5, 30, 80, 240, 900]


def _asks(weight: str, field: str, op: str, value: Any) -> dict[str, Any]:
    return {"weight": weight, "rule": {"field": field, "op": op, "value": value}}


PARTS = [
    _asks("must", "size", ">=", 50),
    _asks("important", "industry", "in", ["داروسازی", "صنایع غذایی"]),
    _asks("important", "city", "in", ["تهران", "اصفهان"]),
    _asks("nice", "name", "contains", "پارس"),
    _asks("must_not", "name", "contains", "رقیب"),
]


def fill(boss: Any, count: int, rng: Any) -> None:
    """Companies through the action that an import uses."""
    from kariz.people.actions import companies
    from kariz.people.models import Company

    for _start in range(Company.objects.count(), count, CHUNK):
        rows = [
            {
                "name": f"شرکت پارس {rng.randrange(10**7)}",
                "industry": rng.choice(INDUSTRIES),
                "city": rng.choice(CITIES),
                "size": rng.choice(SIZES),
            }
            for _ in range(CHUNK)
        ]
        companies.create_many(rows=rows, by=boss)


def measure(boss: Any) -> Iterator[tuple[str, float]]:
    """(what, seconds or milliseconds)."""
    from kariz.people.actions import fit, profiles
    from kariz.people.models import Company, Profile
    from kariz.people.queries.fit_moves import preview
    from kariz.people.queries.gaps import gaps

    Profile.objects.all().delete()
    ideal = profiles.create(by=boss, kind="company", name="bench", parts=PARTS)
    begun = time.perf_counter()
    fit.work_all()
    yield "judge all companies, s", time.perf_counter() - begun
    fit.begin("company")
    begun = time.perf_counter()
    fit.work_all()
    yield "judge again, nothing changes, s", time.perf_counter() - begun
    other = [*PARTS[:-1], _asks("nice", "city", "=", "شیراز")]
    begun = time.perf_counter()
    preview(by=boss, kind="company", parts=profiles.clean_parts("company", other), profile_id=ideal.pk)
    yield "preview of changed rules, s", time.perf_counter() - begun
    for what, call in (
        (
            "first 50 by match, ms",
            lambda: list(Company.objects.visible_to(boss).order_by("-fit", "-pk")[:50]),
        ),
        ("what is missing, ms", lambda: gaps("company", by=boss)),
    ):
        begun = time.perf_counter()
        for _ in range(5):
            call()
        yield what, (time.perf_counter() - begun) * 200


def main(count: int) -> None:
    """On a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    django.setup()
    from kariz.config import installation
    from tests.bench import load

    installation.migrate()
    firm = load.found()
    fill(firm.boss, count, firm.rng)
    for what, value in measure(firm.boss):
        print(f"{count:>8,}  {what:<34} {value:,.2f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
