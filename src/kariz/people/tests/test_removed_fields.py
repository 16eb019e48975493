"""A custom field that is removed is missed by views and profiles: this is said before, and they go on without it."""

import json
from urllib.parse import urlencode

import pytest

from kariz.people.actions import companies, profiles
from kariz.records.actions import custom_fields, saved_views

pytestmark = pytest.mark.django_db


@pytest.fixture
def tier(admin):
    return custom_fields.create(subject="company", label="Tier", type="text", key="tier", by=admin)


@pytest.fixture
def firms(admin, reza, tier):
    reza.role = "seller"
    reza.save()
    companies.create(by=admin, name="Toos", owner=reza.pk, city="Mashhad", custom={"tier": "Gold"})
    companies.create(by=admin, name="Nikan", owner=reza.pk, city="Tehran", custom={"tier": "Silver"})


def start_of_sellers(admin, query, kind="companies", name="Gold ones"):
    view = saved_views.create(kind=kind, name=name, query=query, shared=True, by=admin)
    saved_views.set_role_default(kind=kind, role="seller", view=view, by=admin)
    return view


def rule(*leaves, word="all"):
    return urlencode({"f": json.dumps({word: list(leaves)})})


TIER = {"field": "custom.tier", "op": "=", "value": "Gold"}
CITY = {"field": "city", "op": "=", "value": "Tehran"}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_mina_reads_which_views_and_profiles_ask_for_a_field_before_she_removes_it(
    admin, tier, firms, client, language
):
    admin.language = language
    admin.save()
    start_of_sellers(admin, "custom.tier=Gold")
    part = {"name": "Gold", "weight": "must", "rule": TIER}
    profiles.create(kind="company", name="Best ones", parts=[part], by=admin)
    client.force_login(admin)
    page = client.get("/settings/fields/?kind=company").content.decode()
    asked = page[page.index("data-confirm=") :]
    assert "Gold ones" in asked and "Best ones" in asked
    assert {"en": "start view", "fa": "نمای شروع"}[language] in asked
    [listed] = client.get("/api/v1/custom-fields?subject=company").json()
    assert len(listed["asked_by"]) == 2


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("custom.tier=Gold", {"Toos", "Nikan"}),
        ("custom.tier__in=Gold&city=Tehran", {"Nikan"}),
        (rule(TIER, CITY), {"Nikan"}),
        (rule({"not": TIER}), {"Toos", "Nikan"}),
        ("sort=-custom.tier,name&group=custom.tier", {"Toos", "Nikan"}),
    ],
)
def test_the_list_of_every_seller_opens_without_a_field_that_is_gone_and_says_so(
    admin, reza, tier, firms, client, query, left
):
    start_of_sellers(admin, query)
    custom_fields.remove(field=tier, by=admin)
    client.force_login(reza)
    answer = client.get("/companies/", follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Tier" in page
    assert {name for name in ("Toos", "Nikan") if name in page} == left


def test_a_list_of_deals_opens_without_a_removed_field_of_the_company(admin, tier, client, pipeline):
    start_of_sellers(admin, "company.custom.tier=Gold", kind="deals")
    custom_fields.remove(field=tier, by=admin)
    client.force_login(admin)
    assert client.get("/deals/?company.custom.tier=Gold", follow=True).status_code == 200
    assert client.get("/contacts/?company.custom.tier=Gold", follow=True).status_code == 200


def test_a_program_is_told_which_field_is_gone(admin, tier, client):
    custom_fields.remove(field=tier, by=admin)
    client.force_login(admin)
    answer = client.get("/api/v1/companies?custom.tier=Gold")
    assert answer.status_code == 400 and "custom.tier" in str(answer.json())
    assert client.get("/companies/?custom.nothing=1").status_code == 400
