"""Which companies have no phone, address or economic code yet can be asked, by page, API and profiles."""

import pytest

from kariz.people.actions import companies, profiles
from kariz.people.queries.profiles import asking
from kariz.rules import fields

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["phone", "address", "economic_code"])
def test_sara_finds_the_companies_that_lack_it_and_those_that_have_it(client, sara, name):
    companies.create(by=sara, name="Toos", **{name: "411112345678"})
    companies.create(by=sara, name="Nikan")
    client.force_login(sara)
    for asked, left in (("1", ["Nikan"]), ("0", ["Toos"])):
        answer = client.get(f"/api/v1/companies?{name}__is_empty={asked}")
        assert [one["name"] for one in answer.json()["items"]] == left
        page = client.get(f"/companies/?{name}__is_empty={asked}").content.decode()
        assert [one for one in ("Nikan", "Toos") if one in page] == left


def test_an_ideal_customer_can_be_asked_for_a_phone(admin):
    part = {"name": "Can be rung", "weight": "nice", "rule": {"not": {"field": "phone", "op": "is_empty"}}}
    profiles.create(kind="company", name="Reachable", parts=[part], by=admin)
    assert "phone" in fields.all_of("icp") and asking("company") == {}
