"""Company and person in one cell, whatever stands between them, and the name that a company of several spellings gets."""

import pytest

from kariz.exchange.actions.setup import sets
from kariz.exchange.models import Import
from kariz.exchange.queries.known.spellings import found_in
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.actions import companies, erasing
from kariz.people.likeness.with_person import parted
from kariz.people.models import Company, Contact
from kariz.people.names_of_merged import best_named
from kariz.pipeline.models import Deal

HEADERS = ["تاریخ", "مشتری", "کار", "مبلغ", "وضعیت"]
REZAS = [
    HEADERS,
    ["1405/06/01", "قنادی لاله / آقای زارع", "سینی مقوایی", 100, "باز"],
    ["1405/06/02", "کفش مسعود-آقای حیدری", "جعبه کفش", 200, "باز"],
    ["1405/06/03", "پیچ و مهره لیلان | مهندس اسکندری", "کارتن", 300, "باز"],
    ["1405/06/04", "شیمی دارو، خانم هاشمی", "لیبل", 400, "باز"],
    ["1405/06/05", "نسترن (آقای میرزایی)", "ساک", 500, "باز"],
    ["1405/06/06", "کاله/میهن", "پاکت", 600, "باز"],
]
CUSTOMERS = [
    ["نام شرکت", "رابط", "موبایل", "شهر"],
    ["قنادی لاله", "سعید زارع", "09416009942", "تبریز"],
    ["کفش مسعود", "مهدی حیدری", "09416009943", "تبریز"],
    ["قنادی رکس", "نگار رها", "09416009944", "تبریز"],
    ["قنادی ایپک", "نگار صفری", "09416009945", "تبریز"],
    ["قنادی پورعلی", "سارا صفری", "09416009946", "تبریز"],
]


def firms():
    return sorted(Company.objects.filter(deleted_at=None).values_list("name", flat=True))


def test_rezas_cells_are_parted_into_the_company_and_the_person_with_a_title(admin, pipeline):
    run(upload(admin, reza=REZAS), admin)
    rows = Deal.objects.order_by("amount").values_list("company__name", "contact__name")
    assert list(rows) == [
        ("قنادی لاله", "آقای زارع"),
        ("کفش مسعود", "آقای حیدری"),
        ("پیچ و مهره لیلان", "مهندس اسکندری"),
        ("شیمی دارو", "خانم هاشمی"),
        ("نسترن", "آقای میرزایی"),
        ("کاله/میهن", None),
    ]


def test_of_several_spellings_the_one_of_the_list_of_customers_is_the_name(admin, pipeline):
    more = [
        ["1405/06/07", "تولیدی کفش مسعود", "جعبه", 700, "باز"],
        ["1405/06/08", "قنادی رکس تبریز", "جعبه", 800, "باز"],
        ["1405/06/09", "لاله", "پاکت", 900, "باز"],
    ]
    whole = upload(admin, customers=CUSTOMERS, reza=[*REZAS, *more])
    named = {group.name for group in found_in(whole.parts.all(), admin).groups}
    assert {"قنادی لاله", "کفش مسعود", "قنادی رکس"} <= named
    run(whole, admin)
    assert not [name for name in firms() if "آقای" in name or "تولیدی" in name or "رکس تبریز" in name]
    assert set(Deal.objects.filter(amount__in=[1000, 9000]).values_list("company__name", flat=True)) == {
        "قنادی لاله"
    }
    assert Contact.objects.get(company__name="قنادی لاله").name == "سعید زارع"


def test_a_deal_without_a_title_is_called_by_the_company_alone(admin, pipeline):
    rows = [[*row[:2], row[3]] for row in REZAS[1:6]]
    run(upload(admin, reza=[["تاریخ", "مشتری", "مبلغ"], *rows]), admin)
    assert not [title for title in Deal.objects.values_list("title", flat=True) if "آقای" in title]


@pytest.mark.parametrize(
    ("text", "firm", "person"),
    [
        ("Lindley Bakery / Mr. Stott", "Lindley Bakery", "Mr. Stott"),
        ("Lindley Bakery – Ms Hart", "Lindley Bakery", "Ms Hart"),
        ("Lindley Bakery (Mrs Hart)", "Lindley Bakery", "Mrs Hart"),
        ("Mr Stott / Lindley Bakery", "Lindley Bakery", "Mr Stott"),
        ("آقای زارع - قنادی لاله", "قنادی لاله", "آقای زارع"),
        ("پشمک حاجی فتح الله", "پشمک حاجی فتح الله", ""),
        ("مهندسین مشاور سازه / مهندسین آب", "مهندسین مشاور سازه / مهندسین آب", ""),
        ("آقای زارع / خانم رضایی", "آقای زارع / خانم رضایی", ""),
        ("Marks / Spencer", "Marks / Spencer", ""),
    ],
)
def test_a_title_tells_where_the_person_stands(text, firm, person):
    assert parted(text) == (firm, person)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("داروسازی شهریار", "شهریار / آقای باقری"),
        ("فنرسازی ظفر", "فنر سازی ظفر / آقای جعفری"),
        ("ابزار برش مبین", "مبین"),
        ("تسمه صنعت سهند", "تسمه صنعت"),
    ],
)
def test_a_merge_proposes_no_name_with_a_person_in_it(admin, better, worse):
    first, second = (companies.create(by=admin, name=name) for name in (worse, better))
    assert best_named(first, [first, second]) == best_named(second, [first, second]) == second.pk


def test_mina_says_on_the_page_which_spelling_is_the_right_name(client, admin, pipeline):
    rows = [["1405/06/08", name, "جعبه", at, "باز"] for at, name in enumerate(("قنادی رکس تبریز", "رکس"), 1)]
    rows = [*REZAS, *rows]
    whole = upload(admin, customers=CUSTOMERS, reza=rows)
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'name="right_name_add" value="قنادی رکس تبریز"' in page
    for name in ("رکس", "قنادی رکس تبریز"):
        whole.refresh_from_db()
        said = whole.parts.first().options["right_names"]
        told = {"version": whole.version, "apart_told": "1", "right_name": said, "right_name_add": name}
        client.post(f"/imports/together/{whole.pk}/options/", told)
        assert name in [group.name for group in found_in(whole.parts.all(), admin).groups]
    whole.refresh_from_db()
    run(whole, admin)
    assert {"قنادی رکس تبریز"} == {name for name in firms() if "رکس" in name}
    again = upload(admin, customers=CUSTOMERS, reza=rows)
    page = client.get(f"/imports/together/{again.pk}/").content.decode()
    assert "رکس" in page and "right_name_add" not in page


def test_the_right_name_may_be_said_by_a_program_and_is_forgotten_with_the_person_whom_it_names(
    client, admin, pipeline
):
    whole = upload(admin, customers=CUSTOMERS, reza=REZAS)
    client.force_login(admin)
    given = {"options": {"right_names": ["قنادی لاله / آقای زارع", 5]}}
    address = f"/api/v1/import-sets/{whole.pk}"
    assert client.patch(address, given, content_type="application/json").status_code == 422
    sets.change(whole=whole, by=admin, options={"right_names": ["قنادی لاله / سعید زارع"]})
    whole.refresh_from_db()
    run(whole, admin)
    person = Contact.objects.get(name="سعید زارع")
    erasing.erase(contact=person, by=admin, confirm=person.name)
    assert not any(one.options["right_names"] for one in Import.objects.all())
