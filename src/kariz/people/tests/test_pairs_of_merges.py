"""What a merged record was proposed with goes on with its survivor."""

import pytest

from kariz.access.models import User
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, duplicates
from kariz.people.actions.merging import merge
from kariz.people.models import DuplicatePair
from kariz.people.queries.duplicates import proposals
from kariz.people.tests.test_duplicates import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="مینا", email="mina@example.com", role="administrator")


@pytest.fixture
def three(mina):
    """«شرکت لیدیا» goes into «لیدیا کازمتیک», and waits to be «آرایشی لیدیا»."""
    Organisation.objects.create(name="آرکا")
    refresh()
    made = [companies.create(by=mina, name=name) for name in ("کازمتیک هما", "شرکت لیدیا", "آرایشی لیدیا")]
    DuplicatePair.objects.create(
        kind="company",
        first_id=made[1].pk,
        second_id=made[2].pk,
        score=620,
        verdict="likely",
        reasons=["name_part"],
    )
    return made


def open_pairs(by):
    return [pair.ids for pair in proposals(by, "company")]


def test_a_proposal_with_a_merged_company_goes_on_with_its_survivor(mina, three, client):
    cosmetics, lydia, beauty = three
    merge(survivor=cosmetics, others=[lydia], by=mina)
    assert open_pairs(mina) == [(cosmetics.pk, beauty.pk)]
    client.force_login(mina)
    page = client.get("/duplicates/?kind=company").content.decode()
    assert "شرکت لیدیا" in page and "آرایشی لیدیا" in page
    (told,) = client.get("/api/v1/duplicates?kind=company").json()["items"]
    assert told["reasons"][-1] == "merged_name:شرکت لیدیا"


def test_the_next_search_leaves_it_to_a_person(mina, three):
    cosmetics, lydia, beauty = three
    merge(survivor=cosmetics, others=[lydia], by=mina)
    search("company")
    assert open_pairs(mina) == [(cosmetics.pk, beauty.pk)]


def test_undone_the_proposal_is_as_it_was(mina, three):
    cosmetics, lydia, beauty = three
    merge(survivor=cosmetics, others=[lydia], by=mina)
    undo(event=Event.objects.get(verb="company.merged"), by=mina)
    assert open_pairs(mina) == [(lydia.pk, beauty.pk)]


def test_what_mina_said_is_not_the_same_is_not_proposed_by_a_merge(mina, three):
    cosmetics, lydia, _beauty = three
    duplicates.dismiss(pair=DuplicatePair.objects.get(), by=mina)
    merge(survivor=cosmetics, others=[lydia], by=mina)
    assert open_pairs(mina) == []


def test_two_proposals_with_the_same_company_become_one(mina, three):
    cosmetics, lydia, beauty = three
    DuplicatePair.objects.create(
        kind="company", first_id=cosmetics.pk, second_id=beauty.pk, score=700, verdict="likely"
    )
    merge(survivor=cosmetics, others=[lydia], by=mina)
    assert open_pairs(mina) == [(cosmetics.pk, beauty.pk)]
