"""No sum is silent about deals in another currency whose rate nobody has said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.access.models import User
from kariz.pipeline.actions import deals
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.models import Deal, Pipeline
from kariz.pipeline.queries import as_of
from kariz.pipeline.queries.board import add_totals, board_of
from kariz.pipeline.queries.lists import Asked
from kariz.pipeline.queries.months import forecast_of
from kariz.records.tables import table_of
from kariz.records.tables.sheet import Sheet, parts_of, totals_of

EUROS = 51_355_000


@pytest.fixture
def mill(pipeline: Pipeline, deal: Deal, ali: User) -> Deal:
    """Ali's second deal: €513,550 that came in without a rate, beside 500 million rial."""
    new = NewDeal(title="Mill", pipeline=pipeline, owner=ali, amount=EUROS, currency="EUR", rate=Decimal(0))
    return deals.create_many(news=[new], by=ali)[0]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_board_says_beside_its_sums_what_is_in_none(mill: Deal, ali: User) -> None:
    page = signed_in(ali).get(f"/board/{mill.pipeline_id}/")
    board = page.context["board"]
    assert (board.count, board.total, board.uncounted) == (2, 500_000_000, (("EUR", EUROS),))
    assert board.columns[0].uncounted == (("EUR", EUROS),) and not board.columns[1].uncounted
    text = page.content.decode()
    assert text.count('class="uncounted"') == 2 and "نرخ ندارد" in text


def test_lanes_say_it_of_every_owner(mill: Deal, ali: User) -> None:
    page = signed_in(ali).get(f"/board/{mill.pipeline_id}/?group=owner")
    [lane] = page.context["lanes"]
    assert lane["lane"].uncounted == (("EUR", EUROS),) and lane["lane"].cells[0].uncounted


def test_the_board_of_a_past_moment_says_it_too(mill: Deal, ali: User) -> None:
    board = as_of.board_as_of(mill.pipeline_id, timezone.now(), ali, Asked.of(QueryDict()))
    assert board is not None and board.uncounted == (("EUR", EUROS),) and board.total == 500_000_000


def test_the_months_say_it(mill: Deal, ali: User) -> None:
    column = forecast_of(Deal.objects.visible_to(ali))[-1]
    assert (column.count, column.total, column.uncounted) == (2, 500_000_000, (("EUR", EUROS),))
    assert 'class="uncounted"' in signed_in(ali).get("/forecast/").content.decode()


def test_the_table_says_it_below_and_above_each_group(mill: Deal, ali: User) -> None:
    sheet = Sheet.of(table_of("deals"), ali, QueryDict("group=owner"))
    assert totals_of(sheet).apart == {"amount": (("EUR", EUROS),)}
    [part] = parts_of(sheet)[0]
    assert part.apart == {"amount": (("EUR", EUROS),)}
    text = signed_in(ali).get("/deals/?group=owner").content.decode()
    assert text.count('class="uncounted"') == 2


def test_the_sums_after_an_edit_bring_the_note_along(mill: Deal, ali: User) -> None:
    text = signed_in(ali).get("/tables/deals/totals/?columns=title,amount").content.decode()
    assert 'class="grid-note"' in text and 'class="uncounted"' in text


def test_the_api_gives_it_by_currency(mill: Deal, ali: User) -> None:
    told = signed_in(ali).get("/api/v1/board").json()
    assert told["uncounted"] == {"EUR": EUROS}
    assert [column["uncounted"] for column in told["columns"][:2]] == [{"EUR": EUROS}, {}]


def test_where_all_is_counted_nothing_is_said(deal: Deal, ali: User) -> None:
    assert 'class="uncounted"' not in signed_in(ali).get(f"/board/{deal.pipeline_id}/").content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by the sizes of tables")
def test_both_halves_of_the_boards_sums_are_read_from_an_index(mill: Deal, ali: User) -> None:
    board = board_of(mill.pipeline_id, ali, Asked.of(QueryDict()))
    assert board is not None
    rows = Deal.objects.filter(pipeline=mill.pipeline_id, on_board=True, deleted_at=None)
    with CaptureQueriesContext(connection) as asked:
        add_totals(board, rows)
    [one] = asked
    with connection.cursor() as cursor:
        plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall())
    assert "deal_totals" in plan and "deal_no_rate" in plan
