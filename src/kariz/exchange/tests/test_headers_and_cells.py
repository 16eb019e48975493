"""What stands below a header goes before what it says: nobody calls a deal, or a seller, by a day, and who stands there with
a number is a customer's person."""

import pytest

from kariz.access.models import User
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_kind, guess_mapping

DAYS = ["03/02/26", "2026-07-13", "18/05/26", "2026-08-02", "25/06/26"]
FIRMS = ["Mokoko Lane", "Boxkite", "Cabot Legal", "Easton Hub", "Filton Aero"]


def mapping(columns, rows, kind="deals"):
    return guess_mapping(columns, kind, rows)


@pytest.mark.parametrize("header", ["Enquiry", "Opportunity", "Deal", "Project", "پروژه"])
def test_a_column_of_days_is_not_what_deals_are_called_but_when_they_began(header):
    goods = ["Sanremo Zoe", "Jura WE8", "Franke A600", "Mythos grinder", "Refurb Rancilio"]
    rows = [
        [firm, good, 900 + at, "Quoted", day]
        for at, (firm, good, day) in enumerate(zip(FIRMS, goods, DAYS, strict=True))
    ]
    found = mapping(["Customer", "What they want", "Value", "Stage", header], rows)
    assert (found[header], found["What they want"]) == ("created_at", "title")


@pytest.mark.parametrize("header", ["Product", "محصول", "Deal"])
def test_sizes_that_look_like_days_of_a_month_are_what_goods_are_called(header):
    sizes = ["1/2", "3/4", "1/4", "3/8", "5/8"]
    rows = [[firm, size, 900, "Quoted"] for firm, size in zip(FIRMS, sizes, strict=True)]
    assert mapping(["Customer", header, "Value", "Stage"], rows).get(header) in ("title", "product")


def test_words_below_that_header_are_what_deals_are_called():
    rows = [[firm, 900 + at, "Quoted", f"Grinder {at}x"] for at, firm in enumerate(FIRMS)]
    assert mapping(["Customer", "Value", "Stage", "Enquiry"], rows)["Enquiry"] == "title"


@pytest.mark.parametrize("header", ["Owner", "Contact", "Company", "Source", "First name"])
def test_no_column_of_days_is_somebody_or_where_they_come_from(header):
    rows = [[f"Grinder {at}x", 900 + at, "Quoted", day] for at, day in enumerate(DAYS)]
    assert mapping(["Deal", "Value", "Stage", header], rows).get(header) in (None, "created_at")


def test_days_that_are_to_come_are_when_deals_close():
    rows = [[firm, 900 + at, "Quoted", f"2031-0{at + 1}-11"] for at, firm in enumerate(FIRMS)]
    assert mapping(["Customer", "Value", "Stage", "Deal"], rows)["Deal"] == "expected_close"


PEOPLE = ["Ellie", "Georgia Akhtar 07742 303523", "Sian Tovey", "Nadia Farr 07988 444112", "Ben Osborne"]


def test_beside_who_sold_it_who_is_the_customers_person():
    columns = ["Client", "Who", "Job", "Value", "Sold by", "Outcome"]
    ours = ["HL", "Priya N", "Han", "HL", "Han"]
    names = ["Ellie", "Georgia Akhtar", "Sian Tovey", "Nadia Farr", "Ben Osborne"]
    for people in (PEOPLE, names):
        rows = [
            [firm, who, "Grinder", 900, seller, "Sold"]
            for firm, who, seller in zip(FIRMS, people, ours, strict=True)
        ]
        found = mapping(columns, rows)
        assert (found["Who"], found["Sold by"], found["Client"]) == ("contact", "owner", "company")


@pytest.mark.parametrize("header", ["Who", "Owner", "Rep"])
def test_who_stands_there_with_a_number_and_once_only_is_no_seller(header):
    rows = [[firm, who, "Grinder", 900, "Sold"] for firm, who in zip(FIRMS, PEOPLE, strict=True)]
    assert mapping(["Client", header, "Job", "Value", "Outcome"], rows)[header] == "contact"


