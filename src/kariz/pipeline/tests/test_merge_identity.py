"""Whatever is merged, taking it back leaves every row as it was; of two who merge the same pair one wins."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import contacts
from kariz.people.actions.merging import merge
from kariz.people.errors import Merged
from kariz.people.models import Contact
from kariz.pipeline.tests.test_merge import assert_same, everything

POINTS = st.lists(
    st.sampled_from(
        [
            {"kind": "mobile", "value": "09121234567"},
            {"kind": "mobile", "value": "09351112233", "primary": True},
            {"kind": "email", "value": "ali@nikan.ir"},
            {"kind": "telegram", "value": "@ali"},
        ]
    ),
    max_size=4,
)
PERSON = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["علی رضایی", "علي رضائي", "Ali"]),
        "points": POINTS,
        "company_name": st.sampled_from(["", "نیکان", "شرکت نيكان", "پارس"]),
        "position": st.sampled_from(["", "مدیر"]),
        "notes": st.sampled_from(["", "tea", "coffee"]),
        "decision_maker": st.sampled_from([None, True, False]),
    }
)


@given(st.lists(PERSON, min_size=2, max_size=4), st.integers(0, 3))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merge_then_undo_is_identity(ali, people, number):
    with transaction.atomic():
        made = [contacts.create(by=ali, **person) for person in people]
        before = everything()
        survivor = made[number % len(made)]
        merge(survivor=survivor, others=[one for one in made if one != survivor], by=ali)
        reached = {point.normal for point in Contact.objects.get(pk=survivor.pk).points.all()}
        assert {point.normal for one in made for point in one.points.all()} <= reached
        undo(event=Event.objects.get(verb="contact.merged"), by=ali)
        assert_same(everything(), before)
        transaction.set_rollback(True)


def test_of_two_who_merge_the_same_pair_the_second_is_told(ali, sara):
    one, two = (contacts.create(by=ali, name="علی رضایی") for _ in range(2))
    merge(survivor=one, others=[two], by=ali)
    with pytest.raises(Merged):
        merge(survivor=two, others=[one], by=sara)
    assert (
        Contact.objects.visible_to(sara).get() == one
        and Event.objects.filter(verb="contact.merged").count() == 1
    )
