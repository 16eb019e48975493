"""Whoever puts a company with open deals in the bin is told so before, and nothing shows it as alive afterwards."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kariz.access.actions import tokens
from kariz.people.actions import companies, contacts
from kariz.people.errors import HasOpenDeals
from kariz.people.models import Company
from kariz.pipeline.actions import activities, closures, deals
from kariz.pipeline.models import Deal
from kariz.records.actions import bulk_changes
from kariz.records.models import BulkChange
from kariz.records.tables import table_of


@pytest.fixture
def firm(admin):
    return companies.create(by=admin, name="Nikan")


@pytest.fixture
def two(admin, pipeline, firm):
    return [
        deals.create(
            new=deals.NewDeal(title=title, pipeline=pipeline, company=firm, owner=admin, amount=amount),
            by=admin,
        )
        for title, amount in (("Pump", 300_000_000), ("Valve", 200_000_000))
    ]


def gone(firm):
    return Company.objects.get(pk=firm.pk).deleted_at is not None


@pytest.fixture
def api(admin):
    secret = tokens.create(by=admin, name="script", scope="write").secret
    return {"headers": {"Authorization": f"Bearer {secret}"}}


WORDS = {
    "en": ("2 open deals are with “Nikan”: 50,000,000", "in the bin", "Nikan (in the bin)"),
    "fa": ("۲ معاملهٔ باز با «Nikan» در جریان است: ۵۰٬۰۰۰٬۰۰۰", "در سطل", "Nikan (در سطل)"),
}


@pytest.fixture(params=["en", "fa"])
def words(request, admin):
    """Mina reads that language."""
    admin.language = request.param
    admin.digits = "latin" if request.param == "en" else "persian"
    admin.save()
    return WORDS[request.param]


def test_mina_is_asked_with_their_number_and_sum_before_the_company_goes(admin, firm, two, client, words):
    client.force_login(admin)
    url = reverse("people:company_delete", args=[firm.pk])
    page = client.get(firm.get_absolute_url()).content.decode()
    assert f'href="{url}"' in page and f'action="{url}"' not in page
    window = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert words[0] in window
    assert reverse("people:company_merge_pick", args=[firm.pk]) in window
    answer = client.post(url, {"version": firm.version})
    assert (answer.status_code, gone(firm)) == (409, False)
    assert client.post(url, {"version": firm.version, "anyway": "1"}).status_code == 302
    assert gone(firm)


def test_without_open_deals_nobody_is_asked(admin, firm, two, client):
    for deal in two:
        closures.rest(deal=deal, by=admin, until=timezone.localdate().replace(year=2031, day=1))
    client.force_login(admin)
    url = reverse("people:company_delete", args=[firm.pk])
    assert f'action="{url}"' in client.get(firm.get_absolute_url()).content.decode()
    client.post(url, {"version": firm.version})
    assert gone(firm)


def test_a_program_is_told_how_many_there_are_and_says_anyway(firm, two, client, api):
    answer = client.delete(f"/api/v1/companies/{firm.pk}", **api)
    told = answer.json()
    assert (answer.status_code, told["code"], told["deals"], told["total"], told["unseen"]) == (
        *(409, "open_deals", 2, 500_000_000, 0),
    )
    assert client.delete(f"/api/v1/companies/{firm.pk}?anyway=true", **api).status_code == 204
    assert gone(firm)


def test_sums_of_deals_that_a_seller_does_not_see_are_not_told(ali, reza, pipeline):
    firm = companies.create(by=ali, name="Nikan")
    for owner, amount in ((ali, 300), (reza, 900)):
        new = deals.NewDeal(title="Pump", pipeline=pipeline, company=firm, owner=owner, amount=amount)
        deals.create(new=new, by=owner)
    with pytest.raises(HasOpenDeals) as told:
        companies.delete(company=firm, by=ali)
    assert told.value.extra == {"deals": 2, "total": 300, "unseen": 1}


def test_of_many_companies_those_with_open_deals_stay_unless_mina_says_so(admin, firm, two):
    other = companies.create(by=admin, name="Pars")
    table = table_of("companies")

    def bring(**given):
        change = bulk_changes.begin(
            table=table, action="delete", given=given, rows=Company.objects.filter(deleted_at=None), by=admin
        )
        bulk_changes.run(change=change, by=admin)
        return BulkChange.objects.get(pk=change.pk)

    assert (bring().changed_count, gone(firm), gone(other)) == (1, False, True)
    assert (bring(anyway="yes").changed_count, gone(firm)) == (1, True)


def test_the_window_of_many_asks_for_those_with_open_deals(admin, firm, two, client):
    client.force_login(admin)
    window = client.post(
        reverse("records:bulk_ask", args=["companies"]), {"action": "delete", "ids": str(firm.pk)}
    )
    assert 'name="anyway"' in window.content.decode()


def test_a_person_who_is_the_customer_is_asked_for_as_well(admin, pipeline):
    fatemeh = contacts.create(by=admin, name="Fatemeh")
    new = deals.NewDeal(title="Split", pipeline=pipeline, contact=fatemeh, owner=admin, amount=5)
    deals.create(new=new, by=admin)
    with pytest.raises(HasOpenDeals):
        contacts.delete(contact=fatemeh, by=admin)
    contacts.delete(contact=fatemeh, by=admin, anyway=True)


@pytest.fixture
def without_firm(admin, firm, two):
    step = activities.plan(
        deal=two[0], by=admin, kind="call", name="Ask for the contract", due_at=timezone.now()
    )
    companies.delete(company=firm, by=admin, anyway=True)
    return step


def test_pages_say_that_the_company_is_in_the_bin(admin, two, without_firm, client, words):
    client.force_login(admin)
    deal = Deal.objects.get(pk=two[0].pk)
    tag = f'<span class="tag">{words[1]}</span>'
    assert tag in client.get(reverse("pipeline:deal", args=[deal.pk])).content.decode()
    assert tag in client.get(reverse("pipeline:today")).content.decode()
    assert words[2] in client.get(reverse("pipeline:deals")).content.decode()
    assert "Nikan" not in client.get(reverse("pipeline:board", args=[deal.pipeline_id])).content.decode()


def test_what_is_planned_goes_with_the_deal_to_its_new_customer(admin, two, without_firm):
    fatemeh = contacts.create(by=admin, name="Fatemeh")
    deal = Deal.objects.get(pk=two[0].pk)
    deals.change(deal=deal, by=admin, company=None, contact=fatemeh)
    without_firm.refresh_from_db()
    assert (without_firm.company, without_firm.contact) == (None, fatemeh)
