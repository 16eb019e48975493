"""The pages and calls that are measured, through the whole of the program but the socket.

No page is kept whole, so every time is that of a page made from the database. What is kept is markup that many pages
share (the frame, an equal card), and the SQL of queries that every request asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from kariz.access.actions import tokens
from kariz.access.models import ApiToken
from kariz.pipeline.actions import activities, ticks
from kariz.pipeline.models import Deal, Stage
from kariz.pipeline.queries.stages import process_of
from tests.bench.clock import TIMES, WARM, Timing, timed
from tests.bench.load import FIRST, SECOND, Firm

WORDS = [*SECOND, *FIRST, "تجهیز", "نوسازی", "پروژه", "renewal", "0912", "سارا", "پا"]


def measure(firm: Firm) -> Iterator[tuple[str, Timing]]:
    """(what, how long) one after the other."""
    page, api = _page(firm), _api(firm)
    board = f"/board/{firm.pipeline.pk}/"
    past = (timezone.now() - timedelta(days=120)).date().isoformat()
    some = list(
        Deal.objects.filter(deleted_at=None).order_by("?").values_list("pk", flat=True)[: TIMES + WARM + 1]
    )
    yield "board", timed(lambda _n: page(board))
    yield "deal page", timed(lambda n: page(f"/deals/{some[n]}/"))
    yield "table view", timed(lambda _n: page("/deals/"))
    yield "as-of board", timed(lambda _n: page(f"{board}?as_of={past}"))
    yield "search", timed(lambda n: api(f"/api/v1/search?q={WORDS[n % len(WORDS)]}"))
    yield "JSON list of 50", timed(lambda _n: api("/api/v1/deals?limit=50"))
    yield "move", _moves(firm)


def _page(firm: Firm) -> Callable[[str], Any]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(firm.boss)
    return lambda address: _good(client.get(address))


def _api(firm: Firm) -> Callable[[str], Any]:
    made = tokens.create(name="bench", scope=ApiToken.Scope.WRITE, by=firm.boss)
    client = Client(SERVER_NAME="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {made.secret}")
    return lambda address: _good(client.get(address))


def _moves(firm: Firm) -> Timing:
    """Deals that meet what their first stage asks, moved on by the board's own address."""
    first, second = process_of(firm.pipeline).stages[:2]
    # The trial of smaller lists before this one closed some, and put some in the bin.
    here = Deal.objects.filter(stage=first, outcome="open", deleted_at=None)
    ready = [_prepared(firm, deal, first) for deal in here[: TIMES + WARM + 1]]
    client = Client(SERVER_NAME="127.0.0.1", HTTP_HX_REQUEST="true")
    client.force_login(firm.boss)

    def move(number: int) -> None:
        _good(client.post(f"/deals/{ready[number]}/moves/", {"stage": second.pk}))

    return timed(move)


def _prepared(firm: Firm, deal: Deal, stage: Stage) -> int:
    for box in stage.criteria.filter(kind="box"):
        ticks.tick(deal=deal, criterion=box, by=firm.boss, ticked=True)
    activities.log_done(by=firm.boss, deal=deal, kind="call", result="positive")
    return deal.pk


def _good(response: Any) -> Any:
    if response.status_code not in (200, 201, 204):
        raise RuntimeError(f"{response.status_code}: {response.content[:300]!r}")
    return response
