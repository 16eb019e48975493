"""Helen says what a word of her list means otherwise than before: cells that say the same are written anew."""

import pytest

from kariz.exchange.tests.test_cells_said_before import LIST, MAPPING, changed, granary
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Stage

NOTED = ("quoted in May", "quoted in June")


@pytest.fixture
def again(admin, pipeline, bring):
    """Her list once more, in which something changed, with what she says of it now."""

    def make(*pairs, **said):
        text = changed(*pairs) if pairs else LIST
        return bring(text, admin, mapping=MAPPING, existing="update", **said)

    bring(LIST, admin, mapping=MAPPING)
    return make


def other_stage(pipeline):
    return Stage.objects.filter(pipeline=pipeline).order_by("position")[1]


def test_a_word_that_she_says_is_another_stage_moves_the_deal_there(admin, pipeline, again):
    meant = other_stage(pipeline)
    again(NOTED, stages={"Proposal": str(meant.pk)})
    assert (granary().stage, granary().notes) == (meant, "quoted in June")


def test_so_it_does_where_the_list_is_the_same_as_before_and_only_once(admin, pipeline, again):
    meant = other_stage(pipeline)
    assert again(stages={"Proposal": str(meant.pk)}).updated_count == 3
    assert granary().stage == meant
    assert again(stages={"Proposal": str(meant.pk)}).updated_count == 0


def test_amounts_in_another_unit_are_written_and_a_title_that_she_changed_here_stays(admin, again):
    deal_actions.change(deal=granary(), by=admin, title="mezz offices, level 2")
    again(NOTED, unit="rial")
    assert (granary().amount, granary().title) == (64_000, "mezz offices, level 2")


def test_what_she_says_as_before_takes_back_nothing_that_she_did_here(admin, again):
    deal_actions.change(deal=granary(), by=admin, amount=700_000)
    again(NOTED, unit="toman")
    assert granary().amount == 700_000
