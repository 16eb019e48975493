"""Dutch overwrites with next week's book: of a deal at which somebody was at work here, only what they changed stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.access.actions import users
from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import activities, deals, moves
from kariz.pipeline.models import Activity, Deal

HEAD = "Job,Company,Who,Bid out,Stage,Amount,Next step,When,Rep,Comments\n"
ROW = "Mosser Lake - Boiler replacement,Mosser Lake Contractors,Karen Klopfenstein,2025-11-17,{},{},{},{},{},{}\n"
OTHER = "Taproom BAS upgrade,Glass City Brewing,Laura Ruffing,2025-05-05,Proposal,75000,Site walk,2027-01-11,Jen Adler,\n"
MAPPING = {
    "Job": "title",
    "Company": "company",
    "Who": "contact",
    "Bid out": "created_at",
    "Stage": "stage",
    "Amount": "amount",
    "Next step": "next_step",
    "When": "next_step_on",
    "Rep": "owner",
    "Comments": "notes",
}


def book(
    stage="Proposal",
    amount=15900,
    step="Scope review",
    when="2027-01-04",
    rep="Jen Adler",
    notes="need crane",
):
    return HEAD + ROW.format(stage, amount, step, when, rep, notes) + OTHER


@pytest.fixture
def jen(admin, pipeline):
    return [users.create(by=SYSTEM, name=name, role="seller") for name in ("Jen Adler", "Bo Wexler")]


@pytest.fixture
def week(admin, jen, bring):
    def take(**said):
        return bring(book(**said), admin, mapping=MAPPING, existing="update")

    take()
    return take


def boiler():
    return Deal.objects.select_related("owner", "stage").get(title__contains="Boiler", deleted_at=None)


def step():
    return Activity.objects.get(deal=boiler(), done_at=None, deleted_at=None, source=None)


def warned(one):
    return str(one.rows.get(number=2).warnings)


def test_bo_gets_the_deal_whose_next_step_dutch_had_put_off_here(week, admin):
    off = step().due_at + timedelta(days=9)
    activities.change(activity=step(), by=admin, due_at=off, all_day=True)
    one = week(rep="Bo Wexler")
    assert (one.updated_count, boiler().owner.name, step().due_at) == (1, "Bo Wexler", off)
    assert "Stays as it is" not in warned(one)


def test_of_what_dutch_changed_here_nothing_is_written_over_and_the_row_says_so(week, admin):
    deals.change(deal=boiler(), by=admin, amount=1_700_000, notes="need two cranes")
    one = week(rep="Bo Wexler", amount=16900, notes="crane is booked")
    found = boiler()
    assert (found.owner.name, found.amount, found.notes) == ("Bo Wexler", 1_700_000, "need two cranes")
    assert "'fields': 'Amount، Comments'" in warned(one) and "somebody changed it here since" in warned(one)


def test_a_deal_that_dutch_moved_here_stays_there_and_takes_the_rest(week, admin):
    first = boiler().pipeline.stages.get(position=1)
    moves.move(deal=boiler(), to=first, by=admin, reason="one step back")
    one = week(stage="Negotiation", amount=16900)
    assert (boiler().stage, boiler().amount) == (first, 169_000)
    assert "Stage" in warned(one)


def test_an_owner_whom_dutch_gave_it_here_stays_and_the_amount_comes(week, admin, jen):
    deals.change(deal=boiler(), by=admin, owner=admin)
    week(rep="Bo Wexler", amount=16900)
    assert (boiler().owner, boiler().amount) == (admin, 169_000)


def test_a_call_that_somebody_planned_beside_it_holds_nothing_up_and_it_is_taken_back_whole(week, admin):
    activities.plan(deal=boiler(), by=admin, kind="call", name="Call Karen", due_at=timezone.now())
    one = week(stage="Negotiation", rep="Bo Wexler", amount=16900)
    assert (boiler().owner.name, boiler().amount, boiler().stage.template) == (
        "Bo Wexler",
        169_000,
        "negotiation",
    )
    finish(imports.take_back(one=one, by=admin))
    assert (boiler().owner.name, boiler().amount, boiler().stage.template) == (
        "Jen Adler",
        159_000,
        "proposal",
    )


def test_the_same_book_again_changes_nothing_of_what_dutch_did_here(week, admin):
    deals.change(deal=boiler(), by=admin, owner=admin, amount=5)
    before = Event.objects.latest("pk").pk
    one = week()
    assert (one.updated_count, boiler().owner, boiler().amount) == (0, admin, 5)
    assert not Event.objects.filter(pk__gt=before, verb="deal.changed").exists()
