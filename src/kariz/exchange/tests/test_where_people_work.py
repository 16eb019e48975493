"""Who came from a phone without a company, and is the person of deals that are all of one, works there."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import contacts
from kariz.people.models import Contact

PHONE = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;TYPE=CELL:0912 111 2233\nEND:VCARD\n"
LISTS = {
    "fa": ("مجید خوانساری", "عنوان,شرکت,رابط,موبایل,مبلغ\n{rows}"),
    "en": ("Tom Berg", "Title,Company,Contact,Mobile,Amount\n{rows}"),
}


@pytest.fixture(params=["fa", "en"])
def listed(request, admin, pipeline, bring):
    """Bring the phone, then a list of deals with these companies; the import of that."""
    name, text = LISTS[request.param]
    bring(PHONE.format(name=name), admin, name="phone.vcf")
    assert Contact.objects.get().company is None

    def come(*companies, **options):
        rows = "".join(
            f"Pump {at},{company},{name},0912 111 2233,5\n" for at, company in enumerate(companies)
        )
        return bring(text.format(rows=rows), admin, name="deals.csv", **options)

    return come


def test_they_get_the_company_of_their_deals_and_lose_it_with_the_import(listed, admin, client):
    one = listed("Nikan", "Nikan", existing_contact="fill")
    assert Contact.objects.get().company.name == "Nikan"
    assert one.followed["placed"] == 1
    client.force_login(admin)
    assert "data-placed" in client.get(f"/imports/{one.pk}/").content.decode()
    finish(imports.take_back(one=one, by=admin))
    assert Contact.objects.get().company is None


def test_who_has_deals_of_two_companies_has_none(listed):
    listed("Nikan", "Saba", existing_contact="fill")
    assert Contact.objects.get().company is None


def test_where_people_stay_as_they_are_they_do(listed):
    listed("Nikan", existing_contact="skip")
    assert Contact.objects.get().company is None


def test_whose_company_somebody_took_away_here_has_none(listed, admin):
    listed("Nikan", existing_contact="fill")
    contacts.change(contact=Contact.objects.get(), by=admin, company=None)
    listed("Nikan", "Nikan", "Nikan", existing_contact="fill")
    assert Contact.objects.get().company is None
