"""The timeline of a deal can be narrowed, and many small changes are read as one."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.pipeline.actions import activities, closures, deals, obstacles
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.deal_story import story_of
from kariz.pipeline.queries.story_kinds import grouped
from kariz.records.actions import comments


@pytest.fixture
def told(deal: Deal, ali: User, sara: User) -> Deal:
    """A deal of which something of every kind is told."""
    activities.log_done(by=ali, deal=deal, kind="call", result="positive")
    comments.create(by=sara, subject=("deal", deal.pk), body="Ask for the drawings")
    deals.change(deal=deal, by=ali, amount=900)
    obstacles.open_obstacle(by=ali, deal=deal, kind="other", text="Too dear")
    closures.rest(deal=deal, by=ali, until=preferences.today() + timedelta(days=7), reason="Later")
    return deal


@pytest.mark.parametrize(
    ("only", "verbs"),
    [
        ("moves", {"deal.created", "deal.rested"}),
        ("activities", {"activity.done"}),
        ("comments", {"comment.created"}),
        ("values", {"deal.changed", "obstacle.opened"}),
        ("people", set()),
        ("comments,deal.rested", {"comment.created", "deal.rested"}),
    ],
)
def test_the_timeline_shows_what_is_asked_for(told: Deal, ali: User, only: str, verbs: set[str]) -> None:
    assert {line.event.verb for line in story_of(told.pk, ali, only=only)} == verbs


def test_the_page_and_the_api_narrow_alike(told: Deal, ali: User, client: Client) -> None:
    client.force_login(ali)
    page = client.get(f"/deals/{told.pk}/timeline/?verb=comments").content.decode()
    assert "Ask for the drawings" in page and "Too dear" not in page
    answer = client.get(f"/api/v1/deals/{told.pk}/events?verb=comments,activities").json()
    assert {event["verb"] for event in answer["items"]} == {"comment.created", "activity.done"}


def test_a_verb_that_is_none_is_the_callers_error(told: Deal, ali: User, client: Client) -> None:
    client.force_login(ali)
    answer = client.get(f"/api/v1/deals/{told.pk}/events?verb=password")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "unknown_verb")
    assert client.get(f"/deals/{told.pk}/timeline/?verb=password").status_code == 400


def test_three_small_changes_of_ali_in_a_row_are_one_line_until_sara_comes_between(
    deal: Deal, ali: User, admin: User, client: Client
) -> None:
    for amount in (1, 2, 3):
        deals.change(deal=deal, by=ali, amount=amount)
    deals.change(deal=deal, by=admin, notes="Mine")
    deals.change(deal=deal, by=ali, amount=4)
    groups = grouped(story_of(deal.pk, ali))
    assert [len(group.lines) for group in groups] == [1, 1, 3, 1]
    client.force_login(ali)
    assert client.get(f"/deals/{deal.pk}/timeline/").content.decode().count("<details") == 1
