"""What was done with a customer beside the deal leads to the customer's page only for those who may open it."""

import pytest

from kariz.people.actions import contacts
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
