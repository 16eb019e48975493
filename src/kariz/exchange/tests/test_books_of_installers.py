"""Dana's book, as installers of machines keep it: titles of people, headings in mid-sheet, lists that are called after who
keeps them."""

from collections import Counter

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_colours import book
from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.reading.columns.composed import day_of
from kariz.reading.columns.guessing import guess_kind, guess_mapping
from kariz.reading.columns.lists_of_ends import end_of
from kariz.reading.names.owners import given_in, together

ACCOUNTS = ["Account name", "Address", "Main #", "Contact 1", "Title", "Email", "Account rep"]
PEOPLE = [
    ["Aspen Ridge", "1 Pearl St", "7205551000", "Marcy Kowalski", "GM", "marcy@aspen.com", "Rick"],
    ["Hotel Larimer", "2 Pearl St", "7205551001", "Elena Ruiz", "Owner", "elena@larimer.com", "Dana"],
    ["Sunrise Care", "3 Pearl St", "7205551002", "Kim Nguyen", "Exec Housekeeper", "kim@sunrise.com", "Rick"],
]


def test_titles_of_people_are_what_they_do_and_make_no_list_of_deals():
    assert guess_kind(ACCOUNTS, PEOPLE, "Accounts") == "contacts"
    found = guess_mapping(ACCOUNTS, "contacts", PEOPLE, "Accounts")
    assert (found["Title"], found["Main #"], found["Contact 1"]) == ("position", "company_phone", "contact")


def test_a_title_of_what_is_sold_is_what_the_deal_is_called():
    columns = ["Title", "Company", "Contact", "Amount"]
    rows = [["Kitchen refit", "Aspen Ridge", "Marcy", 5], ["Owner's suite", "Hotel Larimer", "Elena", 6]]
    assert guess_mapping(columns, "deals", rows)["Title"] == "title"


@pytest.mark.parametrize(
    ("kind", "columns", "cells", "field"),
    [
        ("deals", ["Job", "Account", "Looking to close"], ["Dryer", "Aspen", "3/4/2027"], "expected_close"),
        (
            "deals",
            ["Job", "Account", "Contact / phone"],
            ["Dryer", "Aspen", "Bo Lee 303-920-2714"],
            "contact",
        ),
        ("deals", ["Job", "Account", "Tel / mob"], ["Dryer", "Aspen", "303-920-2714"], "phone"),
        (
            "activities",
            ["Date", "Account", "Notes", "F/U"],
            ["10/3/2026", "Aspen", "left vm", "Call"],
            "next_step",
        ),
    ],
)
def test_what_is_said_in_short_is_known(kind, columns, cells, field):
    assert guess_mapping(columns, kind, [cells, cells])[columns[-1]] == field


HEAD = ["Job", "Account", "Rep", "Amount", "Comments", "Came in"]


def row(job, comment="needs 3-phase"):
    return [job, "Aspen Ridge", "Rick", 500, comment, "2026-03-14"]


@pytest.mark.parametrize("heading", ["ON HOLD", "Lost", "Done (green = got it, red = lost)"])
def test_a_heading_in_mid_sheet_is_no_deal(admin, pipeline, upload, heading):
    rows = [("", row(f"Dryer {number}")) for number in range(6)]
    rows += [("", []), ("", [heading]), ("", row("Ironer")), ("", row("Washer"))]
    one = upload(book(rows, HEAD), admin, "list.xlsx")
    finish(imports.start(one=one, by=admin))
    assert set(Deal.objects.values_list("title", flat=True)) == {
        *(f"Dryer {number}" for number in range(6)),
        "Ironer",
        "Washer",
    }


@pytest.mark.parametrize("customer", ["Booster heater", "ABC LAUNDRY LTD"])
def test_a_customer_below_a_blank_line_stays_a_row(admin, pipeline, upload, customer):
    rows = [("", row(f"Dryer {number}")) for number in range(6)]
    rows += [("", []), ("", [customer]), ("", row("Ironer"))]
    one = upload(book(rows, HEAD), admin, "list.xlsx")
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.filter(title=customer).exists()


