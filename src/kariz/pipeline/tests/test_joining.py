"""What is a name's becomes the colleague's who it is, in one go, and goes back by one undo."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kariz.access.actions import joining, named, users
from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities, activity_batches, activity_owners, deals
from kariz.pipeline.models import Activity, Deal
from kariz.records.models import Notification
from kariz.web.errors import Stale


@pytest.fixture
def name(admin, pipeline):
    """«الهام رستگار» of the lists, with a company, a person, two deals and a call."""
    name = named.name_seller(by=admin, name="الهام رستگار")
    firm = companies.create(by=admin, name="نیکان", owner=name.pk)
    person = contacts.create(by=admin, name="علی رضایی", owner=name.pk)
    for title in ("پمپ", "لوله"):
        new = deals.NewDeal(title=title, pipeline=pipeline, company=firm, contact=person, owner=name)
        deal = deals.create(new=new, by=admin)
    activities.plan(by=admin, kind="call", name="زنگ", deal=deal, owner=name)
    return name


@pytest.fixture
def elham(admin):
    return users.create(
        by=admin, name="الهام رستگار", role="seller", email="elham@nikan.example", password="qanat-deep-1403"
    )


def owners():
    return {one.owner_id for model in (Company, Contact, Deal, Activity) for one in model.objects.all()}


def test_all_that_was_the_names_is_elhams_and_goes_back_by_one_undo(admin, name, elham, client):
    client.force_login(admin)
    page = client.get(f"/settings/people/{name.pk}/").content.decode()
    assert "۲ معامله" in page
    answer = client.post(f"/settings/people/{name.pk}/joining/", {"into": elham.pk})
    assert answer.status_code == 302
    assert owners() == {elham.pk} and not Notification.objects.filter(kind="deal_given").exists()
    listed = client.get(reverse("access:people")).content.decode()
    assert f"/settings/people/{name.pk}/" not in listed and f"/settings/people/{elham.pk}/" in listed
    event = Event.objects.get(verb="user.joined")
    assert event.data["moved"]["deal"] == 2
    assert (
        reverse("records:undo", args=[event.pk])
        in client.get(f"/settings/people/{elham.pk}/").content.decode()
    )
    client.post(reverse("records:undo", args=[event.pk]))
    assert owners() == {name.pk} and User.objects.get(pk=name.pk).is_active


def test_what_somebody_changed_since_stays_when_it_is_undone(admin, name, elham):
    joining.join(person=name, into=elham, by=admin)
    deals.change(deal=Deal.objects.get(title="پمپ"), by=admin, owner=admin)
    call = Activity.objects.get(name="زنگ")
    assert call.owner == elham and call.version == 2
    activities.change(activity=call, by=admin, owner=admin)
    told = joining.part(person=User.objects.get(pk=name.pk), by=admin)
    # The deal with the three steps that went to the administrator along with it, and the call.
    assert told.data["stayed"] == {"count": 5}
    call.refresh_from_db()
    assert call.owner == admin
    assert Deal.objects.get(title="پمپ").owner == admin and Deal.objects.get(title="لوله").owner == name


def test_many_activities_go_in_a_fixed_number_of_queries(
    admin, pipeline, elham, name, django_assert_max_num_queries
):
    deal = Deal.objects.get(title="لوله")
    news = [
        activity_batches.NewActivity(kind="call", name="زنگ", deal=deal, owner=name) for _each in range(100)
    ]
    calls = activity_batches.bring_in(news=news, by=admin)
    with django_assert_max_num_queries(40):
        assert set(activity_owners.give(activities=calls, to=elham, by=admin)) == {None}
    assert {one.owner for one in Activity.objects.filter(pk__in=[one.pk for one in calls])} == {elham}
    stale = activity_owners.give(activities=calls[:1], to=admin, by=admin)
    assert [type(one) for one in stale] == [Stale], "who saw it as another's comes too late"


def test_a_program_says_who_the_name_is(admin, name, elham, client):
    client.force_login(admin)
    path = f"/api/v1/users/{name.pk}/joining"
    answer = client.post(path, {"into": elham.pk}, content_type="application/json").json()
    assert answer["moved"]["deal"] == 2 and answer["stayed"] == 0
    assert client.delete(path).json()["is_active"] and owners() == {name.pk}
