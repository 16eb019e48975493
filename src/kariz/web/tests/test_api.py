"""What every address of the API shares: problems, paging, idempotency."""

from __future__ import annotations

import json
from typing import Literal

import pytest
from django.db import OperationalError
from django.urls import path
from ninja import Query, Router, Schema

from kariz.access.models import Team, User
from kariz.web.api import make_api
from kariz.web.errors import FieldErrors, Stale
from kariz.web.models import IdempotencyKey
from kariz.web.paging import Page, PageParams, paginate

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

MINA = {"HTTP_X_USER": "Mina"}


def who(request):
    return User.objects.filter(name=request.headers.get("X-User", "")).first()


class TeamIn(Schema):
    name: str
    size: int = 1
    kind: Literal["sales", "service"] = "sales"


class TeamOut(Schema):
    id: int
    name: str


router = Router()


@router.post("/teams", response={201: TeamOut})
def make(request, payload: TeamIn):
    return 201, Team.objects.create(name=payload.name)


@router.get("/teams", response=Page[TeamOut])
def teams(request, page: Query[PageParams], order: str = "name"):
    return paginate(Team.objects.all(), page, order=[order])


@router.get("/users")
def users(request, page: Query[PageParams]):
    return paginate(User.objects.all(), page, order=["email"], item=lambda user: user.name)


class Locked(Exception):
    """As PostgreSQL's driver says it; SQLite has words only."""

    sqlstate = "55P03"


@router.post("/faults/{kind}")
def fault(request, kind: str):
    Team.objects.create(name="half done")
    match kind:
        case "stale":
            raise Stale(current=3)
        case "fields":
            raise FieldErrors({"name": ["Too short."], "size": ["Too big."]})
        case "locked":
            raise OperationalError("database is locked") from Locked()
        case "full":
            raise OperationalError("database or disk is full")
    raise RuntimeError("secret detail")


api = make_api(urls_namespace="test-api", auth=who)
api.add_router("", router)
urlpatterns = [path("api/v1/", api.urls)]
handler404 = "kariz.web.error_pages.page_not_found"


@pytest.fixture
def mina():
    return User.objects.create_user(name="Mina", email="mina@example.ir", language="en")


def post(client, address, body, **headers):
    return client.post(
        f"/api/v1{address}", json.dumps(body), content_type="application/json", **{**MINA, **headers}
    )


def problem(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert (found["status"], found["code"]) == (status, code)
    return found


def test_a_stranger_is_asked_for_a_token(client):
    response = client.get("/api/v1/teams")
    problem(response, 401, "unauthenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_the_field_at_fault_is_named(client, mina):
    found = problem(post(client, "/teams", {"size": "many", "kind": "circus"}), 422, "invalid")
    assert set(found["errors"]) == {"name", "size", "kind"}
    assert found["errors"]["name"] == ["This is required."]


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("stale", 409, "stale"),
        ("fields", 422, "invalid"),
        ("locked", 503, "busy"),
        ("full", 507, "disk_full"),
    ],
)
def test_every_fault_is_a_problem_document(client, mina, kind, status, code):
    found = problem(post(client, f"/faults/{kind}", {}), status, code)
    assert found["detail"]
    if kind == "stale":
        assert found["current"] == 3


def test_an_unexpected_error_tells_nothing_of_the_inside(client, mina):
    response = post(client, "/faults/other", {})
    problem(response, 500, "internal")
    assert b"secret detail" not in response.content


def test_unknown_addresses_methods_and_contents_are_problems_too(client, mina):
    problem(client.get("/api/v1/nothing", **MINA), 404, "not_found")
    refused = client.delete("/api/v1/teams", **MINA)
    problem(refused, 405, "method_not_allowed")
    assert "POST" in refused["Allow"]
    problem(
        client.post("/api/v1/teams", {"name": "x"}, content_type="text/plain", **MINA),
        415,
        "unsupported_media_type",
    )
    problem(client.post("/api/v1/teams", "{bad", content_type="application/json", **MINA), 400, "bad_json")


def test_a_list_is_read_page_by_page_without_gap_or_double(client, mina):
    for number in range(7):
        Team.objects.create(name=f"team {number}")
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get("/api/v1/teams", {"limit": 3, "cursor": cursor}, **MINA).json()
        seen += [row["name"] for row in answer["items"]]
        cursor = answer["next"]
    assert seen == [f"team {number}" for number in range(7)]


def test_empty_values_come_last_and_are_paged_too(client, mina):
    User.objects.bulk_create([User(name=f"Seller {n}", email=None) for n in range(3)])
    User.objects.create_user(name="Aida", email="aida@example.ir")
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get("/api/v1/users", {"limit": 2, "cursor": cursor}, **MINA).json()
        seen, cursor = seen + answer["items"], answer["next"]
    assert seen == ["Aida", "Mina", "Seller 0", "Seller 1", "Seller 2"]


def test_a_cursor_that_was_made_up_or_is_of_another_order_is_refused(client, mina):
    for number in range(3):
        Team.objects.create(name=f"team {number}")
    good = client.get("/api/v1/teams", {"limit": 1}, **MINA).json()["next"]
    problem(client.get("/api/v1/teams", {"cursor": "nonsense"}, **MINA), 400, "bad_cursor")
    problem(client.get("/api/v1/teams", {"cursor": good, "order": "-name"}, **MINA), 400, "bad_cursor")
    problem(client.get("/api/v1/teams", {"limit": 201}, **MINA), 422, "invalid")


def test_a_post_sent_twice_with_its_key_has_one_effect_and_one_answer(client, mina):
    first = post(client, "/teams", {"name": "North"}, HTTP_IDEMPOTENCY_KEY="k1")
    second = post(client, "/teams", {"name": "North"}, HTTP_IDEMPOTENCY_KEY="k1")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert Team.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(client, mina):
    post(client, "/teams", {"name": "North"}, HTTP_IDEMPOTENCY_KEY="k1")
    problem(
        post(client, "/teams", {"name": "South"}, HTTP_IDEMPOTENCY_KEY="k1"), 422, "idempotency_key_reused"
    )
    assert Team.objects.count() == 1


def test_keys_of_two_people_do_not_meet(client, mina):
    User.objects.create_user(name="Sara", email="sara@example.ir")
    post(client, "/teams", {"name": "North"}, HTTP_IDEMPOTENCY_KEY="k1")
    assert (
        post(client, "/teams", {"name": "South"}, HTTP_IDEMPOTENCY_KEY="k1", HTTP_X_USER="Sara").status_code
        == 201
    )


def test_a_fault_of_ours_is_not_kept_and_leaves_no_half_effect(client, mina):
    post(client, "/faults/other", {}, HTTP_IDEMPOTENCY_KEY="k1")
    assert not Team.objects.exists()
    assert not IdempotencyKey.objects.exists()


def test_a_stranger_keeps_no_key(client):
    problem(
        post(client, "/teams", {"name": "North"}, HTTP_IDEMPOTENCY_KEY="k1", HTTP_X_USER="Nobody"),
        401,
        "unauthenticated",
    )
    assert not IdempotencyKey.objects.exists()


def test_a_persian_user_reads_the_error_in_persian(client, mina):
    User.objects.filter(pk=mina.pk).update(language="fa")
    assert problem(post(client, "/faults/locked", {}), 503, "busy")["title"]