def test_a_seller_with_a_number_stands_in_many_rows_and_stays_one():
    ours = ["Hannah 07742 303523", "Priya", "Hannah 07742 303523", "Priya 07988 444112", "Hannah"]
    rows = [[firm, who, "Grinder", 900, "Sold"] for firm, who in zip(FIRMS, ours, strict=True)]
    assert mapping(["Client", "Who", "Job", "Value", "Outcome"], rows)["Who"] == "owner"


def test_the_deal_comes_with_its_name_its_person_and_its_seller(admin, pipeline, bring):
    lines = ["Client,Who,What they want,Value,Sold by,Outcome,Enquiry"]
    lines += [
        f"{firm},{who},Grinder {at}x,{900 + at},Priya Nair,open,{day}"
        for at, (firm, who, day) in enumerate(zip(FIRMS, PEOPLE, DAYS, strict=True))
    ]
    bring("\n".join(lines) + "\n", admin)
    made = Deal.objects.get(title="Grinder 1x")
    assert (made.company.name, made.contact.name, made.owner.name) == (
        "Boxkite",
        "Georgia Akhtar",
        "Priya Nair",
    )
    assert made.contact.points.get().value == "07742 303523"
    assert not User.objects.filter(name__icontains="Georgia").exists()


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("رقم", ["پیشگام", "بهمن", "سینگل کراس"]),
        ("Potential", ["High", "Low", "Medium"]),
        ("Deal size", ["Large", "Small", "Large"]),
    ],
)
def test_words_are_no_amounts_and_the_sums_beside_them_are(header, words):
    rows = [
        [firm, word, 900 + at, "Quoted"] for at, (firm, word) in enumerate(zip(FIRMS, words, strict=False))
    ]
    found = mapping(["Customer", header, "Total", "Stage"], rows)
    assert (found.get(header), found["Total"]) == (None, "amount")


def test_amounts_that_nobody_has_said_yet_are_amounts_still():
    rows = [
        [firm, said] for firm, said in zip(FIRMS, ["TBC", "توافقی", "POA", "-", "پنج میلیون"], strict=True)
    ]
    assert mapping(["Customer", "Amount"], rows)["Amount"] == "amount"
    assert mapping(["Customer", "Amount"], rows[:4])["Amount"] == "amount"


@pytest.mark.parametrize(
    ("day", "date", "days"),
    [("Day", "Date", ["Monday", "Tuesday", "Monday"]), ("روز", "تاریخ", ["شنبه", "یکشنبه", "شنبه"])],
)
def test_of_a_diary_with_days_of_the_week_the_dates_are_when_things_were_done(day, date, days):
    rows = [[one, f"2026-03-0{at + 2}", FIRMS[at], "Wants a quote"] for at, one in enumerate(days)]
    columns = [day, date, "Company", "What was said"]
    assert mapping(columns, rows, "activities") | {day: ""} == {
        day: "",
        date: "done_at",
        "Company": "company",
        "What was said": "said",
    }
    alone = [[one, *rest] for one, _date, *rest in rows]
    assert mapping([day, *columns[2:]], alone, "activities")[day] == "done_at"


def test_firms_sell_nothing_for_us():
    partners = ["شرکت آوا", "شرکت نور", "شرکت آوا"]
    rows = [[firm, 900 + at, one] for at, (firm, one) in enumerate(zip(FIRMS, partners, strict=False))]
    assert "همکار" not in mapping(["Customer", "Amount", "همکار"], rows)


