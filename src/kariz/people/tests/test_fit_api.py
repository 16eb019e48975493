"""Ideal customers and personas, by programs."""

import json

import pytest
from django.test import Client

from kariz.access.actions import tokens
from kariz.access.models import ApiToken, User
from kariz.people.actions import companies, fit
from kariz.people.models import Company, Profile

LARGE = {"weight": "must", "rule": {"field": "size", "op": ">=", "value": 50}}
TEHRAN = {"weight": "nice", "rule": {"field": "city", "op": "=", "value": "تهران"}}


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="Mina", email="mina@example.com", role="manager", language="en")


def program_of(user, secret=""):
    secret = secret or tokens.create(name="test", scope=ApiToken.Scope.WRITE, by=user).secret
    client = Client(HTTP_AUTHORIZATION=f"Bearer {secret}")

    def call(method, path, data=None):
        answer = client.generic(
            method, f"/api/v1{path}", json.dumps(data or {}), content_type="application/json"
        )
        return answer.status_code, json.loads(answer.content or "null")

    return call


@pytest.fixture
def call(mina):
    return program_of(mina)


def test_a_profile_is_made_looked_at_changed_and_retired(call, sara):
    companies.create_many(by=sara, rows=[{"name": "Nikan", "size": 80}, {"name": "Small", "size": 5}])
    status, looked = call("POST", "/profiles/preview", {"kind": "company", "parts": [LARGE]})
    assert status == 200 and looked["moved"] == 2 and looked["bands"]["strong"] == 1
    assert looked["moves"][0]["examples"][0]["name"] in ("Nikan", "Small")
    status, made = call("POST", "/profiles", {"kind": "company", "name": "Factories", "parts": [LARGE]})
    assert status == 201 and made["parts"][0]["rule"] == LARGE["rule"]
    status, told = call("PATCH", f"/profiles/{made['id']}", {"parts": [LARGE, TEHRAN], "version": 1})
    assert status == 200 and told["version"] == 2
    assert call("PATCH", f"/profiles/{made['id']}", {"name": "Old", "version": 1})[0] == 409
    assert call("DELETE", f"/profiles/{made['id']}")[0] == 204
    assert call("GET", "/profiles")[1] == []
    assert call("POST", f"/profiles/{made['id']}/restore")[1]["retired_at"] is None


def test_a_company_carries_its_match_and_tells_why(call, sara, mina):
    call("POST", "/profiles", {"kind": "company", "name": "Factories", "parts": [LARGE, TEHRAN]})
    nikan = companies.create(by=sara, name="Nikan", size=80)
    fit.work_all()
    record = call("GET", f"/companies/{nikan.pk}")[1]
    assert (record["fit"]["score"], record["fit"]["band"]) == (80, "strong")
    (why,) = call("GET", f"/companies/{nikan.pk}/fit")[1]
    assert [part["state"] for part in why["parts"]] == ["met", "unknown"]
    assert why["possible"] == 100 and why["known"] == 80
    assert call("GET", "/profiles/gaps/company")[1]["items"][0]["fields"] == ["city"]
    rule = json.dumps({"field": "fit", "op": ">=", "value": 70})
    assert [one["name"] for one in call("GET", f"/companies?f={rule}")[1]["items"]] == ["Nikan"]
    (run,) = call("GET", "/profiles/runs")[1]
    assert (run["kind"], run["state"], run["done"]) == ("company", "done", 1)


def test_wrong_parts_are_named(call):
    bad = [{"weight": "heavy", "rule": {"field": "password", "op": "=", "value": 1}}, {"rule": {}}]
    status, told = call("POST", "/profiles", {"kind": "company", "name": "", "parts": bad})
    assert status == 422
    assert {"name", "parts.0.weight", "parts.0.rule", "parts.1.rule"} <= set(told["errors"])
    assert not Profile.objects.exists()


def test_a_profile_cannot_ask_for_its_own_answer(call):
    circle = [{"rule": {"field": "fit", "op": ">", "value": 10}}]
    assert call("POST", "/profiles/preview", {"kind": "company", "parts": circle})[0] == 422


def test_sara_who_sells_reads_and_changes_no_profile(sara):
    program = program_of(sara)
    assert program("GET", "/profiles")[0] == 200
    for method, path, data in (
        ("POST", "/profiles", {"kind": "company", "name": "x", "parts": [LARGE]}),
        ("POST", "/profiles/preview", {"kind": "company", "parts": [LARGE]}),
        ("GET", "/profiles/wins/company", None),
    ):
        assert program(method, path, data)[0] == 403
    assert not Profile.objects.exists() and not Company.objects.exists()
