"""A deal that rests may stand a second time as an open one: Mina sees both, says which is true, and takes it back."""

from datetime import date

import pytest
from django.test import Client

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies
from kariz.pipeline.actions import activities, closures, deals, doubled_deals
from kariz.pipeline.actions.many_doubles import merge_many
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.doubles import doubles
from kariz.pipeline.tests.helpers import consistent
from kariz.web.errors import DomainError

BACK = date(2099, 1, 19)


@pytest.fixture
def new(admin, pipeline):
    firm = companies.create(by=admin, name="رب سردرود")

    def make(**more):
        given = {"company": firm, "pipeline": pipeline, "amount": 350, **more}
        return deals.create(new=deals.NewDeal(title="لیبل رب", **given), by=admin)

    return make


@pytest.fixture
def resting(admin, new):
    return closures.rest(deal=new(), by=admin, until=BACK, reason="منتظر مجوز")


@pytest.fixture
def open_one(new, resting):
    return new()


def planned(deal):
    return Activity.objects.filter(deal=deal, done_at=None, deleted_at=None)


def test_both_are_shown_and_neither_goes_without_a_word(admin, resting, open_one):
    (pair,) = doubles(admin)
    assert pair.deals == (resting, open_one)
    assert (pair.is_certain, pair.stays) == (False, open_one)
    client = Client()
    client.force_login(admin)
    assert "در نوبت پیگیری مجدد تا" in client.get("/duplicates/deals/").content.decode()


def test_the_resting_one_that_stays_rests_and_has_what_people_planned(admin, resting, open_one):
    activities.plan(by=admin, deal=open_one, kind="call", name="پرس‌وجوی مجوز", due_at=open_one.created_at)
    kept = doubled_deals.merge(deal=resting, other=open_one, by=admin)
    assert (kept.outcome, kept.resting_until, kept.on_board) == ("resting", BACK, False)
    assert [one.name for one in planned(kept)] == ["پرس‌وجوی مجوز"], "what the stage planned stays behind"
    consistent(kept)
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    back = Deal.objects.get(pk=open_one.pk)
    assert back.is_open and back.on_board and planned(back).count() > 1 and not planned(resting).exists()
    for one in (back, resting):
        consistent(one)


def test_the_open_one_that_stays_goes_on_and_notes_why_the_other_rested(admin, resting, open_one):
    steps = planned(open_one).count()
    kept = doubled_deals.merge(deal=open_one, other=resting, by=admin)
    assert (kept.outcome, kept.resting_until, kept.notes) == ("open", None, "منتظر مجوز")
    assert planned(kept).count() == steps
    consistent(kept)
    assert closures.wake_due(today=date(2100, 1, 1)) == 0
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    back = Deal.objects.get(pk=resting.pk)
    assert (back.outcome, back.resting_until) == ("resting", BACK)
    assert Deal.objects.get(pk=open_one.pk).notes == ""
    for one in (back, open_one):
        consistent(one)


def test_two_that_rest_are_one_like_two_that_are_open(admin, new, resting):
    other = closures.rest(deal=new(), by=admin, until=date(2099, 5, 1))
    (pair,) = doubles(admin)
    assert pair.is_certain and pair.stays == resting
    assert merge_many(pairs=[pair.deals], by=admin).gone == 1
    assert Deal.objects.get(deleted_at=None).resting_until == BACK
    assert Deal.objects.get(pk=other.pk).deleted_at is not None


def test_what_was_won_is_not_joined(admin, new, resting):
    won = closures.win(deal=new(), by=admin, reason="سفارش داد")
    assert doubles(admin) == []
    with pytest.raises(DomainError):
        doubled_deals.merge(deal=resting, other=won, by=admin)
