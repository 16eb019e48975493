"""Ali's own program drives his deals through the API."""

import json
from typing import Any

import pytest
from django.test import Client

from kariz.access.actions import tokens
from kariz.access.models import User
from kariz.pipeline.models import Deal, Pipeline


class Program:
    """A client that speaks JSON with a user's token."""

    def __init__(self, user: User, scope: str = "write") -> None:
        secret = tokens.create(name="program", scope=scope, by=user).secret
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        answer = self.client.generic(
            method,
            f"/api/v1{path}",
            data=b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers=headers or None,
        )
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def program(ali: User) -> Program:
    return Program(ali)


@pytest.mark.parametrize(("scope", "status"), [("write", 403), ("design", 201), ("admin", 201)])
def test_minas_program_makes_pipelines_only_with_a_token_for_it(admin: User, scope: str, status: int) -> None:
    answered, told = Program(admin, scope)("POST", "/pipelines", {"name": "Exports"})
    assert answered == status
    assert "design" in told["detail"] if status == 403 else told["name"] == "Exports"


def test_alis_program_creates_moves_and_reads_a_deal(program: Program, pipeline: Pipeline) -> None:
    status, listed = program("GET", "/pipelines")
    stages = listed["items"][0]["stages"]
    assert status == 200 and len(stages) == 8 and stages[0]["position"] == 0

    status, made = program(
        "POST", "/deals", {"title": "Cold store", "pipeline": pipeline.pk, "amount": 7_000_000}
    )
    assert status == 201 and made["stage"] == stages[0]["id"] and made["version"] == 1

    status, refused = program("POST", f"/deals/{made['id']}/moves", {"stage": stages[1]["id"]})
    assert (status, refused["code"]) == (409, "move_refused")
    (reply,) = refused["missing"]
    assert reply["kind"] == "positive_reply", "the box beside it only warns"

    _status, read = program("GET", f"/deals/{made['id']}")
    coming = read["what_next"]
    assert coming["stage"] == {"id": stages[1]["id"], "name": stages[1]["name"]}
    box, asked = coming["asks"]
    assert (box["policy"], asked["criterion"]) == ("warn", reply["criterion"])
    assert coming["step"]["due_at"] == read["next_step_at"]

    program("PUT", f"/deals/{made['id']}/ticks/{box['criterion']}", {"ticked": True})
    status, _done = program(
        "POST", "/activities", {"kind": "call", "deal": made["id"], "done": True, "result": "positive"}
    )
    assert status == 201
    status, moved = program("POST", f"/deals/{made['id']}/moves", {"stage": stages[1]["id"]})
    assert status == 201 and moved["deal"]["stage"] == stages[1]["id"] and moved["warnings"] == []

    status, old = program("POST", f"/deals/{made['id']}/moves", {"stage": stages[0]["id"], "version": 1})
    assert (status, old["code"]) == (409, "stale")
    _status, told = program("GET", f"/deals/{made['id']}/events")
    assert told["items"][0]["verb"] == "deal.moved" and told["items"][0]["via"] == "api"


def test_a_later_stage_needs_a_reason(program: Program, pipeline: Pipeline) -> None:
    late = pipeline.stages.order_by("position")[4]
    body: dict[str, Any] = {"title": "Old friend", "stage": late.pk}
    status, refused = program("POST", "/deals", body)
    assert (status, refused["code"]) == (409, "reason_needed") and not Deal.objects.exists()
    status, made = program("POST", "/deals", body | {"reason": "We met at the fair"})
    assert status == 201 and made["stage"] == late.pk


def test_hidden_fields_and_unlisted_sorts_are_refused(program: Program, deal: Deal) -> None:
    for body in (
        {"title": "x", "outcome": "won"},
        {"title": "x", "version": 9},
        {"title": "x", "is_staff": True},
    ):
        status, _problem = program("POST", "/deals", body)
        assert status == 422
    assert program("GET", "/deals?sort=owner__password")[0] == 400
    assert program("GET", "/deals?password=1")[0] == 400
    assert Deal.objects.count() == 1


def test_reza_of_another_team_finds_nothing(deal: Deal, reza: User) -> None:
    stranger = Program(reza)
    assert stranger("GET", f"/deals/{deal.pk}")[0] == 404
    assert stranger("PATCH", f"/deals/{deal.pk}", {"title": "Mine"})[0] == 404
    assert stranger("GET", "/deals")[1]["items"] == []
    deal.refresh_from_db()
    assert deal.title == "Pump station"


def test_the_board_sums_every_deal_and_shows_a_past_day(program: Program, deal: Deal) -> None:
    status, board = program("GET", f"/board?pipeline={deal.pipeline_id}")
    first = board["columns"][0]
    assert status == 200 and (first["count"], first["sum"]) == (1, 500_000_000)
    assert first["weighted_sum"] == 10_000_000 and first["cards"][0]["id"] == deal.pk
    status, before = program("GET", f"/board?pipeline={deal.pipeline_id}&as_of=2020-01-01")
    assert status == 200 and before["count"] == 0


def test_the_list_pages_by_cursor(program: Program, pipeline: Pipeline) -> None:
    for number in range(5):
        program("POST", "/deals", {"title": f"Deal {number}"})
    seen, cursor = [], ""
    while cursor is not None:
        _status, page = program("GET", f"/deals?limit=2&sort=title&cursor={cursor}")
        seen += [one["title"] for one in page["items"]]
        cursor = page["next"]
    assert seen == [f"Deal {number}" for number in range(5)]


def test_a_loss_asks_for_a_reason_and_can_be_reopened(program: Program, deal: Deal) -> None:
    status, problem = program("POST", f"/deals/{deal.pk}/closure", {"outcome": "lost"})
    assert status == 422 and "reason" in problem["errors"]
    _status, reasons = program("GET", "/lost-reasons")
    status, lost = program(
        "POST", f"/deals/{deal.pk}/closure", {"outcome": "lost", "reason": reasons[0]["id"]}
    )
    assert status == 201 and lost["outcome"] == "lost"
    status, again = program("DELETE", f"/deals/{deal.pk}/closure")
    assert status == 200 and again["outcome"] == "open"


def test_work_on_a_deal_in_the_bin_is_no_work(program: Program, deal: Deal) -> None:
    program("POST", "/activities", {"kind": "call", "deal": deal.pk, "done": True})
    program("POST", "/obstacles", {"deal": deal.pk, "kind": "budget", "note": "No money"})
    counts = [len(program("GET", path)[1]["items"]) for path in ("/activities", "/obstacles")]
    assert counts[0] and program("DELETE", f"/deals/{deal.pk}")[0] in (200, 204)
    assert program("GET", "/activities")[1]["items"] == [] == program("GET", "/obstacles")[1]["items"]
