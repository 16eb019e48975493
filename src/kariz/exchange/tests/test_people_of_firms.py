"""Customers of Parsa, each with its people in one cell below a header that promises several."""

import pytest

from kariz.people.models import Company, Contact
from kariz.reading.columns.guessing import guess_kind, guess_mapping

PERSIAN = (
    "ردیف,نام شرکت,شهر,تلفن ثابت,افراد,موبایل ها\n"
    "1,سیمان داراب,داراب,071-32414757,مسعود بهرامی (مدیر فنی) و ناصر کیانی (بازرگانی),+98 913 566 8705 / 09171451924\n"
    "2,قند پارسه,مرودشت,,فرشته نعمتی,09136553863\n"
    "3,دامداری سپیدان,سپیدان,071-37799301,نوروز قاسمی (مالک),0917-216-0622\n"
)
ENGLISH = (
    "No,Company,City,Staff,Mobile,Landline\n"
    "1,Darab Cement,Darab,Masoud Bahrami (Technical Manager) / Nasser Kiani,09135668705 / 09171451924,071-32414757\n"
    "2,Parseh Sugar,Marvdasht,Fereshteh Nemati,09136553863,\n"
    "3,Sepidan Dairy,Sepidan,Norouz Ghasemi (owner),09172160622,071-37799301\n"
)


def guessed(text):
    columns, *rows = (line.split(",") for line in text.splitlines())
    kind = guess_kind(columns, rows)
    return kind, guess_mapping(columns, kind, rows)


@pytest.mark.parametrize("text", [PERSIAN, ENGLISH])
def test_people_of_customers_come_with_their_own_mobiles_and_the_line_is_the_companys(
    text, admin, pipeline, bring
):
    bring(text, admin)
    cement = Company.objects.get(phone="071-32414757")
    first, second = Contact.objects.filter(company=cement).order_by("pk")
    assert (first.points.get().normal, second.points.get().normal) == ("+989135668705", "+989171451924")
    assert first.position in ("مدیر فنی", "Technical Manager")
    assert Contact.objects.count() == 4


@pytest.mark.parametrize(
    "header", ["افراد", "اشخاص", "رابط‌ها", "نفرات", "پرسنل", "people", "Contacts", "Staff", "Key people"]
)
def test_headers_that_promise_people_bring_them(header):
    kind, mapping = guessed(PERSIAN.replace("افراد", header))
    assert (kind, mapping[header], mapping["موبایل ها"], mapping["تلفن ثابت"]) == (
        *("contacts", "contact", "mobile", "company_phone"),
    )


def test_how_many_a_company_has_and_who_of_us_looks_after_it_stay_what_they_were():
    size = "نام شرکت,شهر,کارکنان\nسیمان داراب,داراب,120\nقند پارسه,مرودشت,80\nدامداری سپیدان,سپیدان,12\n"
    assert guessed(size)[1]["کارکنان"] == "size"
    ours = "Company,City,Staff\nAcme Ltd,Leeds,Ann Lee\nBolt Ltd,York,Ann Lee\nCord Ltd,Leeds,Bob Hay\n"
    assert guessed(ours) == ("companies", {"Company": "company", "City": "city", "Staff": "owner"})


def test_parties_of_an_accounting_program_without_a_column_of_companies_are_no_people_of_theirs():
    text = "اشخاص,مانده\nسیمان داراب,120000\nعلی رضایی,80000\nقند پارسه,12000\n"
    assert "contact" not in guessed(text)[1].values()
