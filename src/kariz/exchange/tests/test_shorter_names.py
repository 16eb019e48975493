"""A list that comes again says less of who somebody is than Kariz knows, or writes the family name first."""

import pytest

from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.reading.names.shorter_names import says_less
from kariz.reading.names.turned_names import are_turned

HEAD = "code,full name,mobile,city\n"


def names():
    return sorted(Contact.objects.filter(deleted_at=None).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("name", "known", "less"),
    [
        ("آقای نیکنام", "مهدی نیکنام", True),
        ("نیکنام", "مهدی نیکنام", True),
        ("P. Naylor", "Peter Naylor", True),
        ("Mr Naylor", "Peter Naylor", True),
        ("Peter Naylor", "P. Naylor", False),
        ("J. Naylor", "Peter Naylor", False),
        ("خانم نیکنام", "مهدی نیکنام", False),
        ("آقای صدری", "مهدی نیکنام", False),
        ("Peter Naylor", "Peter Naylor", False),
    ],
)
def test_a_name_that_says_less(name, known, less):
    assert says_less(name, known) is less


@pytest.mark.parametrize(
    ("full", "short"),
    [("مهدی نیکنام", "آقای نیکنام"), ("Peter Naylor", "P. Naylor"), ("Peter Naylor", "Naylor")],
)
def test_an_update_by_number_keeps_the_full_name_and_writes_the_rest(admin, pipeline, bring, full, short):
    bring(f"{HEAD}7,{short},09128435516,\n", admin, kind="contacts")
    contacts.change(contact=Contact.objects.get(), by=admin, name=full)
    one = bring(f"{HEAD}7,{short},09128435516,Kerman\n", admin, kind="contacts", existing="update")
    assert (one.refused_count, names()) == (0, [full])


def test_whoever_has_the_number_by_now_is_written(admin, pipeline, bring):
    bring(f"{HEAD}7,Peter Naylor,09128435516,\n", admin, kind="contacts")
    bring(f"{HEAD}7,J. Naylor,09128435516,\n", admin, kind="contacts", existing="update")
    assert names() == ["J. Naylor"]


def test_a_row_that_came_before_renames_nobody_though_another_file_came_beside_it(admin, pipeline, bring):
    text = f"{HEAD}7,Sunita Rao,09128435516,Kerman\n"
    bring(text, admin, kind="contacts")
    contacts.change(contact=Contact.objects.get(), by=admin, name="Sunita Patel")
    one = bring(text, admin, kind="contacts", existing="update", source="file-other")
    assert (one.updated_count, names()) == (0, ["Sunita Patel"])


TURNED = 'name,email\n"Naylor, Peter",p@x.example\n"Osei, Leon",l@x.example\n"Patel, Sunita",s@x.example\n'


def test_a_list_with_the_family_name_first_brings_names_as_they_are_said(admin, pipeline, bring):
    bring(TURNED, admin, kind="contacts")
    assert names() == ["Leon Osei", "Peter Naylor", "Sunita Patel"]


def test_who_is_here_is_found_by_a_turned_name(admin, pipeline, bring):
    contacts.create(by=admin, name="Peter Naylor", points=[{"kind": "email", "value": "p@x.example"}])
    bring(TURNED, admin, kind="contacts", existing="update")
    assert names() == ["Leon Osei", "Peter Naylor", "Sunita Patel"]


@pytest.mark.parametrize(
    "cells",
    [
        ["Naylor, Peter", "Leon Osei", "Patel, Sunita"],
        ["Peter, Leon", "Sunita, Wendy", "Sara, Tom"],
        ["علی، سارا", "رضا، مریم", "حمید، نگار"],
        ["Naylor, Peter", "Osei, Leon"],
        ["Naylor, buyer", "Osei, director", "Patel, sales"],
        [],
    ],
)
def test_no_other_list_is_turned_round(cells):
    assert not are_turned(cells)
