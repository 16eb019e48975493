"""Two deals that are one have each the step that Reza planned: joined they have it once, and taken back each has its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities, deals, doubled_deals
from kariz.pipeline.models import Activity, Deal
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
