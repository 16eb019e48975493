"""What was said of one sheet of a book, and of no other with its columns, holds for the sheet that is called so again."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.tests.test_set_rehearsal import work

pytestmark = pytest.mark.django_db

HEAD = ["Client", "Job", "Price", "Salesman"]
JOBS = [["Harmony House", "3 washers", 48900, "Mina"], ["Red Rocks", "Laundry room", 82700, "Mina"]]
QUOTES = [["Canyon View", "Glasswasher", 6800, "Mina"], ["Oxbow Hotel", "Conveyor", 54700, "Mina"]]


def book(sheets, *, green=(), above=""):
    """{title: rows} as a workbook; the sheets in `green` are painted so."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        paint = made.add_format({"bg_color": "#C6EFCE"})
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            lines = [*([[above]] if above else []), HEAD, *rows]
            for number, cells in enumerate(lines):
                painted = title in green and cells not in (HEAD, [above])
                sheet.write_row(number, 0, cells, paint if painted else None)
    return out.getvalue()


def bring(by, content, name="Sales book.xlsx"):
    whole = sets.upload(files=[ContentFile(content, name)], by=by)
    return whole, {part.sheet: part for part in whole.parts.all()}


def run(whole, by):
    work(set_runs.start(whole=ImportSet.objects.get(pk=whole.pk), by=by))


TWO = {"Job list": JOBS, "Pipeline": QUOTES}


@pytest.fixture
def came(admin, pipeline):
    """Dana's book, of whose jobs she said that they are won, and of nothing else."""
    whole, parts = bring(admin, book(TWO))
    imports.change(one=parts["Job list"], by=admin, options={"end": "won"}, fills=False)
    run(whole, admin)


def test_the_jobs_are_won_again_and_the_pipeline_with_the_same_columns_is_open(admin, came):
    longer = {"Job list": [*JOBS, ["Beech Street", "Dryer", 7900, "Mina"]], "Pipeline": QUOTES}
    _whole, parts = bring(admin, book(longer), "Sales book wk2.xlsx")
    assert (parts["Job list"].options["end"], parts["Pipeline"].options["end"]) == ("won", "")


def test_the_page_of_the_set_and_that_of_the_sheet_say_so(admin, came, english):
    whole, parts = bring(admin, book(TWO))
    for url in (f"/imports/together/{whole.pk}/", f"/imports/{parts['Job list'].pk}/"):
        html = english.get(url).content.decode()
        assert "data-taken-over" in html and "deals without a stage" in html
    assert "data-taken-over" not in english.get(f"/imports/{parts['Pipeline'].pk}/").content.decode()
    imports.change(one=parts["Job list"], by=admin, options={"end": ""})
    assert "data-taken-over" not in english.get(f"/imports/{parts['Job list'].pk}/").content.decode()


def test_the_year_in_a_title_may_be_another_one_that_is_over_but_not_this_one(admin, pipeline):
    whole, parts = bring(admin, book({"Work 2019": JOBS, "Pipeline": QUOTES}))
    imports.change(one=parts["Work 2019"], by=admin, options={"end": "won"}, fills=False)
    run(whole, admin)
    later = {"Work 2020": [["Mile High", "Stack", 11200, "Mina"]], "Work 2099": QUOTES, "2020": JOBS}
    _whole, parts = bring(admin, book(later))
    ends = {title: part.options["end"] for title, part in parts.items()}
    assert ends == {"Work 2020": "won", "Work 2099": "", "2020": ""}


def test_a_colour_that_dana_took_otherwise_than_the_line_above_says_is_so_again(admin, pipeline):
    painted = book({"Job list": JOBS, "Pipeline": QUOTES}, green=["Job list"], above="green = verbal")
    whole, parts = bring(admin, painted)
    assert parts["Job list"].options["colours"]["green"] not in ("", "won")
    imports.change(one=parts["Job list"], by=admin, options={"colours": {"green": "won"}}, fills=False)
    run(whole, admin)
    _whole, parts = bring(admin, painted)
    assert parts["Job list"].options["colours"]["green"] == "won"
    other = book({"Job list": JOBS, "Pipeline": QUOTES}, green=["Job list"], above="green = lost")
    _whole, parts = bring(admin, other)
    assert parts["Job list"].options["colours"]["green"] == "lost"


def test_a_file_of_one_sheet_is_known_by_its_own_name(admin, pipeline, bring_alone):
    first = bring_alone("Work done 2019.csv")
    imports.start(one=imports.change(one=first, by=admin, options={"end": "won"}), by=admin)
    assert bring_alone("Work done 2020.csv").options["end"] == "won"
    assert bring_alone("Quotes.csv").options["end"] == ""


@pytest.fixture
def bring_alone(admin, upload):
    lines = [HEAD, *JOBS]
    text = "\n".join(",".join(map(str, cells)) for cells in lines)
    return lambda name: Import.objects.get(pk=upload(text, admin, name).pk)
