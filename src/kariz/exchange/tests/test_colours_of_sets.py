"""Hannah paints won deals green and lost ones red in all her sheets, and says so above one of them: the page of all
sheets and the page of each give one answer, and saving either changes nothing of it."""

import io

import pytest
import xlsxwriter

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.set_options import words_of
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_set_doors import uploads

HEAD = ["Company", "Deal", "Amount"]
PAINTED = [("green", "Boiler"), ("red", "Kettle"), ("green", "Grinder"), ("", "Filter")]
MEANT = {"green": "won", "red": "lost"}


def book(**lines):
    """A workbook with a sheet of each name, all painted alike, each with the line above its table."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as work:
        paint = {"green": "#00B050", "red": "#FF0000"}
        styles = {name: work.add_format({"bg_color": code}) for name, code in paint.items()} | {"": None}
        for name, line in lines.items():
            sheet = work.add_worksheet(name)
            sheet.write(0, 0, line)
            sheet.write_row(2, 0, HEAD)
            for number, (colour, title) in enumerate(PAINTED, 3):
                cells = [f"Customer {name} {number}", f"{title} {name}", 100 * number]
                sheet.write_row(number, 0, cells, styles[colour])
    return out.getvalue()


@pytest.fixture
def whole(admin, pipeline):
    content = book(Now="Brunel: green = won, red = lost", Old="Deals of 2024")
    return sets.upload(files=uploads({"sales.xlsx": content}), by=admin)


def part(whole, sheet):
    return next(one for one in parts_of(whole) if one.sheet == sheet)


def meant(whole):
    return {one.sheet: one.options["colours"] for one in parts_of(whole)}


def shown(page):
    return {one["name"]: one["meaning"] for one in page.context["colours"]}


def save(client, one, **changed):
    """As the page of a sheet sends what it shows."""
    page = client.get(f"/imports/{one.pk}/?mapping")
    said = shown(page) | changed
    data = {"kind": one.kind, "header": "1", "version": one.version, "field": list(one.mapping.values())}
    data |= {"colour_text": list(said), "colour_meaning": list(said.values())}
    assert client.post(f"/imports/{one.pk}/mapping/", data).status_code == 302


def test_what_one_sheet_says_of_the_colours_each_page_shows_and_no_row_is_told_to_say_nothing(whole, english):
    assert meant(whole) == {"Now": MEANT, "Old": MEANT}
    together = english.get(f"/imports/together/{whole.pk}/")
    alone = english.get(f"/imports/{part(whole, 'Old').pk}/?mapping")
    assert shown(together) == shown(alone) == MEANT
    for page in (together, alone):
        assert "say no status" not in page.content.decode()


def test_saving_the_page_of_a_sheet_unchanged_changes_no_meaning(whole, english):
    save(english, part(whole, "Old"))
    assert meant(whole) == {"Now": MEANT, "Old": MEANT}
    assert shown(english.get(f"/imports/together/{whole.pk}/")) == MEANT


def test_a_colour_that_hannah_leaves_open_in_one_sheet_is_open_there_alone_and_is_told(whole, english):
    save(english, part(whole, "Old"), red="")
    assert meant(whole)["Old"] == {"green": "won", "red": ""} and meant(whole)["Now"] == MEANT
    page = english.get(f"/imports/together/{whole.pk}/")
    assert shown(page) == {"green": "won", "red": "each"}
    assert coming(parts_of(whole)).control.unmeant == 1
    assert "1 row is coloured in the file and says no status" in page.content.decode()


def test_sheets_that_say_two_things_of_a_colour_leave_it_open_in_a_third(admin, pipeline):
    content = book(Now="Brunel: green = won, red = lost", Then="Then: green = lost, red = lost", Old="2024")
    whole = sets.upload(files=uploads({"sales.xlsx": content}), by=admin)
    assert meant(whole)["Old"] == {"red": "lost"}
    assert words_of(parts_of(whole), "colours")["green"] == "each"


def test_what_hannah_says_in_one_sheet_holds_in_those_that_leave_it_open(admin, pipeline):
    whole = sets.upload(files=uploads({"sales.xlsx": book(Now="Brunel", Old="Deals of 2024")}), by=admin)
    assert meant(whole) == {"Now": {}, "Old": {}}
    imports.change(one=part(whole, "Old"), by=admin, options={"colours": MEANT})
    assert meant(whole) == {"Now": MEANT, "Old": MEANT}
    imports.change(one=part(whole, "Now"), by=admin, options={"colours": MEANT | {"red": "resting"}})
    assert meant(whole)["Old"] == MEANT
