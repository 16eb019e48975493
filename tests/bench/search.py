"""`python -m tests.bench.search CONTACTS`: how long the search takes, by kind of query, on the database at hand, with
as many calls as contacts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import django

QUERIES = {
    "common": ["محمد", "سارا", "پولاد", "bench", "محمدرضا", "0912", "bench.example"],
    "fits every mobile": ["0912", "۰۹۱۲", "912", "+98912", "09"],
    "rare": ["09124", "باکامنش", "گلتوپور", "10163340420", "021506", "saraf"],
    "two words": ["محمد پور", "سارا زاده", "مریم باف", "علی پناه", "Sara نژاد"],
    "short": ["م", "مح", "س", "پا", "sa", "ر"],
    "another spelling": ["محمدرظا", "پریسا باکامنس", "شیزین", "گلتوپر", "مهدی خواهه", "فاتمه"],
    "other script": ["mohammad", "fateme", "shirin", "سارا خوادوست", "kaveh", "پیتر"],
    "other layout": ["lpln", "شقشسا", "lvdl", "حثفثق", "shvh"],
    "words of calls": ["قیمت نمونه", "گارانتی", "تماس", "budget", "تخفیف محمد", "قرارداد انبار", "جلسه"],
    "nothing fits": ["قخحچ", "zzzqq", "۰۰۰۰۱۱۱۱", "کتابخانه ملی", "xylophone", "محمد قخحچ"],
}
"""Kind of query → what is asked, in turn."""


def main(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    django.setup()
    from kariz.access.models import User
    from kariz.config import installation
    from tests.bench import load, people, work
    from tests.bench.measure import gather_statistics, tell

    installation.migrate()
    boss = User.objects.filter(role="administrator").first()
    if boss is None:
        firm = load.found()
        boss = firm.boss
        people.fill(firm, size)
        load.fill(firm, size // 5)
        work.fill(firm, size)
    gather_statistics()
    for who, user in (("administrator", boss), ("a seller", _seller())):
        for name, timing in measure(user):
            what = f"search, {name}" if who == "administrator" else f"search of {who}, {name}"
            tell(size, what, timing.p95, p50=timing.p50, queries=timing.queries)


def _seller() -> Any:
    """One who sees the own records and those of nobody only."""
    from kariz.access.models import User

    seller: Any = User.objects.filter(role="seller").last()
    seller.is_active = True
    return seller


def measure(user: Any) -> Any:
    from kariz.records.search.finder import find
    from tests.bench.clock import timed

    def asked(queries: list[str]) -> Callable[[int], Any]:
        return lambda number: find(user, queries[number % len(queries)], 12)

    for name, queries in QUERIES.items():
        yield name, timed(asked(queries))


if __name__ == "__main__":
    main(int(sys.argv[1]))
