"""A cell that says a name and a number of whom one called gives both: the number first, the name where nobody has it."""

import pytest

from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.pipeline.models import Activity
from kariz.reading.names.calls_of_rows import name_and_numbers

NUMBER = "09122744215"


@pytest.fixture
def rajai(admin, pipeline):
    firm = companies.create(by=admin, name="سیمان شرق")
    points = [{"kind": "mobile", "value": NUMBER}]
    return contacts.create(by=admin, name="سمیرا رجایی", company=firm, points=points)


@pytest.fixture
def call(admin, bring):
    def make(cell):
        bring(f"تاریخ تماس,با کی,موضوع تماس,نتیجه تماس\n1405/07/01,{cell},قیمت,قیمت خواست\n", admin)
        return Activity.objects.get()

    return make


@pytest.mark.parametrize(
    ("cell", "name", "numbers"),
    [
        ("خانم رجایی ۰۹۱۲۲۷۴۴۲۱۵", "خانم رجایی", ["۰۹۱۲۲۷۴۴۲۱۵"]),
        ("خانم رجایی - 0912 274 4215", "خانم رجایی", ["0912 274 4215"]),
        ("خانم رجایی (09122744215)", "خانم رجایی", ["09122744215"]),
        ("09122744215 خانم رجایی", "خانم رجایی", ["09122744215"]),
        ("سیمان شرق: 021-88776655", "سیمان شرق", ["021-88776655"]),
        ("09122744215", "", ["09122744215"]),
        ("خانم رجایی", "خانم رجایی", []),
        ("فاکتور 1405123", "فاکتور 1405123", []),
        ("خانم رجایی 0912 و آقای نوری 0935", "خانم رجایی 0912 و آقای نوری 0935", []),
        ("رجایی 1405/07/01", "رجایی 1405/07/01", []),
    ],
)
def test_a_name_and_a_number_are_told_apart(cell, name, numbers):
    assert name_and_numbers(cell) == (name, numbers)


@pytest.mark.parametrize(
    "cell",
    [
        "خانم رجایی ۰۹۱۲۲۷۴۴۲۱۵",
        "رجایی 09122744215",
        "خانم رجایی - 0912 274 4215",
        "سمیرا رجایی (09122744215)",
    ],
)
def test_the_call_is_with_whom_the_number_reaches(rajai, call, cell):
    made = call(cell)
    assert (made.contact, made.company.name) == (rajai, "سیمان شرق")
    assert Contact.objects.count() == 1


def test_of_two_of_one_name_the_number_says_which(admin, rajai, call):
    other = companies.create(by=admin, name="فولاد کویر")
    contacts.create(by=admin, name="مریم رجایی", company=other)
    assert call("خانم رجایی ۰۹۱۲۲۷۴۴۲۱۵").contact == rajai


def test_where_nobody_has_the_number_the_name_says_who_and_the_number_stands_in_the_text(
    admin, pipeline, call
):
    firm = companies.create(by=admin, name="سیمان شرق")
    rajai = contacts.create(by=admin, name="سمیرا رجایی", company=firm)
    made = call("خانم رجایی ۰۹۱۲۲۷۴۴۲۱۵")
    assert made.contact == rajai and "۰۹۱۲۲۷۴۴۲۱۵" in made.notes


def test_a_namesake_who_has_another_number_is_not_meant_and_nothing_of_the_cell_is_lost(rajai, call):
    made = call("خانم رجایی 09351112233")
    assert made.contact is None
    assert "خانم رجایی" in made.notes and "09351112233" in made.notes


def test_another_name_with_her_number_is_a_call_at_her_company(rajai, call):
    made = call("حسن نوری 09122744215")
    assert (made.contact.name, made.company.name) == ("حسن نوری", "سیمان شرق")
    assert NUMBER in made.notes


def test_a_company_with_a_number_is_that_company(rajai, call):
    made = call("سیمان شرق 02188776655")
    assert "سیمان شرق" in made.notes or made.company.name == "سیمان شرق"
    assert "02188776655" in made.notes
