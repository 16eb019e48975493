"""The search for duplicates over many contacts and companies: seconds, pairs, memory."""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

_FIRST = (
    "علی رضا مریم سارا حسین زهرا امیر نگار بهنام کیوان لیلا آرش فاطمه محمد مهدی نرگس سینا الهام مجید پریسا"
)
_FAMILY = "کریمی رضایی احمدی محمدی حسینی جعفری نوری صادقی قاسمی شریفی موسوی رحیمی هاشمی سلطانی فرهادی یزدانی"
_CORE = "نیکان پارس آریا سپهر البرز دماوند زاگرس کاوه آذر پویا نوین فراز سهند مهر آفتاب ستاره کیمیا ماهان"
_TRADE = "صنعت سازه تجارت پخش فناوری نیرو طب غذا ابزار خودرو پرداز گستر سیستم شیمی فولاد چوب بتن دارو"
FIRST, FAMILY, CORE, TRADE = (words.split() for words in (_FIRST, _FAMILY, _CORE, _TRADE))
LETTERS = "ابپتجچحخدرزسشعفقکگلمنوهی"
TWICE = 0.05


def main(contacts: int, companies: int) -> None:
    """Fill an empty installation and print what one search costs, as a line of JSON."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from kariz.access.models import User
    from kariz.organisation.models import Organisation
    from kariz.people.actions import duplicate_search
    from kariz.people.models import Contact, DuplicateKey, DuplicatePair, DuplicateSearch

    rng = random.Random(1405)
    boss = User.objects.create_user(name="Mina", email="mina@example.com", role="administrator")
    Organisation.objects.get_or_create(defaults={"name": "Bench"})
    firms = _companies(companies, rng, boss)
    _contacts(contacts, rng, boss, firms)
    before = _megabytes()
    found: dict[str, Any] = {"contacts": contacts, "companies": companies}
    for kind in ("contact", "company"):
        duplicate_search.start(kind=kind, by=boss)
        one = duplicate_search.claim(DuplicateSearch.objects.filter(kind=kind))
        assert one is not None
        begun, spent = time.perf_counter(), time.process_time()
        assert duplicate_search.work(one)
        found[f"{kind}_seconds"] = round(time.perf_counter() - begun, 1)
        found[f"{kind}_own_seconds"] = round(time.process_time() - spent, 1)
        found[f"{kind}_pairs"] = DuplicatePair.objects.filter(kind=kind).count()
    for contact in Contact.objects.order_by("?")[:200]:
        contact.updated_at = django.utils.timezone.now()
        contact.save(update_fields=["updated_at"])
    duplicate_search.start(kind="contact", by=boss)
    one = duplicate_search.claim(DuplicateSearch.objects.filter(kind="contact"))
    assert one is not None
    begun = time.perf_counter()
    assert duplicate_search.work(one)
    found["second_night_seconds"] = round(time.perf_counter() - begun, 1)
    found["keys"] = DuplicateKey.objects.count()
    found["megabytes_before"], found["megabytes_most"] = before, _megabytes()
    print(json.dumps(found), flush=True)


def _companies(count: int, rng: random.Random, boss: Any) -> list[int]:
    from kariz.people.actions import companies

    made: list[int] = []
    for start in range(0, count, 500):
        rows = []
        for number in range(start, min(start + 500, count)):
            name = f"شرکت {rng.choice(CORE)} {rng.choice(TRADE)} {_word(rng)}"
            rows.append(
                {
                    "name": name,
                    "city": rng.choice(["تهران", "قم", "یزد"]),
                    "phone": f"021{10_000_000 + number}",
                }
            )
            if rng.random() < TWICE and len(rows) > 1:
                rows[-1] = {**rows[-2], "name": rows[-2]["name"].replace("شرکت ", "").replace("ی", "ي")}
        made += [one.pk for one in companies.create_many(rows=rows, by=boss)]
    return made


def _contacts(count: int, rng: random.Random, boss: Any, firms: list[int]) -> None:
    from kariz.people.actions import contacts

    for start in range(0, count, 500):
        rows: list[dict[str, Any]] = []
        for number in range(start, min(start + 500, count)):
            mobile = f"0912{number:07d}"
            row = {
                "name": f"{rng.choice(FIRST)} {rng.choice(FAMILY)} {_word(rng) if rng.random() < 0.5 else ''}",
                "company": rng.choice(firms) if firms and rng.random() < 0.8 else None,
                "points": [{"kind": "mobile", "value": mobile}],
            }
            if rng.random() < TWICE and rows:
                row = {**rows[-1], "name": rows[-1]["name"].replace("ک", "ك")}
            rows.append(row)
        contacts.create_many(rows=rows, by=boss)


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(4, 8)))


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
