"""Who decides with the customer."""

import pytest

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.pipeline.actions import committee, deals
from kariz.pipeline.actions.moves import CannotMove
from kariz.pipeline.models import CommitteeMember
from kariz.pipeline.tests.helpers import person
from kariz.web.errors import FieldErrors, NotAllowed, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(ali):
    return person("مریم رضایی", ali)


def last(verb):
    return Event.objects.filter(verb=verb).latest("id")


def seats(deal):
    return list(CommitteeMember.objects.filter(deal=deal).values_list("role", "stance"))


def test_a_person_has_one_seat_whose_role_and_stance_change(ali, deal, boss):
    committee.put_member(deal=deal, contact=boss, by=ali, role="user")
    committee.put_member(deal=deal, contact=boss, by=ali, role="decision_maker", stance="supporter")
    assert seats(deal) == [("decision_maker", "supporter")]


def test_who_saw_an_older_seat_does_not_overwrite_the_newer_one(ali, sara, deal, boss):
    committee.put_member(deal=deal, contact=boss, by=ali, role="user")
    committee.put_member(deal=deal, contact=boss, by=sara, role="decision_maker", seen=("user", "unknown"))
    with pytest.raises(Stale):
        committee.put_member(deal=deal, contact=boss, by=ali, role="champion", seen=("user", "unknown"))
    assert seats(deal) == [("decision_maker", "unknown")]


def test_undo_of_an_older_change_spares_the_newer_one(ali, deal, boss):
    committee.put_member(deal=deal, contact=boss, by=ali, role="user")
    first = last("committee.put")
    committee.put_member(deal=deal, contact=boss, by=ali, role="decision_maker")
    with pytest.raises(Stale):
        undo(event=first, by=ali)
    undo(event=last("committee.put"), by=ali)
    undo(event=first, by=ali)
    assert seats(deal) == []


def test_somebody_taken_out_comes_back_with_their_seat(ali, deal, boss):
    committee.put_member(deal=deal, contact=boss, by=ali, role="champion", stance="supporter")
    committee.remove_member(deal=deal, contact=boss, by=ali)
    undo(event=last("committee.removed"), by=ali)
    assert seats(deal) == [("champion", "supporter")]


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"stance": "angry"}])
def test_role_and_stance_are_chosen_from_the_lists(ali, deal, boss, wrong):
    with pytest.raises(FieldErrors):
        committee.put_member(deal=deal, contact=boss, by=ali, **{"role": "user", **wrong})


def test_the_committee_of_a_binned_or_foreign_deal_stands_still(ali, reza, deal, boss):
    with pytest.raises(NotAllowed):
        committee.put_member(deal=deal, contact=boss, by=reza, role="user")
    deals.delete(deal=deal, by=ali)
    with pytest.raises(CannotMove):
        committee.put_member(deal=deal, contact=boss, by=ali, role="user")
