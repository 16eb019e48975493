"""A list says what Helen had changed here already: the row changes nothing, and still has said it."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_cells_said_before import LIST, MAPPING, changed, granary
from kariz.pipeline.actions import closures
from kariz.pipeline.actions import deals as deal_actions

DEARER = ("64000", "70000")
NOTED = ("quoted in May", "quoted in June")


@pytest.fixture
def listed(admin, pipeline, bring):
    def make(*pairs):
        text = changed(*pairs) if pairs else LIST
        return bring(text, admin, mapping=MAPPING, existing="update")

    return make


def types(amount, by):
    deal_actions.change(deal=granary(), by=by, amount=amount)


def test_an_amount_that_the_list_said_after_helen_did_takes_her_correction_not_back(admin, listed):
    listed()
    types(700_000, admin)
    two = listed(DEARER)
    assert (two.updated_count, two.skipped_count) == (0, 3)
    types(720_000, admin)
    three = listed(DEARER, NOTED)
    assert (three.updated_count, granary().amount, granary().notes) == (1, 720_000, "quoted in June")


def test_a_win_that_the_list_said_after_helen_did_is_not_tried_again_when_she_has_reopened_it(admin, listed):
    listed()
    closures.win(deal=granary(), by=admin, reason="signed")
    two = listed(("64000,Proposal", "64000,Won"))
    assert (two.updated_count, two.skipped_count) == (0, 3)
    closures.reopen(deal=granary(), by=admin)
    three = listed(("64000,Proposal", "64000,Won"), NOTED)
    assert three.updated_count == 1
    assert (granary().outcome, granary().notes) == ("open", "quoted in June")
    assert [row.told for row in three.rows.filter(action="updated")] == [[]]


def test_of_a_list_that_was_taken_back_no_row_has_said_anything(admin, listed):
    listed()
    types(700_000, admin)
    finish(imports.take_back(one=listed(DEARER, ("12000", "13000")), by=admin))
    types(720_000, admin)
    listed(DEARER, NOTED)
    assert granary().amount == 700_000
