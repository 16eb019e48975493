"""In the table of contacts a cell says that there are more numbers than the one shown, and all of them are changed there."""

import pytest
from django.test import Client

from kariz.people.actions import contacts
from kariz.people.models import Contact

POINTS = [
    {"kind": "mobile", "value": "09121110001"},
    {"kind": "email", "value": "simone@hart.example"},
    {"kind": "phone", "value": "02188776655"},
]


@pytest.fixture
def simone(sara):
    return contacts.create(by=sara, name="Simone Hart", points=POINTS)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def typed(user, person, value, column="phone"):
    person.refresh_from_db()
    at = f"/tables/contacts/{person.pk}/{column}/"
    answer = signed_in(user).post(at, {"value": value, "version": person.version})
    assert answer.status_code == 200, answer.content
    return [(one.kind, one.value) for one in Contact.objects.get(pk=person.pk).points.all()]


def test_the_cell_says_that_simone_has_another_number_and_names_both(sara, simone):
    sara.language = "en"
    sara.save()
    page = signed_in(sara).get("/contacts/").content.decode()
    assert 'data-typed="09121110001, 02188776655"' in page and ">+1</bdi>" in page
    assert 'title="0912 111 0001 · 021 8877 6655"' in page


def test_a_number_that_sara_takes_out_of_the_cell_is_gone_and_nothing_else(sara, simone):
    assert typed(sara, simone, "09121110001") == [
        ("mobile", "09121110001"),
        ("email", "simone@hart.example"),
    ]


def test_numbers_that_sara_types_beside_each_other_are_each_one(sara, simone):
    found = typed(sara, simone, "09121110001، 02188776600, 09121110009")
    assert sorted(found) == [
        ("email", "simone@hart.example"),
        ("mobile", "09121110001"),
        ("mobile", "09121110009"),
        ("phone", "02188776600"),
    ]


def test_one_other_number_that_is_pasted_leaves_the_second_where_it_is(sara, simone):
    assert typed(sara, simone, "09121110002") == [
        ("mobile", "09121110002"),
        ("phone", "02188776655"),
        ("email", "simone@hart.example"),
    ]


def test_an_empty_cell_has_no_number_and_keeps_the_address(sara, simone):
    assert typed(sara, simone, "") == [("email", "simone@hart.example")]


def test_two_addresses_stand_in_one_cell_as_well(sara, simone):
    found = typed(sara, simone, "simone@hart.example, tim@hart.example", "email")
    assert [value for kind, value in found if kind == "email"] == ["simone@hart.example", "tim@hart.example"]
