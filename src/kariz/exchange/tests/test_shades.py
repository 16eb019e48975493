"""Dana paints what is promised in one green and what is won in another: each shade is a question of its own."""

import io

import pytest
import xlsxwriter

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.web.errors import FieldErrors

VERBAL, WON = "green:c6efce", "green:e2efda"
PAINT = {"verbal": "#C6EFCE", "won": "#E2EFDA", "nearly": "#C6EFCF", "": None}


def book(*rows, above=""):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("Jobs")
        paint = {name: made.add_format({"bg_color": code}) if code else None for name, code in PAINT.items()}
        sheet.write(0, 0, above)
        sheet.write_row(1, 0, ["Company", "Deal title", "Amount"])
        for number, (colour, title) in enumerate(rows, 2):
            sheet.write_row(number, 0, ["Red Rocks", title, 50 + number], paint[colour])
    return out.getvalue()


ROWS = [
    ("verbal", "Washer"),
    ("verbal", "Dryer"),
    ("", "Ironer"),
    ("won", "Stack"),
    ("won", "Bar"),
    ("won", "Refit"),
]


def test_two_shades_are_two_questions_with_how_they_look_and_their_rows(admin, pipeline, upload, english):
    one = upload(book(*ROWS), admin, "jobs.xlsx")
    assert preview(one, admin).control.colours == [(VERBAL, 2), (WON, 3)]
    html = english.get(f"/imports/{one.pk}/").content.decode()
    assert 'fill="#c6efce"' in html and 'fill="#e2efda"' in html
    assert "rows 3, 4" in html and "rows 6-8" in html
    one = imports.change(one=one, by=admin, options={"colours": {VERBAL: "nothing", WON: "won"}})
    finish(imports.start(one=one, by=admin))
    won = {title for title, outcome in Deal.objects.values_list("title", "outcome") if outcome == "won"}
    assert won == {"Stack", "Bar", "Refit"}


def test_shades_that_eyes_do_not_tell_apart_and_one_odd_row_are_one_colour(admin, pipeline, upload):
    one = upload(
        book(*ROWS[:3], ("nearly", "Bar"), ("nearly", "Refit"), ("won", "Stack")), admin, "jobs.xlsx"
    )
    assert preview(one, admin).control.colours == [("green", 5)]


def test_a_line_that_says_what_green_means_says_it_of_both_until_somebody_knows_better(
    admin, pipeline, upload
):
    one = upload(book(*ROWS, above="green = won"), admin, "jobs.xlsx")
    assert (one.options["colours"][VERBAL], one.options["colours"][WON]) == ("won", "won")
    one = imports.change(one=one, by=admin, options={"colours": {VERBAL: "nothing", WON: "won"}})
    finish(imports.start(one=one, by=admin))
    again = upload(book(*ROWS, above="green = won"), admin, "jobs.xlsx")
    assert (again.options["colours"][VERBAL], again.options["colours"][WON]) == ("nothing", "won")


@pytest.mark.parametrize("wrong", ["green:", "green:xyz", "teal", "teal:c6efce"])
def test_what_is_no_colour_is_refused(admin, pipeline, upload, wrong):
    with pytest.raises(FieldErrors):
        imports.change(
            one=upload(book(*ROWS), admin, "jobs.xlsx"), by=admin, options={"colours": {wrong: "won"}}
        )


def cells_painted(above):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet, paint = made.add_worksheet("Jobs"), made.add_format({"bg_color": "#FFFF00"})
        sheet.write(0, 0, above)
        sheet.write_row(1, 0, ["Company", "Deal title", "Amount", "Status"], paint)
        for number, title in enumerate(["Washer", "Dryer", "Ironer"], 2):
            sheet.write_row(number, 0, ["Red Rocks", title, 50 + number, "Quote sent"])
        sheet.write(3, 0, "Red Rocks", paint)
    return out.getvalue()


def test_a_single_yellow_cell_counts_where_a_line_says_what_yellow_means(admin, pipeline, upload):
    one = upload(cells_painted("زرد = مشتری مهم"), admin, "jobs.xlsx")
    assert [4, 4] in one.layout["colours"]["yellow"]
    finish(imports.start(one=one, by=admin))
    noted = {deal.title for deal in Deal.objects.all() if "مشتری مهم" in deal.notes}
    assert noted == {"Dryer"}


def test_without_such_a_line_a_single_cell_says_nothing_of_its_row(admin, pipeline, upload):
    one = upload(cells_painted("Jobs of Dana"), admin, "jobs.xlsx")
    assert 4 not in [
        number
        for runs in one.layout.get("colours", {}).values()
        for first, last in runs
        for number in range(first, last + 1)
    ]
