"""Rows that somebody chose in a table are merged side by side."""

import json

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.records.models import BulkChange

HTMX = {"HX-Request": "true"}


@pytest.fixture
def pars(db):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="مینا", email="mina@example.com", role="administrator")


@pytest.fixture
def three(sara, pars):
    return [companies.create(by=sara, name=name) for name in ("کلینیک آرتا", "آرتا", "کلینیک تخصصی آرتا")]


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def ask(client, records, plural="companies", **more):
    given = {"action": "merge", "ids": ",".join(str(one.pk) for one in records), **more}
    return client.post(f"/tables/{plural}/bulk/", given, headers=HTMX)


def test_two_contacts_that_sara_chose_are_shown_side_by_side(sara, pars):
    two = [contacts.create(by=sara, name=name) for name in ("علی رضایی", "علی رضائی")]
    client = browser(sara)
    assert 'data-bulk="merge"' in client.get("/contacts/").content.decode()
    address = ask(client, two, "contacts").headers["HX-Redirect"]
    page = client.get(address).content.decode()
    assert page.count('name="survivor"') == 2
    client.post("/contacts/merge/", {"id": [one.pk for one in two], "survivor": two[1].pk})
    assert list(Contact.objects.filter(deleted_at=None)) == [two[1]]


def test_three_companies_become_one_in_one_go(sara, three):
    client = browser(sara)
    to = ask(client, [], whole="1", query="q=آرتا").headers["HX-Redirect"]
    assert client.get(to).content.decode().count('name="survivor"') == 3
    client.post("/companies/merge/", {"id": [one.pk for one in three], "survivor": three[2].pk})
    assert list(Company.objects.filter(deleted_at=None)) == [three[2]]


def test_one_row_or_more_than_20_are_told_how_many_can_be_merged(sara, three):
    client = browser(sara)
    answer = ask(client, three[:1])
    assert answer.status_code == 422 and "دست‌کم دو مورد" in answer.content.decode()
    assert "btn-primary" not in answer.content.decode()
    many = [companies.create(by=sara, name=f"شرکت {n}") for n in range(21)]
    answer = ask(client, many)
    assert answer.status_code == 422 and "حداکثر ۲۰ مورد" in answer.content.decode()


def test_vida_who_only_views_cannot_merge_and_reza_merges_nothing_of_saras(sara, reza, vida, three):
    assert 'data-bulk="merge"' not in browser(vida).get("/companies/").content.decode()
    assert ask(browser(vida), three).status_code == 403
    assert ask(browser(reza), three).status_code == 422
    assert Company.objects.filter(merged_into=None).count() == 3


def test_programs_merge_with_the_merges_of_a_company_and_not_as_a_bulk_change(sara, three):
    client = browser(sara)
    first, *others = [one.pk for one in three]
    given = {"kind": "companies", "action": "merge", "ids": [first, *others]}
    answer = client.post("/api/v1/bulk-changes", json.dumps(given), content_type="application/json")
    assert answer.status_code == 422 and "action" in json.dumps(answer.json())
    assert not BulkChange.objects.exists()
    answer = client.post(
        f"/api/v1/companies/{first}/merges", json.dumps({"others": others}), content_type="application/json"
    )
    assert answer.status_code == 201 and Company.objects.filter(deleted_at=None).count() == 1
