"""What stops deals, all of it on one page: filtered, sorted, grouped, kept as a view, exported, cleared together."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.people.actions import companies
from kariz.pipeline.actions import closures, deals, obstacles
from kariz.pipeline.models import Deal, LostReason, Obstacle, Pipeline
from kariz.pipeline.tests.test_bulk_changes import HTMX, begin, signed_in
from kariz.records.models import SavedView


@pytest.fixture
def stopped(sara: User, pipeline: Pipeline) -> list[Obstacle]:
    """Two that go on, one of them late, and one that is cleared."""
    firm = companies.create(by=sara, name="نیکان")
    new = deals.NewDeal(title="Pump station", pipeline=pipeline, owner=sara, amount=500, company=firm)
    [deal] = deals.create_many(by=sara, news=[new])
    today = preferences.today()
    made = [
        obstacles.open_obstacle(deal=deal, by=sara, text=text, kind=kind, due_on=due)
        for text, kind, due in (
            ("بودجهٔ امسال تمام شده", "budget", today - timedelta(days=2)),
            ("Waits for the board", "decision", today + timedelta(days=5)),
            ("Needs a licence", "legal", None),
        )
    ]
    obstacles.clear(obstacle=made[2], by=sara, resolution="Got it")
    return made


def texts(client: Client, address: str) -> list[str]:
    answer = client.get(f"/obstacles/?columns=text,kind&{address}")
    assert answer.status_code == 200
    bodies = "".join(str(body["rows"]) for body in answer.context["bodies"])
    known = Obstacle.objects.values_list("text", flat=True)
    return sorted((text for text in known if text in bodies), key=bodies.index)


def test_sara_sees_what_stops_her_deals_and_finds_the_late_and_the_cleared_ones(
    sara: User, stopped: list[Obstacle]
) -> None:
    client, [budget, board, licence] = signed_in(sara), [one.text for one in stopped]
    assert texts(client, "sort=due_on") == [budget, board]
    assert texts(client, "sort=-due_on") == [board, budget]
    assert texts(client, "quick=late") == [budget]
    assert texts(client, "quick=cleared") == [licence]
    assert set(texts(client, "quick=all")) == {budget, board, licence}
    assert texts(client, "kind=decision") == [board]
    assert texts(client, "cleared_at__is_empty=0") == [licence]
    assert texts(client, "q=بودجه") == [budget] and set(texts(client, "q=نيكان")) == {budget, board}
    assert client.get("/obstacles/?quick=other").status_code == 400
    assert client.get("/obstacles/?deal__owner=1").status_code == 400
    page = client.get("/obstacles/").content.decode()
    assert f'href="/deals/{stopped[0].deal_id}/#obstacles"' in page and 'data-tone="late"' in page
    assert 'data-input="' not in page


def test_groups_and_views_are_kept_as_those_of_other_tables(sara: User, stopped: list[Obstacle]) -> None:
    client = signed_in(sara)
    grouped = client.get("/obstacles/?group=kind")
    assert [body["part"].count for body in grouped.context["bodies"]] == [1, 1]
    client.post("/views/obstacles/", {"name": "دیرشده‌ها", "query": "quick=late"})
    view = SavedView.objects.get(kind="obstacles")
    client.post("/tables/obstacles/layout/", {"columns": "text,deal,stage,open_for"})
    shown = client.get(f"/obstacles/?view={view.pk}&quick=late")
    assert shown.context["view"] == view and shown.context["columns"] == "text,deal,stage,open_for"
    assert client.get("/tables/obstacles/filter/", headers=HTMX).status_code == 200


def test_what_the_table_shows_is_what_its_file_holds(admin: User, stopped: list[Obstacle]) -> None:
    client = signed_in(admin)
    answer = client.get("/exports/obstacles.csv?shown=1&columns=text,deal,stage,due_on&sort=due_on")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert len(rows) == 3 and len(rows[0]) == 5
    assert [row[1] for row in rows[1:]] == [stopped[0].text, stopped[1].text]
    assert rows[1][2] == "Pump station" and rows[1][3] == str(stopped[0].deal.stage.title)
    chosen = client.post(
        "/exports/obstacles.csv", {"shown": "1", "ids": str(stopped[1].pk), "columns": "all"}
    )
    assert len(list(csv.reader(io.StringIO(b"".join(chosen).decode("utf-8-sig"))))) == 2


def test_several_are_cleared_together_and_stand_in_the_way_again_when_that_is_taken_back(
    sara: User, stopped: list[Obstacle]
) -> None:
    client = signed_in(sara)
    shown = begin(client, "obstacles", "clear", stopped[:2], resolution="Settled by phone")
    assert (shown.changed_count, shown.refused_count) == (2, 0)
    done = client.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    assert not Obstacle.objects.filter(cleared_at=None).exists()
    assert Obstacle.objects.filter(resolution="Settled by phone").count() == 2
    assert Deal.objects.get().open_obstacles == 0
    client.post(json.loads(done["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)
    assert Obstacle.objects.filter(cleared_at=None).count() == 2 and Deal.objects.get().open_obstacles == 2


def test_nothing_of_it_is_deleted_assigned_or_typed_over_here(sara: User, stopped: list[Obstacle]) -> None:
    client, one = signed_in(sara), stopped[0]
    for action in ("delete", "assign", "set"):
        given = {"action": action, "ids": str(one.pk), "column": "text", "value": "X"}
        assert client.post("/tables/obstacles/bulk/begin/", given, headers=HTMX).status_code == 404
    client.post(f"/tables/obstacles/{one.pk}/text/", {"value": "X", "version": one.version}, headers=HTMX)
    assert Obstacle.objects.get(pk=one.pk).text == one.text


def test_what_stops_a_deal_that_was_lost_or_is_anothers_is_not_told(
    sara: User, reza: User, stopped: list[Obstacle]
) -> None:
    assert texts(signed_in(reza), "quick=all") == []
    closures.lose(deal=Deal.objects.get(), by=sara, lost_reason=LostReason.objects.get(template="lost_price"))
    client = signed_in(sara)
    assert texts(client, "") == [] and len(texts(client, "outcome=lost")) == 3


def test_more_obstacles_take_no_more_queries(sara: User, stopped: list[Obstacle]) -> None:
    client = signed_in(sara)
    address = "/obstacles/?columns=text,deal,kind,owner,amount,stage,company,open_for,cleared_at,resolution"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for at in range(20):
        obstacles.open_obstacle(deal=stopped[0].deal, by=sara, text=f"Another {at}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
