"""Two people whose family name stands once in a cell: each is a person, and nobody is called by the names of both."""

import pytest

from kariz.exchange.tests.test_again_after_back import alive
from kariz.people.actions import companies, contacts
from kariz.pipeline.models import CommitteeMember
from kariz.reading.names.names import is_fuller, people_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Al & Ruth Abbott", ["Al Abbott", "Ruth Abbott"]),
        ("Al and Ruth Abbott", ["Al Abbott", "Ruth Abbott"]),
        ("Tom, Al + Ruth O'Neil", ["Tom O'Neil", "Al O'Neil", "Ruth O'Neil"]),
        ("علی و رویا ارسلانی", ["علی ارسلانی", "رویا ارسلانی"]),
        # Who is called so nobody knows, or both names stand there.
        ("Abbott & Ruth Lee", ["Abbott & Ruth Lee"]),
        ("Ruth Ann & Bob Lee", ["Ruth Ann", "Bob Lee"]),
        ("علی و پسران", ["علی و پسران"]),
        ("Abbott, Ruth Ann", ["Abbott, Ruth Ann"]),
        # A firm that is called by two of them is no people.
        ("Mary and Joseph Hospital", ["Mary and Joseph Hospital"]),
        ("John & Paul Associates", ["John & Paul Associates"]),
        ("John & Paul Ruth GmbH", ["John & Paul Ruth GmbH"]),
        ("علی و رویا شرکت نور", ["علی و رویا شرکت نور"]),
    ],
)
def test_who_stands_there(text, names):
    assert [one.name for one in people_in(text)[0]] == names


@pytest.mark.parametrize("joined", ["Al & Ruth Abbott", "Mr & Mrs Al Abbott", "Al + Gudrun Abbott"])
def test_what_two_are_called_is_no_fuller_name_of_al(joined):
    assert not is_fuller(joined, "Al Abbott")


@pytest.mark.parametrize(
    ("al", "ruth", "cell"),
    [
        ("Al Abbott", "Ruth Abbott", "Al & Ruth Abbott"),
        ("علی ارسلانی", "رویا ارسلانی", "علی و رویا ارسلانی"),
    ],
)
@pytest.mark.parametrize("policy", ["fill", "update"])
def test_al_stays_al_and_ruth_of_his_company_is_the_other(al, ruth, cell, policy, admin, pipeline, bring):
    firm = companies.create(by=admin, name="Abbott Movers")
    for name, number in ((al, "09123456701"), (ruth, "09123456702")):
        contacts.create(by=admin, name=name, company=firm, points=[{"kind": "mobile", "value": number}])
    text = f"company,contact,mobile,title\nAbbott Movers,{cell},09123456701,Roll-ups\n"
    one = bring(text, admin, existing_contact=policy)
    assert one.created_count == 1
    assert sorted(alive().values_list("name", flat=True)) == sorted([al, ruth])
    assert CommitteeMember.objects.filter(contact__name=ruth).exists()


def test_al_is_not_renamed_by_a_cell_that_nobody_can_tell_apart(admin, pipeline, bring):
    firm = companies.create(by=admin, name="Abbott Movers")
    contacts.create(
        by=admin, name="Al Abbott", company=firm, points=[{"kind": "mobile", "value": "09123456701"}]
    )
    text = "company,contact,mobile,title\nAbbott Movers,Al & Gudveig Abbott,09123456701,Roll-ups\n"
    for policy in ("fill", "update"):
        bring(text, admin, existing_contact=policy)
        assert [one.name for one in alive()] == ["Al Abbott"]
