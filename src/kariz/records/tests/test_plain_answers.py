"""What a program sends is used or refused, never passed over."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.records.models import Comment, SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def saras(client, sara):
    client.force_login(sara)
    return client


def post(client, address, body):
    return client.post(f"/api/v1/{address}", body, content_type="application/json")


def test_a_note_that_sara_sends_pinned_is_pinned(saras, sara):
    firm = companies.create(by=sara, name="Toos")
    note = {"subject_kind": "company", "subject_id": firm.pk, "body": "Pays late"}
    made = post(saras, "comments", note | {"pinned": True})
    assert made.status_code == 201 and made.json()["pinned"] is True
    assert Comment.objects.get().pinned_at
    assert post(saras, "comments", note | {"pined": True}).status_code == 422
    assert Comment.objects.count() == 1


def test_a_view_with_a_field_that_there_is_not_is_refused(saras):
    view = {"kind": "companies", "name": "Shiraz", "query": "city=Shiraz"}
    answer = post(saras, "views", view | {"pinned": True})
    assert answer.status_code == 422 and "pinned" in str(answer.json()) and not SavedView.objects.exists()
    made = post(saras, "views", view)
    assert made.status_code == 201 and made.json()["name"] == "Shiraz"
    assert [one["name"] for one in saras.get("/api/v1/views?kind=companies").json()] == ["Shiraz"]


def test_a_program_takes_a_company_and_a_person_out_of_the_bin(saras, sara):
    firm, una = companies.create(by=sara, name="Toos"), contacts.create(by=sara, name="Una")
    companies.delete(company=firm, by=sara)
    contacts.delete(contact=una, by=sara)
    assert post(saras, f"companies/{firm.pk}/restoration", {}).json()["name"] == "Toos"
    assert post(saras, f"contacts/{una.pk}/restoration", {}).status_code == 201
    assert saras.get(f"/api/v1/contacts/{una.pk}").status_code == 200
    assert post(saras, f"contacts/{una.pk}/restoration", {}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/forecast/",
        "/calendar/",
        "/deals/resting/",
        "/api/v1/deals",
        "/api/v1/contacts",
        "/api/v1/companies",
    ],
)
def test_what_knows_today_alone_says_so(saras, address):
    assert saras.get(address).status_code == 200
    answer = saras.get(address, {"as_of": "2026-09-01"})
    assert answer.status_code == 400
    if "/api/" in address:
        assert answer.json()["code"] == "today_only"
