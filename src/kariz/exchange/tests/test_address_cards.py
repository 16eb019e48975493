"""Address cards name no columns: the page calls them in the reader's words, and says of nothing that it stays which the
card says as well."""

import re

import pytest

from kariz.exchange.actions.setup import imports
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
    page = re.sub("</?bdi>", "", client.get(f"/imports/{row.of_id}/").content.decode())
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


def cards(*names):
    ways = enumerate(names)
    return "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;TYPE=CELL:0912111220{n}\nEND:VCARD\n" for n, name in ways
    )


def after(upload, admin, known, said, existing, firm="نوشاب"):
    """What somebody is called, and what the row of their card tells."""
    nushab = companies.create(by=admin, name=firm)
    phone = {"kind": "mobile", "value": "09121112200"}
    contacts.create(by=admin, name=known, company=nushab, points=[phone], owner=admin)
    one = upload(cards(said), admin, "phone.vcf")
    one = imports.change(one=one, by=admin, options={"existing": existing})
    [row] = finish(imports.start(one=one, by=admin)).rows.all()
    return Contact.objects.get().name, " ".join(str(text) for text in row.told)


def test_a_card_that_fills_gaps_renames_nobody_and_says_whom_it_is_taken_for(admin, pipeline, upload):
    name, told = after(upload, admin, "مجید صفایی", "مجید صفایی نوشاب", "fill")
    assert name == "مجید صفایی" and "مجید صفایی نوشاب" in told


def test_a_card_that_overwrites_makes_no_word_of_the_company_a_part_of_the_name(admin, pipeline, upload):
    assert after(upload, admin, "مجید صفایی", "مجید صفایی نوشاب", "update")[0] == "مجید صفایی"


def test_a_card_that_overwrites_gives_the_fuller_name_and_never_a_shorter_one(admin, pipeline, upload):
    assert after(upload, admin, "آقای صفایی", "مجید صفایی", "update")[0] == "مجید صفایی"


@pytest.mark.parametrize("said", ["صفایی", "مجید صفائی (خرید)", "آقای صفایی"])
def test_a_card_that_overwrites_takes_no_name_that_says_less(admin, pipeline, upload, said):
    assert after(upload, admin, "مجید صفایی", said, "update")[0] == "مجید صفایی"


def test_who_is_called_by_a_number_gets_the_name_of_the_card(admin, pipeline, upload):
    assert after(upload, admin, "09121112200", "مجید صفایی", "fill")[0] == "مجید صفایی"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("کد;نام شرکت;تلفن;شهر;شناسه ملي\n1001;گلستان طوس;05138412200;مشهد;10380000000\n", "گلستان طوس"),
        ("Company,Phone,City,National ID\nGranary Wharf,02088412200,Leeds,10380000000\n", "Granary Wharf"),
    ],
)
def test_a_list_of_companies_that_comes_alone_fills_what_those_who_are_here_lack(upload, admin, text, name):
    company = companies.create(by=admin, name=name)
    one = upload(text, admin)
    assert (one.kind, one.options["existing"]) == ("companies", "fill")
    finish(imports.start(one=one, by=admin))
    company.refresh_from_db()
    assert company.national_id == "10380000000"
