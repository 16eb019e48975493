"""Rows a second of an import, through the actions, events, search copy and duplicate check."""

from __future__ import annotations

import csv
import io
import random
import time

from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from tests.bench.load import FIRST, MATTER, PEOPLE, SECOND, Firm

ROWS = 3_000
"""Few, for the others wait; `bench_import` has the figure that is promised."""


def rate(firm: Firm) -> float:
    """Rows a second, from the start of the run to its end. Raises RuntimeError when the import fails."""
    one = imports.upload(file=ContentFile(content(firm.rng, ROWS), name="bench.csv"), by=firm.boss)
    one = imports.start(one=one, by=firm.boss)
    begun = time.perf_counter()
    runs.work_all()
    spent = time.perf_counter() - begun
    one = Import.objects.get(pk=one.pk)
    if one.phase != Import.Phase.DONE:
        raise RuntimeError(f"the import ended as {one.phase}: {one.error}")
    return ROWS / spent


def content(rng: random.Random, count: int) -> bytes:
    """A CSV file of deals, each with a company, a person and a phone of its own."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["عنوان", "شرکت", "شخص", "موبایل", "مبلغ", "تاریخ پیش‌بینی بستن"])
    for _ in range(count):
        company = f"{rng.choice(FIRST)} {rng.choice(SECOND)} {rng.randrange(10**6)}"
        person = f"{rng.choice(PEOPLE)} {rng.randrange(10**5)}"
        mobile = f"0912{rng.randint(1_000_000, 9_999_999)}"
        day = f"1406/{rng.randint(1, 12)}/{rng.randint(1, 29)}"
        rows.writerow(
            [f"{rng.choice(MATTER)} {company}", company, person, mobile, rng.randrange(10**6, 10**9), day]
        )
    return out.getvalue().encode()
