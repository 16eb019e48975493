"""The board's page: columns, sums over everything, and a number of queries that does not grow."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.access.models import RoleScope, User
from kariz.pipeline.actions import closures, deals
from kariz.pipeline.models import Criterion, Deal, Outcome, Pipeline
from kariz.pipeline.queries import board
from kariz.pipeline.queries.board import PAGE, _beside
from kariz.pipeline.queries.lanes import SHOWN
from kariz.pipeline.queries.table import totals_of
from kariz.pipeline.tests.helpers import settle


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_deals(pipeline: Pipeline, owner: User, count: int, amount: int = 1_000_000) -> list[Deal]:
    news = [
        deals.NewDeal(title=f"Deal {at}", pipeline=pipeline, owner=owner, amount=amount)
        for at in range(count)
    ]
    made: list[Deal] = []
    for start in range(0, count, 500):
        made += deals.create_many(news=news[start : start + 500], by=owner)
    return made


def test_ali_sees_his_deal_in_its_column(deal: Deal, ali: User) -> None:
    page = signed_in(ali).get(f"/board/{deal.pipeline_id}/")
    assert page.status_code == 200
    assert "Pump station" in page.content.decode()
    first = page.context["board"].columns[0]
    assert (first.count, first.total, first.weighted) == (1, 500_000_000, 10_000_000)


def test_what_is_weighted_is_an_estimate_without_tenths_of_a_toman(
    deal: Deal, admin: User, ali: User
) -> None:
    Deal.objects.update(amount=123_456_789, base_amount=123_456_789)
    page = signed_in(ali).get(f"/board/{deal.pipeline_id}/")
    assert page.context["board"].weighted == 2_469_100
    Deal.objects.update(outcome=Outcome.WON, closed_at=timezone.now(), on_board=False)
    assert totals_of(Deal.objects.visible_to(admin)).weighted == 123_456_789, "what is sure stays as it is"


def test_a_won_deal_is_not_late_whatever_step_was_left_on_it(deal: Deal, admin: User) -> None:
    client = signed_in(admin)
    past = timezone.now() - timedelta(days=3)
    for outcome, seen in ((Outcome.OPEN, True), (Outcome.WON, False)):
        closed = None if seen else past
        Deal.objects.update(next_step_at=past, outcome=outcome, closed_at=closed)
        for address in (f"/board/{deal.pipeline_id}/?quick=late", "/deals/?quick=late&outcome__in=open,won"):
            assert ("Pump station" in client.get(address).content.decode()) is seen, (address, outcome)


def test_what_is_won_and_not_handed_over_is_told_beside_the_sums(
    client: Client, deal: Deal, pipeline: Pipeline, admin: User
) -> None:
    Criterion.objects.all().delete()
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    assert "of them won" not in client.get(f"/board/{pipeline.pk}/").content.decode()
    closures.win(deal=deal, by=admin, reason="She signed")
    assert "1 of them won" in client.get(f"/board/{pipeline.pk}/").content.decode()
    read = client.get("/api/v1/board", {"pipeline": pipeline.pk}).json()
    assert (read["won_count"], read["won_sum"]) == (1, Deal.objects.get(pk=deal.pk).base_amount or 0)
    closures.hand_over(deal=Deal.objects.get(pk=deal.pk), by=admin, reason="Done")
    assert "of them won" not in client.get(f"/board/{pipeline.pk}/").content.decode()


def test_a_card_says_that_its_number_is_one_of_days(deal: Deal, ali: User) -> None:
    page = signed_in(ali).get(f"/board/{deal.pipeline_id}/").content.decode()
    assert "</svg>۰ روز</span>" in page


def test_sums_are_over_all_deals_and_not_the_loaded_cards(pipeline: Pipeline, ali: User) -> None:
    make_deals(pipeline, ali, 50)
    column = signed_in(ali).get(f"/board/{pipeline.pk}/").context["board"].columns[0]
    assert len(column.cards) == PAGE and column.count == 50 and column.total == 50_000_000


@pytest.mark.parametrize("query", ["", "?quick=late", "?sort=-amount", "?group=owner"])
def test_the_board_asks_no_more_with_300_deals_than_with_10(
    pipeline: Pipeline, ali: User, query: str
) -> None:
    client = signed_in(ali)
    counts = []
    for number in (10, 290):
        make_deals(pipeline, ali, number)
        client.get(f"/board/{pipeline.pk}/{query}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/board/{pipeline.pk}/{query}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12, [one["sql"][:150] for one in asked.captured_queries]


def test_lanes_give_every_owner_cards_and_sums_of_each_stage(
    pipeline: Pipeline, ali: User, sara: User
) -> None:
    make_deals(pipeline, ali, 9)
    make_deals(pipeline, sara, 2)
    page = signed_in(sara).get(f"/board/{pipeline.pk}/?group=owner&sort=-amount")
    lanes = {one["name"]: one["lane"] for one in page.context["lanes"]}
    assert {name: lane.count for name, lane in lanes.items()} == {"Ali": 9, "Sara": 2}
    cell = lanes["Ali"].cells[0]
    assert (cell.count, len(cell.cards), cell.rest) == (9, SHOWN, 9 - SHOWN)
    assert lanes["Ali"].total == cell.total == 9_000_000
    text = page.content.decode()
    assert f'data-stage="{cell.stage.pk}" data-owner="{ali.pk}"' in text
    assert f"?sort=-amount&amp;owner={ali.pk}" in text
    assert signed_in(ali).get(f"/board/{pipeline.pk}/?group=owner&q=nothing").status_code == 200


def test_lanes_hold_more_cards_than_one_question_may_name(
    pipeline: Pipeline, ali: User, sara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_deals(pipeline, ali, 5)
    make_deals(pipeline, sara, 5)
    monkeypatch.setattr(board, "LARGEST_LIST", 4)
    lanes = signed_in(sara).get(f"/board/{pipeline.pk}/?group=owner").context["lanes"]
    assert [len(one["lane"].cells[0].cards) for one in lanes] == [5, 5]


def test_the_next_page_of_a_column_goes_on_behind_the_first(pipeline: Pipeline, ali: User) -> None:
    make_deals(pipeline, ali, 25)
    client = signed_in(ali)
    stage = pipeline.stages.order_by("position")[0]
    first = {card.id for card in client.get(f"/board/{pipeline.pk}/").context["board"].columns[0].cards}
    more = client.get(f"/board/{pipeline.pk}/columns/{stage.pk}/?behind=20")
    rest = {card.id for card in more.context["column"].cards}
    assert len(rest) == 5 and not rest & first


def test_reza_of_another_team_does_not_see_the_deal_of_ali(deal: Deal, reza: User) -> None:
    page = signed_in(reza).get(f"/board/{deal.pipeline_id}/")
    assert "Pump station" not in page.content.decode()
    assert page.context["board"].count == 0


def test_a_deal_in_the_bin_and_a_lost_one_leave_the_board(deal: Deal, ali: User, admin: User) -> None:
    deals.delete(deal=deal, by=admin)
    assert signed_in(ali).get(f"/board/{deal.pipeline_id}/").context["board"].count == 0


def test_the_filter_in_the_address_narrows_cards_and_sums(pipeline: Pipeline, ali: User, sara: User) -> None:
    make_deals(pipeline, ali, 3)
    make_deals(pipeline, sara, 2, amount=7)
    board = signed_in(sara).get(f"/board/{pipeline.pk}/?owner=me").context["board"]
    assert (board.count, board.total) == (2, 14)
    by_text = signed_in(sara).get(f"/board/{pipeline.pk}/?q=deal+2").context["board"]
    assert by_text.count == 1


def test_an_unknown_sort_or_filter_is_refused_not_guessed(pipeline: Pipeline, ali: User) -> None:
    assert signed_in(ali).get(f"/board/{pipeline.pk}/?sort=password").status_code == 400
    assert signed_in(ali).get(f"/board/{pipeline.pk}/?quick=everything").status_code == 400
    assert signed_in(ali).get(f"/board/{pipeline.pk}/?secret=1").status_code == 400


def test_a_stranger_is_sent_to_sign_in(pipeline: Pipeline) -> None:
    assert Client().get(f"/board/{pipeline.pk}/").status_code == 302


def news(client: Client, address: str, cursor: object) -> Any:
    """What the open board is told, as soon as no older transaction of anybody is under way."""
    for _try in range(2400):
        answer = client.get(address, {"after": str(cursor)})
        if answer.status_code == 200:
            return answer.json()
        time.sleep(0.05)
    raise AssertionError("no news within two minutes")


@pytest.mark.django_db(transaction=True)  # readers see what is committed
def test_sara_sees_the_move_of_ali_without_reloading(deal: Deal, ali: User, sara: User) -> None:
    settle()
    client = signed_in(sara)
    cursor = client.get(f"/board/{deal.pipeline_id}/").context["cursor"]
    address = f"/board/{deal.pipeline_id}/changes/"
    assert client.get(address, {"after": str(cursor)}).status_code == 204
    closures.win(deal=deal, by=ali, reason="Signed")
    told = news(client, address, cursor)
    last = deal.pipeline.stages.order_by("position").last()
    assert [(card["id"], card["stage"]) for card in told["cards"]] == [(deal.pk, last.pk)]
    assert client.get(address, {"after": told["cursor"]}).status_code == 204


@pytest.mark.django_db(transaction=True)  # readers see what is committed
def test_a_lost_deal_is_told_as_gone(deal: Deal, ali: User, sara: User) -> None:
    settle()
    client = signed_in(sara)
    cursor = client.get(f"/board/{deal.pipeline_id}/").context["cursor"]
    closures.rest(deal=deal, by=ali, until=_next_week(), reason="Later")
    told = news(client, f"/board/{deal.pipeline_id}/changes/", cursor)
    assert told["gone"] == [deal.pk] and told["cards"] == []


@pytest.mark.django_db(transaction=True)  # readers see what is committed
def test_of_a_deal_that_ali_cannot_see_not_even_the_number_is_told(
    pipeline: Pipeline, deal: Deal, ali: User, admin: User
) -> None:
    RoleScope.objects.create(role="seller", sees="own", changes="own")
    secret = deals.create(new=deals.NewDeal(title="Secret", pipeline=pipeline, owner=admin), by=admin)
    settle()
    client = signed_in(ali)
    cursor = client.get(f"/board/{pipeline.pk}/").context["cursor"]
    deals.change(deal=secret, by=admin, notes="Ready")
    deals.change(deal=deal, by=admin, owner=admin)
    told = news(client, f"/board/{pipeline.pk}/changes/", cursor)
    assert (told["gone"], told["cards"]) == ([deal.pk], [])


def test_ali_adds_a_deal_with_a_new_company_in_a_column(pipeline: Pipeline, ali: User) -> None:
    stage = pipeline.stages.order_by("position")[0]
    client = signed_in(ali)
    offered = client.get("/deals/options/company/?q=Abyar").content.decode()
    assert 'data-add-url="/companies/quick/"' in offered
    firm = client.post("/companies/quick/", {"name": "Abyar"}).json()["value"]
    given = {"stage": stage.pk, "title": "Boiler", "company": firm, "amount": "12,000"}
    answer = client.post(f"/board/{pipeline.pk}/deals/", given, headers={"HX-Request": "true"})
    made = Deal.objects.get(title="Boiler")
    assert answer.status_code == 204 and made.company and made.company.name == "Abyar"
    assert made.amount == 120_000


def test_adding_in_a_later_stage_asks_why(pipeline: Pipeline, ali: User) -> None:
    stage = pipeline.stages.order_by("position")[3]
    given = {"stage": stage.pk, "title": "Boiler"}
    client = signed_in(ali)
    asked = client.post(f"/board/{pipeline.pk}/deals/", given, headers={"HX-Request": "true"})
    assert asked.status_code == 409 and 'name="reason"' in asked.content.decode()
    client.post(f"/board/{pipeline.pk}/deals/", given | {"reason": "Met at the fair"})
    assert Deal.objects.get(title="Boiler").stage == stage


def _next_week():
    from datetime import timedelta

    from kariz.localisation import preferences

    return preferences.today() + timedelta(days=7)


def test_a_card_named_like_its_company_shows_the_person() -> None:
    assert _beside("Pars Pump", "Pars Pump", "Nima") == "Nima"
    assert _beside("Ten pumps", "Pars Pump", "Nima") == "Pars Pump"
    assert _beside("Ten pumps", None, None) == ""
