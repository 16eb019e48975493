"""A deal that names somebody by a family name alone, or by a given one, means the only one of the company who has it, and
says so."""

import pytest

from kariz.exchange.models import ImportRow
from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.reading.names import jobs


@pytest.fixture
def firm(admin, pipeline):
    return companies.create(by=admin, name="نساجی بروجن")


def person(admin, firm, name, **given):
    return contacts.create(by=admin, name=name, company=firm, **given)


def deal(admin, bring, cell, number="", firm="نساجی بروجن"):
    one = bring(f"شرکت,شخص,تلفن,محصول,مبلغ\n{firm},{cell},{number},پمپ,10\n", admin)
    return Deal.objects.get(), ImportRow.objects.get(of=one)


def test_a_family_name_that_one_alone_has_means_that_person_and_the_row_says_so(admin, firm, bring):
    known = person(admin, firm, "مهندس پیمان صالحی")
    made, row = deal(admin, bring, "آقای صالحی")
    assert made.contact == known
    assert any("مهندس پیمان صالحی" in note["text"] for note in row.warnings)
    known.refresh_from_db()
    assert known.name == "مهندس پیمان صالحی"
    assert Contact.objects.count() == 1


def test_further_people_of_a_row_are_known_so_too(admin, firm, bring):
    person(admin, firm, "مهندس پیمان صالحی")
    deal(admin, bring, "خانم درخشان / آقای صالحی")
    assert set(Contact.objects.values_list("name", flat=True)) == {"مهندس پیمان صالحی", "خانم درخشان"}


@pytest.mark.parametrize(
    "position", ["مدیرعامل / مدیر فروش", "مدیرعامل و مدیر فروش", "مدیرعامل، فروش", "مدیر فروش"]
)
@pytest.mark.parametrize("cell", ["آقای صالحی (مدیر فروش)", "دکتر صالحی (فروش)", "آقای صالحی"])
def test_one_of_the_jobs_that_somebody_has_is_theirs(admin, firm, bring, position, cell):
    known = person(admin, firm, "پیمان صالحی", position=position)
    made, row = deal(admin, bring, cell)
    assert made.contact == known and Contact.objects.count() == 1
    assert any("پیمان صالحی" in text for text in row.told)


def test_who_stands_with_two_jobs_in_a_list_of_people_has_both_and_is_meant_by_each(admin, firm, bring):
    bring(
        "نام و نام خانوادگی,شرکت,سمت,موبایل\nپیمان صالحی,نساجی بروجن,مدیر خرید,09121112233\n"
        "پیمان صالحی,نساجی بروجن,مدیر فنی,09121112233\n",
        admin,
        kind="contacts",
        existing="fill",
    )
    known = Contact.objects.get()
    assert known.position == "مدیر خرید، مدیر فنی"
    made, _row = deal(admin, bring, "دکتر صالحی (مدیر فنی)")
    assert made.contact == known


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("مدیر فروش", "مدیر خرید", False),
        ("مدیر", "مدیر فروش", False),
        ("مدیرعامل", "مالی", False),
        ("مدير فروش", "مدیر فروش", True),
        ("CEO / sales manager", "sales", True),
        ("مدیر خرید و فنی", "فنی", True),
    ],
)
def test_what_may_be_one_job(one, other, same):
    assert jobs.may_be_one(one, other) is jobs.may_be_one(other, one) is same


@pytest.mark.parametrize(
    ("known", "cell", "number"),
    [
        ([("پیمان صالحی", ""), ("کاوه صالحی", "")], "آقای صالحی", ""),
        ([("مریم صالحی", "")], "آقای صالحی", ""),
        ([("پیمان صالحی", "مدیرعامل")], "آقای صالحی (مالی)", ""),
        ([("پیمان صالحی", "مدیرعامل / مدیر فروش")], "آقای صالحی (مالی)", ""),
        ([("پیمان صالحی", "")], "آقای صالحی", "09121112233"),
        ([("پیمان صالحی", "")], "کاوه صالحی", ""),
        ([("آقای صالحی", "")], "کاوه صالحی", ""),
        ([("صالحی مقدم", "")], "آقای صالحی", ""),
        ([("پیمان صالحی", "")], "آقای صالحی / کاوه صالحی", ""),
    ],
)
def test_who_may_be_another_stays_a_person_of_their_own(admin, firm, bring, known, cell, number):
    for name, position in known:
        person(admin, firm, name, position=position)
    made, _row = deal(admin, bring, cell, number)
    assert made.contact.name not in {name for name, _position in known}


def test_nobody_of_another_company_is_meant(admin, firm, bring):
    person(admin, firm, "پیمان صالحی")
    made, _row = deal(admin, bring, "آقای صالحی", firm="کاشی نیلو")
    assert made.contact.name == "آقای صالحی"


@pytest.mark.parametrize("cell", ["Ellie", "ellie", "Ellie (owner)"])
def test_a_given_name_that_one_alone_has_means_that_person_and_the_row_says_so(admin, pipeline, bring, cell):
    bakery = companies.create(by=admin, name="Mokoko Lane Bakery")
    known = person(admin, bakery, "Ellie Tanner")
    person(admin, bakery, "Fergus Maddocks")
    made, row = deal(admin, bring, cell, firm="Mokoko Lane Bakery")
    assert made.contact == known and Contact.objects.count() == 2
    assert any("Ellie Tanner" in note["text"] for note in row.warnings)


def test_a_given_name_behind_a_title_is_one_where_everybody_knows_it_as_such(admin, firm, bring):
    known = person(admin, firm, "سارا صالحی")
    made, _row = deal(admin, bring, "خانم سارا")
    assert made.contact == known


@pytest.mark.parametrize(
    ("known", "cell"),
    [
        (["Ellie Tanner", "Ellie Osborne"], "Ellie"),
        (["Ellie Tanner"], "Ellie / Ellie Osborne"),
        (["Ellie Tanner", "Fergus Ellie"], "Ellie"),
        (["Joanna Ellie Tanner"], "Ellie"),
        (["Ellie Tanner"], "El"),
    ],
)
def test_a_given_name_of_several_is_nobody_who_is_known(admin, firm, bring, known, cell):
    for name in known:
        person(admin, firm, name)
    made, _row = deal(admin, bring, cell)
    assert made.contact.name not in known
