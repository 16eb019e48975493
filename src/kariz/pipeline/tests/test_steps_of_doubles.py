"""Two deals that are one have each the step that Reza planned: joined they have it once, and taken back each has its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge as merge_companies
from kariz.pipeline.actions import activities, closures, deals, doubled_deals
from kariz.pipeline.models import Activity, Deal, LostReason
from kariz.pipeline.tests.helpers import consistent
from kariz.records.actions import comments

SAID = "طرح را بفرستم واتساپ"


@pytest.fixture
def twice(admin, pipeline):
    firm = companies.create(by=admin, name="قنادی لاله")
    given = {"company": firm, "pipeline": pipeline, "amount": 550}
    return [deals.create(new=deals.NewDeal(title="لیبل رب", **given), by=admin) for _each in range(2)]


def plan(deal, by, name=SAID, days=3, **more):
    due = timezone.now() + timedelta(days=days)
    return activities.plan(by=by, deal=deal, kind="task", name=name, due_at=due, all_day=True, **more)


def planned(deal):
    rows = Activity.objects.filter(deal=deal, source=None, done_at=None, deleted_at=None)
    return sorted(one.name for one in rows)


def test_the_step_that_both_have_stands_there_once_and_is_back_with_the_undo(admin, twice):
    keep, gone = twice
    for deal in twice:
        plan(deal, admin)
    plan(gone, admin, name="قیمت مقوا بگیرم")
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert planned(keep) == sorted([SAID, "قیمت مقوا بگیرم"])
    consistent(Deal.objects.get(pk=keep.pk))
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert (planned(keep), planned(gone)) == ([SAID], sorted([SAID, "قیمت مقوا بگیرم"]))
    for one in twice:
        consistent(Deal.objects.get(pk=one.pk))


@pytest.mark.parametrize(
    "other", [{"days": 4}, {"name": "جلسه"}, {"notes": "با کاتالوگ"}], ids=["day", "words", "notes"]
)
def test_a_step_that_says_anything_else_goes_over(admin, twice, other):
    keep, gone = twice
    plan(keep, admin)
    plan(gone, admin, **other)
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert len(planned(keep)) == 2


def test_a_step_that_somebody_wrote_on_and_one_of_another_person_go_over(admin, reza, twice):
    keep, gone = twice
    plan(keep, admin)
    spoken_of = plan(gone, admin)
    plan(gone, admin, owner=reza)
    comments.create(by=admin, subject=("activity", spoken_of.pk), body="فقط عصر")
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert len(planned(keep)) == 3


def test_a_step_with_somebody_whom_the_other_one_does_not_name_goes_over(admin, twice):
    keep, gone = twice
    laleh = contacts.create(by=admin, name="لاله", company=keep.company)
    plan(keep, admin)
    plan(gone, admin, contact=laleh)
    plan(gone, admin, participants=[laleh])
    plan(gone, admin)
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    rows = Activity.objects.filter(deal=keep, name=SAID)
    assert len(planned(keep)) == 3
    assert rows.filter(contact=laleh).count() == rows.filter(participants=laleh).count() == 1


def invented(deal):
    rows = Activity.objects.filter(deal=deal, done_at=None, deleted_at=None).exclude(source=None)
    return sorted(one.pk for one in rows)


def next_step(deal):
    return Activity.objects.get(pk=Deal.objects.get(pk=deal.pk).next_step_id).name


@pytest.mark.parametrize("place", [0, 1], ids=["the one that stays", "the one that goes"])
def test_what_kwame_planned_is_the_next_step_and_no_step_that_a_stage_made(admin, twice, place):
    plan(twice[place], admin, name="Chase deposit", days=28)
    keep, gone = twice
    before = invented(keep), invented(gone)
    assert all(before)
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert (next_step(keep), invented(keep)) == ("Chase deposit", [])
    consistent(Deal.objects.get(pk=keep.pk))
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert (invented(keep), invented(gone)) == before
    assert planned(twice[place]) == ["Chase deposit"] and not planned(twice[1 - place])
    for one in twice:
        consistent(Deal.objects.get(pk=one.pk))


def test_a_step_of_a_stage_that_somebody_put_off_or_wrote_on_stays(admin, twice):
    keep, gone = twice
    mine, theirs = invented(keep)[0], invented(gone)[0]
    later = timezone.now() + timedelta(days=9)
    activities.change(activity=Activity.objects.get(pk=mine), by=admin, due_at=later)
    comments.create(by=admin, subject=("activity", theirs), body="After the holidays")
    plan(gone, admin, name="Chase deposit", days=28)
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert invented(keep) == sorted([mine, theirs])


def test_without_a_planned_step_the_stages_own_work_stays(admin, twice):
    keep, gone = twice
    before = invented(keep)
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert invented(keep) == before


def test_a_deal_that_was_lost_since_gets_no_work_of_its_stage_with_the_undo(admin, twice):
    keep, gone = twice
    plan(gone, admin, name="Chase deposit", days=28)
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    reason = LostReason.objects.filter(retired_at=None).first()
    closures.lose(deal=Deal.objects.get(pk=keep.pk), by=admin, lost_reason=reason)
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert invented(keep) == [] and invented(gone)


@pytest.mark.parametrize("place", [0, 1], ids=["the one that stays", "the one that goes"])
def test_so_it_is_where_their_companies_were_merged_before(admin, pipeline, twice, place):
    keep, _other = twice
    union = companies.create(by=admin, name="Halton Credit Union")
    deals_of = {"company": union, "pipeline": pipeline, "amount": 550}
    new = deals.create(new=deals.NewDeal(title="Walls", **deals_of), by=admin)
    plan(keep, admin, name="Chase deposit", days=28)
    merge_companies(survivor=keep.company, others=[union], by=admin)
    pair = [Deal.objects.get(pk=one.pk) for one in (keep, new)]
    keep, gone = pair if place else pair[::-1]
    before = invented(keep), invented(gone)
    doubled_deals.merge(deal=keep, other=gone, by=admin)
    assert (next_step(keep), invented(keep)) == ("Chase deposit", [])
    undo(event=Event.objects.get(verb="deal.merged"), by=admin)
    assert (invented(keep), invented(gone)) == before