def test_where_all_is_written_in_capitals_they_say_no_heading(admin, pipeline, upload):
    rows = [("", row(f"DRYER {number}")) for number in range(6)]
    rows += [("", []), ("", ["BOOSTER HEATER"]), ("", row("IRONER"))]
    one = upload(book(rows, HEAD), admin, "list.xlsx")
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.filter(title="BOOSTER HEATER").exists()


def test_a_heading_says_what_the_colours_below_it_mean(admin, pipeline, upload):
    rows = [("", row(f"Dryer {number}")) for number in range(6)]
    rows += [("", []), ("", ["DONE 2026 (green = got it, red = lost)"])]
    rows += [("green", row("Ironer", "")), ("red", row("Washer", "")), ("green", row("Lease", ""))]
    one = upload(book(rows, HEAD), admin, "list.xlsx")
    assert one.options["colours"] == {"green": "won", "red": "lost"}
    finish(imports.start(one=one, by=admin))
    assert Counter(Deal.objects.values_list("outcome", flat=True)) == {"open": 6, "won": 2, "lost": 1}


def test_a_given_name_with_a_number_is_the_only_one_of_the_company_of_whom_no_number_is_known(
    admin, pipeline, bring
):
    firm = companies.create(by=admin, name="Maple Grove")
    address = [{"kind": "email", "value": "pete@maplegrove.com"}]
    pete = contacts.create(by=admin, name="Pete Haines", company=firm, points=address)
    bring(
        "Job,Company,Contact,Cell,Amount\nDryer,Maple Grove,Pete,3037189520,10\n",
        admin,
        existing_contact="fill",
    )
    assert Contact.objects.get() == pete == Deal.objects.get().contact
    assert pete.points.filter(kind__in=("phone", "mobile")).count() == 1


class Person:
    def __init__(self, name):
        self.name = name


@pytest.mark.parametrize(
    ("file", "who"),
    [
        ("Marcus hot list.xlsx", "Marcus Bell"),
        ("Bell systems.xlsx", ""),
        ("hot list.xlsx", ""),
        ("Marcus and Dana.xlsx", ""),
    ],
)
def test_a_file_that_is_called_after_one_seller_is_theirs(file, who):
    found = given_in(file, [Person("Marcus Bell"), Person("Dana Whitlock")])
    assert (found.name if found else "") == who


def test_a_new_seller_is_called_as_people_write_it_and_not_in_capitals():
    assert set(together(["JOANN", "JoAnn"]).values()) == {"JoAnn"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Enq rec'd", "created_at"),
        ("Date of enquiry", "created_at"),
        ("When lost", "closed_at"),
        ("Order expected", "expected_close"),
        ("Est. order date", "expected_close"),
        ("NA date", "next_step_on"),
        ("تاریخ احتمالی خرید", "expected_close"),
        ("تاریخ انصراف", "closed_at"),
        ("Order", ""),
        ("Next", ""),
        ("Date of birth", ""),
        ("Lost to", ""),
    ],
)
def test_words_of_a_header_say_together_of_what_its_day_is(header, field):
    assert day_of(header) == field


ORDERS = ["Order date", "Client", "Job", "Order value", "PO no.", "Who", "Enquiry date"]
ORDERED = [["13/11/2025", "Fenwick Farms", "Solar carport", 8700, "PO1", "PG", "27/08/25"]] * 3


def test_a_list_of_orders_is_of_what_was_won_on_their_days():
    found = guess_mapping(ORDERS, "deals", ORDERED, "Orders 25-26")
    assert (found["Order date"], found["Enquiry date"]) == ("closed_at", "created_at")
    assert end_of(["Orders 25-26"], ORDERS) == "won" and end_of(["Open orders"], ORDERS) == ""
    assert end_of(["Orders"], ["Client", "Job"]) == ""


