"""A list of customers with whose they are and what they bought is one of companies, and sellers are nobody's contacts."""

import pytest

from kariz.access.models import User
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_kind, guess_mapping

ENGLISH = {
    "firms": ["Acme Ltd", "Nova Ltd", "Beta plc", "Delta Inc"],
    "sellers": ["Sarah Whitfield", "Tom Okafor", "Ann Lee", "Bob Marsh"],
    "numbers": ["020 7123 4567", "020 7123 4568", "020 7123 4569", "020 7123 4570"],
}
PERSIAN = {
    "firms": ["شرکت نور", "پارس", "مهر", "کاوه"],
    "sellers": ["سارا رضایی", "مریم کاظمی", "علی محمدی", "نیلو امینی"],
    "numbers": ["09121112231", "09121112232", "09121112233", "09121112234"],
}
BOUGHT = [120_000, 90_000, 70_000, 50_000]


def rows(said, *more):
    return [list(row) for row in zip(said["firms"], said["sellers"], *more, strict=True)]


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        (ENGLISH, ["Company", "Account manager", "Revenue"]),
        (ENGLISH, ["Customer", "Sales rep", "Sales 2025"]),
        (ENGLISH, ["Account", "Owner", "Annual revenue"]),
        (PERSIAN, ["نام شرکت", "کارشناس فروش", "فروش ۱۴۰۴ (میلیون تومان)"]),
        (PERSIAN, ["مشتری", "فروشنده", "مبلغ کل فروش"]),
        (PERSIAN, ["مشتری", "فروشنده", "شماره مشتری"]),
    ],
)
def test_what_a_customer_bought_so_far_is_no_deal_and_its_number_nobodys_name(said, columns):
    given = rows(said, BOUGHT)
    assert guess_kind(columns, given) == "companies"
    found = guess_mapping(columns, "companies", given)
    assert (found[columns[0]], found[columns[1]]) == ("company", "owner")
    assert found.get(columns[2]) in (None, "external_id")


@pytest.mark.parametrize(
    "columns",
    [
        ["Company", "Account manager", "Amount"],
        ["Company", "Account manager", "Deal value"],
        ["مشتری", "فروشنده", "مبلغ"],
        ["مشتری", "فروشنده", "مبلغ فروش"],
    ],
)
def test_the_amount_of_a_deal_stays_one(columns):
    assert guess_kind(columns, rows(ENGLISH, BOUGHT)) == "deals"


@pytest.mark.parametrize(
    "more",
    [{"Stage": "Quoted"}, {"Project": "Pump"}, {"Date": "2026-03-08"}, {"Invoice no": "INV-7"}],
    ids=lambda more: next(iter(more)),
)
def test_deals_with_what_deals_have_stay_deals(more):
    given = [[*row, *more.values()] for row in rows(ENGLISH, BOUGHT)]
    assert guess_kind(["Company", "Account manager", "Revenue", *more], given) == "deals"


def test_customers_who_stand_in_several_rows_bought_each_time():
    given = [*rows(ENGLISH, BOUGHT), *rows(ENGLISH, BOUGHT)]
    assert guess_kind(["Company", "Account manager", "Revenue"], given) == "deals"


@pytest.mark.parametrize(
    ("said", "header"),
    [(ENGLISH, "Company,Account manager,City"), (PERSIAN, "نام شرکت,کارشناس فروش,شهر")],
    ids=["en", "fa"],
)
def test_sellers_with_their_numbers_own_the_companies_and_are_nobodys_contacts(
    admin, pipeline, bring, said, header
):
    body = [
        f"{firm},{seller} {number},"
        for firm, seller, number in zip(said["firms"], said["sellers"], said["numbers"], strict=True)
    ]
    one = bring("\n".join([header, *body]), admin)
    assert (one.kind, one.created_count) == ("companies", 4)
    owners = {company.name: company.owner.name for company in Company.objects.all()}
    assert owners == dict(zip(said["firms"], said["sellers"], strict=True))
    assert not Contact.objects.exists() and not Deal.objects.exists()
    assert User.objects.filter(name__in=said["sellers"]).count() == 4


def test_people_with_numbers_below_who_stay_those_of_the_customers():
    given = [[firm, f"{name} {number}"] for firm, name, number in zip(*ENGLISH.values(), strict=True)]
    assert guess_mapping(["Company", "Owner"], "contacts", given)["Owner"] == "contact"
