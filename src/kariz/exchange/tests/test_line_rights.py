"""Product lines of deals that are there already."""

import pytest

from kariz.access.models import Membership
from kariz.exchange.actions.at_work import pace
from kariz.exchange.actions.rows import deal_lines
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import contacts
from kariz.pipeline.actions import committee, deals, lines
from kariz.pipeline.models import Deal, DealLine
from kariz.web.errors import NotAllowed

LINES = "deal,product,quantity,unit price\nBoiler,Pump,2,100\n"


def bring(upload, by):
    one = imports.change(one=upload(LINES, by), by=by, kind="lines")
    return finish(imports.start(one=one, by=by))


def test_reza_cannot_put_products_on_the_deal_of_a_colleague_whom_he_sees(ali, reza, team, pipeline, upload):
    Membership.objects.create(team=team, user=reza)
    deals.create(new=deals.NewDeal(title="Boiler", pipeline=pipeline, owner=ali), by=ali)
    done = bring(upload, reza)
    assert (done.refused_count, DealLine.objects.count()) == (1, 0)
    [error] = done.rows.get(action="refused").errors
    assert error["text"] in ("You may not change this deal.", "اجازهٔ تغییر این معامله را ندارید.")


def test_ali_brings_the_products_of_his_own_deal(ali, pipeline, upload):
    deals.create(new=deals.NewDeal(title="Boiler", pipeline=pipeline, owner=ali), by=ali)
    done = bring(upload, ali)
    assert (done.refused_count, DealLine.objects.get().title) == (0, "Pump")


def test_lines_ask_the_right_of_each_deal_unless_the_same_action_made_it(ali, reza, team, pipeline, admin):
    Membership.objects.create(team=team, user=reza)
    deal = deals.create(new=deals.NewDeal(title="Boiler", pipeline=pipeline, owner=ali), by=ali)
    pairs = [(deal, lines.NewLine("Pump", 100))]
    with pytest.raises(NotAllowed):
        lines.add_lines(pairs=pairs, by=reza)
    person = contacts.create(by=admin, name="Sara Ahmadi")
    with pytest.raises(NotAllowed):
        committee.seat_many(seats=[(deal, person)], role="user", by=reza)
    lines.add_lines(pairs=pairs, by=reza, made=[deal.pk])
    committee.seat_many(seats=[(deal, person)], role="user", by=ali)
    assert (DealLine.objects.count(), deal.committee.count()) == (1, 1)


def test_a_further_line_of_a_deal_that_went_to_a_colleague_since_is_refused_with_the_reason(
    ali, reza, pipeline, upload, monkeypatch
):
    """The deal of the first row goes to Reza before the second row's turn."""
    monkeypatch.setattr(pace, "FIRST", 1)
    first = "deal id,title,product\n7,Boiler,Pump\n"
    one = upload(first + "7,Boiler,Hose\n", ali)
    began = deal_lines.more

    def handed_over(rows, pairs, context):
        if rows:
            Deal.objects.update(owner=reza)
        began(rows, pairs, context)

    monkeypatch.setattr(deal_lines, "more", handed_over)
    done = finish(imports.start(one=one, by=ali))
    assert (done.created_count, done.refused_count) == (1, 1)
    assert [line.title for line in DealLine.objects.all()] == ["Pump"]
