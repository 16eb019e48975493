"""The board of a past day."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.pipeline.actions import deals, drafts, moves
from kariz.pipeline.models import Deal, Pipeline


def board(user: User, pipeline: Pipeline, as_of: str):
    client = Client()
    client.force_login(user)
    return client.get(f"/board/{pipeline.pk}/", {"as_of": as_of})


def old_deal(pipeline: Pipeline, owner: User, days: int, place: int) -> Deal:
    stage = pipeline.stages.order_by("position")[place]
    begun = timezone.now() - timedelta(days=days)
    new = deals.NewDeal(
        title="Mill", pipeline=pipeline, stage=stage, owner=owner, amount=900, created_at=begun
    )
    return deals.create_many(news=[new], by=owner)[0]


def test_sara_sees_the_deal_where_it_was_before_it_moved(pipeline: Pipeline, ali: User, sara: User) -> None:
    deal = old_deal(pipeline, ali, 10, 3)
    before = timezone.now()
    moves.move(deal=deal, to=pipeline.stages.order_by("position")[0], by=ali)
    page = board(sara, pipeline, before.isoformat())
    counts = [column.count for column in page.context["board"].columns]
    assert counts == [0, 0, 0, 1, 0, 0, 0, 0]
    assert page.context["board"].total == 900
    card = page.context["board"].columns[3].cards[0]
    assert card.id == deal.pk and card.days == "۱۰"


def test_a_deal_that_did_not_exist_yet_is_not_shown(pipeline: Pipeline, ali: User) -> None:
    old_deal(pipeline, ali, 3, 0)
    day = (timezone.now() - timedelta(days=5)).date().isoformat()
    assert board(ali, pipeline, day).context["board"].count == 0


def test_a_jalali_day_is_understood_and_a_wrong_one_is_said(pipeline: Pipeline, ali: User) -> None:
    assert board(ali, pipeline, "۱۴۰۵/۰۶/۰۱").context["errors"] == []
    wrong = board(ali, pipeline, "1405/13/40")
    assert wrong.status_code == 200 and wrong.context["errors"]


def test_the_past_keeps_todays_permissions(pipeline: Pipeline, ali: User, reza: User) -> None:
    old_deal(pipeline, ali, 3, 0)
    assert board(reza, pipeline, timezone.now().isoformat()).context["board"].count == 0


def test_the_past_offers_nothing_to_change(pipeline: Pipeline, ali: User) -> None:
    old_deal(pipeline, ali, 3, 0)
    page = board(ali, pipeline, timezone.now().isoformat()).content.decode()
    assert 'data-board-movable-value="false"' in page and 'id="board-menu"' not in page


def test_a_deal_brought_in_from_before_its_stage_was_designed_is_counted(
    pipeline: Pipeline, admin: User, ali: User
) -> None:
    draft = drafts.begin(by=admin, pipeline=pipeline)
    fresh = {"name": "Site visit", "segment": "generation", "prior": 5, "expected_conversion": 40}
    draft.design["stages"].insert(1, fresh)
    drafts.publish(draft=drafts.save(draft=draft, by=admin, design=draft.design), by=admin)
    old_deal(pipeline, ali, 10, 1)
    day = (timezone.now() - timedelta(days=5)).date().isoformat()
    then = board(ali, pipeline, day).context["board"]
    assert then.count == 1 and then.total == 900
    assert [column.title for column in then.columns if column.count] == ["Site visit"]