def test_a_list_of_the_dead_says_when_and_why():
    columns = ["Client", "Scheme", "Quote", "Our man", "When lost", "What happened", "Enq date"]
    customers = ["Pike Street Garage", "Wexford Print Works", "Kestrel Logistics"]
    rows = [[one, "Battery", 12450, "TA", "13/03/2026", "No funding", "25/02/2026"] for one in customers]
    assert guess_kind(columns, rows, "Dead") == "deals"
    found = guess_mapping(columns, "deals", rows, "Dead")
    assert [found[column] for column in columns] == [
        *("company", "title", "amount", "owner", "closed_at", "lost_reason", "created_at")
    ]


def test_a_diary_is_one_of_what_was_said():
    columns = ["Day", "Time", "Who", "With", "Client", "What was said"]
    rows = [["2026-11-03", "10:00", "PG", "Ravi Patel", "Camden HA", "Rang, no answer"]] * 3
    assert guess_kind(columns, rows, "Diary") == "activities"
    assert set(guess_mapping(columns, "activities", rows).values()) == {
        *("done_at", "at_time", "owner", "contact", "company", "said")
    }


@pytest.mark.parametrize(
    "cells",
    [
        ["Urgent", "Low", "High"],
        ["yes", "no", "yes"],
        ["فوری", "کم", "فوری"],
        ["Hot", "very warm", "Cold"],
        ["داغ", "سرد", "خیلی گرم"],
    ],
)
def test_how_badly_something_is_needed_is_not_what_the_deal_is_called(cells):
    columns = ["Customer", "Requirement", "Amount", "Stage"]
    rows = [["Pike Street Garage", cell, 500, "Quoted"] for cell in cells]
    assert guess_mapping(columns, "deals", rows).get("Requirement") != "title"


def test_what_is_installed_is_no_instagram():
    rows = [["Pike Street Garage", "Battery", 500, "12/03/2026"]] * 3
    found = guess_mapping(["Customer", "Job", "Amount", "Installed"], "deals", rows)
    assert found.get("Installed") != "instagram"


@pytest.mark.parametrize(
    ("kind", "header", "cells", "field"),
    [
        ("deals", "Deal size", [12500, 8700, 9300], "amount"),
        ("deals", "Account handler", ["TA", "LC", "PG"], "owner"),
        ("deals", "State of play", ["Quoted", "Enquiry", "Verbal"], "stage"),
        ("deals", "What's next", ["Call", "Send quote", "Visit"], "next_step"),
        ("deals", "Reminder", ["14/12/2026", "20/12/2026", "03/01/2027"], "next_step_on"),
        ("deals", "Why we lost it", ["Too dear", "No funding", "Went to Bosch"], "lost_reason"),
        ("deals", "Latest update", ["needs landlord ok", "board meets in May", "sent brochure"], "notes"),
        ("deals", "Heard about us", ["Web", "Referral", "Trade show"], "channel"),
        ("deals", "رقم", [120000000, 95000000, 85000000], "amount"),
        ("deals", "علت عدم خرید", ["گران بود", "بودجه نداشت", "از رقیب خرید"], "lost_reason"),
        ("deals", "یادآوری", ["1405/09/25", "1405/10/01", "1405/10/15"], "next_step_on"),
        ("deals", "از کجا آمد", ["سایت", "معرفی", "نمایشگاه"], "channel"),
        ("contacts", "Works at", ["Pike Street Garage", "Wexford Print Works", "Kestrel Ltd"], "company"),
        ("contacts", "محل کار", ["فولاد البرز", "سیمان شرق", "کشت و صنعت مهر"], "company"),
        ("activities", "Method", ["Call", "Visit", "Email"], "activity_kind"),
    ],
)
def test_headers_as_people_speak_are_known(kind, header, cells, field):
    columns = [header, "Scheme" if kind == "deals" else "Contact", "City"]
    rows = [[cell, text, "Leeds"] for cell, text in zip(cells, ("Ann Lee", "Bo Fry", "Cy Roe"), strict=True)]
    assert guess_mapping(columns, kind, rows)[header] == field
