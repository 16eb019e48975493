"""In a list in which each row is a company with somebody there, remarks are on the company; the person's stay theirs."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies
from kariz.people.models import Company, Contact
from kariz.reading.columns.guessing import guess_mapping

LISTS = {
    "fa": (
        "نام شرکت,نام رابط,تلفن,توضیح\n"
        "نور,سارا رضایی,02188776655,چک برگشتی داشت\n"
        "پارس,علی محمدی,02188776656,خوش‌حساب\n",
        {"نور": "چک برگشتی داشت", "پارس": "خوش‌حساب"},
    ),
    "en": (
        "Company,Contact,Phone,Remarks\n"
        "Acme Ltd,Sarah Whitfield,02071234567,Pays late\n"
        "Nova Ltd,Tom Okafor,02071234568,Good payer\n",
        {"Acme Ltd": "Pays late", "Nova Ltd": "Good payer"},
    ),
}
both = pytest.mark.parametrize("language", ["fa", "en"])


def notes():
    return dict(Company.objects.values_list("name", "notes"))


@both
def test_remarks_beside_a_contact_are_on_the_company(admin, pipeline, bring, language):
    text, said = LISTS[language]
    one = bring(text, admin)
    assert (one.kind, one.created_count) == ("contacts", 2)
    assert notes() == said
    assert set(Contact.objects.values_list("notes", flat=True)) == {""}


@both
def test_mina_says_that_they_are_on_the_person(admin, pipeline, upload, english, language):
    text, said = LISTS[language]
    one = upload(text, admin)
    page = english.get(f"/imports/{one.pk}/").content.decode()
    assert "Notes on the company" in page
    column = one.columns[3]
    assert one.mapping[column] == "company_notes"
    one = imports.change(one=one, by=admin, mapping=one.mapping | {column: "notes"})
    finish(imports.start(one=one, by=admin))
    assert set(Contact.objects.values_list("notes", flat=True)) == set(said.values())
    assert set(notes().values()) == {""}


@pytest.mark.parametrize(
    ("columns", "meant"),
    [
        (["Company", "Contact", "Contact notes"], "notes"),
        (["شرکت", "رابط", "توضیحات شخص"], "notes"),
        (["Name", "Company", "Notes"], "notes"),
        (["Company", "Contact", "Notes on the company"], "company_notes"),
        (["نام", "شرکت", "توضیحات شرکت"], "company_notes"),
    ],
)
def test_the_header_and_who_stands_first_say_on_whom_a_remark_is(columns, meant):
    rows = [["Acme Ltd", "Sarah Whitfield", "Pays late"], ["Nova Ltd", "Tom Okafor", "Good payer"]]
    assert guess_mapping(columns, "contacts", rows)[columns[2]] == meant


def test_in_a_list_of_several_people_of_each_company_a_remark_is_on_the_person():
    rows = [["Acme Ltd", name, "Rings back"] for name in ("Sarah Whitfield", "Tom Okafor", "Ann Lee")]
    assert guess_mapping(["Company", "Contact", "Notes"], "contacts", rows)["Notes"] == "notes"


@pytest.mark.parametrize("policy", ["fill", "update"])
@both
def test_a_company_that_is_here_keeps_its_notes_and_gets_the_remark(admin, pipeline, bring, language, policy):
    text, said = LISTS[language]
    name = next(iter(said))
    companies.create(by=admin, name=name, owner=admin, notes="Met in May")
    bring(text, admin, existing_company=policy)
    assert notes()[name] == f"Met in May\n{said[name]}"


@both
def test_where_nothing_may_be_written_into_the_company_the_remark_stands_with_the_person(
    admin, pipeline, bring, language
):
    text, said = LISTS[language]
    name = next(iter(said))
    companies.create(by=admin, name=name, owner=admin, notes="Met in May")
    bring(text, admin, existing_company="skip")
    assert notes()[name] == "Met in May"
    assert said[name] in Contact.objects.get(company__name=name).notes


def test_two_rows_of_one_company_leave_both_remarks_and_a_row_without_anybody_its_own(admin, pipeline, bring):
    text = LISTS["en"][0] + "".join(f"Firm {at},Ann Lee {at},,Steady\n" for at in range(20))
    text += "Acme Ltd,Bob Marsh,,Asks for discounts\nBeta plc,,02071234569,Moved in June\n"
    bring(text, admin)
    assert notes()["Acme Ltd"] == "Pays late\nAsks for discounts"
    assert notes()["Beta plc"] == "Moved in June"
