"""Calls, tasks, obstacles and products as files, from the pages that list them and by programs."""

import csv
import io
from datetime import timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, closures, deals, obstacles, products
from kariz.pipeline.models import LostReason
from kariz.reading.columns.guessing import guess_mapping

pytestmark = pytest.mark.django_db
API = "/api/v1/exports/"


@pytest.fixture
def house(sara, ali, pipeline, client):
    """Sara's team, with calls and tasks of two people; one is on a deal that is lost, one on a deal in the bin."""
    sara.language = "en"
    sara.save()
    due = timezone.now() + timedelta(days=1)
    pump, lost, gone = (
        deals.create(new=deals.NewDeal(title, pipeline, owner=sara), by=sara)
        for title in ("Pump", "Lost", "Gone")
    )
    for deal, kind, name, owner in (
        (pump, "call", "Ring Una", sara),
        (pump, "task", "Write to Una", ali),
        (lost, "call", "Ring the lost one", sara),
        (gone, "call", "Ring the gone one", sara),
    ):
        activities.plan(by=sara, deal=deal, kind=kind, name=name, due_at=due, owner=owner)
    activities.log_done(by=sara, deal=pump, kind="call", name="Rang already")
    closures.lose(deal=lost, by=sara, lost_reason=LostReason.objects.first())
    deals.delete(deal=gone, by=sara)
    client.force_login(sara)
    return pump


def read(client, address, column):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    rows = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    return sorted(row[column] for row in rows)


def test_sara_takes_what_waits_from_her_page_of_today(client, house, sara, ali):
    page = client.get("/activities/").content.decode()
    address = f"/exports/activities.csv?waiting=1&amp;owner={sara.pk}"
    assert address in page and f"/exports/activities.xlsx?owner={sara.pk}" in page
    got = read(client, address.replace("&amp;", "&"), "Activity")
    assert "Ring Una" in got
    assert not {"Write to Una", "Ring the lost one", "Ring the gone one", "Rang already"} & set(got)
    everybody = client.get("/activities/?owner=all").content.decode()
    assert '/exports/activities.csv?waiting=1"' in everybody
    assert "Write to Una" in read(client, "/exports/activities.csv?waiting=1", "Activity")


@pytest.mark.parametrize("door", [API, "/exports/"])
def test_calls_are_narrowed_by_kind_owner_and_whose_they_are(client, house, sara, ali, door):
    calls = read(client, f"{door}activities.csv?kind=call&deal={house.pk}", "Activity")
    assert "Ring Una" in calls and "Rang already" in calls and "Write to Una" not in calls
    assert "Write to Una" in read(client, f"{door}activities.csv?kind=call,task&owner={ali.pk}", "Activity")
    assert "Ring the gone one" not in read(client, f"{door}activities.csv", "Activity")
    una = contacts.create(by=sara, name="Una")
    toos = companies.create(by=sara, name="Toos")
    activities.plan(by=sara, kind="call", name="About the pump", contact=una)
    activities.plan(by=sara, kind="call", name="About the pipe", company=toos)
    assert read(client, f"{door}activities.csv?contact={una.pk}", "Activity") == ["About the pump"]
    assert read(client, f"{door}activities.csv?company={toos.pk}", "Activity") == ["About the pipe"]
    answer = client.get(f"{door}activities.csv?kind=dance")
    assert answer.status_code == 400 and "call" in answer.content.decode()


def test_the_api_lists_the_same_activities(client, house, sara, ali):
    def names(query):
        return {one["name"] for one in client.get(f"/api/v1/activities?limit=200&{query}").json()["items"]}

    for query in ("waiting=1", "waiting=0", "kind=call,task", f"owner={ali.pk}&kind=task"):
        assert names(query) == set(read(client, f"{API}activities.csv?{query}", "Activity"))
    answer = client.get("/api/v1/activities?kind=dance")
    assert answer.status_code == 400 and answer.json()["code"] == "bad_filter"


def test_what_belongs_to_nothing_is_taken_from_its_page(client, house, sara):
    assert "?loose=1" not in client.get("/activities/loose/").content.decode()
    activities.plan(by=sara, kind="call", name="Whose is it")
    assert "/exports/activities.xlsx?loose=1" in client.get("/activities/loose/").content.decode()
    assert read(client, "/exports/activities.csv?loose=1", "Activity") == ["Whose is it"]


def test_products_that_the_page_finds_are_taken(client, house, admin):
    for name in ("پمپ آب", "Pipe"):
        products.create(by=admin, name=name, price=10)
    page = client.get("/settings/products/", {"q": "پمپ"}).content.decode()
    address = f"/exports/products.csv?q={quote('پمپ')}"
    assert address in page
    assert read(client, address, "Product") == ["پمپ آب"]
    assert '/exports/products.csv"' in client.get("/settings/products/").content.decode()
    found = client.get("/api/v1/products", {"q": "پمپ"}).json()["items"]
    assert [one["name"] for one in found] == ["پمپ آب"]


def test_obstacles_are_narrowed_by_owner_and_kind(client, house, sara, ali):
    obstacles.open_obstacle(by=sara, deal=house, text="No budget", kind="budget", owner=ali)
    obstacles.open_obstacle(by=sara, deal=house, text="No time", kind="other", owner=sara)
    for door in (API, "/exports/"):
        assert read(client, f"{door}obstacles.csv?owner={ali.pk}", "Obstacle") == ["No budget"]
        assert read(client, f"{door}obstacles.csv?kind=other&open=1", "Obstacle") == ["No time"]
    listed = client.get(f"/api/v1/obstacles?owner={sara.pk}&kind=other").json()["items"]
    assert [one["text"] for one in listed] == ["No time"]


def test_the_hour_of_a_call_is_in_the_file_in_a_column_that_comes_back(client, house, sara):
    at = timezone.localtime(timezone.now() + timedelta(days=3), ZoneInfo("Asia/Tehran"))
    at = at.replace(hour=11, minute=5)
    activities.plan(by=sara, deal=house, kind="call", name="At eleven", due_at=at, all_day=False)
    client.force_login(sara)
    rows = csv.DictReader(io.StringIO(client.get("/exports/activities.csv").getvalue().decode("utf-8-sig")))
    said = {row["Activity"]: row["Time of day"] for row in rows}
    assert said["At eleven"] == f"{at:%H:%M}" and said["Ring Una"] == ""
    assert guess_mapping(["Activity", "Due date", "Time of day"], "activities")["Time of day"] == "at_time"
    assert guess_mapping(["فعالیت", "موعد", "ساعت"], "activities")["ساعت"] == "at_time"
