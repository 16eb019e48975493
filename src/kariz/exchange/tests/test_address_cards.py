"""Address cards name no columns: the page calls them in the reader's words, and says of nothing that it stays which the
card says as well."""

import pytest

from kariz.exchange.actions import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts
from kariz.people.models import Contact

CARD = """BEGIN:VCARD
VERSION:3.0
N:Rostami;Sara;;;
FN:Sara Rostami
ORG:{firm}
TITLE:Buyer
TEL;TYPE=CELL:09121112233
BDAY:1990-01-01
END:VCARD
"""
REMARK = {"fa": "همان که اینجاست", "en": "Stays as it is here"}


def bring(upload, admin, firm):
    nikan = companies.create(by=admin, name="Nikan")
    phone = {"kind": "mobile", "value": "09121112233"}
    contacts.create(by=admin, name="Sara Rostami", company=nikan, points=[phone], owner=admin)
    one = upload(CARD.format(firm=firm), admin, "phone.vcf")
    [row] = finish(imports.start(one=one, by=admin)).rows.all()
    return row


@pytest.mark.parametrize("firm", ["Nikan", "nikan co."])
def test_saras_card_that_names_her_company_says_nothing_of_its_staying(admin, pipeline, upload, firm):
    row = bring(upload, admin, firm)
    assert (row.action, row.told) == ("updated", [])
    assert Contact.objects.get().position == "Buyer"


@pytest.mark.parametrize(("language", "word"), [("fa", "«شرکت»"), ("en", "Company")])
def test_a_card_of_another_company_names_the_field_in_the_readers_words(
    admin, pipeline, upload, client, language, word
):
    admin.language = language
    admin.save()
    client.force_login(admin)
    row = bring(upload, admin, "Ofogh")
    page = client.get(f"/imports/{row.of_id}/").content.decode()
    assert REMARK[language] in page and word in page
    assert "Organization name" not in page
    answer = client.get(f"/api/v1/imports/{row.of_id}/rows").json()
    assert word in str(answer["items"][0]["warnings"])


@pytest.mark.parametrize(("language", "birthday"), [("fa", "تاریخ تولد"), ("en", "Birthday")])
def test_the_columns_of_cards_are_called_in_the_readers_words(
    admin, pipeline, upload, client, language, birthday
):
    admin.language = language
    admin.save()
    client.force_login(admin)
    one = upload(CARD.format(firm="Nikan"), admin, "phone.vcf")
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert birthday in page and "Organization name" not in page
    assert one.mapping["Organization name"] == "company"
