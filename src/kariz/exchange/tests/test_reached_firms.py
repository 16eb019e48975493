"""Mehdi writes the company, whom he knows there and the number into one cell."""

import pytest

from kariz.exchange.tests.test_two_sheets import alive, run, upload
from kariz.people.models import Company, Contact
from kariz.reading.names.reached_firms import part

HEAD = {"fa": ["مجتمع / شخص / تلفن", "کار", "مبلغ"], "en": ["Company / person / phone", "Job", "Amount"]}


@pytest.mark.parametrize(
    ("said", "company", "contact", "mobile", "line"),
    [
        ("هتل ارگ جدید - آقای سعیدی 09171110001", "هتل ارگ جدید", "آقای سعیدی", 1, 0),
        ("کلینیک نور (خانم دکتر بهادری) ۰۹۱۷۱۱۱۰۰۰۲", "کلینیک نور", "خانم دکتر بهادری", 1, 0),
        ("برج مروارید، مهندس زند 0917-111-0003 داخلی 104", "برج مروارید", "مهندس زند", 1, 0),
        ("انبار کالای پارسیان - شهریاری 09171110005 و 07137301122", "انبار کالای پارسیان", "شهریاری", 1, 1),
        ("هتل پارس - شیراز 07132213571", "هتل پارس - شیراز", None, 0, 1),
        ("مدرسه سما 09171110009", "مدرسه سما", None, 1, 0),
    ],
)
def test_the_name_the_person_and_the_numbers_are_told_apart(said, company, contact, mobile, line):
    values = {"company": said}
    part(values, "deals")
    assert (values["company"], values.get("contact")) == (company, contact)
    assert (len(values.get("mobile", [])), len(values.get("company_phone", []))) == (mobile, line)


def test_a_name_without_a_number_and_one_of_ours_stay():
    for values in (
        {"company": "هتل ارگ - شهریاری"},
        {"company": "برج ۲۲"},
        {"company": "نور 09171110002", "id": "5"},
    ):
        before = dict(values)
        part(values, "deals")
        assert values == before


def test_beside_a_person_of_its_own_column_the_number_is_that_persons(admin, pipeline):
    rows = [["شرکت", "شخص", "کار", "مبلغ"], ["کلینیک نور 09171110002", "سارا بهادری", "دوربین", 5]]
    run(upload(admin, mehdi=rows), admin)
    [deal] = alive()
    assert (deal.company.name, deal.contact.name) == ("کلینیک نور", "سارا بهادری")
    assert deal.contact.points.count() == 1


def test_mehdis_cells_come_in_as_companies_and_their_people(admin, pipeline):
    rows = [
        HEAD["fa"],
        ["کلینیک نور (خانم دکتر بهادری) ۰۹۱۷۱۱۱۰۰۰۲", "اعلام حریق", 5],
        ["انبار کالای پارسیان - شهریاری 09171110005 و 07137301122", "۳۲ دوربین", 6],
        ["کلینیک نور", "دوربین", 7],
    ]
    run(upload(admin, mehdi=rows), admin)
    assert sorted(Company.objects.values_list("name", flat=True)) == ["انبار کالای پارسیان", "کلینیک نور"]
    assert sorted(Contact.objects.values_list("name", flat=True)) == ["خانم دکتر بهادری", "شهریاری"]


@pytest.mark.parametrize(
    "said", ["Hill School (Ms Dana Reed) +1 512-555-0101", "Hill School - Dana Reed +1 512-555-0101"]
)
def test_english_cells_too(admin, pipeline, said):
    run(upload(admin, ann=[HEAD["en"], [said, "Cameras", 5]]), admin)
    [deal] = alive()
    assert deal.company.name == "Hill School"
    assert deal.contact.name in ("Ms Dana Reed", "Dana Reed")
