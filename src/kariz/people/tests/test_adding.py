"""Adding from a company's page, and the question before somebody known is added once more."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact

ALI = [{"kind": "mobile", "value": "09121234567"}, {"kind": "email", "value": "ali@nikan.ir"}]


@pytest.fixture
def ali(sara):
    return contacts.create(by=sara, name="علی رضایی", company_name="نیکان", points=ALI)


def _form(**more):
    return {"name": "علی", "company_name": "", "role": "unknown", "consent": "unknown", **more}


def test_a_person_added_from_a_companys_page_belongs_to_it_and_leads_back(client, sara):
    client.force_login(sara)
    companies.create(by=sara, name="نیکان")
    firm = companies.create(by=sara, name="نیکان")
    address = f"/contacts/new/?company={firm.pk}"
    assert address in client.get(firm.get_absolute_url()).content.decode()
    assert "نیکان" in client.get(address).content.decode()
    sent = _form(company=firm.pk, company_name="نیکان", owner=sara.pk)
    assert client.post("/contacts/new/", sent)["Location"] == firm.get_absolute_url()
    assert Contact.objects.get().company == firm


def test_who_may_not_add_is_offered_neither_person_nor_deal(client, sara, vida):
    firm = companies.create(by=sara, name="نیکان")
    client.force_login(vida)
    page = client.get(firm.get_absolute_url()).content.decode()
    assert "/contacts/new/?company" not in page and "/deals/new/" not in page


def test_a_contacts_head_names_the_company_and_leads_to_it(client, sara, ali):
    client.force_login(sara)
    page = client.get(ali.get_absolute_url()).content.decode()
    assert page.count(f'href="{ali.company.get_absolute_url()}"') == 2


@pytest.mark.parametrize("words", ["علی ۰۹۱۲ ۱۲۳ ۴۵۶۷", "کسی دیگر ALI@nikan.ir"])
def test_a_line_with_a_key_of_somebody_asks_once_and_loses_nothing(client, sara, ali, words):
    client.force_login(sara)
    asked = client.post("/contacts/new/", {"line": words})
    page = asked.content.decode()
    assert asked.status_code == 409 and Contact.objects.count() == 1
    assert f'href="{ali.get_absolute_url()}"' in page and f'name="anyway" value="{ali.pk}"' in page
    assert words.split()[-1] in page
    sent = _form(point_kind="mobile", point_value="09121234567", owner=sara.pk)
    assert client.post("/contacts/new/", sent).status_code == 409
    assert client.post("/contacts/new/", {**sent, "anyway": str(ali.pk)}).status_code == 302
    assert Contact.objects.count() == 2


def test_a_yes_for_one_person_is_none_for_another(client, sara, ali):
    other = contacts.create(by=sara, name="مریم", points=[{"kind": "mobile", "value": "09357654321"}])
    client.force_login(sara)
    sent = _form(point_kind="mobile", point_value="09357654321", anyway=str(ali.pk))
    asked = client.post("/contacts/new/", sent)
    assert asked.status_code == 409 and other.get_absolute_url() in asked.content.decode()


def test_a_picker_asks_before_it_adds_a_second_ali(client, sara, ali):
    client.force_login(sara)
    asked = client.post("/contacts/quick/", {"name": "علی 09121234567"})
    assert asked.status_code == 409 and Contact.objects.count() == 1
    rows = asked.json()["html"]
    assert f'data-value="{ali.pk}"' in rows and f'data-open-url="{ali.get_absolute_url()}"' in rows
    assert client.post(f"/contacts/quick/?anyway={ali.pk}", {"name": "علی 09121234567"}).status_code == 201


def test_a_landline_or_the_mailbox_of_a_whole_company_asks_nothing(client, sara):
    shared = [{"kind": "phone", "value": "02188776655"}, {"kind": "email", "value": "info@nikan.ir"}]
    contacts.create(by=sara, name="علی", points=shared)
    client.force_login(sara)
    assert client.post("/contacts/quick/", {"name": "رضا 02188776655 info@nikan.ir"}).status_code == 201


def test_what_sara_may_not_see_is_not_told_to_her(client, sara, ali):
    contacts.delete(contact=ali, by=sara)
    client.force_login(sara)
    assert client.post("/contacts/quick/", {"name": "علی 09121234567"}).status_code == 201


def test_a_national_id_that_another_company_has_is_asked_about(client, sara):
    companies.create(by=sara, name="نیکان", national_id="10101234567")
    client.force_login(sara)
    sent = {"name": "نیکان نو", "national_id": "۱۰۱۰۱۲۳۴۵۶۷", "owner": sara.pk}
    asked = client.post("/companies/new/", sent)
    assert asked.status_code == 409 and "نیکان نو" in asked.content.decode()
    assert (
        client.post("/companies/new/", {**sent, "anyway": str(Company.objects.get().pk)}).status_code == 302
    )
