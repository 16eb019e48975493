"""Tables at size: the first page and the pages behind it, and one change of ten thousand records."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from typing import Any

from django.test import Client

from kariz.pipeline.models import LostReason
from kariz.records.actions import bulk_changes
from kariz.records.models import BulkChange
from kariz.records.tables import table_of
from tests.bench.clock import Timing, timed
from tests.bench.load import Firm

LISTS = ("deals", "contacts", "companies")
MANY = 10_000


def measure(firm: Firm) -> Iterator[tuple[str, Timing]]:
    """(what, how long) one after the other."""
    for name in LISTS:
        client = Client(SERVER_NAME="127.0.0.1", HTTP_HX_REQUEST="true")
        client.force_login(firm.boss)
        yield (
            f"table of {name}, first page",
            timed(lambda _n, c=client, n=name: _good(c.get(f"/{n}/?view=all"))),
        )
        more = _behind(client, name)
        yield f"table of {name}, next page", timed(lambda n, c=client, m=more: _good(c.get(m[n % len(m)])))
        grouped = f"/{name}/?group=owner"
        yield f"table of {name}, by owner", timed(lambda _n, c=client, g=grouped: _good(c.get(g)), times=15)


def _behind(client: Client, name: str, pages: int = 20) -> list[str]:
    """The addresses of the pages behind the first one, as scrolling asks for them."""
    found: list[str] = []
    address = f"/{name}/?view=all"
    for _page in range(pages):
        more = re.search(r'hx-get="\?([^"]+)" hx-trigger="more', _good(client.get(address)).content.decode())
        if not more:
            break
        address = f"/{name}/?{html.unescape(more[1])}"
        found.append(address)
    return found or [address]


def bulk(firm: Firm) -> Iterator[tuple[str, float]]:
    """Records a second: a value set on many; others closed as lost, and those put in the bin."""
    lost: Any = {"lost_reason": LostReason.objects.values_list("pk", flat=True)[0]}
    for name, action, given in (
        ("deals", "set", {"column": "channel", "value": "event"}),
        ("contacts", "set", {"column": "channel", "value": "event"}),
        ("companies", "set", {"column": "city", "value": "Shiraz"}),
        ("deals", "lose", lost),
        ("deals", "delete", {}),
        ("contacts", "delete", {}),
    ):
        table = table_of(name)
        asked = table.visible(firm.boss).order_by("pk" if action == "set" else "-pk")
        left = {"deleted_at": None, "pk__in": list(asked.values_list("pk", flat=True)[:MANY])}
        rows = table.model._default_manager.filter(**left)
        begun = time.perf_counter()
        change = bulk_changes.begin(
            table=table, action=action, given=given, rows=rows, by=firm.boss, dry_run=False
        )
        bulk_changes.work_all()
        done = BulkChange.objects.get(pk=change.pk)
        yield f"bulk {action} of {name}, rows/s", done.changed_count / (time.perf_counter() - begun)


def _good(response):  # type: ignore[no-untyped-def]
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code}: {response.content[:300]!r}")
    return response
