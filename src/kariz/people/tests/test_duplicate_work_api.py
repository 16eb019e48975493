"""The search for duplicates and its answers, by programs: begun, read, merged one by one or many, and taken back."""

import pytest

from kariz.access.actions import tokens
from kariz.access.models import ApiToken, User
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import contacts, duplicate_search
from kariz.people.models import Contact, DuplicatePair, DuplicateSearch

from .test_fit_api import program_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pars(db):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()


@pytest.fixture
def mina(db):
    return User.objects.create_user(
        name="Mina", email="mina@example.com", role="administrator", language="en"
    )


@pytest.fixture
def twice(mina, pars):
    """Three people, each met twice."""
    return [
        contacts.create(by=mina, name=name, points=[{"kind": "mobile", "value": f"0912 123 456{at}"}])
        for at, name in enumerate(("Ali Rezai", "Nika Rad", "Omid Azar"))
        for _again in range(2)
    ]


def found(program):
    program("POST", "/duplicates/searches", {"kind": "contact"})
    duplicate_search.work_all()
    return program("GET", "/duplicates?kind=contact")[1]["items"]


def test_minas_program_begins_a_search_and_reads_how_far_it_is(mina, twice):
    program = program_of(mina)
    before = program("GET", "/duplicates/searches")[1]
    assert [(one["kind"], one["busy"]) for one in before] == [("contact", False), ("company", False)]
    status, begun = program("POST", "/duplicates/searches", {"kind": "contact"})
    assert status == 202 and begun["busy"]
    duplicate_search.work_all()
    _status, done = program("GET", "/duplicates/searches/contact")
    assert (done["busy"], done["done"], done["total"], done["found"]) == (False, 6, 6, 3)
    assert done["finished_at"] and done["due_at"] > done["finished_at"] and done["error"] == ""
    assert program("POST", "/duplicates/searches", {"kind": "deal"})[0] == 422
    assert program("GET", "/duplicates/searches/deal")[0] == 422


def test_only_managers_begin_one_and_only_an_admins_token_lets_it_merge_by_itself(sara, vida, mina, pars):
    assert program_of(sara)("POST", "/duplicates/searches", {"kind": "contact"})[0] == 403
    assert program_of(vida)("GET", "/duplicates/searches")[0] == 200
    change = ("PATCH", "/duplicates/searches/contact", {"merges_identical": True})
    assert program_of(mina)(*change)[0] == 403
    assert not DuplicateSearch.objects.filter(merges_identical=True).exists()
    secret = tokens.create(name="all", scope=ApiToken.Scope.ADMIN, by=mina).secret
    admin = program_of(mina, secret)
    status, settled = admin(*change)
    assert status == 200 and settled["merges_identical"]
    stale = {"merges_identical": False, "version": 1}
    assert admin("PATCH", "/duplicates/searches/contact", stale)[0] == 409


def test_a_proposal_is_read_put_aside_and_merged_as_by_its_button(mina, twice):
    program = program_of(mina)
    first, second, _third = found(program)
    assert program("GET", f"/duplicates/{first['id']}")[1] == first
    assert program("POST", f"/duplicates/{second['id']}/dismissal")[1]["state"] == "dismissed"
    status, made = program("POST", f"/duplicates/{first['id']}/merge")
    assert status == 201 and {made["survivor"], *made["merged"]} == {first["first_id"], first["second_id"]}
    assert Contact.objects.get(pk=made["merged"][0]).merged_into_id == made["survivor"]
    status, gone = program("POST", f"/duplicates/{first['id']}/merge")
    assert (status, gone["code"]) == (409, "merged")
    assert program("DELETE", f"/contacts/{made['survivor']}/merges/{made['id']}")[0] == 200
    assert Contact.objects.get(pk=made["merged"][0]).merged_into_id is None


def test_vida_merges_nothing_that_he_may_not_change(vida, mina, twice):
    pair = found(program_of(mina))[0]
    program = program_of(vida)
    assert program("POST", f"/duplicates/{pair['id']}/merge")[0] == 403
    assert DuplicatePair.objects.filter(state=DuplicatePair.State.PROPOSED).count() == 3
    assert Contact.objects.filter(merged_into=None).count() == 6
