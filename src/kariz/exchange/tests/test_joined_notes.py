"""What several rows of a list note of one deal stays in it, wherever a chunk of rows ends."""

import pytest

from kariz.exchange.actions.at_work import pace
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal

BEFORE = "external id,title,amount\nx1,Pump,5\n"
ROWS = "external id,title,amount,notes\nx1,Pump,5,called on Monday\nx1,Pump,5,visited on Friday\n"
BOTH = "called on Monday\nvisited on Friday"


@pytest.fixture(params=[1, 200], ids=["a chunk each", "one chunk"])
def chunk(request, monkeypatch):
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(pace, name, request.param)


def notes():
    return Deal.objects.get(deleted_at=None).notes


@pytest.mark.parametrize("policy", ["update", "fill"])
def test_what_two_rows_note_of_a_deal_that_is_there_stays_both(admin, pipeline, bring, chunk, policy):
    bring(BEFORE, admin)
    one = bring(ROWS, admin, existing=policy)
    assert (notes(), one.updated_count) == (BOTH, 2)


@pytest.mark.parametrize("policy", ["update", "fill"])
def test_what_two_rows_note_of_a_deal_that_they_make_stays_both(admin, pipeline, bring, chunk, policy):
    one = bring(ROWS, admin, existing=policy)
    assert (notes(), one.created_count, one.updated_count) == (BOTH, 1, 1)


def test_the_same_list_again_takes_nothing_of_it_away(admin, pipeline, bring, chunk):
    for _time in range(2):
        bring(ROWS, admin, existing="update")
        assert notes() == BOTH


def test_what_stood_there_before_goes_only_where_the_list_overwrites(admin, pipeline, bring, chunk):
    bring(BEFORE.replace("amount\n", "amount,notes\n").replace("5\n", "5,of last year\n"), admin)
    bring(ROWS, admin, existing="fill")
    assert notes() == "of last year"
    bring(ROWS.replace("called", "Called"), admin, existing="update")
    assert notes() == BOTH.replace("called", "Called")


def test_of_what_ali_wrote_meanwhile_nothing_is_lost_by_the_second_row(admin, pipeline, bring, chunk):
    bring(BEFORE, admin)
    deals.change(deal=Deal.objects.get(), by=admin, notes="Ali: they pay late")
    bring(ROWS.replace(",called on Monday", ","), admin, existing="fill")
    assert notes() == "Ali: they pay late"
