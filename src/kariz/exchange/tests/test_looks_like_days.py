"""Numbers of contracts and names of firms that look like days are what their headers say."""

import pytest

from kariz.people.models import Company
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping

NUMBERS = ["1403/5/12", "1403/5/13", "1403/6/2", "1403/7/1"]


@pytest.mark.parametrize(
    ("header", "others"),
    [
        ("Contract no.", ["Company", "Subject", "Amount"]),
        ("Contract number", ["Company", "Subject", "Amount"]),
        ("شماره قرارداد", ["شرکت", "موضوع", "مبلغ"]),
    ],
)
def test_the_number_of_a_contract_is_that_of_the_deal(admin, pipeline, bring, header, others):
    rows = [f"{number},Nova {at},Pump {at},{at}000" for at, number in enumerate(NUMBERS, 1)]
    one = bring("\n".join([",".join([header, *others]), *rows]), admin)
    assert one.mapping[header] == "external_id" and one.created_count == 4
    begun = {deal.created_at.date() for deal in Deal.objects.all()}
    assert len(begun) == 1


@pytest.mark.parametrize("header", ["Contract no.", "Doc ref", "شماره سند", "کد بایگانی", "Contract #"])
def test_a_number_for_which_there_is_no_field_is_no_day_either(header):
    rows = [["Q-1", "Nova", "Pump", number] for number in NUMBERS]
    found = guess_mapping(["Quote no", "Company", "Title", header], "deals", rows)
    assert not {"created_at", "closed_at", "expected_close"} & set(found.values())


def test_the_day_of_a_number_stays_a_day():
    rows = [["Nova", "Pump", number] for number in NUMBERS]
    assert guess_mapping(["شرکت", "عنوان", "تاریخ شماره"], "deals", rows)["تاریخ شماره"] == "created_at"


@pytest.mark.parametrize(
    ("header", "names"),
    [("Company,City", ["7/24", "1 May", "Acme"]), ("نام شرکت,شهر", ["۷/۲۴", "۱۱ اردیبهشت", "پانزده خرداد"])],
    ids=["en", "fa"],
)
def test_firms_that_are_called_like_days_are_companies(admin, pipeline, bring, header, names):
    one = bring("\n".join([header, *(f"{name}," for name in names)]), admin)
    assert one.created_count == 3
    assert set(Company.objects.values_list("name", flat=True)) == set(names)


def test_whole_days_below_a_customer_are_none():
    rows = [["1405/09/12", "Pump", 5], ["1405/09/13", "Valve", 6], ["1405/09/14", "Fan", 7]]
    assert "company" not in guess_mapping(["Company", "Title", "Amount"], "deals", rows).values()
