"""A deal's whole way through the template, told once from end to end."""

import pytest

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.pipeline.actions import activities, closures, moves
from kariz.pipeline.models import Deal, StageVisit


def test_ali_is_told_what_is_missing_does_it_and_the_deal_moves(deal: Deal, ali: User) -> None:
    first, second = deal.pipeline.stages.order_by("position")[:2]
    with pytest.raises(moves.MoveRefused) as refused:
        moves.move(deal=deal, to=second, by=ali)
    assert [one.criterion.kind for one in refused.value.unmet] == ["positive_reply"]

    activities.log_done(by=ali, deal=deal, kind="call", result="positive")
    result = moves.move(deal=deal, to=second, by=ali)

    assert result.deal.stage == second and [one.criterion.kind for one in result.warnings] == ["box"]
    assert StageVisit.objects.filter(deal=deal, left_at=None).get().stage == second
    assert result.event is not None
    undo(event=result.event, by=ali)
    deal.refresh_from_db()
    assert deal.stage == first


def test_ali_wins_with_a_reason_and_takes_it_back(deal: Deal, ali: User) -> None:
    with pytest.raises(moves.ReasonNeeded):
        closures.win(deal=deal, by=ali)
    won = closures.win(deal=deal, by=ali, reason="Signed at the fair")
    assert won.outcome == "won" and won.stage.holds_won
    again = closures.reopen(deal=won, by=ali)
    assert again.is_open and again.stage.won_on_leaving
