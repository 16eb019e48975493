"""Ending, resting, waking, reopening, handing over, and taking each back."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.pipeline.actions import closures, deals, moves, standing
from kariz.pipeline.models import Criterion, Deal, LostReason
from kariz.pipeline.tests.helpers import consistent
from kariz.web.errors import DomainError, FieldErrors


def reason() -> LostReason:
    found = LostReason.objects.first()
    assert found is not None
    return found


def last(deal: Deal) -> Event:
    return Event.objects.filter(deal_id=deal.pk).latest("pk")


def fresh(deal: Deal) -> Deal:
    return Deal.objects.get(pk=deal.pk)


def test_a_loss_needs_its_reason(deal: Deal, ali: User) -> None:
    with pytest.raises(FieldErrors):
        closures.lose(deal=deal, by=ali, lost_reason=None)
    lost = closures.lose(deal=deal, by=ali, lost_reason=reason(), note="Cheaper elsewhere")
    assert lost.outcome == "lost" and not lost.on_board
    consistent(deal)


def test_a_resting_deal_wakes_on_its_day(deal: Deal, ali: User) -> None:
    day = closures.today_here() + timedelta(days=30)
    closures.rest(deal=deal, by=ali, until=day)
    assert closures.wake_due(today=day - timedelta(days=1)) == 0
    assert closures.wake_due(today=day) == 1
    assert fresh(deal).is_open and fresh(deal).owner == ali
    assert closures.wake_due(today=day) == 0
    consistent(deal)


@pytest.mark.parametrize("days", [0, -1])
def test_nobody_rests_until_today(deal: Deal, ali: User, days: int) -> None:
    with pytest.raises(FieldErrors):
        closures.rest(deal=deal, by=ali, until=closures.today_here() + timedelta(days=days))


def test_a_won_deal_leaves_the_board_when_it_is_handed_over(deal: Deal, ali: User) -> None:
    closures.win(deal=deal, by=ali, reason="Signed")
    with pytest.raises(moves.MoveRefused):
        closures.hand_over(deal=deal, by=ali)
    Criterion.objects.all().delete()
    assert not closures.hand_over(deal=deal, by=ali).on_board
    consistent(deal)


@pytest.mark.parametrize("how", ["lose", "rest", "win", "reopen", "hand_over"])
def test_each_closing_is_taken_back(deal: Deal, ali: User, how: str) -> None:
    Criterion.objects.all().delete()
    later = closures.today_here() + timedelta(days=9)
    if how == "reopen":
        closures.lose(deal=deal, by=ali, lost_reason=reason())
    if how == "hand_over":
        closures.win(deal=deal, by=ali)
    more: dict[str, Any] = {"lose": {"lost_reason": reason()}, "rest": {"until": later}}.get(how, {})
    before = fresh(deal)
    getattr(closures, how)(deal=deal, by=ali, **more)
    consistent(deal)
    undo(event=last(deal), by=ali)
    now = fresh(deal)
    for name in standing.FIELDS:
        assert getattr(now, name) == getattr(before, name), name
    consistent(deal)


def test_a_deal_in_the_bin_is_not_closed(deal: Deal, ali: User) -> None:
    deals.delete(deal=deal, by=ali)
    with pytest.raises(moves.CannotMove):
        closures.lose(deal=deal, by=ali, lost_reason=reason())
    consistent(deal)


STEPS = ("move", "win", "lose", "rest", "reopen", "hand_over", "delete", "restore", "amount", "undo")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7)), min_size=3, max_size=9))
def test_histories_stay_whole_whatever_people_do(
    deal: Deal, sara: User, steps: list[tuple[str, int]]
) -> None:
    Criterion.objects.all().delete()
    story = deals.create(new=deals.NewDeal(title="Story", pipeline=deal.pipeline, owner=sara), by=sara)
    stages = list(deal.pipeline.stages.order_by("position"))
    later = closures.today_here() + timedelta(days=9)
    for name, number in steps:
        now = fresh(story)
        acts: dict[str, Any] = {
            "move": lambda now=now, number=number: moves.move(deal=now, to=stages[number], by=sara),
            "win": lambda now=now: closures.win(deal=now, by=sara),
            "lose": lambda now=now: closures.lose(deal=now, by=sara, lost_reason=reason()),
            "rest": lambda now=now: closures.rest(deal=now, by=sara, until=later),
            "reopen": lambda now=now: closures.reopen(deal=now, by=sara),
            "hand_over": lambda now=now: closures.hand_over(deal=now, by=sara),
            "delete": lambda now=now: deals.delete(deal=now, by=sara),
            "restore": lambda now=now: deals.restore(deal=now, by=sara),
            "amount": lambda now=now, number=number: deals.change(deal=now, by=sara, amount=number),
            "undo": lambda now=now: undo(event=last(now), by=sara),
        }
        with suppress(DomainError):
            acts[name]()
        consistent(story)


def test_another_reason_than_those_of_the_list_needs_words(deal, ali, client):
    other = LostReason.objects.get(template="lost_other")
    with pytest.raises(FieldErrors) as refused:
        closures.lose(deal=deal, by=ali, lost_reason=other, note=" ")
    assert list(refused.value.errors) == ["note"]
    client.force_login(ali)
    sent = {"outcome": "lost", "lost_reason": other.pk}
    page = client.post(f"/deals/{deal.pk}/closure/", sent, headers={"HX-Request": "true"})
    assert page.status_code == 422 and "note_error" in page.content.decode()
    lost = closures.lose(deal=deal, by=ali, lost_reason=other, note="They moved abroad")
    assert lost.outcome_note == "They moved abroad"
