"""Sellers by their initials, and a sheet that is one seller's."""

import pytest

from kariz.access.actions import users
from kariz.events.actor import SYSTEM
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.names import owners
from kariz.web.errors import FieldErrors

HEAD = "Opportunity,Account,Acct mgr\n"


@pytest.fixture
def sarah(admin):
    return users.create(by=SYSTEM, name="Sarah Whitfield", role="seller", email="sarah@lab.example")


@pytest.fixture
def tom(admin):
    return users.create(by=SYSTEM, name="Tom Okafor", role="seller", email="tom@lab.example")


def test_sellers_are_known_by_their_initials(admin, pipeline, sarah, tom, bring):
    said = ["SW", "Sarah W", "sarah", "TO", "Tom O", "T. Okafor", "TOM O"]
    bring(HEAD + "\n".join(f"Deal {n},Lab {n},{name}" for n, name in enumerate(said)) + "\n", admin)
    assert [deal.owner for deal in Deal.objects.order_by("id")] == [sarah] * 3 + [tom] * 4


def test_initials_that_two_have_are_asked_about(admin, sarah):
    users.create(by=SYSTEM, name="Simon Webb", role="seller", email="simon@lab.example")
    known = owners.by_name(type(sarah).objects.active())
    assert owners.match("SW", known, admin) == "ask"


def test_a_new_seller_is_one_in_all_spellings():
    called = owners.together(["TO", "Tom O", "T. Okafor", "Tom Okafor", "PN"])
    assert called == dict.fromkeys(["TO", "Tom O", "T. Okafor", "Tom Okafor"], "Tom Okafor") | {"PN": "PN"}


def test_toms_pipeline_is_proposed_to_be_toms(admin, pipeline, tom, sarah, upload, client):
    one = upload("Tom's pipeline,,\nOpportunity,Account,Value\nTitrator,Fenwick,5\n", admin)
    assert one.options["owner"] == str(tom.pk)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert f'<option value="{tom.pk}" selected>Tom Okafor</option>' in page
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.get().owner == tom


def test_a_title_that_names_two_sellers_proposes_nobody(admin, pipeline, tom, sarah, upload):
    one = upload("Tom and Sarah,,\nOpportunity,Account,Value\nTitrator,Fenwick,5\n", admin)
    assert one.options["owner"] == "deals"


def test_only_somebody_who_is_here_owns_the_rows(admin, pipeline, tom, upload):
    one = upload("Opportunity,Account\nTitrator,Fenwick\n", admin)
    for wrong in ("999999", "somebody", ""):
        with pytest.raises(FieldErrors):
            imports.change(one=one, by=admin, options={"owner": wrong})
    one = imports.change(one=one, by=admin, options={"owner": str(tom.pk)})
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.get().owner == tom
