"""A seller comes in by the name that a list has, and gets the full one on the page of members: next week's list means
the same person."""

import pytest

from kariz.access.actions import joining, users
from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

HEAD = "عنوان,شرکت,مبلغ,فروشنده\n"
ROWS = "پمپ,نیکان,100,م.کاظمی\nلوله,کاوش,200,مریم\n"
MORE = "شیر,آوین,300,م.کاظمی\nفن,پارس,400,مریم\n"
OTHER = "deal title,client,value,rep\nFan,Nikan,5,م.کاظمی\nValve,Kavosh,6,مریم\n"


@pytest.fixture
def came(admin, pipeline, upload):
    """Mina's list of last week: «مریم» is the new seller «م.کاظمی»."""
    one = upload(HEAD + ROWS, admin)
    people = {"م.کاظمی": "new", "مریم": "as:م.کاظمی"}
    one = imports.change(one=one, by=admin, options={"people": one.options["people"] | people})
    finish(imports.start(one=one, by=admin))
    return User.objects.get(name="م.کاظمی")


def owners():
    return set(Deal.objects.filter(deleted_at=None).values_list("owner__name", flat=True))


@pytest.mark.parametrize("text", [HEAD + ROWS + MORE, HEAD + MORE, OTHER])
@pytest.mark.parametrize("policy", ["fill", "update"])
def test_who_was_renamed_is_the_same_seller_next_week(admin, came, bring, text, policy):
    users.change(user=came, by=admin, name="مریم کاظمی")
    one = bring(text, admin, existing=policy)
    assert one.options["people"] == {"م.کاظمی": str(came.pk), "مریم": str(came.pk)}
    assert (owners(), User.objects.filter(is_active=True).count()) == ({"مریم کاظمی"}, 2)


def test_who_turned_out_to_be_a_colleague_is_she_next_week(admin, sara, came, bring):
    users.change(user=came, by=admin, name="مریم کاظمی")
    came.refresh_from_db()
    joining.join(person=came, into=sara, by=admin)
    one = bring(HEAD + ROWS + MORE, admin)
    assert set(one.options["people"].values()) == {str(sara.pk)}
    assert owners() == {sara.name}


def test_a_name_that_somebody_else_has_by_now_is_theirs(admin, came, bring):
    users.change(user=came, by=admin, name="مریم کاظمی")
    other = users.create(by=admin, name="م.کاظمی", role="seller", email="mehdi@nikan.example")
    one = bring(HEAD + MORE, admin)
    assert one.options["people"]["م.کاظمی"] == str(other.pk)
