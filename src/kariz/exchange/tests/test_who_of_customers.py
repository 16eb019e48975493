"""Priya's own list says below "Who" whose job it is: customers whom the other lists know, and none of them is a seller."""

import pytest

from kariz.access.models import User
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.pipeline.models import Deal

CUSTOMERS = [
    ["Company", "City", "Phone"],
    ["Town of Whitby", "Whitby", "905 426 7613"],
    ["Junction Craft Brewing", "Toronto", "647 940 9755"],
    ["Rideau Pension Fund", "Ottawa", "647 932 7684"],
    ["Humber Valley School Board", "Toronto", "905 426 7614"],
]
LIVE = [
    ["Customer", "Project", "Value", "Stage", "Sales rep"],
    ["Halton CU", "Branch refresh", 40_000, "Quoted", "Maggie O'Connell"],
    ["Kensington Coop", "Boardroom", 12_000, "Verbal", "Bob Desjardins"],
    ["Town of Whitby", "Library", 9_000, "Quoted", "Bob Desjardins"],
]
HEADERS = ["Who", "Job", "Value", "Where are we", "To do"]


def jobs(*names):
    return [
        ["Priya - my jobs", "as of 27/11/2026"],
        HEADERS,
        *([name, f"Suite {at}", 1000 + at, "Quoted", "Call"] for at, name in enumerate(names)),
    ]


FIRMS = ["Humber Valley School Board", "Junction Craft Brewing", "Town of Whitby", "Rideau Pension", "Acme"]


def test_the_customers_of_priyas_list_are_companies_and_no_sellers(admin, pipeline):
    whole = run(upload(admin, Customers=CUSTOMERS, Live=LIVE, Jobs=jobs(*FIRMS)), admin)
    mine = part(whole, "Jobs")
    assert mine.mapping["Who"] == "company" and "owner" not in mine.mapping.values()
    assert not set(FIRMS) & set(mine.options["people"])
    assert not User.objects.filter(name__in=FIRMS).exists()
    library = Deal.objects.get(title="Suite 2")
    assert (library.company.name, library.owner) == ("Town of Whitby", admin)


@pytest.mark.parametrize(
    "names",
    [["Maggie O'Connell", "Bob Desjardins", "Bob Desjardins"], ["Nadia Petrov", "Dev Shah", "Rosa Santos"]],
    ids=["of the other list", "of nobody"],
)
def test_sellers_below_who_stay_sellers(admin, pipeline, names):
    whole = upload(admin, Customers=CUSTOMERS, Live=LIVE, Jobs=jobs(*names))
    assert part(whole, "Jobs").mapping["Who"] == "owner"


def test_us_below_who_stay_sellers_though_a_company_is_called_so(admin, pipeline):
    firms = [*CUSTOMERS, [admin.name, "", ""], ["Bob Desjardins", "", ""]]
    whole = upload(admin, Customers=firms, Live=LIVE, Jobs=jobs(admin.name, "Bob Desjardins"))
    assert part(whole, "Jobs").mapping["Who"] == "owner"
