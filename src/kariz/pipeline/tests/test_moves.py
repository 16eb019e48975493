"""The gate, told by what it lets through and what it keeps."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone

from kariz.access.models import User
from kariz.events.actions.undo import CannotUndo, undo
from kariz.events.models import Event
from kariz.pipeline.actions import activities, closures, committee, deals, moves, obstacles
from kariz.pipeline.models import Activity, Criterion, Deal, Stage, StageVisit
from kariz.pipeline.queries.as_of import board_as_of
from kariz.pipeline.queries.lists import Asked
from kariz.pipeline.tests.helpers import consistent, counts, meet_all, person
from kariz.records.actions import files
from kariz.web.errors import NotAllowed


@pytest.fixture
def stages(deal: Deal) -> list[Stage]:
    return list(deal.pipeline.stages.order_by("position"))


def only(deal: Deal, kind_: str, policy: str = "block", **params: Any) -> None:
    """The deal's stage asks for this one thing."""
    deal.stage.criteria.all().delete()
    Criterion.objects.create(stage=deal.stage, kind=kind_, params=params, policy=policy, name="It")


def go(deal: Deal, to: Stage, by: User, **more: Any) -> moves.MoveResult:
    return moves.move(deal=deal, to=to, by=by, **more)


def refused(deal: Deal, to: Stage, by: User) -> bool:
    try:
        go(deal, to, by)
    except moves.MoveRefused:
        return True
    return False


def test_an_empty_field_keeps_the_deal_and_a_filled_one_lets_it_go(
    deal: Deal, ali: User, stages: list[Stage]
) -> None:
    only(deal, "field_filled", field="expected_close")
    assert refused(deal, stages[1], ali)
    deals.change(deal=deal, by=ali, expected_close=deal.created_at.date())
    assert go(deal, stages[1], ali).deal.stage == stages[1]


def test_the_presentation_counts_when_all_deciders_took_part(
    deal: Deal, ali: User, stages: list[Stage]
) -> None:
    only(deal, "activity_done", kind="presentation", result="", participants="decision_makers")
    boss, buyer = person("Boss", ali), person("Buyer", ali)
    activities.log_done(by=ali, deal=deal, kind="presentation", participants=[boss])
    assert refused(deal, stages[1], ali), "nobody is known to decide"
    committee.put_member(deal=deal, contact=boss, by=ali, role="decision_maker")
    committee.put_member(deal=deal, contact=buyer, by=ali, role="economic_buyer")
    assert refused(deal, stages[1], ali), "the buyer was not there"
    activities.log_done(by=ali, deal=deal, kind="presentation", participants=[boss, buyer])
    assert not refused(deal, stages[1], ali)


def test_the_committee_needs_its_roles(deal: Deal, ali: User, stages: list[Stage]) -> None:
    only(deal, "committee_has", roles=["champion", "legal"])
    committee.put_member(deal=deal, contact=person("Champion", ali), by=ali, role="champion")
    assert refused(deal, stages[1], ali)
    committee.put_member(deal=deal, contact=person("Lawyer", ali), by=ali, role="legal")
    assert not refused(deal, stages[1], ali)


def test_an_open_obstacle_keeps_the_deal(deal: Deal, ali: User, stages: list[Stage]) -> None:
    only(deal, "no_open_obstacle")
    obstacle = obstacles.open_obstacle(deal=deal, by=ali, text="No budget")
    assert refused(deal, stages[1], ali)
    obstacles.clear(obstacle=obstacle, by=ali)
    assert not refused(deal, stages[1], ali)


@pytest.mark.parametrize(("least", "kept"), [(500_000_001, True), (500_000_000, False)])
def test_the_amount_is_held_against_the_least(
    deal: Deal, ali: User, stages: list[Stage], least: int, kept: bool
) -> None:
    only(deal, "amount_at_least", amount=least)
    assert refused(deal, stages[1], ali) is kept


def test_a_rule_decides(deal: Deal, ali: User, stages: list[Stage]) -> None:
    only(deal, "rule", rule={"field": "channel", "op": "in", "value": ["referral"]})
    assert refused(deal, stages[1], ali)
    deals.change(deal=deal, by=ali, channel="referral")
    assert not refused(deal, stages[1], ali)


def test_an_unknown_kind_keeps_the_gate_shut(deal: Deal, ali: User, stages: list[Stage]) -> None:
    only(deal, "score_of_an_area_that_was_removed")
    assert refused(deal, stages[1], ali)


def test_a_warning_lets_go_and_a_reason_is_asked_for(deal: Deal, ali: User, stages: list[Stage]) -> None:
    only(deal, "field_filled", "warn", field="notes")
    result = go(deal, stages[1], ali)
    assert len(result.warnings) == 1
    only(result.deal, "field_filled", "reason", field="notes")
    with pytest.raises(moves.ReasonNeeded):
        go(result.deal, stages[2], ali)
    done = go(result.deal, stages[2], ali, reason="The boss said so")
    assert done.visit is not None and done.visit.reason == "The boss said so"


