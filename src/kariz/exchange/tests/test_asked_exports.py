"""An export by the API is what its address asks for: filter, order and columns, and nothing is passed over."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals, obstacles, products

pytestmark = pytest.mark.django_db
API = "/api/v1/exports/"


@pytest.fixture
def house(admin, pipeline, client):
    admin.language = "en"
    admin.save()
    for name, city, size in (("Toos", "مشهد", 30), ("Nikan", "تهران", 20), ("Arta", "مشهد", 10)):
        companies.create(by=admin, name=name, city=city, size=size)
    client.force_login(admin)
    return admin


def read(client, address, door=API):
    answer = client.get(door + address)
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def column(rows, name):
    return [row[name] for row in rows]


@pytest.mark.parametrize("door", [API, "/exports/"])
def test_companies_of_mashhad_are_sent_and_no_others(client, house, door):
    rows = read(client, "companies.csv?city=مشهد", door)
    assert column(rows, "Company") == ["Toos", "Arta"]
    assert len(rows[0]) > 10


def test_a_program_gets_the_order_and_the_columns_that_it_names(client, house):
    rows = read(client, "companies.csv?size__gte=10&sort=-name&columns=name,city")
    assert column(rows, "Company") == ["Toos", "Nikan", "Arta"] and len(rows[0]) == 3
    assert column(read(client, "companies.csv?sort=name"), "Company") == ["Arta", "Nikan", "Toos"]


def test_people_and_deals_are_narrowed_by_the_fields_of_their_lists(client, house, pipeline):
    contacts.create(by=house, name="Una", role="champion")
    contacts.create(by=house, name="Omid", role="blocker")
    for title, amount in (("Pump", 10), ("Pipe", 900)):
        deals.create(new=deals.NewDeal(title, pipeline, owner=house, amount=amount), by=house)
    assert column(read(client, "contacts.csv?role=champion"), "Person's name") == ["Una"]
    assert column(read(client, "deals.csv?amount__gte=500&columns=title"), "Deal title") == ["Pipe"]


def test_activities_obstacles_and_products_are_asked_as_their_lists(client, house, pipeline, sara):
    deal = deals.create(new=deals.NewDeal("Pump", pipeline, owner=house), by=house)
    due = timezone.now() + timedelta(days=1)
    for subject, owner in (("Ring Una", house), ("Write to Una", sara)):
        activities.plan(by=house, deal=deal, kind="call", name=subject, due_at=due, owner=owner)
    opened = obstacles.open_obstacle(by=house, deal=deal, text="No budget")
    product = products.create(by=house, name="PS-50", code="PS-50")
    assert column(read(client, f"activities.csv?done=false&owner={sara.pk}"), "Activity") == ["Write to Una"]
    assert read(client, "activities.csv?done=true") == []
    assert len(read(client, f"obstacles.csv?open=true&deal={deal.pk}")) == 1 and opened
    assert read(client, "products.csv?retired=true") == [] and product


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("companies.csv?town=مشهد", "town"),
        ("companies.csv?limit=5", "limit"),
        ("companies.csv?columns=name,town", "town"),
        ("companies.csv?shown=1&columns=name,town", "town"),
        ("companies.csv?sort=town", "town"),
        ("companies.csv?bin=1&town=x", "town"),
        ("deals.csv?stge=3", "stge"),
        ("activities.csv?status=open", "status"),
        ("activities.csv?owner=sara", "owner"),
        ("activities.csv?columns=subject", "columns"),
        ("products.csv?sort=name", "sort"),
    ],
)
def test_what_nobody_can_ask_is_refused_by_its_name(client, house, address, name):
    answer = client.get(API + address)
    assert answer.status_code == 400
    assert name in str(answer.json())
