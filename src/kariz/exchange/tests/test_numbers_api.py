"""Programs read, ask for and say the numbers that contacts and companies have in other systems."""

from typing import Any

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.exchange.models import ExternalRef
from kariz.people.actions.merging import merge
from kariz.people.models import Company, Contact

pytestmark = pytest.mark.django_db


class Program:
    """What somebody's program asks and says."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, address: str) -> Any:
        return self.client.get(address)

    def post(self, address: str, data: dict[str, str]) -> Any:
        return self.client.post(address, data, content_type="application/json")


@pytest.fixture
def api(sara) -> Program:
    return Program(sara)


@pytest.mark.parametrize("kind", ["contacts", "companies"])
def test_a_program_says_the_number_of_what_it_makes_and_finds_it_again(api, kind) -> None:
    made = api.post(f"/api/v1/{kind}", {"name": "نیکان", "external_id": " C-۱۷ "})
    assert made.status_code == 201 and made.json()["external_id"] == "C-17"
    found = api.get(f"/api/v1/{kind}?external_id=C-17").json()["items"]
    assert [(one["id"], one["external_ids"]) for one in found] == [
        (made.json()["id"], [{"id": "C-17", "system": ""}])
    ]
    assert api.get(f"/api/v1/{kind}?external_id=C-18").json()["items"] == []
    assert [one["id"] for one in api.get(f"/api/v1/{kind}?q=C-17").json()["items"]] == [made.json()["id"]]


def test_a_number_that_another_has_is_refused_and_nothing_is_made(api) -> None:
    api.post("/api/v1/contacts", {"name": "علی", "external_id": "C-17"})
    again = api.post("/api/v1/contacts", {"name": "زهرا", "external_id": "C-17"})
    assert again.status_code == 422 and "external_id" in again.content.decode()
    assert Contact.objects.count() == 1
    assert api.post("/api/v1/companies", {"name": "نیکان", "external_id": "C-17"}).status_code == 201


def test_the_number_of_what_was_removed_for_good_is_free_again(api, sara) -> None:
    gone = api.post("/api/v1/companies", {"name": "نیکان", "external_id": "C-17"}).json()["id"]
    Company.objects.filter(pk=gone).delete()
    made = api.post("/api/v1/companies", {"name": "نیکان", "external_id": "C-17"})
    assert made.status_code == 201
    assert ExternalRef.objects.get().record_id == made.json()["id"]


def test_the_survivor_of_a_merge_is_found_by_both_numbers(api, sara) -> None:
    one, two = (
        api.post("/api/v1/companies", {"name": f"نیکان {n}", "external_id": f"C-{n}"}).json()["id"]
        for n in (1, 2)
    )
    first, second = Company.objects.get(pk=one), Company.objects.get(pk=two)
    merge(survivor=first, others=[second], by=sara)
    for number in ("C-1", "C-2"):
        found = api.get(f"/api/v1/companies?external_id={number}").json()["items"]
        assert [one["id"] for one in found] == [first.pk]
    assert [each["id"] for each in api.get(f"/api/v1/companies/{first.pk}").json()["external_ids"]] == [
        "C-1",
        "C-2",
    ]


def test_reza_finds_nobody_of_others_by_a_number(api, reza) -> None:
    api.post("/api/v1/contacts", {"name": "علی", "external_id": "C-17"})
    assert Program(reza).get("/api/v1/contacts?external_id=C-17").json()["items"] == []


def test_the_list_reads_the_numbers_of_a_page_at_once(api, sara, django_assert_max_num_queries) -> None:
    for n in range(12):
        api.post("/api/v1/contacts", {"name": f"علی {n}", "external_id": f"C-{n}"})
    api.get("/api/v1/contacts")
    with django_assert_max_num_queries(12):
        assert len(api.get("/api/v1/contacts").json()["items"]) == 12


def test_the_number_is_written_down_in_the_description_of_the_api(api) -> None:
    paths = api.get("/api/v1/openapi.json").json()
    asked = {one["name"] for one in paths["paths"]["/api/v1/contacts"]["get"]["parameters"]}
    assert "external_id" in asked
    assert "external_id" in paths["components"]["schemas"]["CompanyNew"]["properties"]
    assert "external_id" not in paths["components"]["schemas"]["CompanyPatch"]["properties"]


def test_a_number_has_no_marks_that_nobody_sees(api) -> None:
    made = api.post("/api/v1/contacts", {"name": "علی", "external_id": "C\u200e-\u200f17\n9"})
    assert made.status_code == 201 and made.json()["external_id"] == "C - 17 9"
    assert len(api.get("/api/v1/contacts?external_id=C%20-%2017%0A9").json()["items"]) == 1
    assert (
        api.post("/api/v1/contacts", {"name": "زهرا", "external_id": "\u200f"}).json()["external_ids"] == []
    )
