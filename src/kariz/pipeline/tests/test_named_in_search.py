"""Mina finds, and is shown, deals by the names that their people and companies have now."""

import pytest

from kariz.events.actions import readers
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts, merging
from kariz.pipeline.actions import deals
from kariz.pipeline.tests.helpers import settle
from kariz.records.models import SearchEntry

pytestmark = pytest.mark.django_db(transaction=True)  # readers see what is committed


@pytest.fixture
def ravi(ali, deal):
    """“Ravi Doherty (site foreman)” of Corrib Rest., who is on Ali's deal."""
    firm = companies.create(by=ali, name="Corrib Rest.", owner=ali)
    ravi = contacts.create(by=ali, name="Ravi Doherty (site foreman)", company=firm, owner=ali)
    deals.change(deal=deal, by=ali, company=firm, contact=ravi)
    return ravi


def shown(deal):
    settle()
    readers.run_all()
    return SearchEntry.objects.get(kind="deal", object_id=deal.pk).subtitle


def test_a_person_that_ali_renames_has_the_new_name_on_the_deal(ali, deal, ravi):
    assert shown(deal) == "Corrib Rest. · Ravi Doherty (site foreman)"
    contacts.change(contact=ravi, by=ali, name="Ravi Doherty")
    assert shown(deal) == "Corrib Rest. · Ravi Doherty"
    undo(event=Event.objects.filter(verb="contact.changed").latest("id"), by=ali)
    assert shown(deal) == "Corrib Rest. · Ravi Doherty (site foreman)"


def test_a_company_that_ali_renames_has_the_new_name_on_the_deal(ali, deal, ravi):
    companies.change(company=ravi.company, by=ali, name="Corrib Restaurant")
    assert shown(deal) == "Corrib Restaurant · Ravi Doherty (site foreman)"


def test_the_name_chosen_in_a_merge_is_on_the_deals_of_both(admin, deal, ravi):
    other = companies.create(by=admin, name="Corrib Restaurant", owner=admin)
    merging.merge(survivor=ravi.company, others=[other], by=admin, choices={"name": other.pk})
    assert shown(deal) == "Corrib Restaurant · Ravi Doherty (site foreman)"
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    assert shown(deal) == "Corrib Rest. · Ravi Doherty (site foreman)"
