"""What a list of the past says of deals that an earlier one brought: they are placed as new ones are, past all gates."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kariz.events.actions.undo import undo
from kariz.events.actions.undo_many import undo_many
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.stopped import stopped_rows
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import activities, closures, moves, obstacles
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Activity, Deal, DealState, Outcome
from kariz.pipeline.tests.helpers import consistent

BEGUN = "external id,title,created at,amount,stage,close date\n"
HEAD = "external id,title,amount,stage,close date,lost reason\n"
OPEN = HEAD + "x1,Pump,5,Proposal,,\n"


def stopped(one):
    return stopped_rows(one).count()


def deal():
    return Deal.objects.select_related("stage").get(external_id="x1", deleted_at=None)


@pytest.mark.parametrize("word", ["won", "lost", "resting"])
def test_a_deal_that_a_list_brought_ends_as_the_next_list_says_and_no_gate_refuses_it(
    admin, pipeline, bring, word
):
    bring(OPEN, admin)
    done = bring(f"{HEAD}x1,Pump,5,{word},2025-03-05,price\n", admin, existing="update")
    assert (done.updated_count, done.refused_count) == (1, 0)
    assert (deal().outcome, deal().on_board) == (word, False)
    event = Event.objects.get(deal_id=deal().pk, verb={"resting": "deal.rested"}.get(word, f"deal.{word}"))
    assert (event.via, event.batch) == ("import", done.batch)


def test_it_is_won_on_the_day_that_the_list_says_as_a_new_row_would_be(admin, pipeline, bring):
    bring(HEAD.replace("title", "title,created at") + "x1,Pump,2025-01-01,5,Proposal,,\n", admin)
    bring(HEAD + "x1,Pump,5,won,2025-03-05,\n", admin, existing="update")
    assert (deal().closed_at.date().isoformat()[:7], deal().stage.holds_won) == ("2025-03", True)
    then = DealState.objects.filter(deal=deal(), valid_from__lte=timezone.now()).order_by("valid_from")
    assert [(state.outcome, f"{state.valid_from:%Y-%m}") for state in then] == [
        ("open", "2024-12"),
        ("won", "2025-03"),
    ]


@pytest.mark.parametrize("word", ["won", "lost", "resting"])
def test_taken_back_it_is_open_as_before_and_no_past_is_left_that_was_not(admin, pipeline, bring, word):
    bring(OPEN, admin)
    before = (deal().stage_id, deal().outcome, deal().on_board, deal().closed_at, deal().entered_stage_at)
    done = bring(f"{HEAD}x1,Pump,5,{word},2025-03-05,price\n", admin, existing="update")
    back = finish(imports.take_back(one=done, by=admin))
    assert back.kept_count == 0
    now = deal()
    assert (now.stage_id, now.outcome, now.on_board, now.closed_at, now.entered_stage_at) == before
    placed = Event.objects.filter(batch=done.batch, deal_id=now.pk).earliest("pk")
    until_told = DealState.objects.filter(deal=now, valid_from__lt=placed.at)
    assert set(until_told.values_list("outcome", flat=True)) == {"open"}
    consistent(now)
    assert now.visits.filter(left_at=None).count() == 1


def move_back(by):
    moves.move(deal=deal(), to=deal().pipeline.stages.earliest("position"), by=by)


def test_what_ali_moved_here_since_is_closed_as_by_hand_and_the_row_says_so(admin, pipeline, bring, upload):
    bring(OPEN, admin)
    move_back(admin)
    one = upload(HEAD + "x1,Pump,5,won,2025-03-05,\n", admin)
    one = imports.change(one=one, by=admin, options={"existing": "update"})
    checked = finish(imports.check(one=one, by=admin))
    assert (checked.outcome["counts"]["refused"], checked.outcome["stopped"]) == (0, 1)
    told = checked.expected.get().told
    assert any("بستن دستی" in text for text in told)
    assert deal().outcome == Outcome.OPEN


def test_the_same_list_again_changes_nothing(admin, pipeline, bring):
    bring(OPEN, admin)
    won = HEAD + "x1,Pump,5,won,2025-03-05,\n"
    bring(won, admin, existing="update")
    version = deal().version
    again = bring(won, admin, existing="update")
    assert (again.updated_count, again.refused_count, deal().version) == (0, 0, version)


def seen_at(moment):
    states = DealState.objects.filter(valid_from__lte=moment).exclude(valid_to__lte=moment)
    return list(states.order_by("deal").values_list("outcome", "base_amount"))


def placed(word="won"):
    return Event.objects.get(deal_id=deal().pk, verb=f"deal.{word}")


def test_of_its_month_it_counts_what_the_list_says_as_a_new_row_does(admin, pipeline, bring):
    bring(BEGUN + "x1,Pump,2025-01-01,5,Proposal,\n", admin, calendar="gregorian")
    said = BEGUN + "x1,Pump,2025-01-01,7,won,2025-03-05\nx2,Stove,2025-01-01,7,won,2025-03-05\n"
    bring(said, admin, existing="update", calendar="gregorian")
    assert seen_at(datetime(2025, 6, 1, tzinfo=UTC)) == [("won", 70), ("won", 70)]
    assert seen_at(datetime(2025, 2, 1, tzinfo=UTC)) == [("open", 50), ("open", 70)]
    consistent(deal())


def test_as_of_a_moment_before_ali_took_the_win_back_people_still_saw_it_won(admin, pipeline, bring):
    bring(OPEN, admin)
    bring(f"{HEAD}x1,Pump,7,won,2025-03-05,\n", admin, existing="update")
    between = timezone.now()
    undo(event=placed(), by=admin)
    assert seen_at(between) == [("won", 70)]
    assert seen_at(placed().at - timedelta(microseconds=1)) == [("open", 50)]
    assert deal().outcome == Outcome.OPEN
    consistent(deal())


def test_two_ends_that_are_taken_back_one_after_the_other_leave_what_was_seen_in_between(
    admin, pipeline, bring
):
    bring(BEGUN + "x1,Pump,2025-01-01,5,Proposal,\n", admin)
    bring(HEAD + "x1,Pump,5,lost,2025-03-05,price\n", admin, existing="update")
    between = timezone.now()
    bring(HEAD + "x1,Pump,5,won,2025-02-05,\n", admin, existing="update")
    for word in ("won", "lost"):
        undo(event=placed(word), by=admin)
        consistent(deal())
    assert seen_at(between) == [("lost", 50)]
    assert seen_at(placed("lost").at - timedelta(microseconds=1)) == [("open", 50)]


def test_many_that_a_list_ended_are_taken_back_together_as_one_by_one(admin, pipeline, bring):
    bring(HEAD + "x1,Pump,5,Proposal,,\nx2,Stove,5,Proposal,,\n", admin)
    lost = "external id,title,stage,outcome,close date,lost reason\n"
    row = ",Negotiation,lost,2025-03-05,price\n"
    bring(f"{lost}x1,Pump{row}x2,Stove{row}", admin, existing="update")
    between, events = timezone.now(), list(Event.objects.filter(verb="deal.lost"))
    assert [outcome for outcome, _amount in seen_at(between)] == ["lost", "lost"]
    undo_many(events=events, by=admin)
    for one in Deal.objects.select_related("stage"):
        assert (one.outcome, one.on_board, one.activities.filter(deleted_at=None).count()) == (
            "open",
            True,
            1,
        )
        consistent(one)
    assert seen_at(between) == [("lost", 50), ("lost", 50)]
    before = seen_at(min(event.at for event in events) - timedelta(microseconds=1))
    assert before == [("open", 50), ("open", 50)]


def test_a_win_that_ali_took_back_by_hand_is_not_placed_again(admin, pipeline, bring):
    bring(OPEN, admin)
    bring(f"{HEAD}x1,Pump,5,won,2025-03-05,\n", admin, existing="update")
    undo(event=placed(), by=admin)
    again = bring(f"{HEAD}x1,Pump,6,won,2025-03-05,\n", admin, existing="update")
    # What the list did not change it does not say again.
    assert (deal().outcome, deal().amount, stopped(again)) == (Outcome.OPEN, 60, 0)


@pytest.mark.parametrize("moved", [False, True])
def test_what_sara_does_beside_the_list_does_not_hold_its_win_but_that_she_moved_the_deal_does(
    admin, pipeline, bring, moved
):
    bring(OPEN, admin)
    deal_actions.change(deal=deal(), by=admin, title="Big pump")
    obstacles.open_obstacle(deal=deal(), by=admin, text="No budget yet")
    due = timezone.now() + timedelta(days=2)
    activities.plan(deal=deal(), by=admin, kind="call", name="Call Kaveh", due_at=due)
    if moved:
        move_back(admin)
    done = bring(f"{HEAD}x1,Pump,5,won,2025-03-05,\n", admin, existing="update")
    assert (deal().outcome, deal().title) == ("open" if moved else "won", "Big pump")
    assert (done.refused_count, stopped(done)) == (0, int(moved))
    consistent(deal())
    finish(imports.take_back(one=done, by=admin))
    assert deal().is_open
    assert Activity.objects.get(name="Call Kaveh").deleted_at is None
    consistent(deal())


def test_a_deal_that_came_back_from_its_rest_by_itself_is_nobodys_work(admin, pipeline, bring):
    bring(OPEN, admin)
    bring("external id,title,stage\nx1,Pump,resting\n", admin, existing="update")
    closures.wake_due(today=deal().resting_until)
    assert deal().outcome == Outcome.OPEN
    bring(f"{HEAD}x1,Pump,5,won,2025-03-05,\n", admin, existing="update")
    assert deal().outcome == Outcome.WON


def test_what_a_list_planned_comes_back_when_mina_reopens_what_another_list_won(admin, pipeline, bring):
    step = "external id,title,stage,next step,next step date\nx1,Pump,Proposal,Call Kaveh,2031-03-05\n"
    bring(step, admin, calendar="gregorian")
    bring(f"{HEAD}x1,Pump,5,won,2025-03-05,\n", admin, existing="update")
    closures.reopen(deal=deal(), by=admin)
    assert Activity.objects.get(name="Call Kaveh").deleted_at is None
    consistent(deal())
