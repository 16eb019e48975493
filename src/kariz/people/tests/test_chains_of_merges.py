"""Merges that follow each other: no proposal is left whose record is gone, and each undo brings back what was there."""

import re
from itertools import combinations

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies
from kariz.people.actions.merging import merge
from kariz.people.models import Company, DuplicatePair
from kariz.people.queries.duplicates import proposals

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="مینا", email="mina@example.com", role="administrator")


@pytest.fixture
def firms(mina):
    """Alef, Be, Jim and Dal."""
    Organisation.objects.create(name="آرکا")
    refresh()
    return [companies.create(by=mina, name=f"لیدیا {letter}") for letter in "ابجد"]


@pytest.fixture
def browser(mina):
    client = Client()
    client.force_login(mina)
    return client


def propose(*pairs):
    return [
        DuplicatePair.objects.create(
            kind="company", first_id=one.pk, second_id=other.pk, score=900 - place, verdict="likely"
        )
        for place, (one, other) in enumerate(pairs)
    ]


def open_pairs(by):
    return sorted(pair.ids for pair in proposals(by, "company"))


def take_back(survivor, by):
    open_ = Event.objects.filter(verb="company.merged", subject_id=survivor.pk, undone_by_id=None)
    undo(event=open_.latest("pk"), by=by)


def press(client, pair):
    return client.post(f"/duplicates/{pair.pk}/merge/", headers=HTMX)


def test_a_row_of_the_page_that_names_a_merged_company_becomes_one_of_its_survivor_at_once(
    mina, firms, browser
):
    alef, be, jim, _dal = firms
    one, two = propose((alef, be), (be, jim))
    answer = press(browser, one).content.decode()
    (new,) = proposals(mina, "company")
    assert new.ids == (alef.pk, jim.pk)
    assert f'id="pair-{new.pk}"' in answer and f'hx-swap-oob="outerHTML:#pair-{two.pk}"' in answer
    assert press(browser, new).status_code == 200
    assert Company.objects.filter(deleted_at=None, pk__in=[alef.pk, be.pk, jim.pk]).count() == 1


def test_of_three_that_are_all_proposed_with_each_other_the_row_of_the_merged_one_goes(mina, firms, browser):
    alef, be, jim, _dal = firms
    one, two, three = propose((alef, be), (alef, jim), (be, jim))
    answer = press(browser, one).content.decode()
    assert re.search(rf'id="pair-{three.pk}" hx-swap-oob="delete"', answer)
    assert f'hx-swap-oob="outerHTML:#pair-{two.pk}"' in answer, "the survivor's name may be another now"
    assert open_pairs(mina) == [(alef.pk, jim.pk)]


def test_who_presses_in_a_tab_that_is_older_than_the_merge_is_told_and_the_row_goes(mina, firms, browser):
    alef, be, jim, dal = firms
    _one, two, three = propose((alef, be), (be, jim), (jim, dal))
    merge(survivor=alef, others=[be], by=mina)
    answer = press(browser, two)
    assert answer.status_code == 200 and "HX-Trigger" in answer.headers
    assert browser.post(f"/duplicates/{two.pk}/dismissal/", headers=HTMX).status_code == 200
    told = browser.post(f"/api/v1/duplicates/{two.pk}/dismissal")
    assert (told.status_code, told.json()["code"], told.json()["into"]) == (409, "merged", alef.pk)
    assert DuplicatePair.objects.get(pk=two.pk).state == "proposed", "nothing was answered"
    assert Event.objects.filter(verb="company.merged").count() == 1
    assert three.state == "proposed"


def test_programs_learn_into_which_record_the_merged_one_of_the_two_went(mina, firms, browser):
    alef, be, _jim, dal = firms
    (pair,) = propose((alef, be))
    merge(survivor=dal, others=[be], by=mina)
    assert browser.get(f"/api/v1/duplicates/{pair.pk}").json()["into"] == dal.pk


def test_the_link_to_two_of_which_one_was_merged_leads_to_the_survivor(mina, firms, browser):
    alef, be, jim, _dal = firms
    merge(survivor=alef, others=[be], by=mina)
    to = browser.get(f"/companies/merge/?id={be.pk}&id={jim.pk}")
    assert to["Location"] == f"/companies/merge/?id={alef.pk}&id={jim.pk}"
    assert browser.get(to["Location"]).status_code == 200
    assert browser.get(f"/companies/merge/?id={be.pk}&id={alef.pk}")["Location"] == alef.get_absolute_url()
    posted = browser.post("/companies/merge/", {"id": [be.pk, jim.pk], "survivor": be.pk})
    assert posted.status_code == 302 and Event.objects.filter(verb="company.merged").count() == 1


def test_reza_learns_nothing_of_where_a_company_went_that_he_does_not_see(mina, reza, firms):
    alef, be, jim, _dal = firms
    _one, two = propose((alef, be), (be, jim))
    merge(survivor=alef, others=[be], by=mina)
    client = Client()
    client.force_login(reza)
    assert client.get(f"/companies/merge/?id={be.pk}&id={jim.pk}").status_code == 404
    assert press(client, two).status_code == 404


@pytest.mark.parametrize("order", [("ab", "ac"), ("ab", "bc", "ac"), ("bc", "ab"), ("cb", "ba")])
def test_a_chain_of_merges_taken_back_leaves_the_proposals_as_they_were(mina, firms, order):
    called = dict(zip("abcd", firms, strict=True))
    propose(*combinations(firms[:3], 2), (firms[1], firms[3]))
    before, steps = open_pairs(mina), []
    for survivor, other in order:
        fresh = {key: Company.objects.get(pk=one.pk) for key, one in called.items()}
        if fresh[survivor].deleted_at or fresh[other].deleted_at:
            continue
        merge(survivor=fresh[survivor], others=[fresh[other]], by=mina)
        alive = set(Company.objects.filter(deleted_at=None).values_list("pk", flat=True))
        assert all(set(ids) <= alive for ids in open_pairs(mina))
        steps.append(fresh[survivor])
    for survivor in reversed(steps):
        take_back(survivor, mina)
    assert open_pairs(mina) == before


def test_what_was_inherited_goes_though_the_merges_are_taken_back_in_another_order(mina, firms):
    alef, be, jim, _dal = firms
    propose((be, jim))
    merge(survivor=alef, others=[be], by=mina)
    assert open_pairs(mina) == [(alef.pk, jim.pk)]
    merge(survivor=Company.objects.get(pk=alef.pk), others=[jim], by=mina)
    first, second = Event.objects.filter(verb="company.merged").order_by("pk")
    undo(event=first, by=mina)
    undo(event=second, by=mina)
    assert open_pairs(mina) == [(be.pk, jim.pk)]
