"""What Sara planned for a deal goes with it to Ali, and comes back when that is taken back."""

import pytest

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.pipeline.actions import activities, activity_owners, deals
from kariz.pipeline.models import Activity, Deal, Pipeline
from kariz.pipeline.tests.test_api import Program
from kariz.pipeline.tests.test_bulk_changes import begin, signed_in
from kariz.web.changes import Change


@pytest.fixture
def pumps(sara: User, ali: User, reza: User, pipeline: Pipeline) -> list[Deal]:
    """Two deals of Sara's; of each she called once and plans an offer, and Reza plans a visit."""
    made = deals.create_many(
        by=sara, news=[deals.NewDeal(title=f"Pump {at}", pipeline=pipeline, owner=sara) for at in range(2)]
    )
    Activity.objects.filter(deal__in=made).delete()
    for deal in made:
        activities.log_done(by=sara, deal=deal, kind="call", result="positive")
        activities.plan(by=sara, deal=deal, kind="task", name="Offer", owner=sara)
        activities.plan(by=sara, deal=deal, kind="visit", name="Visit", owner=reza)
        activities.plan(by=sara, deal=deal, kind="call", name="Thank", owner=ali)
    return made


def owners(deal: Deal) -> dict[str, str]:
    return {one.name: one.owner.name for one in Activity.objects.filter(deal=deal, done_at=None)}


BEFORE = {"Offer": "Sara", "Visit": "Reza", "Thank": "Ali"}
AFTER = BEFORE | {"Offer": "Ali"}


def test_saras_plan_goes_to_ali_with_the_deal_and_what_she_did_stays_hers(sara, ali, pumps):
    deals.change(deal=pumps[0], by=sara, owner=ali)
    assert (owners(pumps[0]), owners(pumps[1])) == (AFTER, BEFORE)
    assert Activity.objects.get(deal=pumps[0], done_at__isnull=False).owner == sara
    assert Activity.objects.get(deal=pumps[0], name="Offer").version == 2


def test_taking_it_back_brings_saras_plan_back_and_leaves_alis_own(sara, ali, pumps):
    deals.change(deal=pumps[0], by=sara, owner=ali)
    undo(event=Event.objects.get(verb="deal.changed"), by=sara)
    assert owners(pumps[0]) == BEFORE


def test_what_was_given_on_meanwhile_stays_where_it_is(sara, ali, reza, pumps):
    deals.change(deal=pumps[0], by=sara, owner=ali)
    activity_owners.give(activities=Activity.objects.filter(deal=pumps[0], name="Offer"), to=reza, by=sara)
    undo(event=Event.objects.get(verb="deal.changed"), by=sara)
    assert owners(pumps[0]) == BEFORE | {"Offer": "Reza"}


def test_a_deal_that_somebody_takes_from_nobody_brings_what_was_nobodys(sara, ali, pumps):
    deals.change(deal=pumps[0], by=sara, owner=None)
    assert Activity.objects.get(deal=pumps[0], name="Offer").owner is None
    deals.change(deal=pumps[0], by=sara, owner=ali)
    assert owners(pumps[0]) == AFTER


def test_sara_hands_both_over_in_the_table_is_told_and_takes_it_back_by_one_press(sara, ali, pumps):
    client = signed_in(sara)
    window = client.post(
        "/tables/deals/bulk/", {"action": "assign", "ids": str(pumps[0].pk)}, headers={"HX-Request": "true"}
    )
    assert "مسئول پیشین" in window.content.decode()
    change = begin(client, "deals", "assign", pumps, value=ali.pk)
    client.post(f"/bulk-changes/{change.pk}/run/", headers={"HX-Request": "true"})
    assert [owners(deal) for deal in pumps] == [AFTER, AFTER]
    told = client.get(f"/deals/{pumps[0].pk}/timeline/").content.decode()
    assert "۱ فعالیت برنامه‌ریزی‌شده" in told
    client.post(f"/bulk-changes/{change.pk}/undo/", headers={"HX-Request": "true"})
    assert [owners(deal) for deal in pumps] == [BEFORE, BEFORE]


def test_a_program_that_gives_a_deal_gives_its_plan_too(sara, ali, pumps):
    status, _told = Program(sara)("PATCH", f"/deals/{pumps[0].pk}", {"owner": ali.pk, "version": 1})
    assert (status, owners(pumps[0])) == (200, AFTER)


def test_many_go_in_a_fixed_number_of_queries(sara, ali, pumps, pipeline, django_assert_max_num_queries):
    made = deals.create_many(
        by=sara, news=[deals.NewDeal(title=f"Pipe {at}", pipeline=pipeline, owner=sara) for at in range(40)]
    )
    with django_assert_max_num_queries(40):
        deals.change_many(changes=[Change(one, {"owner": ali}) for one in made], by=sara)
    assert set(Activity.objects.filter(deal__in=made).values_list("owner", flat=True)) == {ali.pk}


@pytest.fixture
def fatemeh(sara: User) -> Contact:
    return contacts.create(by=sara, name="Fatemeh")


def whom(deal: Deal) -> dict[str, str]:
    steps = Activity.objects.filter(deal=deal, done_at=None).select_related("contact")
    return {one.name: one.contact.name if one.contact else "" for one in steps}


NOBODY = {"Offer": "", "Visit": "", "Thank": ""}


def test_the_customer_that_a_deal_gives_its_plan_goes_again_when_that_is_taken_back(sara, pumps, fatemeh):
    deals.change(deal=pumps[0], by=sara, contact=fatemeh)
    assert whom(pumps[0]) == dict.fromkeys(NOBODY, "Fatemeh")
    assert set(Activity.objects.filter(deal=pumps[0], done_at=None).values_list("version", flat=True)) == {2}
    undo(event=Event.objects.get(verb="deal.changed"), by=sara)
    assert whom(pumps[0]) == NOBODY and whom(pumps[1]) == NOBODY


def test_with_whom_sara_planned_a_step_herself_stays_also_then(sara, pumps, fatemeh):
    omid = contacts.create(by=sara, name="Omid")
    Activity.objects.filter(deal=pumps[0], name="Offer").update(contact=fatemeh)
    deals.change(deal=pumps[0], by=sara, contact=fatemeh)
    Activity.objects.filter(deal=pumps[0], name="Visit").update(contact=omid)
    undo(event=Event.objects.get(verb="deal.changed"), by=sara)
    assert whom(pumps[0]) == {"Offer": "Fatemeh", "Visit": "Omid", "Thank": ""}


def test_with_whom_a_step_was_planned_stays_where_its_deal_has_nobody_any_more(sara, pumps, fatemeh):
    deals.change(deal=pumps[0], by=sara, contact=fatemeh)
    deals.change(deal=Deal.objects.get(pk=pumps[0].pk), by=sara, contact=None)
    assert whom(pumps[0]) == dict.fromkeys(NOBODY, "Fatemeh")
