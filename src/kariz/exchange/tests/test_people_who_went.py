"""People of one cell, of whom one stays when their import is taken back: the same list brings the others again."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_again_after_back import alive, back
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as together
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.reading.rows.settings import SPLIT

ROWS = {
    "en": [
        ["Company", "Contact", "Mobile", "Email"],
        [
            "Abbott Movers",
            "Al Abbott / Ruth Abbott / Eddie Voss",
            "2545550151 / 2545550152 / 2545550153",
            "ruth@abbott.com",
        ],
    ],
    "fa": [
        ["نام شرکت", "نام مخاطب", "موبایل", "ایمیل"],
        [
            "باربری ارس",
            "علی ارسلانی / رویا ارسلانی / ادیب وثوق",
            "09123456701 / 09123456702 / 09123456703",
            "roya@aras.ir",
        ],
    ],
}


def told():
    people = alive().prefetch_related("points")
    return {one.name: sorted(point.value for point in one.points.all()) for one in people}


def brought(rows, bring, by, **options):
    return bring("\n".join(",".join(row) for row in rows), by, several=SPLIT, **options)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("policy", ["skip", "fill", "update"])
def test_ruth_and_eddie_who_went_come_again_with_their_numbers(language, policy, admin, pipeline, bring):
    rows = ROWS[language]
    one = brought(rows, bring, admin)
    people = told()
    assert len(people) == 3
    al = alive().get(name=rows[1][1].split(" / ")[0])
    contacts.change(contact=al, by=admin, position="Owner")
    finish(imports.take_back(one=one, by=admin))
    assert set(told()) == {al.name}
    again = brought(rows, bring, admin, existing=policy)
    assert told() == people
    assert again.updated_count == 1
    finish(imports.take_back(one=again, by=admin))
    assert set(told()) == {al.name}
    brought(rows, bring, admin, existing=policy)
    assert told() == people


def test_whom_neda_put_in_the_bin_stays_there(admin, pipeline, bring):
    one = brought(ROWS["en"], bring, admin)
    contacts.change(contact=alive().get(name="Al Abbott"), by=admin, position="Owner")
    contacts.delete(contact=alive().get(name="Eddie Voss"), by=admin, anyway=True)
    finish(imports.take_back(one=one, by=admin))
    brought(ROWS["en"], bring, admin)
    assert set(told()) == {"Al Abbott", "Ruth Abbott"}
    contacts.delete(contact=alive().get(name="Ruth Abbott"), by=admin, anyway=True)
    brought(ROWS["en"], bring, admin)
    assert set(told()) == {"Al Abbott"}
    assert Contact.objects.filter(name="Eddie Voss").count() == 1


def test_of_a_workbook_they_come_again_as_well(admin, pipeline):
    deals = [
        ["Company", "Contact", "Job", "Amount", "Status"],
        ["Abbott Movers", "Ruth Abbott", "Leveler", 100, "open"],
    ]
    sheets = {"Customers": ROWS["en"], "Deals": deals}
    whole = run(together(admin, **sheets), admin)
    people = told()
    contacts.change(contact=alive().get(name="Al Abbott"), by=admin, position="Owner")
    back(whole, admin)
    assert set(told()) == {"Al Abbott"}
    run(together(admin, **sheets), admin)
    assert told() == people


@pytest.mark.parametrize("language", ["en", "fa"])
def test_ruth_whom_another_list_held_comes_again_when_she_has_gone_with_that(
    language, admin, pipeline, bring
):
    rows = ROWS[language]
    one = brought(rows, bring, admin)
    people = told()
    al, ruth, _eddie = rows[1][1].split(" / ")
    contacts.change(contact=alive().get(name=al), by=admin, position="Owner")
    firm = rows[1][0]
    further = bring(f"{','.join(rows[0][:3])}\n{firm},{ruth},{people[ruth][0]}\n", admin)
    finish(imports.take_back(one=one, by=admin))
    assert set(told()) == {al, ruth}
    finish(imports.take_back(one=further, by=admin))
    assert set(told()) == {al}
    brought(rows, bring, admin)
    assert told() == people
