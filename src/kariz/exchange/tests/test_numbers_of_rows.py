"""No number of a cell is lost: each goes to whom it is of, the line to the company, and what fits nobody into the notes."""

import pytest

from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.reading.names.names import people_in

HEADERS = ["تاریخ", "شرکت", "شخص", "تلفن", "محصول", "مبلغ"]


def numbers(name):
    return sorted(Contact.objects.get(name=name).points.values_list("normal", flat=True))


def deal_of(admin, person, phones, firm="سیمان شرق"):
    run(
        upload(
            admin,
            customers=[["نام شرکت", "رابط", "موبایل"], ["سیمان غرب", "آقای صفری", "09120000009"]],
            sales=[HEADERS, ["1404/07/12", firm, person, phones, "پمپ", 10]],
        ),
        admin,
    )
    return Deal.objects.get()


def test_as_many_mobiles_as_people_go_to_each_and_the_line_to_the_company(admin, pipeline):
    deal_of(admin, "آقای رضایی / خانم صفری", "09121110001\n09121110002\n021-88776655")
    assert numbers("آقای رضایی") == ["+989121110001"]
    assert numbers("خانم صفری") == ["+989121110002"]
    assert Company.objects.get(name="سیمان شرق").phone_normal == "+982188776655"


def test_people_who_are_here_get_the_numbers_that_the_row_has_for_them(admin, pipeline):
    firm = companies.create(by=admin, name="سیمان شرق", phone="02111112222")
    for name in ("آقای رضایی", "خانم صفری"):
        contacts.create(by=admin, name=name, company=firm)
    deal_of(admin, "آقای رضایی / خانم صفری", "09121110001\n09121110002\n021-88776655")
    assert numbers("آقای رضایی") == ["+989121110001"]
    assert numbers("خانم صفری") == ["+989121110002"]
    firm.refresh_from_db()
    assert firm.phone_normal == "+982111112222"
    assert "88776655" in firm.notes


def test_numbers_of_which_nobody_knows_whose_they_are_stand_in_the_notes(admin, pipeline):
    deal = deal_of(admin, "آقای رضایی / خانم صفری / آقای نوری", "09121110001\n09121110002")
    assert "09121110001" in deal.notes
    assert "09121110002" in deal.notes


def test_the_numbers_of_a_deal_without_a_person_are_the_company_s(admin, pipeline):
    deal = deal_of(admin, "", "021-88776655 / 09121110001")
    firm = Company.objects.get(name="سیمان شرق")
    assert firm.phone_normal == "+982188776655"
    assert "09121110001" in deal.notes


def test_where_people_who_are_here_stay_as_they_are_their_further_numbers_stand_in_the_notes(
    admin, pipeline, bring
):
    firm = companies.create(by=admin, name="سیمان شرق")
    for name in ("آقای رضایی", "خانم صفری"):
        contacts.create(by=admin, name=name, company=firm)
    bring(
        "شرکت,شخص,تلفن,محصول,مبلغ\nسیمان شرق,آقای رضایی / خانم صفری,09121110001 / 09121110002,پمپ,10\n",
        admin,
        existing_contact="skip",
    )
    assert numbers("آقای رضایی") == numbers("خانم صفری") == []
    notes = Deal.objects.get().notes
    assert "09121110001" in notes
    assert "09121110002" in notes


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("دکتر قاسمی - فنی / کامران نوری", ["دکتر قاسمی", "کامران نوری"]),
        ("مهندس رضایی - کامران میرزایی", ["مهندس رضایی", "کامران میرزایی"]),
        ("علی رضایی - مهدی آباد", ["علی رضایی - مهدی آباد"]),
        ("مهندس رضایی - تماس بعد از ظهر", ["مهندس رضایی - تماس بعد از ظهر"]),
    ],
)
def test_a_name_behind_a_dash_is_a_person_where_it_reads_as_one(cell, names):
    assert [one.name for one in people_in(cell)[0]] == names
