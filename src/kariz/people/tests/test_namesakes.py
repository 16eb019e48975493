"""Two companies become one: people of one name in both are proposed as duplicates at once, and never joined unasked."""

import pytest

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts, duplicates
from kariz.people.actions.merging import merge
from kariz.people.models import Contact, DuplicatePair, DuplicateSearch
from kariz.people.tests.test_duplicates import search

EMMA = {"name": "Emma Joyce"}


@pytest.fixture
def two(sara, company):
    return companies.create(by=sara, name="Salty Dog Ltd"), companies.create(by=sara, name="Supermax")


@pytest.fixture
def emmas(sara, two):
    return [contacts.create(by=sara, **EMMA, company=firm) for firm in two]


def open_pairs():
    return list(DuplicatePair.objects.filter(kind="contact", state="proposed"))


def test_the_two_emmas_of_a_merged_company_are_proposed_at_once_and_stay_two(sara, two, emmas):
    assert not open_pairs()
    merge(survivor=two[0], others=[two[1]], by=sara)
    (pair,) = open_pairs()
    assert pair.ids == tuple(one.pk for one in emmas) and pair.verdict == "certain"
    assert "name" in pair.reasons and not pair.identical
    assert Contact.objects.filter(deleted_at=None).count() == 2


def test_the_nightly_search_keeps_the_proposal_and_joins_nobody_without_a_key(sara, two, emmas):
    merge(survivor=two[0], others=[two[1]], by=sara)
    DuplicateSearch.objects.create(kind="contact", merges_identical=True)
    assert [pair.verdict for pair in search()] == ["certain"]
    assert Contact.objects.filter(deleted_at=None).count() == 2


def test_the_nightly_search_finds_them_by_itself_too(sara, two, emmas):
    search()
    merge(survivor=two[0], others=[two[1]], by=sara)
    DuplicatePair.objects.all().delete()
    assert [pair.verdict for pair in search()] == ["certain"]


def test_two_of_one_name_with_other_mobiles_are_not_proposed_by_the_merge(sara, two):
    for firm, number in zip(two, ("0912 123 4567", "0912 765 4321"), strict=True):
        contacts.create(by=sara, **EMMA, company=firm, points=[{"kind": "mobile", "value": number}])
    merge(survivor=two[0], others=[two[1]], by=sara)
    assert not open_pairs()


def test_whom_sara_called_two_stays_two(sara, two, emmas):
    pair = DuplicatePair.objects.create(
        kind="contact",
        first_id=emmas[0].pk,
        second_id=emmas[1].pk,
        score=900,
        verdict="likely",
        reasons=["name"],
    )
    duplicates.dismiss(pair=pair, by=sara)
    merge(survivor=two[0], others=[two[1]], by=sara)
    assert not open_pairs()


def test_a_proposal_of_before_is_surer_afterwards(sara, two, emmas):
    DuplicatePair.objects.create(
        kind="contact",
        first_id=emmas[0].pk,
        second_id=emmas[1].pk,
        score=600,
        verdict="likely",
        reasons=["name"],
    )
    merge(survivor=two[0], others=[two[1]], by=sara)
    assert [pair.verdict for pair in open_pairs()] == ["certain"]


def test_taken_back_the_proposal_goes_with_the_merge(sara, two, emmas):
    merge(survivor=two[0], others=[two[1]], by=sara)
    undo(event=Event.objects.get(verb="company.merged"), by=sara)
    assert not open_pairs()


@pytest.mark.parametrize(
    ("language", "told", "look"),
    [
        ("en", "2 people of the same name are in one company now.", "See whether they are one"),
        ("fa", "۲ نفرِ هم‌نام حالا در یک شرکت‌اند.", "ببینید یکی هستند یا نه"),
    ],
)
def test_after_the_merge_the_page_says_so_and_leads_to_them(sara, two, emmas, client, language, told, look):
    sara.language = language
    sara.save()
    others = companies.create(by=sara, name="Cafe Rua")
    contacts.create(by=sara, name="Ann Daly", company=others)
    client.force_login(sara)
    given = {"id": [one.pk for one in two], "survivor": two[0].pk}
    page = client.post("/companies/merge/", given, follow=True).content.decode()
    assert told in page and look in page
    address = f"/duplicates/?kind=contact&amp;company={two[0].pk}"
    assert address in page
    listed = client.get(address.replace("&amp;", "&")).content.decode()
    assert listed.count("Emma Joyce") >= 2
    assert "Emma Joyce" not in client.get(f"/duplicates/?kind=contact&company={others.pk}").content.decode()


def test_without_namesakes_nothing_is_said(sara, two, client):
    client.force_login(sara)
    given = {"id": [one.pk for one in two], "survivor": two[0].pk}
    assert "/duplicates/?" not in client.post("/companies/merge/", given, follow=True).content.decode()


def test_the_merge_of_the_api_names_the_proposals(sara, two, emmas, client):
    client.force_login(sara)
    answer = client.post(
        f"/api/v1/companies/{two[0].pk}/merges", {"others": [two[1].pk]}, content_type="application/json"
    )
    assert answer.json()["namesakes"] == [pair.pk for pair in open_pairs()]
    listed = client.get(f"/api/v1/duplicates?kind=contact&company={two[0].pk}").json()["items"]
    assert [one["id"] for one in listed] == answer.json()["namesakes"]
