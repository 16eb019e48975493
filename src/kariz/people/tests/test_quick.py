"""People added out of the words of a picker, without leaving the form."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.people.queries import typed
from kariz.records.actions import custom_fields


def test_a_line_is_parted_into_name_phone_and_email():
    line = typed.read("علی رضایی ۰۹۱۲ ۱۲۳ ۴۵۶۷ ali@nikan.ir")
    assert line.name == "علی رضایی"
    assert {row["kind"] for row in line.points} == {"email", "mobile"}
    assert typed.read("09121234567").name == "09121234567"
    assert typed.read("فولاد ۲۰۲۰").points == []


def test_sara_adds_a_contact_of_the_company_out_of_a_picker(client, sara):
    client.force_login(sara)
    firm = companies.create(by=sara, name="نیکان")
    answer = client.post("/contacts/quick/", {"name": "علی رضایی 09121234567", "company": str(firm.pk)})
    contact = Contact.objects.get()
    assert answer.status_code == 201 and answer.json()["value"] == contact.pk
    assert (contact.name, contact.company, contact.owner) == ("علی رضایی", firm, sara)
    assert contact.points.get().normal == "+989121234567"
    client.post(answer.json()["toast"]["undo_url"])
    assert not Contact.objects.visible_to(sara).exists()


def test_a_picker_refuses_a_blank_name_and_whoever_may_not_add(client, sara, vida):
    client.force_login(sara)
    assert client.post("/contacts/quick/", {"name": " "}).status_code == 422
    client.force_login(vida)
    assert client.post("/contacts/quick/", {"name": "علی"}).status_code == 403
    assert "data-add-url" not in client.get("/deals/options/contact/?q=علی").content.decode()


@pytest.mark.parametrize("words", ["علي رضايي", "کسی ۰۹۱۲۱۲۳۴۵۶۷", "ALI@nikan.ir"])
def test_a_picker_tells_of_the_same_name_phone_or_email_first(client, sara, words):
    client.force_login(sara)
    points = [{"kind": "mobile", "value": "09121234567"}, {"kind": "email", "value": "ali@nikan.ir"}]
    contacts.create(by=sara, name="علی رضایی", points=points)
    shown = client.get("/deals/options/contact/", {"q": words}).content.decode()
    assert shown.index("علی رضایی") < shown.index("data-add-url")
    assert "text-today" in shown


def test_a_line_above_the_table_makes_a_person_with_a_phone(client, sara):
    client.force_login(sara)
    answer = client.post("/contacts/new/", {"line": "علی رضایی 09121234567"})
    contact = Contact.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/contacts/{contact.pk}/"
    assert (contact.name, contact.owner) == ("علی رضایی", sara)
    assert contact.points.get().normal == "+989121234567"


def test_a_line_that_is_not_enough_leads_to_the_form_with_what_was_typed(client, sara, admin):
    custom_fields.create(by=admin, subject="contact", label="Branch", type="text", required=True)
    client.force_login(sara)
    page = client.post("/contacts/new/", {"line": "علی رضایی 09121234567"}).content.decode()
    assert "علی رضایی" in page and "09121234567" in page and not Contact.objects.exists()


def test_the_line_tells_who_looks_alike(client, sara):
    client.force_login(sara)
    companies.create(by=sara, name="نیکان")
    assert "نیکان" in client.get("/companies/lookalikes/", {"line": "شرکت نيكان"}).content.decode()
