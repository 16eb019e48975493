"""What real sheets hold, and what the person sees of it before anything is written."""

import io
import zipfile
from datetime import timedelta
from time import monotonic

import pytest
import xlsxwriter
from django.utils import timezone

from kariz.exchange.queries.known import merging
from kariz.exchange.tests import books
from kariz.people.actions import companies
from kariz.people.models import Company
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping
from kariz.reading.files import sheets
from kariz.reading.files.limits import FileRefused
from kariz.reading.layout.tables import open_tables


@pytest.mark.parametrize(("days", "meaning"), [(-30, "created_at"), (30, "expected_close")])
def test_a_column_that_says_only_date_is_guessed_by_its_days(days, meaning):
    today = timezone.now().date()
    rows = [["پمپ", (today + timedelta(days=days * n)).isoformat()] for n in (1, 2, 3)]
    assert guess_mapping(["عنوان", "تاریخ"], "deals", rows)["تاریخ"] == meaning


def test_ali_names_a_company_with_arabic_letters_and_it_is_kept_with_persian_ones(ali, pipeline, bring):
    bring("عنوان معامله,نام شرکت\nپمپ,كاوش آريا\n", ali)
    assert Company.objects.get().name == "کاوش آریا"


def test_rows_without_an_owner_go_to_who_imports_them_or_to_nobody(sara, pipeline, bring):
    text = "عنوان معامله,نام شرکت,مسئول\nپمپ {0},نیکان {0},\n"
    mine = bring(text.format(1), sara)
    free = bring(text.format(2), sara, owner="nobody")
    owners = [one.rows.get().result_id for one in (mine, free)]
    from_ids = {deal.pk: deal.owner for deal in Deal.objects.select_related("owner")}
    assert [from_ids[pk] for pk in owners] == [sara, None]


def test_sara_is_told_that_formulas_have_no_result_and_that_they_read_as_blank(
    sara, pipeline, upload, client
):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["title", "company", "amount"])
        sheet.write_row(1, 0, ["Pump", "Nikan"])
        sheet.write_formula(1, 2, "=2*500", None, "")
    one = upload(out.getvalue(), sara, "list.xlsx")
    client.force_login(sara)
    sara.language = "en"
    sara.save()
    assert "1 cell holds a formula" in client.get(f"/imports/{one.pk}/").content.decode()


def test_only_the_sheet_with_formulas_without_results_is_warned_of_and_a_blank_result_is_one(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        names = ["مردم", 'معامله‌ها & "فروش"', "Blank results"]
        tabs = [book.add_worksheet(name) for name in names]
        for sheet in tabs:
            sheet.write_row(0, 0, ["title", "amount"])
        for row in (1, 2):
            tabs[1].write_formula(row, 1, "=2*500", None, "")
            tabs[2].write_formula(row, 1, '=IF(A2="","",A2)', None, "mark")
    parts = zipfile.ZipFile(path)
    blank = tmp_path / "blank.xlsx"
    with zipfile.ZipFile(blank, "w") as out:
        for name in parts.namelist():
            # As Excel keeps a formula whose result is a blank text.
            out.writestr(name, parts.read(name).replace(b"<v>mark</v>", b"<v></v>"))
    found = {one["sheet"]: one["unsaved"] for one in sheets.layouts_of(blank, blank.stat().st_size)}
    assert found == dict(zip(names, [0, 2, 0], strict=True))


def test_the_preview_shows_what_cells_become_and_the_button_counts_only_rows_that_come(
    sara, pipeline, upload, client
):
    sara.language, sara.calendar, sara.digits = "en", "jalali", "latin"
    sara.save()
    one = upload(
        "عنوان معامله,مبلغ (تومان),مرحله,تاریخ ایجاد\n"
        "پمپ,۱۲۰۰,پیشنهاد,2025-05-21\nلوله,خیلی,مذاکره,2025-05-21\nچاه,2,مذاکره,1404/13/45\n",
        sara,
    )
    client.force_login(sara)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "Import 1 row<" in page
    assert "1404/2/31" in page or "1404/02/31" in page
    assert "(«1404/13/45»)" not in page


def test_the_preview_says_which_spellings_become_one_company(client, sara, pipeline, upload):
    companies.create(by=sara, name="آبسان")
    sheet = "عنوان,شرکت\nپمپ,شرکت آبسان\nلوله,آبسان (سهامی خاص)\nچاه,فولاد کوير\nشیر,فولاد کویر\nسد,تنها\n"
    one = upload(sheet, sara)
    client.force_login(sara)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "نام‌هایی که یک شرکت به حساب می‌آیند" in page
    found = merging.merges(["شرکت آبسان", "آبسان (سهامی خاص)", "فولاد کوير", "فولاد کویر", "تنها"], sara)
    assert [(one.name, len(one.typed), one.known) for one in found] == [
        ("آبسان", 2, True),
        ("فولاد کوير", 1, False),
    ]


@pytest.mark.parametrize("content", [b"<c " * 1_000_000, b'<c r="A1"' + b' r="A1"' * 200_000])
def test_a_sheet_made_to_hold_up_the_reader_is_passed_over_at_once(content):
    begun = monotonic()
    sheets._reach(content)
    sheets._UNSAVED.findall(content)
    sheets._check_reach_of_ods(b"<table:table " * 200_000)
    assert monotonic() - begun < 5


def test_a_workbook_of_more_sheets_than_files_may_come_together_is_refused(tmp_path):
    path = tmp_path / "many.ods"
    path.write_bytes(books.ods({f"s{n}": [["a", "b"]] for n in range(51)}))
    with pytest.raises(FileRefused) as refused:
        open_tables(path, path.name)
    assert refused.value.code == "too_many_files"


def test_a_far_cell_behind_a_quoted_bracket_is_seen():
    near = b'<row><c r="A1" t="n"><v>1</v></c><c x=">" r="XFD1048576"><v>1</v></c></row>'
    single = b"<row><c r='A1'><v>1</v></c><c s='r=\"B2\"' r = 'C9'><v>1</v></c><c r=\"ZZ99\" s='1'/></row>"
    assert sheets._reach(near) == (1048576, 16384)
    assert sheets._reach(single) == (9, 3)
