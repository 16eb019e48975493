"""How a closed deal ended, corrected: the day, the reason, and what of it the past shows."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.pipeline.actions import closures, corrections, deals, moves
from kariz.pipeline.actions.corrections import Said
from kariz.pipeline.models import Criterion, Deal, LostReason, Pipeline, StageVisit
from kariz.pipeline.tests.helpers import consistent
from kariz.web.errors import DomainError, FieldErrors, NotAllowed


@pytest.fixture
def old(pipeline: Pipeline, ali: User) -> Deal:
    """Ali's deal of forty days ago, in the third stage."""
    Criterion.objects.all().delete()
    stage = pipeline.stages.order_by("position")[2]
    begun = timezone.now() - timedelta(days=40)
    new = deals.NewDeal(title="Mill", pipeline=pipeline, stage=stage, owner=ali, amount=900, created_at=begun)
    return deals.create_many(news=[new], by=ali)[0]


def fresh(deal: Deal) -> Deal:
    return Deal.objects.get(pk=deal.pk)


def last(deal: Deal) -> Event:
    return Event.objects.filter(deal_id=deal.pk).latest("pk")


def ago(days: int) -> date:
    return closures.today_here() - timedelta(days=days)


def reason(place: int = 0) -> LostReason:
    return LostReason.objects.exclude(template=LostReason.OTHER).order_by("pk")[place]


def on_board(client: Client, deal: Deal, day: date) -> int:
    """How many deals the board of the end of that day shows."""
    page = client.get(f"/board/{deal.pipeline_id}/", {"as_of": day.isoformat()})
    return int(page.context["board"].count)


def day_of(moment: datetime | None) -> date | None:
    return moment and closures.endings.day_of(moment)


def test_ali_corrects_the_day_of_a_loss_and_the_board_of_then_follows(client, old, ali):
    closures.lose(deal=old, by=ali, lost_reason=reason())
    client.force_login(ali)
    assert on_board(client, old, ago(5)) == 1
    corrections.correct(deal=fresh(old), by=ali, said=Said(closed_on=ago(9)))
    now = fresh(old)
    assert day_of(now.closed_at) == ago(9)
    assert StageVisit.objects.get(deal=old).left_at == now.closed_at
    assert (on_board(client, old, ago(10)), on_board(client, old, ago(9)), on_board(client, old, ago(5))) == (
        1,
        0,
        0,
    )
    consistent(old)
    undo(event=last(old), by=ali)
    assert day_of(fresh(old).closed_at) == ago(0) and on_board(client, old, ago(5)) == 1
    consistent(old)


def test_a_later_day_keeps_the_deal_on_the_board_until_then(client, old, ali):
    closures.lose(deal=old, by=ali, lost_reason=reason(), closed_on=ago(20))
    client.force_login(ali)
    assert on_board(client, old, ago(15)) == 0
    corrections.correct(deal=fresh(old), by=ali, said=Said(closed_on=ago(10)))
    assert (on_board(client, old, ago(15)), on_board(client, old, ago(10))) == (1, 0)
    consistent(old)


def test_ali_corrects_the_reason_and_its_words_in_one_event(old, ali):
    closures.lose(deal=old, by=ali, lost_reason=reason(), note="Dear")
    count = Event.objects.count()
    corrections.correct(deal=fresh(old), by=ali, said=Said(lost_reason=reason(1), note="No money"))
    assert (fresh(old).lost_reason, fresh(old).outcome_note) == (reason(1), "No money")
    assert Event.objects.count() == count + 1 and last(old).verb == "deal.closing_corrected"
    undo(event=last(old), by=ali)
    assert (fresh(old).lost_reason, fresh(old).outcome_note) == (reason(), "Dear")


def test_what_is_said_already_changes_nothing(old, ali):
    lost = closures.lose(deal=old, by=ali, lost_reason=reason())
    corrections.correct(deal=lost, by=ali, said=Said(ago(0), reason(), ""), version=lost.version)
    assert fresh(old).version == lost.version and last(old).verb == "deal.lost"


@pytest.mark.parametrize("days", [-1, 60 * 365])
def test_no_deal_ends_in_the_future_or_by_a_slip_in_the_year(old, ali, days):
    with pytest.raises(FieldErrors) as refused:
        closures.lose(deal=old, by=ali, lost_reason=reason(), closed_on=ago(days))
    assert list(refused.value.errors) == ["closed_on"] and fresh(old).is_open
    closures.lose(deal=old, by=ali, lost_reason=reason())
    with pytest.raises(FieldErrors) as refused:
        corrections.correct(deal=fresh(old), by=ali, said=Said(closed_on=ago(days)))
    assert list(refused.value.errors) == ["closed_on"]


