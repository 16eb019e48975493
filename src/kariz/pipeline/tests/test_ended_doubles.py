"""A deal that was won may stand twice, as two lists bring it: Mina sees both and joins them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.people.actions import companies
from kariz.pipeline.actions import deals, doubled_deals
from kariz.pipeline.actions.doubled_deals import say_apart
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.doubles import count, doubles


@pytest.fixture
def ended(admin, pipeline):
    firm = companies.create(by=admin, name="Platte River")

    def make(title="Guest laundry", amount=44_100, outcome="won", days=20, **more):
        given = {"company": firm, "pipeline": pipeline, "amount": amount, **more}
        made = deals.create(new=deals.NewDeal(title=title, **given), by=admin)
        Deal.objects.filter(pk=made.pk).update(
            outcome=outcome, closed_at=timezone.now() - timedelta(days=days)
        )
        return Deal.objects.get(pk=made.pk)

    return make


def pairs(user):
    return [pair.deals for pair in doubles(user)]


def test_two_that_were_won_on_near_days_for_one_amount_are_shown(admin, ended):
    first, second = ended(), ended(days=27)
    assert pairs(admin) == [(first, second)] and count(admin) == 1


@pytest.mark.parametrize(
    "other",
    [{"days": 60}, {"amount": 44_000}, {"outcome": "lost"}, {"title": "Ironer"}],
    ids=str,
)
def test_what_was_sold_again_or_ended_otherwise_is_not(admin, ended, other):
    ended()
    ended(**other)
    assert pairs(admin) == []


def test_nor_what_a_customer_buys_again_and_again(admin, ended):
    for _order in range(5):
        ended()
    assert pairs(admin) == []


def test_nobody_joins_them_unseen_and_one_press_joins_a_pair(admin, ended):
    first, second = ended(), ended()
    (pair,) = doubles(admin)
    assert pair.is_certain is False and pair.may_merge
    kept = doubled_deals.merge(deal=first, other=second, by=admin)
    assert kept.outcome == "won" and pairs(admin) == []


def test_said_to_be_two_they_are_shown_no_more(admin, ended):
    first, second = ended(), ended()
    say_apart(deal=first, other=second, by=admin)
    assert pairs(admin) == []
