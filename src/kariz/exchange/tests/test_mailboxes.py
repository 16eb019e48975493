"""info@ is a company's address, and nobody is called so."""

import pytest

from kariz.people.actions import companies
from kariz.people.models import Company, Contact
from kariz.reading.cells.mailboxes import is_general

LIST = (
    "Company,Main contact,Phone,E-mail\n"
    "Harbour View,,,info@harbourview.ie\n"
    "Gort Community,Máire McLoughlin,,accounts@gortcommunity.ie\n"
    "Salty Dog,,,emma.joyce@saltydog.ie\n"
    "Dún Aonghasa,,021 88776655,sales@dunaonghasa.ie\n"
)


def people():
    return set(Contact.objects.filter(deleted_at=None).values_list("name", "company__name"))


def test_a_customer_without_a_person_keeps_its_mailbox_in_its_notes(admin, pipeline, bring):
    bring(LIST, admin, kind="contacts", mapping=dict(zip(
        ["Company", "Main contact", "Phone", "E-mail"], ["company", "contact", "phone", "email"], strict=True
    )))  # fmt: skip
    assert people() == {("Máire McLoughlin", "Gort Community"), ("emma.joyce@saltydog.ie", "Salty Dog")}
    notes = dict(Company.objects.values_list("name", "notes"))
    assert notes["Harbour View"] == "info@harbourview.ie"
    assert "sales@dunaonghasa.ie" in notes["Dún Aonghasa"]
    assert Contact.objects.get(name="Máire McLoughlin").points.get().normal == "accounts@gortcommunity.ie"


@pytest.mark.parametrize("policy", ["fill", "update"])
def test_a_company_that_is_here_gets_the_mailbox_once(admin, pipeline, bring, policy):
    companies.create(by=admin, name="Harbour View", notes="Pays late")
    for _time in range(2):
        bring(
            "company,name,e-mail\nHarbour View,,info@harbourview.ie\n",
            admin,
            kind="contacts",
            existing=policy,
        )
    assert not people()
    assert Company.objects.get().notes == "Pays late\ninfo@harbourview.ie"


@pytest.mark.parametrize(
    "address", ["info@x.ie", "accounts@x.ie", "sales2@x.ie", "hello@x.ie", "admin@x.ie", "accounts.ie@x.ie"]
)
def test_mailboxes_that_many_read(address):
    assert is_general(address)


@pytest.mark.parametrize(
    "address", ["emma@x.ie", "emma.sales@x.ie", "info.joyce@x.ie", "salesh@x.ie", "1@x.ie"]
)
def test_whose_address_has_a_name_is_somebody(address):
    assert not is_general(address)