@pytest.mark.parametrize(
    ("spoken", "proper", "cells", "field"),
    [
        ("Potential", "Value", (90_000, 5_000), "amount"),
        ("رقم پیشنهادی", "مبلغ", (90_000, 5_000), "amount"),
        ("برآورد", "مبلغ نهایی", (90_000, 5_000), "amount"),
        ("Progress", "Stage", ("Good", "Quoted"), "stage"),
        ("Responsible", "Owner", ("Bob", "Sue"), "owner"),
        ("پیگیر", "کارشناس فروش", ("رضا", "سارا"), "owner"),
        ("With", "Contact", ("Rival", "Bob Hale"), "contact"),
        ("Scope", "Project", ("Supply", "Grinder"), "title"),
        ("History", "Notes", ("Long ago", "Wants a quote"), "notes"),
        ("Reminder", "Next step date", ("2031-01-01", "2031-01-05"), "next_step_on"),
    ],
)
def test_what_people_may_also_call_a_column_yields_to_the_one_that_is_called_so(spoken, proper, cells, field):
    for columns in ([spoken, proper], [proper, spoken]):
        rows = [[firm, *cells[:: 1 if columns[0] == spoken else -1]] for firm in FIRMS]
        assert mapping(["Company", *columns], rows).get(proper) == field


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Progress", ["50%", "25%", "100%"]), ("Progress", [0.5, 0.25, 1]), ("Reminder", ["Yes", "No", "Yes"])],
)
def test_shares_are_no_stages_and_answers_no_steps(header, cells):
    rows = [[firm, 900 + at, cell] for at, (firm, cell) in enumerate(zip(FIRMS, cells, strict=False))]
    assert header not in mapping(["Company", "Amount", header], rows)


def test_it_yields_to_none_below_which_nothing_stands():
    rows = [[firm, "Long ago", ""] for firm in FIRMS]
    assert mapping(["Company", "History", "Notes"], rows)["History"] == "notes"


@pytest.mark.parametrize(
    ("title", "name", "cells", "field"),
    [
        ("Title", "Name", ["Mr", "Mrs.", "Dr"], None),
        ("عنوان", "نام و نام خانوادگی", ["آقای", "خانم", "مهندس"], None),
        ("Title", "Name", ["Sales Manager", "Director", "Owner"], "position"),
    ],
)
def test_a_book_of_addresses_is_no_list_of_deals_called_mr_or_director(title, name, cells, field):
    people = ["Bob Hale", "Sue Brand", "Tom Reed"]
    columns = [title, name, "Company", "Phone"]
    rows = [
        [cell, one, firm, f"0207 111 222{at}"]
        for at, (cell, one, firm) in enumerate(zip(cells, people, FIRMS, strict=False))
    ]
    assert guess_kind(columns, rows) == "contacts"
    found = mapping(columns, rows, "contacts")
    assert (found[name], found["Company"], found.get(title)) == ("contact", "company", field)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ([1001, 1002, 1004, 1005, 1009], None),
        (["۴۴۷۱", "۴۴۷۲", "۴۴۷۳", "۴۴۷۴", "۴۴۷۸"], None),
        ([20260101, 20260102, 20260103, 20260107, 20260111], None),
        ([4500, 5500, 6500, 7500, 9900], "amount"),
        ([950, 900, 975, 940, 990], "amount"),
    ],
)
def test_quotes_that_are_numbered_one_after_the_other_are_no_sums(cells, field):
    rows = [[firm, "Grinder", cell] for firm, cell in zip(FIRMS, cells, strict=True)]
    assert mapping(["Company", "Deal", "Quote"], rows).get("Quote") == field


@pytest.mark.parametrize(("header", "gap"), [("تاریخ احداث", 25), ("Built", 30)])
def test_what_was_built_long_before_does_not_say_when_deals_began(header, gap):
    rows = [
        [firm, "Grinder", 900, f"{2026 - gap - at}-01-0{at + 1}", f"2026-02-0{at + 1}", "Open"]
        for at, firm in enumerate(FIRMS)
    ]
    found = mapping(["Company", "Deal", "Value", header, "Date", "Status"], rows)
    assert (found["Date"], found.get(header)) == ("created_at", None)


def test_firms_below_who_are_the_customers():
    rows = [[f"{firm} Ltd", f"Grinder {at}x", 900 + at] for at, firm in enumerate(FIRMS)]
    assert mapping(["Who", "What", "How much"], rows)["Who"] == "company"
