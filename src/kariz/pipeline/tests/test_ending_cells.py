"""The table of deals shows how they ended, and corrects it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.pipeline.actions import closures, deals
from kariz.pipeline.actions.endings import day_of
from kariz.pipeline.models import Deal, LostReason, Pipeline
from kariz.pipeline.tests.helpers import consistent
from kariz.records.models import BulkChange

HTMX = {"HX-Request": "true"}
TABLE = "/deals/?outcome__in=open,won,lost,resting&columns=title,closed_at,lost_reason"


def ago(days: int):
    return closures.today_here() - timedelta(days=days)


def reason(place: int = 0) -> LostReason:
    return LostReason.objects.exclude(template=LostReason.OTHER).order_by("pk")[place]


@pytest.fixture
def mills(pipeline: Pipeline, sara: User) -> list[Deal]:
    """Two lost deals and an open one, all of forty days ago."""
    begun = timezone.now() - timedelta(days=40)
    news = [
        deals.NewDeal(title=f"Mill {at}", pipeline=pipeline, owner=sara, created_at=begun) for at in range(3)
    ]
    made = deals.create_many(news=news, by=sara)
    for deal in made[:2]:
        closures.lose(deal=deal, by=sara, lost_reason=reason(), closed_on=ago(20 + deal.pk % 5))
    return [Deal.objects.get(pk=deal.pk) for deal in made]


@pytest.fixture
def browser(client: Client, sara: User) -> Client:
    sara.language = "en"
    sara.save()
    client.force_login(sara)
    return client


def put(browser: Client, deal: Deal, name: str, value: Any):
    sent = {"value": str(value), "version": Deal.objects.get(pk=deal.pk).version}
    return browser.post(f"/tables/deals/{deal.pk}/{name}/", sent)


def test_sara_sees_when_and_why_deals_ended_sorts_by_the_day_and_groups_by_the_reason(browser, mills):
    page = browser.get(f"{TABLE}&sort=-closed_at").content.decode()
    with override("en"):
        assert page.count(str(reason().title)) >= 2
    assert 'data-c="closed_at"' in page
    first, second = sorted(mills[:2], key=lambda deal: deal.closed_at, reverse=True)
    assert page.index(f'data-id="{first.pk}"') < page.index(f'data-id="{second.pk}"')
    assert browser.get(f"{TABLE}&group=lost_reason").status_code == 200
    day = ago(30).isoformat()
    assert browser.get(f"{TABLE}&closed_at__after={day}&lost_reason={reason().pk}").status_code == 200


def test_the_columns_cost_the_same_however_many_deals_there_are(browser, mills, pipeline, sara):
    def spent() -> int:
        browser.get(TABLE)
        with CaptureQueriesContext(connection) as seen:
            browser.get(TABLE)
        return len(seen)

    few = spent()
    news = [deals.NewDeal(title=f"More {at}", pipeline=pipeline, owner=sara) for at in range(12)]
    for deal in deals.create_many(news=news, by=sara):
        closures.lose(deal=deal, by=sara, lost_reason=reason(1))
    assert spent() == few


def test_sara_corrects_the_day_and_the_reason_in_their_cells(browser, mills):
    lost = mills[0]
    assert put(browser, lost, "closed_at", ago(5)).status_code == 200
    assert put(browser, lost, "lost_reason", reason(1).pk).status_code == 200
    now = Deal.objects.get(pk=lost.pk)
    assert (day_of(now.closed_at), now.lost_reason) == (ago(5), reason(1))
    consistent(lost)


def test_the_day_a_deal_began_is_corrected_in_its_cell_and_on_its_page(browser, mills):
    deal = mills[2]
    known = deal.created_at
    assert put(browser, deal, "created_at", ago(70)).status_code == 200
    assert day_of(Deal.objects.get(pk=deal.pk).created_at) == ago(70)
    consistent(deal)
    page = browser.get(f"/deals/{deal.pk}/fields/created_at/")
    assert page.status_code == 200 and "created_at" in page.content.decode()
    sent = {"created_at": str(ago(50)), "version": Deal.objects.get(pk=deal.pk).version}
    assert browser.post(f"/deals/{deal.pk}/fields/created_at/", sent).status_code == 302
    assert day_of(Deal.objects.get(pk=deal.pk).created_at) == ago(50)
    consistent(deal)
    for event in list(Event.objects.filter(deal_id=deal.pk, verb="deal.changed").order_by("-pk")):
        undo(event=event, by=deal.owner)
    assert Deal.objects.get(pk=deal.pk).created_at == known
    consistent(deal)


def test_a_deal_does_not_begin_after_its_end_or_in_the_future(browser, mills):
    for day in (ago(2), ago(-2)):
        answer = put(browser, mills[0], "created_at", day)
        assert answer.status_code == 422 and answer.json()["errors"]
    assert "come" in put(browser, mills[2], "created_at", ago(-2)).json()["errors"][0]
    assert "year" in put(browser, mills[2], "created_at", ago(60 * 365)).json()["errors"][0]


@pytest.mark.parametrize(
    ("name", "value"), [("closed_at", ""), ("created_at", ""), ("closed_at", "+3d"), ("lost_reason", "")]
)
def test_what_cannot_be_is_said_at_the_cell(browser, mills, name, value):
    answer = put(browser, mills[0], name, value)
    assert answer.status_code == 422 and answer.json()["errors"]


def test_an_open_deal_has_no_end_to_correct(browser, mills):
    answer = put(browser, mills[2], "closed_at", ago(5))
    assert answer.status_code == 422 and "open" in answer.json()["errors"][0]
    assert Deal.objects.get(pk=mills[2].pk).is_open


def test_who_may_not_close_a_deal_does_not_correct_it_here(client, mills, reza, viewer):
    for other in (reza, viewer):
        client.force_login(other)
        assert put(client, mills[0], "closed_at", ago(5)).status_code in (403, 404)


@pytest.mark.parametrize(("column", "value"), [("closed_at", 5), ("lost_reason", 1)])
def test_many_get_one_day_or_one_reason_open_ones_are_told_and_it_is_taken_back(
    browser, mills, column, value
):
    text = str(ago(value)) if column == "closed_at" else str(reason(value).pk)
    before = list(Deal.objects.order_by("pk").values_list("closed_at", "lost_reason"))
    given = {"action": "set", "column": column, "value": text, "ids": ",".join(str(one.pk) for one in mills)}
    shown = browser.post("/tables/deals/bulk/begin/", given, headers=HTMX).context["change"]
    assert (shown.changed_count, shown.refused_count) == (2, 1)
    assert any("open" in told for told in shown.reasons)
    browser.post(f"/bulk-changes/{shown.pk}/run/", headers=HTMX)
    for deal in Deal.objects.filter(outcome="lost"):
        assert day_of(deal.closed_at) == ago(5) if column == "closed_at" else deal.lost_reason == reason(1)
        consistent(deal)
    browser.post(f"/bulk-changes/{shown.pk}/undo/", headers=HTMX)
    assert BulkChange.objects.get(pk=shown.pk).undone_count == 2
    assert list(Deal.objects.order_by("pk").values_list("closed_at", "lost_reason")) == before


def test_neither_can_be_taken_away_from_many(browser, mills):
    for column in ("closed_at", "lost_reason"):
        given = {"action": "set", "column": column, "value": "", "ids": str(mills[0].pk)}
        assert browser.post("/tables/deals/bulk/begin/", given, headers=HTMX).status_code == 422


def test_a_hundred_deals_get_their_day_by_few_statements(browser, pipeline, sara):
    def spent(count: int) -> int:
        begun = timezone.now() - timedelta(days=40)
        news = [
            deals.NewDeal(title=f"Pump {at}", pipeline=pipeline, owner=sara, created_at=begun)
            for at in range(count)
        ]
        made = deals.create_many(news=news, by=sara)
        closures.lose_many(chosen=[(deal, None) for deal in made], by=sara, lost_reason=reason())
        ids = ",".join(str(one.pk) for one in made)
        given = {"action": "set", "column": "closed_at", "value": str(ago(9)), "ids": ids}
        with CaptureQueriesContext(connection) as seen:
            shown = browser.post("/tables/deals/bulk/begin/", given, headers=HTMX).context["change"]
        assert shown.changed_count == count
        return len(seen)

    assert spent(60) <= spent(2) + 6
