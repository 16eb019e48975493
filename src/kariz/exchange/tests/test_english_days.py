"""Days as English-speaking sellers write them, in the order of their country, with the year of their neighbours, and where
only a month, a quarter or a week is said."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.localisation import home
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import organisation, refresh
from kariz.pipeline.models import Activity
from kariz.reading.cells.values import BadValue
from kariz.reading.days import days, spans

TODAY = date(2026, 11, 30)


def live_in(country):
    Organisation.objects.update(country=country, currency="EUR", money_unit="")
    refresh()
    organisation()


@pytest.fixture
def aoife(admin, pipeline):
    """Of a firm in Galway."""
    live_in("IE")
    admin.calendar, admin.language = "gregorian", "en"
    admin.save()
    return admin


def read(upload, user, cells, name="list.csv", **options):
    """{cell: its day of creation, or ""}."""
    rows = "".join(f'Job {place},Salty Dog,"{cell}"\n' for place, cell in enumerate(cells))
    one = upload(f"Deal,Customer,Enquiry date\n{rows}", user, name)
    assert one.mapping["Enquiry date"] == "created_at"
    if options:
        one = imports.change(one=one, by=user, options=options)
    seen = preview(one, user)
    found = {draft.number: draft for draft in (*seen.first, *seen.bad)}
    return {
        cell: str(found[place].values.get("created_at", "")) if place in found else "not shown"
        for place, cell in enumerate(cells, start=2)
    }


@pytest.mark.parametrize("cell", ["03.11.26", "3/11/26", "03-11-26", "3.11.2026", "03/11/2026"])
def test_in_galway_the_third_of_november_begins_with_the_day(aoife, upload, cell):
    assert read(upload, aoife, [cell])[cell] == "2026-11-03"
    # Whole dates with their year first beside it turn nothing.
    assert read(upload, aoife, ["2026-11-02", cell])[cell] == "2026-11-03"


def test_in_boston_it_begins_with_the_month_unless_the_file_says_otherwise(aoife, upload):
    live_in("US")
    assert read(upload, aoife, ["03/11/26"])["03/11/26"] == "2026-03-11"
    assert read(upload, aoife, ["2026-03-10", "03.11.26"])["03.11.26"] == "2026-03-11"
    assert read(upload, aoife, ["26/10/26", "03/11/26"])["03/11/26"] == "2026-11-03"


def test_in_galway_a_column_that_begins_with_the_month_is_read_so(aoife, upload):
    assert read(upload, aoife, ["10/26/26", "03/11/26"])["03/11/26"] == "2026-03-11"
    # Where the cells differ nobody guesses.
    assert read(upload, aoife, ["10/26/26", "26/10/26", "03/11/26"])["03/11/26"] == ""


def test_a_year_of_two_digits_stands_first_only_where_nothing_else_fits(aoife, upload):
    assert read(upload, aoife, ["2026-11-02", "26.11.30"])["26.11.30"] == "2026-11-30"
    assert read(upload, aoife, ["2026-11-02", "25-11-24"])["25-11-24"] == "2024-11-25"


@pytest.mark.parametrize(
    ("country", "first"),
    [("IE", "day"), ("GB", "day"), ("US", "month"), ("IR", "year"), ("DE", "day"), ("XX", "year")],
)
def test_the_country_says_what_a_day_in_numbers_begins_with(country, first, monkeypatch):
    monkeypatch.setattr(home, "_region", country)
    assert home.date_order() == first


def test_in_iran_nobody_guesses_the_order_of_a_gregorian_day(admin, pipeline, upload):
    one = upload("Deal,Enquiry date\nA,03/11/2026\n", admin)
    assert one.options["day_order"] == "" and preview(one, admin).bad_count == 1
    with pytest.raises(BadValue):
        days.read_date("03.11.26", today=TODAY, calendar="gregorian", habit="year")
    assert str(days.read_date("25-11-24", today=TODAY, calendar="gregorian", habit="year")) == "2025-11-24"


def test_what_the_country_says_is_not_remembered_as_if_somebody_had_said_it(aoife, upload):
    first = upload("Deal,Enquiry date\nA,03/11/2026\n", aoife)
    finish(imports.start(one=first, by=aoife))
    assert upload("Deal,Enquiry date\nB,10/26/2026\nC,03/11/2026\n", aoife).options["day_order"] == "month"


def test_brennans_sixth_of_june_is_of_the_year_of_the_days_around_it(aoife, upload):
    cells = ["2026-05-19", "21/05/2026", "03/06/26", "6 Jun", "2026-06-15", "2026-07-10", "2026-07-12"]
    assert read(upload, aoife, cells)["6 Jun"] == "2026-06-06"
    assert read(upload, aoife, cells[:-1])["6 Jun"] == "2026-06-06"


def test_a_call_of_eighteen_october_is_read_between_the_ninth_and_the_nineteenth(aoife, upload, bring):
    bring(
        "Date,By,Customer,Kind,What was said\n05/10/26,Mina,Erne Waters,call,PO to follow\n"
        "09/10/26,Mina,Derryglad,call,finance\n18 Oct,Mina,Kinvara,call,lead time\n19/10/26,Mina,Quay St,call,brochure\n",
        aoife,
        kind="activities",
        mapping={"Date": "done_at", "Customer": "company", "Kind": "activity_kind", "What was said": "said"},
    )
    done = {timezone.localdate(one.done_at, ZoneInfo("Asia/Tehran")) for one in Activity.objects.all()}
    assert done == {date(2026, 10, day) for day in (5, 9, 18, 19)}


def test_a_day_without_neighbours_is_of_the_year_in_the_title(aoife, upload):
    assert read(upload, aoife, ["6 Jun", "18 Oct"], name="Sales pipeline 2024.csv") == {
        "6 Jun": "2024-06-06",
        "18 Oct": "2024-10-18",
    }


def test_days_in_no_order_still_tell_their_year(aoife, upload):
    cells = ["14/11/2025", "03/01/2025", "20/12/2025", "02/02/2025", "6 Jun"]
    assert read(upload, aoife, cells)["6 Jun"] == "2025-06-06"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("Oct-24", "2024-10-01"),
        ("Jan-24", "2024-01-01"),
        ("Nov '24", "2024-11-01"),
        ("Nov’24", "2024-11-01"),
        ("Q1 2024", "2024-01-01"),
        ("Q3 '24", "2024-07-01"),
        ("2024 Q2", "2024-04-01"),
        ("H2 2024", "2024-07-01"),
        ("September", "2024-09-01"),
        ("Sept", "2024-09-01"),
        ("Q4", "2024-10-01"),
        ("early March 2024", "2024-03-01"),
        ("mid Jan 2024", "2024-01-15"),
        ("mid-January '24", "2024-01-15"),
        ("end of May 2024", "2024-05-31"),
        ("late May 2024", "2024-05-31"),
        ("w/c 4/11/24", "2024-11-04"),
        ("week commencing 4 Nov", "2024-11-04"),
        ("Mon 4 Nov", "2024-11-04"),
        ("Tues 4th Nov", "2025-11-04"),
        ("4th Nov 2024", "2024-11-04"),
        ("Nov 4, 2024", "2024-11-04"),
        ("4-Nov-24", "2024-11-04"),
    ],
)
def test_declans_list_of_2024_says_months_quarters_and_weeks(aoife, upload, cell, day):
    cells = ["2024-01-01", "Jan 2024", cell, "2024-12-10"]
    assert read(upload, aoife, cells)[cell] == day


def test_what_is_taken_of_a_month_or_a_quarter_stands_on_the_row(aoife, upload):
    text = "Deal,Enquiry date\nA,Jan 2024\nB,Q2 2024\nC,September\nD,end of May 2024\n"
    told = {draft.number: " ".join(draft.told) for draft in preview(upload(text, aoife), aoife).first}
    assert all(told.values()) and len(told) == 4


@pytest.mark.parametrize(
    ("others", "day"),
    [
        (["Oct-24", "Nov-24"], "2024-10-01"),
        (["Oct-24", "Q1 2024"], "2024-10-01"),
        (["Oct-24", "2024-03-02"], "2024-10-01"),
        (["Oct-24", "Oct-7", "2025-11-30"], "2025-10-24"),
        (["Oct-24"], ""),
        (["Oct-24", "Oct-7", "Nov 2024"], ""),
    ],
)
def test_what_october_24_means_is_said_by_the_rest_of_its_column(aoife, upload, others, day):
    assert read(upload, aoife, others)["Oct-24"] == day


def test_where_nothing_tells_the_month_from_the_day_the_row_says_so():
    with pytest.raises(days.TwoWays):
        days.read_date("Oct-24", today=TODAY, calendar="gregorian")


def test_names_and_numbers_are_no_spans():
    for cell in (
        "Sara",
        "2024",
        "Q5 2024",
        "week 45",
        "H",
        "",
        5,
        None,
        "مرداد ۱۴۰۴",
        "May O'Brien",
        "Sept-Oct",
    ):
        assert spans.said(cell, 2026) is None
    assert spans.on_weekday("Sunny 3 Nov") is None


def test_a_persian_list_knows_no_months_without_a_year(admin, pipeline, upload):
    one = upload("عنوان,تاریخ ایجاد\nپمپ,1405/02/03\nلوله,September\n", admin)
    said = {draft.number: draft.values for draft in preview(one, admin).first}
    assert said[3].get("created_at") != date(2026, 9, 1)


STEPS = "Job,Company,Status,Next step,When\n"


def steps_of(upload, user, cells):
    """{cell: the day that was read of it, or ""}."""
    rows = "".join(f"Boiler {place},Maumee Bay,Open,Call,{cell}\n" for place, cell in enumerate(cells))
    one = upload(STEPS + rows, user)
    one = imports.change(one=one, by=user, mapping=one.mapping | {"When": "next_step_on"})
    seen = preview(one, user)
    assert not seen.bad
    read = [draft.values.get("next_step_on", "") for draft in sorted(seen.first, key=lambda one: one.number)]
    return dict(zip(cells, map(str, read), strict=True))


def test_dutch_of_ohio_writes_the_first_of_december_without_its_year(aoife, upload):
    live_in("US")
    this = timezone.localdate().year
    found = steps_of(upload, aoife, ["12/1", "12/23", "12/5"])
    assert [day[4:] for day in found.values()] == ["-12-01", "-12-23", "-12-05"]
    assert all(this - 1 <= int(day[:4]) <= this + 1 for day in found.values())


def test_in_galway_the_same_two_numbers_begin_with_the_day(aoife, upload):
    assert steps_of(upload, aoife, ["1/12", "23/12"])["1/12"].endswith("-12-01")
    # What the column says of itself goes before the country.
    assert steps_of(upload, aoife, ["12/1", "12/23"])["12/1"].endswith("-12-01")


def test_days_without_a_year_are_of_the_year_of_the_sheet_in_ohio(aoife, upload):
    live_in("US")
    assert read(upload, aoife, ["4/30", "2/3"], name="Bids 2024.csv") == {
        "4/30": "2024-04-30",
        "2/3": "2024-02-03",
    }


def test_each_column_begins_its_days_as_its_own_cells_say(aoife, upload):
    live_in("US")
    rows = "Boiler,Maumee Bay,10/26/2026,26/11/2026\nFans,Maumee Bay,03/11/2026,03/11/2026\n"
    one = upload("Job,Company,Enquiry date,Est close\n" + rows, aoife)
    assert (one.mapping["Enquiry date"], one.mapping["Est close"]) == ("created_at", "expected_close")
    [_boiler, fans] = sorted(preview(one, aoife).first, key=lambda draft: draft.number)
    assert (str(fans.values["created_at"]), str(fans.values["expected_close"])) == (
        "2026-03-11",
        "2026-11-03",
    )


def test_in_toronto_the_year_stands_behind_a_stroke_after_the_day(aoife, upload):
    live_in("CA")
    said = {
        "Dec 14/26": "2026-12-14",
        "Dec 4/26": "2026-12-04",
        "May 24/26": "2026-05-24",
        "July 30/26": "2026-07-30",
        "Feb. 8/25": "2025-02-08",
        "Dec 14 '26": "2026-12-14",
        "14-Dec/26": "2026-12-14",
        "Dec 4/2025": "2025-12-04",
    }
    assert read(upload, aoife, [*said]) == said
