"""How sellers head their own lists: «چی میخوان», "Who has it", and days typed as eight digits."""

import pytest

from kariz.reading.columns.guessing import guess_mapping as guess
from kariz.reading.layout.left_columns import left_days

ROWS = [
    ["هتل ارگ", "۱۶ دوربین", "۲ میلیارد", "مذاکره", "مهدی", 14050705],
    ["کلینیک نور", "اعلام حریق", "120 میلیون", "منتظر", "نگار", 14050712],
    ["برج مروارید", "دوربین آسانسور", "45 میلیون", "رفت", "مهدی", 14050715],
    ["قند مرودشت", "تعویض دتکتورها", "5 میلیون", "رفت", "سعید", 14050720],
]


@pytest.mark.parametrize(
    ("wish", "owner", "day"),
    [
        ("چی میخوان", "دست کیه", "تاریخ"),
        ("چی می‌خواهند", "کی برداشت", "تاریخ"),
        ("چی میخواهند", "کی دارد", "تاریخ"),
        ("They want", "Who has it", "Date"),
        ("What they want", "Picked up by", "Date"),
    ],
)
def test_what_they_want_is_the_title_and_who_has_it_the_seller(wish, owner, day):
    found = guess(["کجا", wish, "چقدر", "وضعیت", owner, day], "deals", ROWS)
    assert (found[wish], found[owner], found[day]) == ("title", "owner", "created_at")


@pytest.mark.parametrize("header", ["علت عدم موفقیت", "دلیل عدم موفقیت", "علت شکست", "Reason not won"])
def test_why_a_deal_failed_is_why_it_was_lost(header):
    rows = [["پارس", "پمپ", "نشد", "رقیب"]] * 4
    assert guess(["مشتری", "شرح کار", "نتیجه", header], "deals", rows)[header] == "lost_reason"


@pytest.mark.parametrize("header", ["زمینه", "زمینه کاری", "Kind of business", "Line of business"])
def test_the_kind_of_business_of_a_company_is_its_industry(header):
    rows = [["هتل زندیه", "هتل", "شیراز"]] * 4
    assert guess(["شرکت", header, "شهر"], "companies", rows)[header] == "industry"


@pytest.mark.parametrize(
    "days", [[14050705, 14050712.0, "14050715"], ["14050705", "14050712"], [20260928, 20261012]]
)
def test_days_of_eight_digits_that_are_left_out_are_told(days):
    assert left_days("deals", ["شرکت", "روز"], {"شرکت": "company"}, [["پارس", day] for day in days]) == [
        "روز"
    ]


@pytest.mark.parametrize("numbers", [[14051305, 14050712], [14050000, 20260000], [280000000, 150000000]])
def test_other_numbers_are_no_days(numbers):
    rows = [["پارس", number] for number in numbers]
    assert left_days("deals", ["شرکت", "روز"], {"شرکت": "company"}, rows) == []
