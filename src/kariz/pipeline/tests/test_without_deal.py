"""Calls with a customer that belong to no deal are seen on the page of the customer's deal, and marked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.models import Activity, Deal


@pytest.fixture
def pump(ali: Any, pipeline: Any) -> Deal:
    nikan = companies.create(by=ali, name="Nikan", owner=ali)
    una = contacts.create(by=ali, name="Una Park", company=nikan, owner=ali)
    return deals.create(
        new=NewDeal(title="Pump", pipeline=pipeline, company=nikan, contact=una, owner=ali), by=ali
    )


def called(by: Any, name: str, days: int = 1, **given: Any) -> Activity:
    made = activities.log_done(by=by, kind="call", name=name, **given)
    Activity.objects.filter(pk=made.pk).update(done_at=timezone.now() - timedelta(days=days))
    return made


def page(client: Client, deal: Deal) -> str:
    return client.get(f"/deals/{deal.pk}/").content.decode()


@pytest.mark.parametrize(("language", "words"), [("fa", "بیرون از معامله‌ها"), ("en", "on no deal")])
def test_ali_sees_the_call_with_una_that_is_on_no_deal(
    client: Client, ali: Any, pump: Deal, language: str, words: str
) -> None:
    ali.language = language
    ali.save()
    client.force_login(ali)
    assert "data-beside" not in page(client, pump)
    made = called(ali, "Asked for the price", contact=pump.contact)
    shown = page(client, pump)
    assert words in shown and "Asked for the price" in shown
    assert f'data-beside="{made.pk}"' in shown and f'href="/contacts/{pump.contact_id}/"' in shown


def test_what_belongs_to_another_deal_or_to_somebody_else_is_not_there(
    client: Client, ali: Any, pump: Deal, pipeline: Any
) -> None:
    client.force_login(ali)
    valve = deals.create(new=NewDeal("Valve", pipeline, company=pump.company, owner=ali), by=ali)
    called(ali, "About the valve", deal=valve)
    called(ali, "With a stranger", contact=contacts.create(by=ali, name="Omid", owner=ali))
    shown = page(client, pump)
    assert "About the valve" not in shown and "With a stranger" not in shown


def test_the_last_five_are_shown_the_newest_first_in_one_query(client: Client, ali: Any, pump: Deal) -> None:
    client.force_login(ali)
    called(ali, "Call 1", 1, contact=pump.contact)
    page(client, pump)
    with CaptureQueriesContext(connection) as few:
        page(client, pump)
    for days in range(2, 9):
        called(ali, f"Call {days}", days, contact=pump.contact)
    with CaptureQueriesContext(connection) as many:
        shown = page(client, pump)
    assert len(few) == len(many)
    assert shown.index("Call 1<") < shown.index("Call 5<") and "Call 6<" not in shown


def test_reza_does_not_see_alis_calls(client: Client, ali: Any, reza: Any, pump: Deal) -> None:
    made = called(ali, "Asked for the price", contact=pump.contact)
    Activity.objects.filter(pk=made.pk).update(owner=ali)
    Deal.objects.filter(pk=pump.pk).update(owner=reza)
    client.force_login(reza)
    assert "Asked for the price" not in page(client, pump)
    assert client.get(f"/api/v1/activities?beside={pump.pk}").json()["items"] == []


def test_a_program_asks_for_the_same(client: Client, ali: Any, pump: Deal) -> None:
    client.force_login(ali)
    made = called(ali, "Asked for the price", contact=pump.contact)
    called(ali, "On the deal", deal=pump)
    found = client.get(f"/api/v1/activities?beside={pump.pk}").json()["items"]
    assert [one["id"] for one in found] == [made.pk]
    assert client.get("/api/v1/activities?beside=999999").status_code == 404
