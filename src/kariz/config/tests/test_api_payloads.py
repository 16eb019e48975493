"""No body, number or question makes the API stumble: it answers, and says what is wrong."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kariz.access.actions import tokens
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals, obstacles, products
from kariz.records.actions import comments

NASTY: list[Any] = [
    None,
    "",
    " ",
    "x" * 5000,
    "\x00",
    "a\ud800",
    "‮<script>alert(1)</script>",
    "=1+1",
    0,
    -1,
    2**31,
    2**63,
    2**70,
    1e308,
    True,
    [],
    {},
    [None],
    [2**70],
    {"a": {"b": [1]}},
    "9999-12-31",
    "0000-00-00",
    "2026-11-24T25:00:00Z",
    "0001-01-01T00:00:00+14:00",
    {"\x00": "a\ud800"},
]
QUERIES = {
    "limit": ["0", "-1", "abc", str(2**70)],
    "cursor": ["abc", "00" * 500, "%00"],
    "sort": ["owner__password", "-id", "\x00"],
    "q": ["\x00", "x" * 3000, "%"],
    "f": ["{", "[" * 5000, '{"all": 5}', '{"field": "title", "op": "contains", "value": null}'],
    "as_of": ["0000-00-00", "9999-12-31T23:59:59Z", "x"],
    "pipeline": ["abc", str(2**70), "-1"],
    "owner": ["abc", str(2**70)],
    "amount__gte": ["abc", str(2**70)],
}


@pytest.fixture
def api(admin, pipeline, db):
    """Calls the API as an administrator, each call in a transaction that is taken back."""
    company = companies.create(by=admin, name="آبسان")
    contact = contacts.create(by=admin, name="مریم رضایی", company=company)
    deal = deals.create(
        new=deals.NewDeal(title="پمپ", pipeline=pipeline, owner=admin, company=company), by=admin
    )
    activities.plan(by=admin, deal=deal, kind="call", name="تماس", due_at=timezone.now() + timedelta(days=1))
    obstacles.open_obstacle(deal=deal, by=admin, text="بودجه")
    products.create(by=admin, name="پمپ", price=1000)
    comments.create(subject=("deal", deal.pk), body="سلام", by=admin)
    secret = tokens.create(name="fuzz", scope="admin", by=admin).secret
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"})
    ids = {
        "deal": deal.pk,
        "company": company.pk,
        "contact": contact.pk,
        "pipeline": pipeline.pk,
        "stage": deal.stage_id,
    }

    def call(method: str, path: str, body: Any = None) -> int:
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        with transaction.atomic():
            status = getattr(client, method)(path, **data).status_code
            transaction.set_rollback(True)
        return status

    call.ids = ids  # type: ignore[attr-defined]
    call.schema = client.get("/api/v1/openapi.json").json()  # type: ignore[attr-defined]
    return call


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        part = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
    return part


def valid(schema: dict[str, Any], part: dict[str, Any], name: str, ids: dict[str, int]) -> Any:
    """A value that the schema takes, pointing at records that exist."""
    part = resolved(schema, part)
    if name in ids:
        return ids[name]
    if "anyOf" in part:
        return valid(schema, part["anyOf"][0], name, ids)
    if "default" in part:
        return part["default"]
    if "enum" in part:
        return part["enum"][0]
    kinds = {"string": "x", "integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}
    if part.get("format") == "date":
        return "2027-01-01"
    if part.get("format") == "date-time":
        return "2027-01-01T09:00:00Z"
    return kinds.get(part.get("type", "string"), "x")


def body_of(schema: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return resolved(schema, content["schema"]) if content else None


def filled(path: str, ids: dict[str, int], wild: str = "") -> str:
    for part in path.split("/"):
        if part.startswith("{"):
            name = part.strip("{}").removesuffix("_id")
            path = path.replace(part, wild or str(ids.get(name, 1)))
    return path


def test_no_value_of_any_field_makes_the_api_stumble(api):
    schema, ids, stumbled = api.schema, api.ids, []
    for method, path, operation in operations(schema):
        shape = body_of(schema, operation)
        if shape is None or "properties" not in shape:
            continue
        fields = shape["properties"]
        needed = shape.get("required", [])
        base = {name: valid(schema, fields[name], name, ids) for name in needed}
        for name in fields:
            for value in NASTY:
                if api(method, filled(path, ids), base | {name: value}) >= 500:
                    stumbled.append(f"{method} {path} {name}={str(value)[:40]!r}")
    assert not stumbled, "\n".join(stumbled)


def test_no_question_and_no_number_makes_the_api_stumble(api):
    schema, stumbled = api.schema, []
    for method, path, _operation in operations(schema):
        for wild in ("0", "-1", str(2**63), str(2**70), "abc", "%00"):
            if "{" in path and method in ("get", "delete") and api(method, filled(path, {}, wild)) >= 500:
                stumbled.append(f"{method} {path} {wild}")
        if method != "get":
            continue
        for name, values in QUERIES.items():
            for value in values:
                if api("get", f"{filled(path, api.ids)}?{name}={value}") >= 500:
                    stumbled.append(f"{path}?{name}={value[:40]!r}")
    assert not stumbled, "\n".join(stumbled)


def test_bodies_that_are_no_objects_are_refused(api):
    schema, stumbled = api.schema, []
    for method, path, operation in operations(schema):
        if body_of(schema, operation) is None:
            continue
        for body in (None, 5, "x", [], [[]] * 50):
            if api(method, filled(path, api.ids), body if body is not None else "null") >= 500:
                stumbled.append(f"{method} {path} {str(body)[:30]}")
    assert not stumbled, "\n".join(stumbled)


def test_an_upload_without_its_boundary_is_refused(admin, pipeline):
    secret = tokens.create(name="fuzz", scope="admin", by=admin).secret
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"})
    for path in ("/api/v1/files", "/api/v1/imports"):
        assert client.post(path, b"x", content_type="multipart/form-data").status_code == 400


PAGES = (
    "/board/{pipeline}/",
    "/board/{pipeline}/changes/",
    "/board/{pipeline}/filter/",
    "/deals/",
    "/deals/{deal}/",
    "/deals/{deal}/timeline/",
    "/deals/resting/",
    "/deals/bin/",
    "/calendar/",
    "/forecast/",
    "/activities/",
    "/contacts/",
    "/companies/",
    "/search/",
    "/imports/",
    "/views/",
    "/exports/deals.csv",
    "/exports/contacts.csv",
    "/settings/products/",
)
ASKED = QUERIES | {
    "page": ["-1", "abc"],
    "month": ["1405-13", "0-0", "99999-1", "x"],
    "day": ["0000-00-00", "x"],
    "columns": ["password", "title,title", ","],
    "quick": ["x"],
    "group": ["owner__password"],
    "view": ["-1", str(2**70), "x"],
    "after": ["x", "1.2.3", f"{2**70}.1"],
    "before": [str(2**70), "-1", "²"],
    "kind": ["x", "../etc"],
    "shown": ["1"],
    "part": ["x"],
    "select": ["x"],
}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_address_makes_a_page_stumble(api, admin, language):
    type(admin).objects.filter(pk=admin.pk).update(language=language)
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    stumbled = []
    for page in PAGES:
        for name, values in ASKED.items():
            for value in values:
                if client.get(page.format(**api.ids), {name: value}).status_code >= 500:
                    stumbled.append(f"{page}?{name}={value[:40]!r}")
    assert not stumbled, "\n".join(stumbled)
