"""Priya's own list says below "Who" whose job it is: customers whom the other lists know, and none of them is a seller."""

import pytest

from kariz.access.models import User
from kariz.exchange.queries.known import left_people as known
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


PEOPLE = [
    ["Company", "Main contact", "Phone"],
    ["Town of Whitby", "Lucia Ferro", "905 426 7613"],
    ["Junction Craft Brewing", "Dino Zanetti", "647 940 9755"],
    ["Rideau Pension Fund", "Trish Langton", "647 932 7684"],
    ["Humber Valley School Board", "Wayne Tully", "905 426 7614"],
]


def quotes(*names):
    firms = [row[0] for row in PEOPLE[1:]]
    return [
        ["Company", "Job", "Value", "Blah", "Sales rep"],
        *(
            [firm, f"Suite {at}", 1000 + at, name, "Bob"]
            for at, (firm, name) in enumerate(zip(firms, names, strict=True))
        ),
    ]


def test_a_column_that_names_people_of_the_customers_list_is_of_the_deals_people(admin, pipeline):
    names = ["Lucia Ferro", "Dino Zanetti (647) 940-9755", "Trish Langton", "Sue Brand"]
    whole = run(upload(admin, Customers=PEOPLE, Quotes=quotes(*names)), admin)
    assert part(whole, "Quotes").mapping["Blah"] == "contact"
    assert Deal.objects.get(title="Suite 1").contact.name == "Dino Zanetti"


def test_one_that_names_others_is_none(admin, pipeline):
    names = ["Annette Hollis", "Mel Stubbs", "Trish Langton", "Sue Brand"]
    whole = upload(admin, Customers=PEOPLE, Quotes=quotes(*names))
    assert "Blah" not in part(whole, "Quotes").mapping
    names = ["Lucia", "Dino", "Trish", "Wayne"]
    whole = upload(admin, Customers=PEOPLE, Quotes=quotes(*names))
    assert "Blah" not in part(whole, "Quotes").mapping


def sold(header, *rows):
    firms = [row[0] for row in PEOPLE[1:]]
    return [
        ["Customer", "Job", "Value", "Outcome", header, "Taken by"],
        *(
            [firm, f"Suite {at}", 1000 + at, "Sold", *row]
            for at, (firm, row) in enumerate(zip(firms, rows, strict=True))
        ),
    ]


OURS = ["Bob", "Maggie", "Bob", "Dev"]
NAMED = ["Lucia Ferro", "Dino Zanetti", "Trish", "Wayne Tully"]


@pytest.mark.parametrize("header", ["Rep", "Owner", "Sales person"])
def test_whom_the_customers_list_knows_at_that_company_is_no_seller_of_it(admin, pipeline, header):
    rows = zip(NAMED, OURS, strict=True)
    whole = run(upload(admin, Customers=PEOPLE, Sold=sold(header, *rows)), admin)
    mapping = part(whole, "Sold").mapping
    assert (mapping[header], mapping["Taken by"]) == ("contact", "owner")
    deal = Deal.objects.get(title="Suite 1")
    assert (deal.contact.name, deal.owner.name) == ("Dino Zanetti", "Maggie")
    assert Deal.objects.get(title="Suite 2").contact.name == "Trish Langton"
    assert not User.objects.filter(name__in=NAMED).exists()


def test_a_seller_who_stands_among_the_people_of_another_company_stays_one(admin, pipeline):
    ours = ["Lucia Ferro", "Dino Zanetti", "Trish Langton", "Wayne Tully"]
    others = [PEOPLE[0], *(["Brunel Machines", name, number] for _firm, name, number in PEOPLE[1:])]
    whole = upload(admin, Phone=others, Sold=sold("Rep", *zip(ours, OURS, strict=True)))
    assert part(whole, "Sold").mapping["Rep"] == "owner"


def test_once_it_is_known_who_buys_for_says_what_their_deals_are_called(admin, pipeline):
    goods = ["2x Jura WE8", "3-group Victoria", "Mythos grinder x2", "2x Jura WE8"]
    hot = [["Who", "For", "Value", "Chance"]]
    hot += [[firm, good, 1000 + at, "75%"] for at, (firm, good) in enumerate(zip(FIRMS, goods, strict=False))]
    whole = upload(admin, Customers=CUSTOMERS, Live=LIVE, Hot=hot)
    mapping = part(whole, "Hot").mapping
    assert (mapping["Who"], mapping["For"]) == ("company", "title")


def test_the_customers_list_is_read_for_its_people_once_however_many_lists_ask(admin, pipeline, monkeypatch):
    read = []
    pairs = known.pairs_of

    def counted(part, *columns):
        read.append(part.pk)
        return pairs(part, *columns)

    monkeypatch.setattr(known, "pairs_of", counted)
    asked = {f"Quotes {at}": quotes("Lucia Ferro", "Dino Zanetti", "Trish Langton", "Sue") for at in range(4)}
    whole = upload(admin, Customers=PEOPLE, **asked)
    assert all(part(whole, name).mapping["Blah"] == "contact" for name in asked)
    assert len(read) == len(set(read)), read
