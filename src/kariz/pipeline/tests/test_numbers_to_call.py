"""Whoever calls has the number before them: on the deal, in the window of the call, and among what is due today."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kariz.access.models import User
from kariz.people.actions import companies, contacts, erasing
from kariz.people.models import Contact
from kariz.pipeline.actions import activities, committee, deals
from kariz.pipeline.models import Activity, Deal

LINA = 'dir="ltr" href="tel:+989123456789"'
OMID = 'href="tel:+982188776655"'


@pytest.fixture
def lina(ali: User) -> Contact:
    points = [
        {"kind": "mobile", "value": "0935 444 5555"},
        {"kind": "mobile", "value": "۰۹۱۲۳۴۵۶۷۸۹", "primary": True},
    ]
    return contacts.create(by=ali, name="Lina", owner=ali, points=points)


@pytest.fixture
def page(client: Client, ali: User, deal: Deal, lina: Contact) -> Client:
    """Of Ali, on whose deal Lina is the contact and Omid sits in the committee."""
    omid = contacts.create(by=ali, name="Omid", owner=ali, points=[{"kind": "phone", "value": "02188776655"}])
    committee.put_member(deal=deal, contact=omid, by=ali, role="user")
    deals.change(deal=Deal.objects.get(pk=deal.pk), by=ali, contact=lina)
    client.force_login(ali)
    return client


def _body(client: Client, address: str) -> str:
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_the_deal_shows_the_main_number_of_its_contact_and_those_of_the_others(
    page: Client, deal: Deal
) -> None:
    body = page.get(f"/deals/{deal.pk}/").content.decode()
    assert LINA in body and OMID in body and "۰۹۱۲ ۳۴۵ ۶۷۸۹" in body
    assert "۴۴۴" not in body and "+989354445555" not in body


@pytest.mark.parametrize("window", ["activities/log/?kind=call", "done"])
def test_the_window_of_a_call_shows_whom_to_call_first(
    page: Client, deal: Deal, ali: User, window: str
) -> None:
    if window == "done":
        call = activities.plan(by=ali, deal=deal, kind="call", name="Call", due_at=timezone.now())
        window = f"activities/{call.pk}/done/"
    body = _body(page, f"/deals/{deal.pk}/{window}")
    assert body.index(LINA) < body.index(OMID)


def test_a_call_that_stands_alone_shows_the_number_on_its_page_and_in_its_window(
    page: Client, ali: User, lina: Contact
) -> None:
    call = activities.plan(by=ali, contact=lina, kind="call", name="Call", due_at=timezone.now())
    assert LINA in page.get(f"/activities/{call.pk}/").content.decode()
    assert LINA in _body(page, f"/activities/{call.pk}/result/")


def test_a_deal_with_nobody_to_call_shows_the_number_of_its_company(
    client: Client, deal: Deal, ali: User
) -> None:
    pars = companies.create(by=ali, name="Pars", owner=ali, phone="021 8877 6655")
    deals.change(deal=deal, by=ali, company=pars)
    client.force_login(ali)
    assert OMID in _body(client, f"/deals/{deal.pk}/activities/log/?kind=call")


def test_the_number_of_a_person_of_another_seller_is_not_shown(
    client: Client, deal: Deal, ali: User, reza: User, admin: User
) -> None:
    hidden = contacts.create(
        by=admin, name="Mahsa", owner=reza, points=[{"kind": "phone", "value": "09121112233"}]
    )
    deals.change(deal=deal, by=admin, contact=hidden)
    committee.put_member(deal=Deal.objects.get(pk=deal.pk), contact=hidden, by=admin, role="user")
    activities.plan(
        by=ali, deal=Deal.objects.get(pk=deal.pk), kind="call", name="Call", due_at=timezone.now()
    )
    client.force_login(ali)
    for address in (f"/deals/{deal.pk}/", f"/deals/{deal.pk}/activities/log/?kind=call", "/activities/"):
        assert "tel:" not in _body(client, address)


def test_of_an_erased_person_no_number_is_left(page: Client, deal: Deal, lina: Contact, admin: User) -> None:
    erasing.erase(contact=Contact.objects.get(pk=lina.pk), by=admin, confirm="Lina")
    assert LINA not in page.get(f"/deals/{deal.pk}/").content.decode()


def test_what_is_due_today_shows_the_number_and_asks_no_more_for_many(
    page: Client, deal: Deal, ali: User
) -> None:
    counts = []
    for more in (1, 20):
        for _step in range(more):
            activities.plan(by=ali, deal=deal, kind="call", name="Call", due_at=timezone.now())
        _body(page, "/activities/")
        with CaptureQueriesContext(connection) as seen:
            body = _body(page, "/activities/?part=list")
        counts.append(len(seen))
        assert body.count(LINA) >= more
    assert counts[0] == counts[1]


def test_a_deal_without_a_next_step_stands_there_with_the_number_of_its_contact(
    page: Client, deal: Deal
) -> None:
    Activity.objects.filter(deal=deal).update(done_at=timezone.now())
    Deal.objects.filter(pk=deal.pk).update(attention=0)
    assert _body(page, "/activities/?part=list").count(LINA) == 1
