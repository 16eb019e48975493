"""A deal that rests comes back on another day: on its page, in the table, of many, and by the API."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from kariz.access.actions import tokens
from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.pipeline.actions import activities, closures, deals
from kariz.pipeline.models import Activity, Deal, LostReason, Pipeline
from kariz.pipeline.tests.helpers import consistent
from kariz.web.errors import FieldErrors

HTMX = {"HX-Request": "true"}


def ahead(days: int) -> date:
    return closures.today_here() + timedelta(days=days)


def fresh(deal: Deal) -> Deal:
    return Deal.objects.get(pk=deal.pk)


@pytest.fixture
def mills(pipeline: Pipeline, sara: User) -> list[Deal]:
    """A resting deal, an open one and a lost one of Sara."""
    news = [deals.NewDeal(title=f"Mill {at}", pipeline=pipeline, owner=sara) for at in range(3)]
    made = deals.create_many(news=news, by=sara)
    closures.rest(deal=made[0], by=sara, until=ahead(20), reason="Holidays")
    reason = LostReason.objects.exclude(template=LostReason.OTHER).order_by("pk")[0]
    closures.lose(deal=made[2], by=sara, lost_reason=reason)
    return [fresh(deal) for deal in made]


@pytest.fixture
def browser(client: Client, sara: User) -> Client:
    sara.language = "en"
    sara.save()
    client.force_login(sara)
    return client


def test_sara_gives_a_resting_deal_another_day_and_reason_on_its_page_and_takes_it_back(browser, mills, sara):
    rests = mills[0]
    url = f"/deals/{rests.pk}/closing/"
    shown = browser.get(url, headers=HTMX).content.decode()
    assert "When does the deal come back?" in shown and "closed_on" not in shown and "Holidays" in shown
    sent = {"resting_until": str(ahead(45)), "note": "New budget", "version": rests.version}
    assert browser.post(url, sent, headers=HTMX).status_code in (200, 204)
    now = fresh(rests)
    assert (now.resting_until, now.outcome_note, now.outcome) == (ahead(45), "New budget", "resting")
    assert now.closed_at == rests.closed_at
    consistent(now)
    undo(event=Event.objects.filter(deal_id=rests.pk).latest("pk"), by=sara)
    assert (fresh(rests).resting_until, fresh(rests).outcome_note) == (ahead(20), "Holidays")
    consistent(rests)


@pytest.mark.parametrize("days", [0, -3])
def test_the_day_of_return_is_still_to_come(browser, mills, days):
    sent = {"resting_until": str(ahead(days)), "note": "", "version": mills[0].version}
    answer = browser.post(f"/deals/{mills[0].pk}/closing/", sent, headers=HTMX)
    assert answer.status_code == 422 and fresh(mills[0]).resting_until == ahead(20)


def test_a_lost_deal_has_no_day_of_return(mills, sara):
    with pytest.raises(FieldErrors):
        closures.corrections.correct(deal=mills[2], by=sara, said=closures.Said(resting_until=ahead(9)))


def put(browser: Client, deal: Deal, value: Any):
    sent = {"value": str(value), "version": fresh(deal).version}
    return browser.post(f"/tables/deals/{deal.pk}/resting_until/", sent)


def test_sara_changes_the_day_in_its_cell_and_sorts_and_filters_by_it(browser, mills):
    assert put(browser, mills[0], ahead(30)).status_code == 200
    assert fresh(mills[0]).resting_until == ahead(30)
    assert put(browser, mills[0], "").status_code == 422
    assert put(browser, mills[1], ahead(30)).status_code == 422
    table = "/deals/?outcome__in=open,won,lost,resting&columns=title,resting_until&sort=resting_until"
    page = browser.get(table).content.decode()
    assert 'data-c="resting_until"' in page
    later = browser.get(f"{table}&resting_until__after={ahead(31)}").content.decode()
    assert "Mill 0" in page and "Mill 0" not in later


def test_many_are_put_aside_until_a_new_day_whether_they_rest_or_not_and_it_is_taken_back(browser, mills):
    given = {"action": "rest", "until": str(ahead(60)), "ids": ",".join(str(one.pk) for one in mills)}
    shown = browser.post("/tables/deals/bulk/begin/", given, headers=HTMX).context["change"]
    assert (shown.changed_count, shown.refused_count) == (3, 0)
    browser.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    now = [fresh(deal) for deal in mills]
    assert [(deal.outcome, deal.resting_until) for deal in now] == [("resting", ahead(60))] * 3
    assert now[0].outcome_note == "Holidays" and now[0].closed_at == mills[0].closed_at
    browser.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert [fresh(deal).outcome for deal in mills] == ["resting", "open", "lost"]
    assert fresh(mills[0]).resting_until == ahead(20)
    for deal in mills:
        consistent(deal)


def test_what_was_planned_by_hand_comes_back_after_the_day_was_moved(mills, sara):
    step = activities.plan(by=sara, deal=mills[1], kind=Activity.Kind.CALL, name="Ring Hadi")
    closures.rest(deal=mills[1], by=sara, until=ahead(10))
    closures.rest(deal=fresh(mills[1]), by=sara, until=ahead(40))
    closures.reopen(deal=fresh(mills[1]), by=sara)
    assert Activity.objects.get(pk=step.pk).deleted_at is None


def test_the_day_is_corrected_by_the_api(client, mills, sara):
    token = tokens.create(name="program", scope="write", by=sara).secret
    headers = {"authorization": f"Bearer {token}"}
    url = f"/api/v1/deals/{mills[0].pk}/closure"
    sent = json.dumps({"resting_until": ahead(25).isoformat()})
    answer = client.patch(url, sent, content_type="application/json", headers=headers)
    assert answer.status_code == 200 and answer.json()["resting_until"] == ahead(25).isoformat()
    sent = json.dumps({"until": ahead(26).isoformat()})
    answer = client.post(
        f"/api/v1/deals/{mills[0].pk}/rest", sent, content_type="application/json", headers=headers
    )
    assert answer.status_code == 201 and answer.json()["resting_until"] == ahead(26).isoformat()
    assert fresh(mills[0]).outcome_note == "Holidays"
