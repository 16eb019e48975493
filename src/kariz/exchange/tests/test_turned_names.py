"""Lists that write the family name first, and lists that name two people in a cell."""

import pytest

from kariz.people.models import Contact
from kariz.reading.names.turned_names import are_turned, turn
from kariz.reading.rows.drafts import Draft


@pytest.mark.parametrize(
    "cells",
    [
        ["کریمی، احمدی", "صالحی، نوری", "موسوی، حسینی"],
        ["Zbigniew Nowak, Kasia Wójcik", "Rajesh Iyer, Sunil Menon", "Tomasz Lis, Ewa Kos"],
        ["Kwabena Osei, Sunil Menon", "Oduya Eze, Ewa Kos", "Tadeo Lis, Peter Rao"],
        ["Smith, Jones", "Naylor, Patel", "Wójcik, Iyer"],
        ["Smith, Jones", "Jones, Naylor", "Smith, Patel"],
        ["رضا کریمی، مریم احمدی", "علی صالحی، سارا نوری", "نیما موسوی، حسن حسینی"],
        ["کریمی، رضا", "صالحی، نوری", "موسوی، حسینی"],
    ],
)
def test_the_two_people_of_minas_cells_are_not_made_one(cells):
    assert not are_turned(cells)


@pytest.mark.parametrize(
    "cells",
    [
        ["کریمی، احمد", "صالحی، سید علی", "موسوی، مریم", "نوری، ژینا"],
        ["رضایی نژاد، محمد رضا", "احمدی، سارا", "حسینی، نیما"],
        ["Naylor, Peter J.", "van der Berg, Jan", "Wójcik, Kasia"],
        ["Osei, Kwabena", "Osei, Abena", "Boateng, Peter"],
        ["James, Peter", "Thomas, Wendy", "Naylor, Leon", "Patel, Sunita"],
    ],
)
def test_names_of_peters_list_with_the_family_first_are_known(cells):
    assert are_turned(cells)


def turned(text):
    draft = Draft(2, [text], "")
    draft.values["contact"] = text
    turn(draft)
    return draft.values["contact"], [note["field"] for note in draft.warnings if note.get("often")]


def test_what_is_turned_is_told_on_the_row_and_counted():
    assert turned("Naylor, Peter") == ("Peter Naylor", ["contact"])
    assert turned("Thomas, Kwabena") == ("Kwabena Thomas", ["contact"])
    assert turned("کریمی، احمد") == ("احمد کریمی", ["contact"])


@pytest.mark.parametrize("said", ["Peter Naylor", "Kasia Wójcik, Ewa Kos", "کریمی، احمدی"])
def test_a_cell_that_is_written_otherwise_in_such_a_list_stays(said):
    assert turned(said) == (said, [])


def test_mina_finds_no_made_up_person_among_her_contacts(admin, pipeline, bring):
    rows = 'صنایع پارس,"کریمی، احمدی"', 'فولاد مهر,"صالحی، نوری"', 'نان سحر,"موسوی، حسینی"'
    bring("شرکت,نام مخاطب\n" + "\n".join(rows), admin)
    names = " ".join(Contact.objects.values_list("name", flat=True))
    assert "احمدی کریمی" not in names and "نوری صالحی" not in names and "کریمی" in names


def test_helen_sees_on_her_rows_that_the_names_were_turned_round(admin, pipeline, bring):
    rows = '"Naylor, Peter",p@x.example', '"Osei, Leon",l@x.example', '"Patel, Sunita",s@x.example'
    one = bring("name,email\n" + "\n".join(rows), admin, kind="contacts")
    told = [note for row in one.rows.all() for note in row.warnings if note["field"] == "contact"]
    assert told
