"""Sheets with two headers of customers, one of which is the firm and the other who is talked to."""

import pytest

from kariz.reading.columns.guessing import guess_mapping
from kariz.reading.layout.asides import survey

FIRMS = ["پارس داده گستر", "گلستان مهر", "بیمارستان مهرگان", "دشت سبز", "ایران کیش", "نیکان"]
PEOPLE = [
    "مهندس علی محمدی",
    "آقای احمدی",
    "حسین",
    "سعید جان",
    "سرکار خانم قاسمی / حسابداری",
    "حاج نرگس عباسی (حاجی)",
]


@pytest.mark.parametrize("kind", ["contacts", "deals", "companies"])
@pytest.mark.parametrize(
    "columns", [("اسم مشتری", "طرف حساب"), ("مشتری", "خریدار"), ("نام مشتری", "طرف قرارداد")]
)
@pytest.mark.parametrize("people_first", [False, True])
def test_the_column_of_people_is_the_person_and_the_other_the_company(kind, columns, people_first):
    firms, people = columns if not people_first else columns[::-1]
    rows = [
        [firm, person] if not people_first else [person, firm]
        for firm, person in zip(FIRMS, PEOPLE, strict=True)
    ]
    found = guess_mapping(list(columns), kind, rows)
    assert found[firms] == "company"
    assert found.get(people, "contact") == "contact"
    if kind != "companies":
        assert found[people] == "contact"


@pytest.mark.parametrize(
    "title",
    [
        "جمع نیمه اول",
        "جمع نیمسال دوم ۱۴۰۳",
        "جمع نیم‌سال اول",
        "first half total",
        "total second half",
        "جمع ترم بهار",
    ],
)
def test_a_total_of_half_a_year_within_the_list_is_no_record(title):
    rows = [(n, ["فروش", f"شرکت {n}", n * 100]) for n in range(2, 8)]
    rows[3] = (5, ["", title, 777])
    assert survey(lambda: iter(rows), ["عنوان", "شرکت", "مبلغ"]).asides == {5: "total"}
