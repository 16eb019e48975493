"""An activity that hangs on nothing is found, opened and given to a deal, a company or a person."""

from __future__ import annotations

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import activities
from kariz.pipeline.models import Activity, Deal

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def call(ali: User) -> Activity:
    """A done call of which nobody knew whose it was."""
    return activities.log_done(by=ali, kind="call", name="حاجی کرمی: قیمت خواست")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def given(call: Activity, **fields: object) -> dict[str, object]:
    return {"kind": "call", "name": call.title, "version": call.version, **fields}


def test_ali_is_led_from_today_to_a_call_that_belongs_to_nobody(ali: User, call: Activity) -> None:
    client = signed_in(ali)
    assert "/activities/loose/" in client.get("/activities/").content.decode()
    page = client.get("/activities/loose/").content.decode()
    assert call.title in page and f"/activities/{call.pk}/edit/" in page
    activities.remove(activity=call, by=ali)
    assert "/activities/loose/" not in client.get("/activities/").content.decode()
    assert call.title not in client.get("/activities/loose/").content.decode()


def test_ali_opens_the_call_and_gives_it_to_a_deal_with_its_people_and_takes_it_back(
    ali: User, deal: Deal, call: Activity
) -> None:
    client = signed_in(ali)
    window = client.get(f"/activities/{call.pk}/edit/", headers=HTMX).content.decode()
    assert 'name="deal"' in window and 'name="due_at"' not in window
    answer = client.post(f"/activities/{call.pk}/edit/", given(call, deal=deal.pk), headers=HTMX)
    assert answer.status_code == 204 and "activity:changed" in answer["HX-Trigger"]
    call.refresh_from_db()
    assert (call.deal, call.company, call.contact) == (deal, deal.company, deal.contact)
    assert call.title in client.get(f"/deals/{deal.pk}/").content.decode()
    assert call.title not in client.get("/activities/loose/").content.decode()
    event = Event.objects.filter(verb="activity.changed").latest("id")
    assert event.deal_id == deal.pk
    client.post(f"/events/{event.pk}/undo/")
    call.refresh_from_db()
    assert (call.deal, call.company, call.contact) == (None, None, None)


def test_a_call_of_a_person_stands_on_that_persons_page_and_opens_from_there(
    ali: User, call: Activity
) -> None:
    person = contacts.create(by=ali, name="داود رحیمی")
    client = signed_in(ali)
    client.post(f"/activities/{call.pk}/edit/", given(call, contact=person.pk))
    page = client.get(person.get_absolute_url()).content.decode()
    assert call.title in page and f'href="/activities/{call.pk}/"' in page


def test_an_open_step_that_comes_to_a_deal_is_its_next_step_and_leaves_the_one_before(
    ali: User, deal: Deal, pipeline
) -> None:
    from kariz.localisation import preferences
    from kariz.pipeline.actions import deals

    Activity.objects.filter(deal=deal).delete()
    step = activities.plan(by=ali, kind="call", name="ارسال پیش‌فاکتور", due_at=preferences.now())
    activities.change(activity=step, by=ali, deal=deal)
    deal.refresh_from_db()
    assert deal.next_step_id == step.pk
    [other] = deals.create_many(
        news=[deals.NewDeal(title="پمپ", pipeline=pipeline, owner=ali, amount=1)], by=ali
    )
    Activity.objects.filter(deal=other).delete()
    step.refresh_from_db()
    activities.change(activity=step, by=ali, deal=other)
    deal.refresh_from_db()
    other.refresh_from_db()
    assert (deal.next_step_id, other.next_step_id) == (None, step.pk)


def test_what_ali_may_not_see_he_can_neither_open_nor_choose(
    ali: User, sara: User, admin: User, deal: Deal, call: Activity
) -> None:
    hers = activities.log_done(by=admin, kind="call", name="تماس مدیر")
    client = signed_in(ali)
    assert hers.title not in client.get("/activities/loose/").content.decode()
    assert client.get(f"/activities/{hers.pk}/edit/").status_code == 404
    assert client.post(f"/activities/{hers.pk}/edit/", given(hers, deal=deal.pk)).status_code == 404
    firm = companies.create(by=admin, name="شرکت دیگر", owner=admin)
    answer = client.post(f"/activities/{call.pk}/edit/", given(call, company=firm.pk), headers=HTMX)
    call.refresh_from_db()
    visible = type(firm).objects.visible_to(ali).filter(pk=firm.pk).exists()
    assert (answer.status_code, call.company_id) == ((204, firm.pk) if visible else (422, None))


def test_who_comes_second_is_told(ali: User, deal: Deal, call: Activity) -> None:
    old = given(call, deal=deal.pk)
    activities.change(activity=call, by=ali, notes="x")
    assert signed_in(ali).post(f"/activities/{call.pk}/edit/", old, headers=HTMX).status_code == 409
    call.refresh_from_db()
    assert call.deal is None


def test_a_program_finds_them_and_gives_them_a_deal(ali: User, deal: Deal, call: Activity) -> None:
    client = signed_in(ali)
    found = client.get("/api/v1/activities?loose=true").json()
    assert [one["id"] for one in found["items"]] == [call.pk]
    answer = client.patch(f"/api/v1/activities/{call.pk}", {"deal": deal.pk}, content_type="application/json")
    assert (answer.json()["deal"], answer.json()["company"]) == (deal.pk, deal.company_id)
    assert client.get("/api/v1/activities?loose=true").json()["items"] == []
