"""Who reports to whom."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.people.queries.org import tree
from kariz.web.errors import FieldErrors


@pytest.fixture
def nikan(sara):
    return companies.create(by=sara, name="نیکان")


@pytest.fixture
def people(sara, nikan):
    return contacts.create_many(
        by=sara, rows=[{"name": name, "company": nikan} for name in ("علی", "مریم", "ندا")]
    )


def test_ali_reports_to_maryam_and_undo_takes_it_back(sara, people):
    ali, maryam, _neda = people
    contacts.change(contact=ali, by=sara, reports_to=maryam)
    assert Contact.objects.get(pk=ali.pk).reports_to == maryam
    undo(event=Event.objects.latest("id"), by=sara)
    assert Contact.objects.get(pk=ali.pk).reports_to is None


def test_nobody_reports_round_in_a_ring(sara, people):
    ali, maryam, neda = people
    contacts.change(contact=ali, by=sara, reports_to=maryam)
    contacts.change(contact=maryam, by=sara, reports_to=neda)
    for below, head in ((neda, ali), (maryam, ali), (ali, ali)):
        with pytest.raises(FieldErrors) as refused:
            contacts.change(contact=below, by=sara, reports_to=head)
        assert set(refused.value.errors) == {"reports_to"}


def test_both_work_for_the_same_company(sara, people):
    stranger = contacts.create(by=sara, name="غریبه", company=companies.create(by=sara, name="دیگر"))
    with pytest.raises(FieldErrors):
        contacts.change(contact=people[0], by=sara, reports_to=stranger)


def test_who_goes_to_another_company_leaves_their_superior_behind(sara, people):
    ali, maryam, _neda = people
    contacts.change(contact=ali, by=sara, reports_to=maryam)
    contacts.change(contact=ali, by=sara, company=companies.create(by=sara, name="دیگر"))
    assert Contact.objects.get(pk=ali.pk).reports_to is None


def test_sara_says_in_the_window_whom_ali_reports_to(sara, people):
    ali, maryam, _neda = people
    browser = Client(headers={"HX-Request": "true"})
    browser.force_login(User.objects.get(pk=sara.pk))
    address = f"/contacts/{ali.pk}/reports-to/"
    assert "مریم" in browser.get(address).content.decode()
    answer = browser.post(address, {"reports_to": maryam.pk, "version": ali.version})
    assert answer.status_code == 204 and "record:changed" in answer["HX-Trigger"]
    assert Contact.objects.get(pk=ali.pk).reports_to == maryam
    assert browser.post(address, {"reports_to": maryam.pk, "version": ali.version}).status_code == 409


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=8))
def test_every_person_stands_in_the_tree_once_whatever_reports_to_what(heads):
    people = [Contact(pk=pk, name=str(pk), reports_to_id=head) for pk, head in enumerate(heads)]
    drawn = [node.contact.pk for root in tree(people) for node in root.everybody()]
    assert sorted(drawn) == list(range(len(people)))
