"""Files that are made to fill the memory, or to be read again and again: each is read in little, and once."""

import csv
import sys
import tracemalloc
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.base import ContentFile, File
from django.db import connection
from django.db.models import F

from kariz.access.models import User
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.installation import whole as whole_export
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.pages.imports import preview
from kariz.pipeline.actions import deals, products
from kariz.reading.deals.continued import CONTINUES
from kariz.reading.files.limits import FileRefused
from kariz.reading.layout.tables import open_tables
from kariz.records.actions import custom_fields

MB = 1024 * 1024


@contextmanager
def _opened():
    """How often each file is opened; inside a transaction: how often, by "in " and its name."""
    found = Counter()
    on = [len(connection.savepoint_ids)]

    def note(event, args):
        if on and event == "open" and "/files/" in str(args[0]):
            found[str(args[0])] += 1
            found[f"in {args[0]}"] += len(connection.savepoint_ids) > on[0]

    sys.addaudithook(note)
    try:
        yield found
    finally:
        on.clear()


def test_a_file_of_few_rows_with_giant_cells_is_not_held_whole(admin, pipeline, upload, tmp_path):
    sent = "عنوان,شرکت,شرح\n" + "".join(f"pump {row},Pars,{'x' * 100_000}\n" for row in range(300))
    data = sent.encode()
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    tracemalloc.start()
    assert open_tables(path, "x.csv")[0].columns == ["عنوان", "شرکت", "شرح"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * MB < len(data)
    assert preview(upload(data, admin), admin).bad_count == 300


def test_a_row_over_many_lines_is_not_read_for_ever(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('title,company\n"' + "x" * 99 + "\n" + ("y" * 999 + "\n") * 18_000, "utf-8")
    with pytest.raises(FileRefused) as refused:
        open_tables(path, "x.csv")
    assert refused.value.code == "line_too_long"


def _list(number):
    rows = "".join(
        f"{number}-{row},شرکت نمونه {number}-{row},پمپ {row},T{number}{row:03}\n" for row in range(30)
    )
    return ContentFile(f"شماره,شرکت,عنوان,کد رهگیری\n{rows}".encode(), f"list{number}.csv")


def test_each_list_of_a_set_is_read_as_often_however_many_there_are(admin, pipeline):
    def most(count):
        with _opened() as opened:
            sets.upload(files=[_list(number) for number in range(count)], by=admin)
        return max(opened.values())

    most(2)
    assert most(12) <= most(3) + 2


def test_a_list_that_names_numbers_of_another_still_goes_on_with_it(admin, pipeline):
    later = "".join(f"F{row},شرکت نمونه 1-{row},1-{row},۱۰۰۰\n" for row in range(30))
    invoices = ContentFile(f"شماره فاکتور,شرکت,شماره پیش فاکتور,مبلغ\n{later}".encode(), "invoices.csv")
    whole = sets.upload(files=[_list(1), _list(2), invoices], by=admin)
    first, _second, last = whole.parts.order_by("pk")
    assert last.layout[CONTINUES]["of"] == first.pk


def _book(path, count):
    with xlsxwriter.Workbook(str(path)) as book:
        green, red = (book.add_format({"bg_color": colour}) for colour in ("#00FF00", "#FF0000"))
        for number in range(count):
            sheet = book.add_worksheet(f"s{number}")
            for start, colour, skips in ((0, green, 3), (4, red, 5)):
                sheet.write_row(0, start, ["عنوان", "شرکت", "مبلغ"])
                for row in range(1, 40):
                    said = [f"پمپ {start}-{row}", f"شرکت {start}-{row}", row]
                    sheet.write_row(row, start, said, colour if row % skips == 0 else None)
    return path


def test_sheets_of_several_tables_cost_each_as_much_as_a_single_one(tmp_path, cpu_seconds):
    few, many = (_book(tmp_path / f"{count}.xlsx", count) for count in (3, 24))
    assert [sorted(table.layout["colours"]) for table in open_tables(few, few.name)] == [
        ["green"],
        ["red"],
    ] * 3
    once, often = (cpu_seconds(lambda path=path: open_tables(path, path.name)) for path in (few, many))
    assert often < 2 * 8 * once


@pytest.mark.parametrize("together", [False, True])
def test_what_a_choice_may_say_is_read_before_anything_is_written(admin, pipeline, together):
    files = [ContentFile(f"عنوان,شرکت,رنگ\nپمپ {n},پارس,سبز\n".encode(), f"{n}.csv") for n in range(2)]
    whole = sets.upload(files=files, by=admin)
    parts = list(whole.parts.all()) if together else [imports.upload(file=files[0], by=admin)]
    for part in parts:
        imports.change(one=part, by=admin, mapping=part.mapping | {"رنگ": "new:choice"})
        part.refresh_from_db()
    with _opened() as opened:
        if together:
            set_runs.start(whole=sets.ImportSet.objects.get(pk=whole.pk), by=admin)
        else:
            imports.start(one=parts[0], by=admin)
    assert opened and not any(times for name, times in opened.items() if name.startswith("in "))


@pytest.fixture
def exported(admin, pipeline, tmp_path):
    """The folder of a whole export of another installation."""
    custom_fields.create(subject="deal", label="Region", type="choice", by=admin, options=["North"])
    products.create(by=admin, name="Pump", code="P-1", price=1_000_000)
    deals.create(new=deals.NewDeal(title="Pump house", pipeline=pipeline, owner=admin), by=admin)
    whole_export.write_folder(tmp_path / "out")
    User.objects.update(created_at=F("created_at") - timedelta(days=9))
    return tmp_path / "out"


def _say(place, column, said):
    """Write it into every row of a table."""
    with place.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0]) if rows else [column]
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows([row | {column: said} for row in rows] or [{column: said}])


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("pipeline_product", "price", "much"),
        ("records_customfield", "options", '["North"]'),
        ("records_customfield", "position", "first"),
        ("pipeline_deal", "ticks", '{"matches_icp": "yes"}'),
        ("pipeline_deal", "custom", "[" * 100_000),
    ],
)
def test_an_export_with_a_malformed_cell_cannot_be_opened(admin, exported, table, column, said):
    _say(exported / f"{table}.csv", column, said)
    whole_export.pack(exported, exported.with_suffix(".zip"))
    with exported.with_suffix(".zip").open("rb") as file, pytest.raises(FileRefused) as refused:
        sets.upload(files=[File(file, "kariz.zip")], by=admin)
    assert refused.value.code == "broken_file"
    assert not sets.ImportSet.objects.exists()
