"""Of several names a merged record gets the one that is nothing but a name."""

import pytest

from kariz.people import merging
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge


def merged(by, records):
    return merge(survivor=records[-1], others=records[:-1], by=by).name


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("Emma Joyce", "Emma Joyce (owner) 087 555 1234 emma.new@saltydog.ie", "Emma Joyce"),
        ("Bríd Silva (accounts)", "Bríd Silva", "Bríd Silva"),
        ("Kevin Silva", "Kevin Silva - principal", "Kevin Silva"),
        ("Ann Daly ann@x1.ie", "Ann Daly", "Ann Daly"),
        ("آقای رستمی", "حسن رستمی", "حسن رستمی"),
        ("Emma (owner)", "Emma Joyce (owner)", "Emma Joyce (owner)"),
    ],
)
def test_what_stands_beside_emmas_name_makes_it_no_fuller(sara, one, other, name):
    records = [contacts.create(by=sara, name=text) for text in (one, other)]
    assert merged(sara, records) == name


def test_the_company_behind_a_name_makes_it_no_fuller(sara):
    firm = companies.create(by=sara, name="صدر بتن")
    siavash = contacts.create(by=sara, name="سیاوش نوری", company=firm)
    phone = contacts.create(by=sara, name="آقای نوری صدر بتن")
    assert merged(sara, [siavash, phone]) == "سیاوش نوری"


def test_one_press_loses_no_word_of_a_company_that_is_mostly_called_shortly(sara):
    short = companies.create(by=sara, name="Seaweed & Salt")
    long = companies.create(by=sara, name="Seaweed & Salt Rest")
    for name in ("Emma Joyce", "Ravi Doherty"):
        contacts.create(by=sara, name=name, company=short)
    assert merging.suggested(short, [long, short], ["name"]) == {"name": long.pk}


def test_brackets_and_branches_are_no_part_of_a_companys_name(sara):
    plain = companies.create(by=sara, name="بانک آتیه")
    branch = companies.create(by=sara, name="بانک آتیه - ساختمان مرکزی")
    doctor = companies.create(by=sara, name="بانک آتیه (آقای دکتر)")
    contacts.create(by=sara, name="علی رضایی", company=branch)
    assert merging.suggested(branch, [branch, doctor, plain], ["name"]) == {"name": plain.pk}