def test_a_deal_that_was_written_down_late_begins_no_later_than_it_ended(client, old, ali):
    begun, visits = old.created_at, list(old.visits.values("entered_at", "left_at"))
    closures.lose(deal=old, by=ali, lost_reason=reason(), closed_on=ago(60))
    assert day_of(fresh(old).created_at) == day_of(fresh(old).closed_at) == ago(60)
    consistent(old)
    corrections.correct(deal=fresh(old), by=ali, said=Said(closed_on=ago(90)))
    assert day_of(fresh(old).created_at) == day_of(fresh(old).closed_at) == ago(90)
    consistent(old)
    client.force_login(ali)
    assert (on_board(client, old, ago(80)), on_board(client, old, ago(30))) == (0, 0)
    for _ in range(2):
        undo(
            event=Event.objects.filter(deal_id=old.pk, undoes_id=None, undone_by_id=None).latest("pk"), by=ali
        )
    assert fresh(old).is_open and fresh(old).created_at == begun
    assert list(old.visits.filter(undone=False).values("entered_at", "left_at")) == visits
    consistent(old)


def test_wins_written_down_today_get_the_days_of_last_year_many_at_once(pipeline, ali):
    Criterion.objects.all().delete()
    made = deals.create_many(
        news=[deals.NewDeal(title=f"Oven {at}", pipeline=pipeline, owner=ali) for at in range(3)], by=ali
    )
    won = [closures.win(deal=deal, by=ali) for deal in made]
    assert corrections.correct_many(
        chosen=[(deal, None) for deal in won], by=ali, said=Said(closed_on=ago(300))
    ) == [None, None, None]
    for deal in made:
        assert day_of(fresh(deal).closed_at) == day_of(fresh(deal).created_at) == ago(300)
        consistent(deal)


def test_an_open_deal_has_no_closing_to_correct(old, ali):
    with pytest.raises(moves.CannotMove):
        corrections.correct(deal=old, by=ali, said=Said(closed_on=ago(1)))


def test_a_won_deal_has_no_reason_for_a_loss(old, ali):
    won = closures.win(deal=old, by=ali)
    with pytest.raises(FieldErrors):
        corrections.correct(deal=won, by=ali, said=Said(lost_reason=reason()))


def test_another_reason_than_those_of_the_list_needs_words_afterwards_too(old, ali):
    other = LostReason.objects.get(template=LostReason.OTHER)
    lost = closures.lose(deal=old, by=ali, lost_reason=reason())
    with pytest.raises(FieldErrors) as refused:
        corrections.correct(deal=lost, by=ali, said=Said(lost_reason=other))
    assert list(refused.value.errors) == ["note"]


def test_only_who_may_close_the_deal_corrects_it(old, ali, reza, viewer):
    lost = closures.lose(deal=old, by=ali, lost_reason=reason())
    for other in (reza, viewer):
        with pytest.raises(NotAllowed):
            corrections.correct(deal=lost, by=other, said=Said(closed_on=ago(1)))


def test_who_saw_an_older_deal_is_told(old, ali):
    lost = closures.lose(deal=old, by=ali, lost_reason=reason())
    with pytest.raises(moves.DealMovedMeanwhile):
        corrections.correct(deal=lost, by=ali, said=Said(closed_on=ago(1)), version=lost.version - 1)


def test_a_deal_won_last_week_was_won_last_week(client, old, ali):
    won = closures.win(deal=old, by=ali, closed_on=ago(7))
    assert day_of(won.closed_at) == ago(7) and won.entered_stage_at == won.closed_at
    consistent(old)
    first, second = StageVisit.objects.filter(deal=old).order_by("pk")
    assert (second.entered_at, second.left_at, first.left_at) == (won.closed_at, None, won.closed_at)
    corrections.correct(deal=won, by=ali, said=Said(closed_on=ago(12)))
    assert StageVisit.objects.get(deal=old, left_at=None).entered_at == fresh(old).closed_at
    assert fresh(old).entered_stage_at == fresh(old).closed_at
    consistent(old)


def test_a_hand_over_comes_after_the_win(old, ali):
    closures.win(deal=old, by=ali, closed_on=ago(20))
    over = closures.hand_over(deal=fresh(old), by=ali)
    Deal.objects.filter(pk=old.pk).update(handed_over_at=over.handed_over_at - timedelta(days=5))
    with pytest.raises(FieldErrors) as refused:
        corrections.correct(deal=fresh(old), by=ali, said=Said(closed_on=ago(2)))
    assert list(refused.value.errors) == ["closed_on"]
    done = corrections.correct(deal=fresh(old), by=ali, said=Said(closed_on=ago(10)))
    assert day_of(done.handed_over_at) == ago(5)


