"""Saeed keeps his list without a heading: what stands in each column says what it is."""

from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate

from kariz.exchange.tests.test_two_sheets import alive, run, upload
from kariz.reading.columns.without_names import named

LISTS = {
    "fa": [
        [
            "برج نیلوفر",
            "محمد رضایی",
            "09172220001",
            "اعلام حریق لابی",
            "2026-09-28",
            280000000,
            "بازدید شد",
        ],
        ["", "", "", "دوربین پارکینگ", "2026-10-12", 150000000, "پیش فاکتور"],
        [
            "شرکت رنگ پارس",
            "الهام کریمی",
            "09172220002",
            "دوربین انبار",
            "2026-10-20",
            940000000,
            "قرارداد",
        ],
        ["تالار ققنوس", "کوروش نیک‌پی", "09172220003", "دوربین سالن", "2026-11-02", 76000000, "نشد"],
        [
            "هتل شهریار",
            "سارا امینی",
            "09172220004",
            "حریق موتورخانه",
            "2026-11-15",
            330000000,
            "مذاکره",
        ],
    ],
    "en": [
        [
            "Hill School",
            "Dana Reed",
            "0791 115 0101",
            "Camera upgrade",
            "2026-09-28",
            28000,
            "Quoted",
        ],
        [
            "Oak Hotel Ltd",
            "Sara Miles",
            "0791 115 0102",
            "Fire alarm lobby",
            "2026-10-02",
            15000,
            "Won",
        ],
        ["Lake Clinic", "John Park", "0791 115 0103", "Door access", "2026-10-09", 9400, "Lost"],
    ],
}


@pytest.mark.parametrize(("language", "title"), [("fa", "دوربین سالن"), ("en", "Door access")])
def test_a_list_without_a_heading_comes_in_as_deals_with_all_that_it_says(admin, pipeline, language, title):
    run(upload(admin, Saeed=LISTS[language]), admin)
    assert alive().count() == len(LISTS[language])
    [deal] = alive().filter(title=title)
    [row] = [row for row in LISTS[language] if row[3] == title]
    assert (deal.company.name, deal.contact.name, deal.outcome) == (row[0], row[1], "lost")
    assert deal.amount and str(localdate(deal.created_at, ZoneInfo("Asia/Tehran"))) == row[4]
    assert [one.value.replace(" ", "") for one in deal.contact.points.all()] == [row[2].replace(" ", "")]


def test_american_phones_are_phones_and_no_amounts():
    rows = [
        ["Hill School", "512-555-0101", 28000],
        ["Oak Hotel Ltd", "(512) 555-0102", 15000],
        ["Clinic", "512-555-0103", 9400],
    ]
    assert named(["Column 1", "Column 2", "Column 3"], rows)[1:] in (
        ["Mobile", "Amount"],
        ["Phone", "Amount"],
    )


def test_a_list_with_a_heading_and_one_that_says_no_deals_stay_as_they_are():
    rows = LISTS["fa"]
    columns = ["ستون 1", "نام", *(f"ستون {place}" for place in range(3, 8))]
    assert named(columns, rows) == columns
    people = [row[:3] for row in rows]
    assert named(["ستون 1", "ستون 2", "ستون 3"], people) == ["ستون 1", "ستون 2", "ستون 3"]
