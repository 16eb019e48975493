"""The same work for the same amount, with the same person by the same number, is told to be one deal of two sheets, though
each spells the company in its way."""

import pytest

from kariz.exchange.models import ImportRow
from kariz.exchange.tests.test_two_sheets import run, upload

BOOKS = {
    "en": [
        ["Job", "Company", "Contact", "Phone", "Amount", "Created on"],
        ["Tree pruning", "Techridge Business Center", "Neil Okafor", "+15125550263", 14300, "2026-11-12"],
        ["Company", "Job", "Contact", "Phone", "Price", "Status"],
        ["Tech Ridge Bus. Center", "Tree pruning", "Neil Okafor", "+1 512 555 0263", 14300, "Open"],
    ],
    "fa": [
        ["عنوان", "شرکت", "رابط", "موبایل", "مبلغ", "تاریخ ایجاد"],
        ["تعمیر چیلر", "صنایع غذایی شرق طوس", "کاوه امینی", "09121112233", 14300, "1405/08/12"],
        ["شرکت", "عنوان", "رابط", "موبایل", "مبلغ", "وضعیت"],
        ["شرق طوس", "تعمیر چیلر", "کاوه امینی", "09121112233", 14300, "باز"],
    ],
}


def told(admin, *books):
    header, row, further, again = books
    run(upload(admin, Open=[header, row], Repairs=[further, again]), admin)
    return [text for one in ImportRow.objects.all() for text in one.told if "Open" in text]


@pytest.mark.parametrize("language", BOOKS)
def test_the_row_says_whose_deal_it_says_again(admin, pipeline, language):
    assert len(told(admin, *BOOKS[language])) == 1


def test_of_another_firm_it_is_another_deal(admin, pipeline):
    header, row, further, again = BOOKS["en"]
    assert told(admin, header, row, further, ["Steiner Mesa Towers", *again[1:]]) == []
