"""Rows that were put aside, whose record went elsewhere before somebody decided."""

import pytest
from django.urls import reverse

from kariz.exchange.actions.at_work import deciding
from kariz.exchange.models import Import
from kariz.people.actions import companies, contacts, merging
from kariz.people.models import Contact

PEOPLE = "name,email,job title\nReza,reza@nikan.ir,Director\n"


@pytest.fixture
def known(admin):
    return contacts.create(by=admin, name="Reza", points=[{"kind": "email", "value": "reza@nikan.ir"}])


def now(one):
    return Import.objects.get(pk=one.pk)


def test_the_row_follows_its_record_into_the_one_that_it_was_merged_with(admin, pipeline, bring, known):
    one = bring(PEOPLE, admin, existing="ask")
    other = contacts.create(by=admin, name="Reza Karimi")
    merging.merge(survivor=other, others=[known], by=admin)
    assert deciding.decide(one=one, by=admin, how="fill") == deciding.Decided(1, 0)
    other.refresh_from_db()
    row = now(one).rows.get()
    assert (row.action, row.result_id, other.position) == ("updated", other.pk, "Director")


def test_a_row_whose_record_went_to_the_bin_asks_again_and_says_why(admin, pipeline, bring, known, client):
    one = bring(PEOPLE, admin, existing="ask")
    contacts.delete(contact=known, by=admin)
    assert deciding.decide(one=one, by=admin, how="update") == deciding.Decided(0, 1)
    deciding.decide(one=one, by=admin, how="update")
    row = now(one).rows.get()
    assert (row.action, now(one).asked_count, len(row.warnings)) == ("asked", 1, 2)
    client.force_login(admin)
    page = client.get(reverse("exchange:import", args=[one.pk])).content.decode()
    assert row.warnings[-1]["text"] in page
    told = client.post(reverse("exchange:decisions", args=[one.pk]), {"how": "fill", "row": "2"}, follow=True)
    assert told.status_code == 200


def test_a_new_record_is_made_of_a_row_whose_record_went_to_the_bin(admin, pipeline, bring, known):
    one = bring(PEOPLE, admin, existing="ask")
    contacts.delete(contact=known, by=admin)
    assert deciding.decide(one=one, by=admin, how="create").taken == 1
    made = Contact.objects.get(deleted_at=None)
    assert (made.position, now(one).asked_count, now(one).created_count) == ("Director", 0, 1)


def test_a_company_that_was_merged_twice_over_is_found_at_the_end_of_the_way(admin, pipeline, bring):
    first = companies.create(by=admin, name="Nikan")
    one = bring("company,city\nNikan,Shiraz\n", admin, kind="companies", existing="ask")
    second = companies.create(by=admin, name="Nikan Trading")
    third = companies.create(by=admin, name="Nikan Group")
    merging.merge(survivor=second, others=[first], by=admin)
    merging.merge(survivor=third, others=[second], by=admin)
    assert deciding.decide(one=one, by=admin, how="fill").taken == 1
    third.refresh_from_db()
    assert third.city == "Shiraz"


def test_who_ticks_more_rows_than_can_be_decided_at_once_is_told_how_many_still_wait(
    admin, pipeline, bring, client, monkeypatch
):
    monkeypatch.setattr(deciding, "MOST", 2)
    for name in ("reza", "ali", "neda"):
        contacts.create(by=admin, name=name, points=[{"kind": "email", "value": f"{name}@nikan.ir"}])
    rows = "".join(f"{name},{name}@nikan.ir,Director\n" for name in ("reza", "ali", "neda"))
    one = bring(f"name,email,job title\n{rows}", admin, existing="ask")
    client.force_login(admin)
    page = client.post(
        reverse("exchange:decisions", args=[one.pk]), {"how": "fill", "row": ["2", "3", "4"]}, follow=True
    )
    assert "۱ ردیف تیک‌خورده هنوز منتظر است" in page.content.decode()
    assert now(one).asked_count == 1
