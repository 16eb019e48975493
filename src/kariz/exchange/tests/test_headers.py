"""Names of columns in two rows and three: groups over names, merged as people merge them, or with the merges lost."""

import csv
import io

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kariz.access.models import User
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.known.unnamed import unnamed
from kariz.exchange.tests import books
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import erasing
from kariz.people.models import Contact
from kariz.pipeline.models import Activity, Deal
from kariz.reading.layout.headers import names_of_table
from kariz.reading.layout.tables import open_table

TITLE = ["شرکت پیشگام پک", *[""] * 8]
GROUPS = ["ردیف", "تاریخ", "مشتری", "", "", "", "مبلغ (م.ت)", "اقدام بعدی", ""]
NAMES = ["", "", "نام", "شهر", "شخص", "تلفن", "", "شرح", "تاریخ"]
ROWS = [
    [1, "1405/02/10", "داروسازی ناژوان", "قزوین", "دکتر توکلی", "09120589906", 470, "گرفتن نمونه", "1405/09/05"],
    [2, "1405/03/24", "شوینده زرین‌دشت", "یزد", "محمد سلطانی", "09026714333", 540, "پیگیری تلفنی", "1405/09/12"],
    [3, "1405/04/02", "شیمیایی ساحل", "کرج", "مهندس قاسمی", "09131850677", 1390, "دموی دستگاه", "1405/09/20"],
]  # fmt: skip
SHEET = [TITLE, [""] * 9, GROUPS, NAMES, *ROWS]
MERGED = [(0, 0, 0, 8), (2, 2, 2, 5), (2, 7, 2, 8), *[(2, place, 3, place) for place in (0, 1, 6)]]
COLUMNS = [
    "ردیف", "تاریخ", "مشتری: نام", "شهر", "شخص", "تلفن", "مبلغ (م.ت)", "اقدام بعدی: شرح", "اقدام بعدی: تاریخ",
]  # fmt: skip


def xlsx(rows, merged=()):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("۱۴۰۵")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, place, cell)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    return out.getvalue()


