"""What a list of the past says of deals that an earlier one brought: they are placed as new ones are, past all gates."""

import pytest
from django.utils import timezone

from kariz.events.models import Event
from kariz.exchange.actions import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal, DealState, Outcome

HEAD = "external id,title,amount,stage,close date,lost reason\n"
OPEN = HEAD + "x1,Pump,5,Proposal,,\n"


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
    assert set(DealState.objects.filter(deal=now).values_list("outcome", flat=True)) == {"open"}
    assert now.visits.filter(left_at=None).count() == 1


def test_what_ali_changed_here_since_is_closed_as_by_hand_and_the_row_says_so(admin, pipeline, bring, upload):
    bring(OPEN, admin)
    deal_actions.change(deal=deal(), by=admin, amount=70)
    one = upload(HEAD + "x1,Pump,5,won,2025-03-05,\n", admin)
    one = imports.change(one=one, by=admin, options={"existing": "update"})
    checked = finish(imports.check(one=one, by=admin))
    assert checked.outcome["counts"]["refused"] == 1
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
