"""What was done with a customer beside the deal leads to the customer's page only for those who may open it."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Activity

pytestmark = pytest.mark.django_db


def test_ali_reads_the_name_of_rezas_contact_without_a_link_that_is_closed_to_him(
    client, admin, ali, reza, pipeline
):
    una = contacts.create(by=admin, name="Una Park", owner=reza)
    deal = deals.create(new=deals.NewDeal("Pump", pipeline, owner=ali, contact=una), by=admin)
    Activity.objects.create(contact=una, owner=ali, kind="call", name="Rang Una")
    for user, links in ((ali, False), (admin, True)):
        client.force_login(user)
        _before, _mark, beside = client.get(f"/deals/{deal.pk}/").content.decode().partition("data-beside")
        shown = beside[: beside.index("</ul>")]
        assert "<bdi>Una Park</bdi>" in shown
        assert (f'href="/contacts/{una.pk}/"' in shown) == links
        assert (client.get(f"/contacts/{una.pk}/").status_code == 200) == links


def test_a_call_with_the_company_of_a_deal_that_names_nobody_leads_to_the_company(client, admin, pipeline):
    tyne = companies.create(by=admin, name="Tyne Metals")
    deal = deals.create(new=deals.NewDeal("Pump", pipeline, owner=admin, company=tyne), by=admin)
    Activity.objects.create(company=tyne, owner=admin, kind="call", name="Rang the office")
    client.force_login(admin)
    page = client.get(deal.get_absolute_url()).content.decode()
    shown = page.partition("Rang the office")[2].partition("</li>")[0]
    assert f'href="{tyne.get_absolute_url()}"' in shown and "Tyne Metals" in shown