def test_a_skip_passes_every_gate_on_the_way_and_a_step_back_passes_none(
    deal: Deal, ali: User, stages: list[Stage]
) -> None:
    meet_all(deal, ali)
    with pytest.raises(moves.MoveRefused) as error:
        go(deal, stages[3], ali)
    assert {one.stage for one in error.value.unmet} == {stages[1], stages[2]}
    go(deal, stages[1], ali)
    assert go(deal, stages[0], ali).deal.stage == stages[0]
    consistent(deal)


def test_leaving_the_signing_wins_once(deal: Deal, ali: User, stages: list[Stage]) -> None:
    Criterion.objects.all().delete()
    done = go(deal, stages[7], ali)
    assert done.deal.outcome == "won" and done.event is not None and done.event.verb == "deal.won"
    consistent(deal)
    undo(event=done.event, by=ali)
    fresh = Deal.objects.get(pk=deal.pk)
    assert (fresh.outcome, fresh.closed_at, fresh.stage) == ("open", None, stages[0])
    consistent(deal)


def test_the_second_of_two_people_is_told(deal: Deal, ali: User, sara: User, stages: list[Stage]) -> None:
    Criterion.objects.all().delete()
    go(deal, stages[1], sara, version=deal.version)
    with pytest.raises(moves.DealMovedMeanwhile) as error:
        go(deal, stages[2], ali, version=deal.version)
    assert error.value.deal.stage == stages[1]


def test_undo_brings_the_stage_s_activities_back(deal: Deal, ali: User, stages: list[Stage]) -> None:
    Criterion.objects.all().delete()
    before = set(Activity.objects.filter(deal=deal, deleted_at=None).values_list("pk", flat=True))
    done = go(deal, stages[1], ali)
    assert before.isdisjoint(Activity.objects.filter(deal=deal, deleted_at=None).values_list("pk", flat=True))
    assert done.event is not None
    undo(event=done.event, by=ali)
    assert set(Activity.objects.filter(deal=deal, deleted_at=None).values_list("pk", flat=True)) == before
    assert StageVisit.objects.filter(deal=deal, undone=True).count() == 1
    consistent(deal)
    with pytest.raises(CannotUndo):
        undo(event=Event.objects.get(pk=done.event.pk), by=ali)


def test_a_move_taken_back_leaves_the_deal_as_old_in_its_stage(
    deal: Deal, ali: User, stages: list[Stage]
) -> None:
    Criterion.objects.all().delete()
    entered = deal.entered_stage_at - timedelta(days=320)
    Deal.objects.filter(pk=deal.pk).update(entered_stage_at=entered)
    StageVisit.objects.filter(deal=deal).update(entered_at=entered)
    for _time in range(2):
        done = go(deal, stages[1], ali)
        assert done.event is not None
        undo(event=done.event, by=ali)
    fresh = Deal.objects.get(pk=deal.pk)
    assert fresh.days_in_stage == 320
    stay = StageVisit.objects.get(deal=deal, undone=False)
    assert (stay.entered_at, stay.left_at, stay.stage) == (fresh.entered_stage_at, None, stages[0])
    past = board_as_of(deal.pipeline_id, timezone.now(), ali, Asked.of(QueryDict()))
    assert past is not None and past.columns[0].cards[0].days == "۳۲۰"
    consistent(deal)


def test_a_move_is_not_undone_below_a_later_closing(deal: Deal, ali: User, stages: list[Stage]) -> None:
    Criterion.objects.all().delete()
    done = go(deal, stages[1], ali)
    closures.rest(deal=done.deal, by=ali, until=closures.today_here().replace(year=2099))
    assert done.event is not None
    with pytest.raises(moves.DealMovedMeanwhile):
        undo(event=done.event, by=ali)
    consistent(deal)


def test_a_stage_that_says_so_lets_go_by_itself(deal: Deal, ali: User, stages: list[Stage]) -> None:
    Stage.objects.filter(pk=stages[0].pk).update(advances_itself=True)
    meet_all(deal, ali)
    assert Deal.objects.get(pk=deal.pk).stage == stages[1]
    assert StageVisit.objects.get(deal=deal, left_at=None).how == StageVisit.How.ADVANCED


def test_a_signed_contract_as_a_file(deal: Deal, ali: User, stages: list[Stage]) -> None:
    only(deal, "file_attached")
    assert refused(deal, stages[1], ali)
    files.create(subject=("deal", deal.pk), upload=SimpleUploadedFile("contract.txt", b"Signed"), by=ali)
    assert not refused(deal, stages[1], ali)


@pytest.mark.parametrize("who", ["viewer", "reza"])
def test_others_cannot_move_it(
    request: pytest.FixtureRequest, deal: Deal, stages: list[Stage], who: str
) -> None:
    before = counts()
    with pytest.raises(NotAllowed):
        go(deal, stages[1], request.getfixturevalue(who))
    assert counts() == before
