"""No page asks the database more because there is more to show."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.access.models import User
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, committee, deals, obstacles
from kariz.pipeline.models import Deal, Pipeline

PAGES = {
    "/board/{pipeline}/": 12,
    "/board/{pipeline}/?group=owner": 12,
    "/board/{pipeline}/?as_of={past}": 14,
    "/board/{pipeline}/?q=Deal&quick=none": 12,
    "/deals/": 14,
    "/deals/?sort=-amount": 13,
    "/deals/{deal}/": 17,
    "/calendar/": 14,
    "/forecast/": 14,
    "/activities/": 16,
    "/activities/{activity}/": 10,
    "/events/activity/{activity}/": 10,
    "/contacts/": 14,
    "/companies/": 14,
    "/api/v1/deals": 5,
    "/api/v1/search?q=Deal": 15,
}
"""Address → the most queries that it may take."""


def _fill(pipeline: Pipeline, owner: User, count: int) -> Deal:
    """Deals with a company, a person and a step each, spread over two stages."""
    stages = list(pipeline.stages.order_by("position")[:2])
    firms = companies.create_many(
        by=owner, rows=[{"name": f"Firm {at}", "owner": owner} for at in range(count)]
    )
    people = contacts.create_many(
        by=owner,
        rows=[{"name": f"Person {at}", "owner": owner, "company": firms[at]} for at in range(count)],
    )
    news = [
        deals.NewDeal(
            title=f"Deal {at}",
            pipeline=pipeline,
            stage=stages[at % 2],
            company=firms[at],
            contact=people[at],
            owner=owner,
            amount=1_000_000,
            created_at=timezone.now() - timedelta(days=30),
        )
        for at in range(count)
    ]
    made = deals.create_many(news=news, by=owner)
    for deal in made:
        activities.plan(by=owner, deal=deal, kind="call", name="Call", due_at=timezone.now())
    return made[0]


def _queries(client: Client, address: str) -> int:
    """Of two visits the fewer: what a process looks after now and then is no part of a page."""
    client.get(address)
    found = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as seen:
            response = client.get(address)
        assert response.status_code == 200
        found.append(len(seen))
    return min(found)


@pytest.mark.parametrize("address", PAGES)
def test_sixty_deals_take_no_more_queries_than_three(address: str, pipeline: Pipeline, sara: User) -> None:
    client = Client()
    client.force_login(sara)
    deal = _fill(pipeline, sara, 3)
    past = (timezone.now() - timedelta(days=2)).date().isoformat()
    address = address.format(
        pipeline=pipeline.pk, deal=deal.pk, activity=deal.activities.first().pk, past=past
    )
    few = _queries(client, address)
    _fill(pipeline, sara, 60)
    assert _queries(client, address) <= few


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_a_page_stays_within_its_number_of_queries(
    address: str, most: int, pipeline: Pipeline, sara: User
) -> None:
    client = Client()
    client.force_login(sara)
    deal = _fill(pipeline, sara, 3)
    past = (timezone.now() - timedelta(days=2)).date().isoformat()
    named = {"pipeline": pipeline.pk, "deal": deal.pk, "activity": deal.activities.first().pk, "past": past}
    assert _queries(client, address.format(**named)) <= most


def test_a_deal_with_much_on_it_takes_the_same_queries_as_one_with_a_little(
    pipeline: Pipeline, sara: User
) -> None:
    client = Client()
    client.force_login(sara)
    deal = _fill(pipeline, sara, 1)
    _add_to(deal, sara, 1)
    few = _queries(client, f"/deals/{deal.pk}/")
    _add_to(deal, sara, 8)
    assert _queries(client, f"/deals/{deal.pk}/") == few


def _add_to(deal: Deal, by: User, count: int) -> None:
    for at in range(count):
        person = contacts.create(by=by, name=f"Adviser {count} {at}", owner=by)
        committee.put_member(deal=deal, contact=person, by=by, role="user")
        activities.log_done(by=by, deal=deal, kind="call", result="positive", participants=[person])
        obstacles.open_obstacle(deal=deal, by=by, kind="budget", text="Budget is not approved")
