"""Tables beside each other come in each by itself: sums are exact, rows keep their numbers, a person can say otherwise."""

import io
import json

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.access.actions import tokens
from kariz.access.models import User
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, readings, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.tests.test_beside import DEALS, PEOPLE, deals, people, sheet
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.records import storage
from kariz.web.errors import NotFound


def workbook(**pages):
    """{name of a sheet: its blocks} as an Excel file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, blocks in pages.items():
            page = book.add_worksheet(name)
            for number, cells in sheet(*blocks):
                page.write_row(number - 1, 0, cells)
    return out.getvalue()


TWO = (
    (1, 1, [["مبالغ به ریال"]]),
    (3, 1, [DEALS, *deals(6), ["جمع کل", "", 21_000_000, ""]]),
    (5, 6, [DEALS, *deals(11, "ب")]),
    (3, 11, [["راهنما"], ["مذاکره = هنوز باز"]]),
)
SUM = sum(range(1, 7)) * 1_000_000 + sum(range(1, 12)) * 1_000_000
UNSURE = ((1, 1, [DEALS, *deals(20)]), (1, 6, [PEOPLE, *people(8)]))
"""Names at one height, and nothing that stands in both: they may be one table of which few rows are full."""


def upload(by, content, name="فروش.xlsx"):
    return sets.upload(files=[ContentFile(content, name)], by=by)


def run(whole, by):
    set_runs.start(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def test_mina_brings_a_sheet_of_two_sellers_and_the_sum_of_the_deals_is_exact(admin, pipeline):
    whole = run(upload(admin, workbook(قنبری=TWO)), admin)
    first, second = whole.parts.order_by("pk")
    assert [(part.kind, part.created_count, part.refused_count) for part in (first, second)] == [
        ("deals", 6, 0),
        ("deals", 11, 0),
    ]
    assert sum(Deal.objects.values_list("amount", flat=True)) == SUM
    assert [row.number for row in second.rows.order_by("number")] == [*range(6, 17)]


def test_each_table_is_called_by_its_columns_in_the_language_of_the_reader(admin, pipeline):
    part = upload(admin, workbook(قنبری=TWO)).parts.order_by("pk").last()
    assert part.sheet == "قنبری (ستون‌های F تا I)"


def test_the_same_file_again_changes_nothing_and_taking_back_takes_all(admin, pipeline):
    content = workbook(قنبری=TWO)
    whole = run(upload(admin, content), admin)
    again = run(upload(admin, content), admin)
    assert [(part.created_count, part.updated_count) for part in again.parts.all()] == [(0, 0), (0, 0)]
    assert Deal.objects.count() == 17
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert not Deal.objects.filter(deleted_at=None).exists()
    assert run(upload(admin, content), admin).parts.order_by("pk").last().created_count == 11


def test_a_refused_row_has_the_number_that_excel_shows(admin, pipeline):
    blocks = [*TWO, (20, 6, [["شرکت سد", "پمپ", "خیلی", "مذاکره"]])]
    whole = run(upload(admin, workbook(قنبری=blocks)), admin)
    assert [row.number for row in whole.parts.order_by("pk").last().rows.filter(action="refused")] == [20]


def test_a_sheet_of_deals_beside_one_of_people_gives_both_kinds(admin, pipeline):
    blocks = ((1, 1, [DEALS, *deals(5)]), (3, 6, [PEOPLE, *people(9)]))
    whole = upload(admin, workbook(اصفهان=blocks, یزد=((1, 1, [DEALS, *deals(3, "ی")]),)))
    parts = {part.sheet: part.kind for part in whole.parts.all()}
    assert parts == {
        "اصفهان (ستون‌های A تا D)": "deals",
        "اصفهان (ستون‌های F تا H)": "contacts",
        "یزد": "deals",
    }
    run(whole, admin)
    assert (Deal.objects.count(), Contact.objects.filter(name__startswith="علی").count()) == (8, 9)


def test_what_was_said_of_each_of_two_tables_with_the_same_columns_is_remembered_for_it(admin, pipeline):
    content = workbook(قنبری=TWO)
    first, second = upload(admin, content).parts.order_by("pk")
    imports.change(one=second, by=admin, mapping={"مشتری": "company", "محصول": "title"})
    run(first.part_of, admin)
    again = upload(admin, content).parts.order_by("pk")
    assert [part.mapping.get("محصول") for part in again] == ["product", "title"]


def test_sara_says_that_it_is_one_table_and_the_next_such_file_is_read_so(sara, pipeline):
    content = workbook(فروش=UNSURE)
    first, second = upload(sara, content).parts.order_by("pk")
    assert first.layout["beside"]["asked"]
    (one,) = readings.read_as(one=second, by=sara, reading="one")
    assert (one.part_of, one.columns[0], one.columns[-1], one.total) == (first.part_of, "مشتری", "شهر", 20)
    there = [storage.path_of(part.stored).exists() for part in (first, second, one)]
    assert there == [False, False, True]
    assert not Import.objects.filter(pk__in=[first.pk, second.pk]).exists()
    assert not sets.together([ContentFile(content, "فروش.xlsx")], by=sara)
    alone = imports.upload(file=ContentFile(content, "فروش.xlsx"), by=sara)
    assert (alone.columns, alone.layout["beside"]["asked"]) == (one.columns, False)
    both = readings.read_as(one=alone, by=sara, reading="apart")
    assert [part.kind for part in both] == ["deals", "contacts"]
    assert both[0].part_of == both[1].part_of is not None


def test_sara_confirms_what_was_asked_and_nothing_else_changes(sara, pipeline):
    first, second = upload(sara, workbook(فروش=UNSURE)).parts.order_by("pk")
    same = readings.read_as(one=first, by=sara, reading="apart")
    assert [part.pk for part in same] == [first.pk, second.pk]
    assert not Import.objects.get(pk=second.pk).layout["beside"]["asked"]


def test_a_note_beside_a_list_is_left_out_and_can_be_taken_as_columns(sara, pipeline):
    content = workbook(فروش=((1, 1, [DEALS, *deals(10)]), (2, 6, [["جمع کل", 55_000_000]])))
    assert not sets.together([ContentFile(content, "فروش.xlsx")], by=sara)
    one = imports.upload(file=ContentFile(content, "فروش.xlsx"), by=sara)
    assert one.columns == DEALS
    (whole,) = readings.read_as(one=one, by=sara, reading="all")
    assert len(whole.columns) == 7 and whole.part_of is None
    assert not storage.path_of(one.stored).exists() and storage.path_of(whole.stored).exists()


def test_a_plain_file_has_no_such_choice(sara, pipeline, upload):
    with pytest.raises(NotFound):
        readings.read_as(one=upload("title,company\nPump,Nikan\n", sara), by=sara, reading="one")


def test_a_text_file_with_two_tables_gives_both_by_the_page(sara, pipeline, client):
    rows = sheet((1, 1, [DEALS, *deals(4)]), (1, 6, [DEALS, *deals(9, "ب")]))
    text = "\n".join(";".join(map(str, cells)) for _number, cells in rows)
    client.force_login(sara)
    client.post("/imports/", {"file": SimpleUploadedFile("list.csv", text.encode())})
    assert [part.total for part in ImportSet.objects.get().parts.order_by("pk")] == [4, 9]
    assert ImportSet.objects.get().parts.order_by("pk").last().sheet == "ستون‌های F تا I"


def test_sara_is_asked_on_the_page_and_answers_there(sara, pipeline, client):
    User.objects.filter(pk=sara.pk).update(language="en")
    client.force_login(sara)
    sent = client.post(
        "/imports/", {"file": SimpleUploadedFile("sales.xlsx", workbook(Sales=UNSURE))}, follow=True
    )
    page = sent.content.decode()
    assert "Sales (columns F to H)" in page
    assert "Tables seem to stand beside each other on this sheet, in columns A to D and F to H" in page
    part = Import.objects.order_by("pk").last()
    page = client.get(f"/imports/{part.pk}/").content.decode()
    assert "That is right" in page
    assert f'name="version" value="{part.version}"' in page
    said = {"reading": "one", "version": part.version}
    Import.objects.filter(pk=part.pk).update(version=part.version + 1)
    assert client.post(f"/imports/{part.pk}/reading/", said).status_code == 409
    said["version"] += 1
    answered = client.post(f"/imports/{part.pk}/reading/", said, follow=True)
    page = answered.content.decode()
    assert "A blank column stands between columns A to D and F to H; they are read as one table." in page
    assert Import.objects.get().columns[-1] == "شهر"


def test_the_page_says_in_persian_what_is_left_out_beside_the_table(sara, pipeline, client):
    client.force_login(sara)
    content = workbook(فروش=((1, 1, [DEALS, *deals(10)]), (2, 6, [["جمع کل", 55_000_000]])))
    page = client.post(
        "/imports/", {"file": SimpleUploadedFile("sales.xlsx", content)}, follow=True
    ).content.decode()
    assert "کنار جدول" in page and "جمع کل · 55000000" in page


def test_a_program_reads_what_is_asked_and_says_how_the_sheet_is_read(sara, pipeline, client):
    secret = tokens.create(by=sara, name="move", scope="write").secret
    headers = {"authorization": f"Bearer {secret}"}

    def file():
        return SimpleUploadedFile("sales.xlsx", workbook(Sales=UNSURE))

    told = client.post("/api/v1/import-sets", {"file": file()}, headers=headers).json()
    said = told["parts"][0]["beside"]
    assert (said["reading"], said["asked"], len(said["tables"])) == ("apart", True, 2)
    url = f"/api/v1/imports/{told['parts'][0]['id']}/reading"
    body = json.dumps({"reading": "one"})
    answer = client.put(url, body, content_type="application/json", headers=headers).json()
    assert answer["import_set"] == told["id"]
    assert [one["beside"]["reading"] for one in answer["imports"]] == ["one"]
    sent = client.post("/api/v1/imports", {"file": file(), "reading": "apart"}, headers=headers)
    assert sent.status_code == 422
    sent = client.post("/api/v1/imports", {"file": file(), "reading": "one"}, headers=headers)
    assert (sent.status_code, len(sent.json()["columns"])) == (201, 8)


def test_what_may_be_two_tables_is_read_as_one_and_asked_before_anything_is_written(sara, pipeline, client):
    client.force_login(sara)
    content = workbook(فروش=((1, 1, [DEALS, *deals(20)]), (1, 6, [PEOPLE, *people(12)])))
    page = client.post("/imports/", {"file": SimpleUploadedFile("f.xlsx", content)}, follow=True)
    assert "شاید جدول‌های جدا باشند" in page.content.decode()


def test_reza_of_another_team_may_not_say_how_the_file_of_ali_is_read(ali, reza, pipeline, client):
    part = upload(ali, workbook(فروش=UNSURE)).parts.first()
    client.force_login(reza)
    assert client.post(f"/imports/{part.pk}/reading/", {"reading": "one"}).status_code == 404


def test_a_file_that_runs_is_read_as_it_is(client, ali, pipeline):
    whole = run(upload(ali, workbook(قنبری=TWO)), ali)
    client.force_login(ali)
    answer = client.post(f"/imports/{whole.parts.first().pk}/reading/", {"reading": "one"})
    assert answer.status_code == 409
    assert whole.parts.count() == 2