def test_a_win_that_a_list_told_is_handed_over_on_its_corrected_day(client, pipeline, ali):
    then = timezone.now() - timedelta(days=30)
    new = deals.NewDeal(
        title="Old", pipeline=pipeline, owner=ali, outcome="won", created_at=then, closed_at=then
    )
    [won] = deals.create_many(news=[new], by=ali)
    corrections.correct(deal=won, by=ali, said=Said(closed_on=ago(3)))
    assert fresh(won).handed_over_at == fresh(won).closed_at and day_of(fresh(won).closed_at) == ago(3)
    consistent(won)
    client.force_login(ali)
    assert (on_board(client, won, ago(4)), on_board(client, won, ago(3))) == (1, 0)
    undo(event=last(won), by=ali)
    assert fresh(won).closed_at == fresh(won).handed_over_at == then
    consistent(won)


def test_moves_after_the_day_of_the_end_leave_no_gap_and_come_back_with_the_undo(client, old, ali, pipeline):
    moves.move(deal=old, to=pipeline.stages.order_by("position")[3], by=ali)
    visits = list(StageVisit.objects.filter(deal=old).order_by("pk").values("entered_at", "left_at"))
    closures.lose(deal=fresh(old), by=ali, lost_reason=reason(), closed_on=ago(9))
    consistent(old)
    assert fresh(old).entered_stage_at <= fresh(old).closed_at
    client.force_login(ali)
    assert (on_board(client, old, ago(10)), on_board(client, old, ago(8))) == (1, 0)
    undo(event=last(old), by=ali)
    consistent(old)
    assert fresh(old).is_open
    assert list(StageVisit.objects.filter(deal=old).order_by("pk").values("entered_at", "left_at")) == visits


def test_a_closing_on_a_past_day_is_taken_back_after_its_correction(old, ali):
    closures.lose(deal=old, by=ali, lost_reason=reason(), closed_on=ago(9))
    closing = last(old)
    corrections.correct(deal=fresh(old), by=ali, said=Said(closed_on=ago(4)))
    with pytest.raises(moves.DealMovedMeanwhile):
        undo(event=closing, by=ali)
    undo(event=last(old), by=ali)
    undo(event=closing, by=ali)
    assert fresh(old).is_open
    consistent(old)


def act(name: str, now: Deal, by: User, number: int) -> None:
    stages = list(now.pipeline.stages.order_by("position"))
    done = Event.objects.filter(deal_id=now.pk, undoes_id=None)
    day = ago(number % 60)
    acts: dict[str, Any] = {
        "correct": lambda: corrections.correct(deal=now, by=by, said=Said(closed_on=day)),
        "win": lambda: closures.win(deal=now, by=by, closed_on=day),
        "lose": lambda: closures.lose(deal=now, by=by, lost_reason=reason(), closed_on=day),
        "move": lambda: moves.move(deal=now, to=stages[number % 8], by=by),
        "reopen": lambda: closures.reopen(deal=now, by=by),
        "amount": lambda: deals.change(deal=now, by=by, amount=number),
        "hand_over": lambda: closures.hand_over(deal=now, by=by),
        "undo": lambda: undo(event=done.latest("pk"), by=by),
    }
    acts[name]()


STEPS = ("correct", "win", "move", "correct", "undo", "reopen", "lose", "amount", "hand_over", "undo")


@pytest.mark.parametrize("seed", range(12))
def test_histories_stay_whole_however_often_the_end_is_corrected(old, sara, seed):
    for turn in range(14):
        number = seed * 7 + turn * 5
        with suppress(DomainError):
            act(STEPS[(number + turn * seed) % len(STEPS)], fresh(old), sara, number)
        consistent(old)
        assert all(one.left_at is None or one.entered_at <= one.left_at for one in old.visits.all())
        assert all(one.valid_to is None or one.valid_from <= one.valid_to for one in old.states.all())


def test_an_integration_corrects_a_closing_and_closes_on_a_past_day(client, old, ali):
    client.force_login(ali)
    path = f"/api/v1/deals/{old.pk}/closure"
    body = {"outcome": "lost", "reason": reason().pk, "closed_on": ago(9).isoformat()}
    closed = client.post(path, json.dumps(body), content_type="application/json")
    assert closed.status_code == 201 and day_of(fresh(old).closed_at) == ago(9)
    more = {"closed_on": ago(4).isoformat(), "reason": reason(1).pk, "version": closed.json()["version"]}
    changed = client.patch(path, json.dumps(more), content_type="application/json")
    assert changed.status_code == 200 and changed.json()["lost_reason"] == reason(1).pk
    assert day_of(fresh(old).closed_at) == ago(4)
    stale = client.patch(path, json.dumps(more), content_type="application/json")
    assert stale.status_code == 409
    wrong = client.patch(
        path, json.dumps({"closed_on": ago(-2).isoformat()}), content_type="application/json"
    )
    assert wrong.status_code == 422 and "closed_on" in json.dumps(wrong.json())
