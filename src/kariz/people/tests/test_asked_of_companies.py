"""Which companies have no phone, address or economic code yet can be asked, by page, API and profiles."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from kariz.people.actions import companies, contacts, profiles
from kariz.people.queries.profiles import asking
from kariz.rules import fields
from kariz.rules.conditions import to_json
from kariz.rules.explain import is_met
from kariz.rules.url import from_query

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


ASKED = [
    ("phone", "02188001001"),
    ("phone", "۰۲۱ ۸۸۰۰ ۱۰۰۱"),
    ("phone", "021-8800 1001"),
    ("phone", "+98 21 8800 1001"),
    ("phone__contains", "88001001"),
    ("phone__contains", "۸۸۰۰"),
    ("phone__contains", "0218800"),
    ("phone__starts_with", "021"),
    ("phone__in", "02188001001,02111111111"),
    ("address__contains", "علی آباد"),
    ("address__contains", "عَلى آباد"),
    ("address__contains", "12"),
    ("address__contains", "۱۲ (شمالی)"),
    ("address__starts_with", "خیابان  علی"),
    ("address", "خیابان علی آباد، پلاک 12 (شمالي) UNIT 2"),
    ("economic_code", "411122233344"),
    ("economic_code", "۴۱۱۱۲۲۲۳۳۳۴۴"),
    ("economic_code__contains", "۲۲۲۳۳۳"),
    ("economic_code", "4111-2223-3344"),
    ("national_id__starts_with", "۱۰۱۰"),
]


def test_sara_finds_toos_by_its_numbers_and_its_street_however_she_types_them(client, sara):
    toos = companies.create(
        by=sara,
        name="Toos",
        phone="021-8800 1001",
        address="خیابان علي آباد، پلاک ۱۲ (شمالی) unit 2",
        economic_code="۴۱۱۱۲۲۲۳۳۳۴۴",
        national_id="10101234567",
    )
    companies.create(
        by=sara,
        name="Nikan",
        phone="داخلی ۵",
        address="خیابان سعدی، پلاک ۳",
        economic_code="999988887777",
        national_id="14001234567",
    )
    client.force_login(sara)
    for asked, typed in ASKED:
        answer = client.get("/api/v1/companies", {asked: typed})
        assert [one["name"] for one in answer.json()["items"]] == ["Toos"], (asked, typed)
        rule = to_json(from_query(QueryDict(urlencode({asked: typed})), subject="company"))
        assert is_met(rule, toos, subject="company"), (asked, typed)


def test_what_is_not_in_them_is_not_found(client, sara):
    toos = companies.create(
        by=sara, name="Toos", phone="021-8800 1001", address="خیابان علی", national_id="x1"
    )
    una = contacts.create(by=sara, name="Una Park")
    client.force_login(sara)
    for asked, typed in (("phone", "8800"), ("phone__contains", "x"), ("address__contains", "ع.ی")):
        assert client.get("/api/v1/companies", {asked: typed}).json()["items"] == []
        rule = to_json(from_query(QueryDict(urlencode({asked: typed})), subject="company"))
        assert not is_met(rule, toos, subject="company")
    companies.create(by=sara, name="Lune", address="Rue du Café 3")
    [lune] = client.get("/api/v1/companies", {"address__contains": "café"}).json()["items"]
    assert lune["name"] == "Lune"
    answer = client.get("/api/v1/contacts", {"company.phone__ne": "02188001001"})
    assert [one["id"] for one in answer.json()["items"]] == [una.pk]