def ods(rows, merged=()):
    spanned = {
        ("۱۴۰۵", top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged
    }
    return books.ods({"۱۴۰۵": rows}, spanned=spanned)


def text(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


FILES = {
    "list.xlsx": xlsx(SHEET, MERGED),
    "list.ods": ods(SHEET, MERGED),
    "list.xls": books.xls(SHEET, MERGED),
    "copy.xlsx": xlsx(SHEET),
    "list.csv": text(SHEET),
}


def table_of(tmp_path, data, name="list.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return open_table(path, name)


def numbers(table):
    return [number for number, _cells in table.rows()]


@pytest.mark.parametrize("name", FILES)
def test_names_in_two_rows_are_found_in_every_kind_of_file(tmp_path, name):
    table = table_of(tmp_path, FILES[name], name)
    assert table.columns == COLUMNS
    assert (list(table.header_rows), numbers(table)) == ([3, 4], [5, 6, 7])


def test_neda_finds_the_people_and_the_next_steps_of_her_sheet(admin, pipeline, upload):
    one = upload(FILES["list.xlsx"], admin, "list.xlsx")
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.refused_count) == (3, 0)
    deal = Deal.objects.select_related("company", "contact").get(company__name="شوینده زرین‌دشت")
    assert (deal.contact.name, deal.company.city) == ("محمد سلطانی", "یزد")
    assert [point.value for point in deal.contact.points.all()] == ["09026714333"]
    step = Activity.objects.get(deal=deal)
    assert step.title == "پیگیری تلفنی" and step.due_at is not None


def test_the_same_sheet_is_known_again(admin, pipeline, upload):
    one = upload(FILES["list.xlsx"], admin, "list.xlsx")
    mapping = one.mapping | {"شهر": ""}
    finish(imports.start(one=imports.change(one=one, by=admin, mapping=mapping), by=admin))
    again = upload(FILES["list.xlsx"], admin, "list.xlsx")
    assert again.layout["remembered"] == admin.name and "شهر" not in again.mapping


def test_columns_of_one_name_are_told_apart_by_their_groups(tmp_path):
    rows = [
        ["مشتری", "", "", "نماینده", "", "", "وضعیت"],
        ["نام", "شهر", "تلفن", "نام", "شهر", "تلفن", ""],
        ["نیکان", "یزد", "02188776655", "سارا کریمی", "قم", "09121112233", "باز"],
    ]
    merged = [(0, 0, 0, 2), (0, 3, 0, 5), (0, 6, 1, 6)]
    expected = [
        "مشتری: نام", "مشتری: شهر", "مشتری: تلفن", "نماینده: نام", "نماینده: شهر", "نماینده: تلفن", "وضعیت",
    ]  # fmt: skip
    assert table_of(tmp_path, xlsx(rows, merged)).columns == expected
    assert table_of(tmp_path, text(rows), "list.csv").columns == expected


@pytest.mark.parametrize("lost", [False, True])
def test_names_in_three_rows_are_read_from_all(tmp_path, lost):
    rows = [
        ["ردیف", "طرف قرارداد", "", "", "", "مبلغ"],
        ["", "شرکت", "", "شخص", "", ""],
        ["", "نام", "تلفن", "نام", "تلفن", ""],
        [1, "نیکان", "02188776655", "سارا کریمی", "09121112233", 900],
    ]
    merged = [(0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4), (0, 5, 2, 5)]
    table = table_of(tmp_path, xlsx(rows, [] if lost else merged))
    assert table.columns == ["ردیف", "شرکت: نام", "شرکت: تلفن", "شخص: نام", "شخص: تلفن", "مبلغ"]
    assert (list(table.header_rows), numbers(table)) == ([1, 2, 3], [4])


@pytest.mark.parametrize("lost", [False, True])
def test_groups_above_a_full_row_of_names_are_no_title(tmp_path, lost):
    rows = [
        ["لیست فرصت‌ها", "", "", "", "", ""],
        ["", "مشتری", "", "اقدام بعدی", "", ""],
        ["تاریخ", "نام", "شهر", "شرح", "تاریخ", "مبلغ"],
        ["1405/02/10", "نیکان", "یزد", "تماس", "1405/02/12", 900],
    ]
    merged = [] if lost else [(0, 0, 0, 5), (1, 1, 1, 2), (1, 3, 1, 4)]
    table = table_of(tmp_path, xlsx(rows, merged))
    assert table.columns == [
        "تاریخ", "مشتری: نام", "شهر", "اقدام بعدی: شرح", "اقدام بعدی: تاریخ", "مبلغ",
    ]  # fmt: skip
    assert (table.layout["title"], numbers(table)) == ("لیست فرصت‌ها", [4])


def test_a_unit_below_a_name_belongs_to_it_and_one_of_a_group_to_all_below(tmp_path):
    rows = [
        ["شرکت", "مبلغ", "قیمت (ریال)", ""],
        ["", "(میلیون تومان)", "پیشنهادی", "نهایی"],
        ["نیکان", 12, 500, 400],
    ]
    table = table_of(tmp_path, xlsx(rows, [(0, 0, 1, 0), (0, 2, 0, 3)]))
    assert table.columns == [
        "شرکت", "مبلغ (میلیون تومان)", "قیمت (ریال): پیشنهادی", "قیمت (ریال): نهایی",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title", ["پیگیری فروش", "فروشنده: ندا کیانی", "مبالغ به میلیون تومان", "تاریخ گزارش"]
)
def test_a_title_right_above_is_no_group(tmp_path, title):
    rows = [[title, "", "", ""], ["نام", "تاریخ", "مبلغ", "تاریخ"], ["نیکان", "1405/02/10", 12, "1405/02/12"]]
    for merged in ([], [(0, 0, 0, 3)], [(0, 0, 0, 1)]):
        table = table_of(tmp_path, xlsx(rows, merged))
        assert table.columns == ["نام", "تاریخ", "مبلغ", "تاریخ (2)"]
        assert numbers(table) == [3]


@pytest.mark.parametrize(
    "first",
    [
        ["نیکان", "یزد", "سارا", "تماس"],
        ["شرکت", "شهر", "شخص", "تلفن"],
        ["جمع کل", "", "", "۱۲ میلیون"],
        ["", "یزد", "سارا", ""],
        ["", "09121112233", "09351112233", ""],
        ["", "جمع", "۳۶", ""],
    ],
)
@pytest.mark.parametrize("merged", [[], [(0, 1, 0, 2)]])
def test_the_first_row_below_one_row_of_names_stays(tmp_path, first, merged):
    rows = [["مشتری", "تلفن", "", "توضیحات"], first, ["آریا", "09121110000", "", "تلفنی"]]
    table = table_of(tmp_path, xlsx(rows, merged))
    assert (list(table.header_rows), numbers(table)[0]) == ([1], 2)


HEADS = ["ردیف", "مشتری", "تلفن", "وضعیت", "توضیحات", "شخص", "تاریخ"]
CELLS = st.one_of(
    st.sampled_from(["", "", "شرکت", "تلفن", "جمع کل", "شهر", "نیکان", "(تومان)", "۱۲ م.ت", "سارا کریمی"]),
    st.integers(0, 10**9),
    st.text(max_size=12),
)


@st.composite
def lists(draw):
    """A row of names, each column with one, and rows of anything below."""
    names = ["شهر", "مبلغ", *draw(st.permutations(HEADS))[: draw(st.integers(1, 7))]]
    rows = st.lists(CELLS, min_size=len(names), max_size=len(names)).filter(any)
    return names, draw(st.lists(rows, min_size=1, max_size=6))


@given(lists())
def test_no_row_is_taken_for_names_below_a_row_that_names_every_column(of):
    names, rows = of
    top = [(number, list(cells)) for number, cells in enumerate([names, *rows], 1)]
    found = names_of_table(top)
    if any(cell not in ("", "(تومان)") for cell in rows[0]):
        assert (found.first, found.last, found.cells) == (1, 1, names)


@given(lists(), st.sets(st.integers(2, 8), min_size=1, max_size=3))
def test_no_full_row_is_taken_for_names_below_a_row_that_leaves_columns_without_one(of, blank):
    names, rows = of
    names = [("" if place in blank else name) for place, name in enumerate(names)]
    rows[0] = [cell if cell != "" else "نیکان" for cell in rows[0]]
    top = [(number, list(cells)) for number, cells in enumerate([names, *rows], 1)]
    assert names_of_table(top).last == 1


def test_a_list_with_an_unnamed_column_is_the_same_whichever_language_its_bringer_reads(
    admin, pipeline, upload
):
    text = "عنوان معامله,مبلغ,\nپمپ,100,پس از عید\nلوله,200,زنگ بزند\n"
    with translation.override("fa"):
        mine = upload(text, admin)
        set_to = {mine.columns[0]: "title", mine.columns[2]: "notes"}
        finish(imports.start(one=imports.change(one=mine, by=admin, mapping=set_to), by=admin))
    with translation.override("en"):
        again = upload(text, admin)
    assert (again.columns, again.mapping) == (mine.columns, set_to)
    finish(imports.start(one=again, by=admin))
    assert Deal.objects.count() == 2


def test_mina_says_on_the_page_how_many_rows_hold_the_names(admin, pipeline, upload, client):
    User.objects.filter(pk=admin.pk).update(language="en")
    client.force_login(admin)
    one = upload(FILES["list.csv"], admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert '<option value="2" selected>in rows 3 and 4</option>' in page
    client.post(f"/imports/{one.pk}/mapping/", {"header": "1"})
    one.refresh_from_db()
    assert (one.columns[2:4], one.total) == (["مشتری", "ستون 4"], 4)
    client.post(f"/imports/{one.pk}/mapping/", {"header": "2"})
    one.refresh_from_db()
    assert (one.columns, one.total, one.mapping["شهر"]) == (COLUMNS, 3, "city")
    client.post(f"/imports/{one.pk}/mapping/", {"header": "0"})
    one.refresh_from_db()
    assert (one.columns[0], one.total) == ("ستون 1", 5)
    assert client.post(f"/imports/{one.pk}/mapping/", {"header": "7"}).status_code == 422


def test_a_program_says_it_too(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(FILES["list.csv"], admin)
    path = f"/api/v1/imports/{one.pk}"
    assert client.get(path).json()["header_rows"] == [3, 4]

    def send(**said):
        return client.patch(path, said, content_type="application/json").json()

    assert send(header=False)["header_rows"] == []
    found = send(header=True)
    assert (found["header_rows"], found["columns"]) == ([3, 4], COLUMNS)
    assert send(header_rows=1)["header_rows"] == [3]
    assert "header_rows" in str(send(header_rows=4))


GAPS = [
    ["", "مشتری", "", "مبلغ", "وضعیت", ""],
    [1, "نیکان", "نقد و اقساط", 900, "باز", ""],
    [2, "آریا", "", 300, "برنده", ""],
    [3, "پارس", "چک سه ماهه", 500, "باز", ""],
    ["", "جمع کل", 3, 1700, "", ""],
]


def test_a_column_without_a_name_is_said_with_its_letter_before_it_is_left_out(
    admin, pipeline, upload, client
):
    User.objects.filter(pk=admin.pk).update(language="en")
    client.force_login(admin)
    one = upload(xlsx(GAPS), admin, "list.xlsx")
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "Column <bdi>C</bdi> has no name in the file and is left out; 2 rows say something in it" in page
    assert "<bdi>نقد و اقساط</bdi> · <bdi>چک سه ماهه</bdi>" in page
    assert page.count("has no name in the file") == 1
    columns = client.get(f"/api/v1/imports/{one.pk}/preview").json()["columns"]
    assert columns["unnamed"] == [{"letter": "C", "rows": 2, "said": ["نقد و اقساط", "چک سه ماهه"]}]
    imports.change(one=one, by=admin, mapping=one.mapping | {one.columns[2]: "notes"})
    assert "has no name in the file" not in client.get(f"/imports/{one.pk}/?mapping").content.decode()


def test_what_stands_behind_the_last_name_of_a_list_is_said_too(admin, pipeline, upload):
    one = upload("عنوان,شرکت\nپمپ,نیکان,فوری\nشیر,آریا\n", admin)
    assert [(found.letter, found.rows, found.said) for found in unnamed(one)] == [("C", 1, ["فوری"])]


def test_each_sheet_of_a_workbook_says_its_columns_without_names(admin, pipeline, client):
    User.objects.filter(pk=admin.pk).update(language="en")
    client.force_login(admin)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, left in (("۱۴۰۴", 0), ("۱۴۰۵", 2)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(GAPS):
                sheet.write_row(number, left, row)
    whole = sets.upload(files=[ContentFile(out.getvalue(), "فروش.xlsx")], by=admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert "Column <bdi>C</bdi> has no name" in page and "Column <bdi>E</bdi> has no name" in page


def test_what_columns_without_names_said_of_an_erased_person_is_struck_out(admin, pipeline, bring):
    bring("name,company\nBahram Rad,Nikan\n", admin, kind="contacts")
    one = bring("عنوان,شرکت\nپمپ,نیکان,call Bahram Rad\n", admin)
    bahram = Contact.objects.get(name="Bahram Rad")
    erasing.erase(contact=bahram, by=admin, confirm="Bahram Rad")
    one.refresh_from_db()
    assert "Bahram" not in str(one.layout) and "call" in str(one.layout)
