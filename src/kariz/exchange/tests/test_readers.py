"""Every kind of file that people keep lists in, and those that would stop the house."""

import csv
import io
import quopri
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kariz.exchange.tests import books
from kariz.reading.files import archives
from kariz.reading.files.limits import FileRefused
from kariz.reading.layout import ditto
from kariz.reading.layout.tables import open_table, open_tables

ROWS = [["نام", "شهر", "مبلغ"], ["سارا", "یزد", 12], ["رضا", "تهران", 7.5]]


@pytest.fixture
def place(tmp_path):
    def write(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def read(path, **options):
    table = open_table(path, path.name, **options)
    return table.columns, [cells for _number, cells in table.rows()]


def xlsx(sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                sheet.write_row(y, 0, row)
    return out.getvalue()


@pytest.mark.parametrize(
    "make", [books.xls, lambda rows: books.ods({"a": rows}), lambda rows: xlsx({"a": rows})]
)
def test_a_workbook_of_any_age_is_read(place, make):
    assert read(place(make(ROWS))) == (ROWS[0], ROWS[1:])


def test_every_sheet_that_holds_something_is_a_table(place):
    path = place(xlsx({"شرکت‌ها": ROWS, "خالی": [], "اشخاص": [["الف", "ب"], ["۱", "۲"]]}))
    found = open_tables(path, "book.xlsx")
    assert [(table.layout["sheet"], table.columns) for table in found] == [
        ("شرکت‌ها", ROWS[0]),
        ("اشخاص", ["الف", "ب"]),
    ]


def test_a_title_above_the_names_of_the_columns_is_passed_over(place):
    path = place(xlsx({"a": [["گزارش شرکت‌ها"], [], *ROWS]}))
    assert read(path) == (ROWS[0], ROWS[1:])
    assert next(open_table(path, "a").rows())[0] == 4


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
     ("utf-16-le", b""), ("utf-16-be", b""), ("cp1256", b"")],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_text_in_any_letters_and_with_any_separator_is_read(place, encoding, mark, delimiter):
    rows = [["نام", "شهر"], ["سارا محمدي", "اصفهان"], ["رضا اكبري", "تهران"]]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    assert read(place(mark + text.encode(encoding))) == (rows[0], rows[1:])


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0'", exclude_categories=["Cc", "Cs"]), max_size=20
)


OWN_WORDS = CELL.map(str.strip).filter(lambda text: text.lower() not in ditto.MARKS)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.lists(OWN_WORDS, min_size=3, max_size=3), min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_no_cell_of_a_text_is_lost_or_moved(tmp_path_factory, rows, encoding, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["عنوان", "شرکت", "شرح"], *rows])
    path = tmp_path_factory.mktemp("text") / "list.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    table = open_table(path, "list.csv")
    found = dict(table.rows())
    kept = [row for row in rows if any(row)]
    assert list(found.values()) == kept


CARDS = """BEGIN:VCARD
VERSION:3.0
N:یگانه;رضا;;;
FN:رضا یگانه
ORG:گاز فارس;فروش
TITLE:مدیر خرید
item1.TEL;TYPE=CELL:+98 913 111 22 33
TEL;TYPE=WORK,VOICE:021-88776655
TEL;TYPE=FAX:021-1
EMAIL;TYPE=INTERNET:reza@gaz.example
ADR;TYPE=WORK:;;خیابان ولیعصر\\, پلاک ۲;تهران;;;ایران
NOTE:سطر نخست\\nسطر دوم\\; با نشانهٔ
  دنباله
PHOTO;ENCODING=b:AAAA
 BBBB
END:VCARD
begin:vcard
version:4.0
FN:Ann Lee
TEL;VALUE=uri;TYPE="cell,text":tel:+1-555-555-0100
UID:urn:uuid:7
END:VCARD
"""


def test_cards_are_rows_with_their_phones_and_addresses(place):
    columns, rows = read(place(CARDS.encode(), "people.vcf"))
    reza, ann = (dict(zip(columns, row, strict=True)) for row in rows)
    assert (reza["First name"], reza["Last name"], reza["Organization name"]) == ("رضا", "یگانه", "گاز فارس")
    assert (reza["Mobile"], reza["Phone"]) == ("+98 913 111 22 33", "021-88776655")
    assert reza["City"] == "تهران"
    assert reza["Notes"] == "سطر نخست\nسطر دوم; با نشانهٔ دنباله"
    assert (ann["Full name"], ann["Mobile"], ann["UID"]) == ("Ann Lee", "+1-555-555-0100", "urn:uuid:7")


def test_an_old_phone_writes_persian_names_in_quoted_letters(place):
    name = quopri.encodestring("محمدرضا؛حسین‌زادهٔ اصفهانی".encode(), quotetabs=True).decode()
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name.replace(chr(10), chr(13) + chr(10))}\r\n"
        "TEL;CELL:09131112233\r\nEND:VCARD\r\n"
    )
    columns, [row] = read(place(card.encode(), "old.vcf"))
    assert row[columns.index("Full name")] == "محمدرضا؛حسین‌زادهٔ اصفهانی"
    assert row[columns.index("Mobile")] == "09131112233"


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(name=WORD, quoted=st.booleans())
def test_no_name_on_a_card_is_garbled(tmp_path_factory, name, quoted):
    name = " ".join(name.split()) or "الف"
    if quoted:
        # A backslash means the same in every version.
        raw = name.replace("\\", "\\\\").encode()
        text = quopri.encodestring(raw, quotetabs=True).decode().replace("\n", "\r\n")
        line = f"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{text}"
    else:
        line = "FN:" + name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    path = tmp_path_factory.mktemp("card") / "a.vcf"
    path.write_bytes(f"BEGIN:VCARD\r\n{line}\r\nEND:VCARD\r\n".encode())
    columns, [row] = read(path)
    assert row[columns.index("Full name")] == name


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def test_an_archive_is_the_files_in_it(place):
    inside = {
        "export/شرکت ها.xlsx": xlsx({"a": ROWS}),
        "a.csv": b"x,y\n1,2\n",
        "__MACOSX/._a.csv": b"?",
        "b.png": b"p",
    }
    path = place(zipped(inside))
    assert archives.is_archive(path)
    assert not archives.is_archive(place(xlsx({"a": ROWS}), "book"))
    with archives.unpacked(path) as found:
        assert [name for name, _place in found] == ["شرکت ها.xlsx", "a.csv"]
        assert read(found[0][1])[0] == ROWS[0]
    assert not found[0][1].exists()


def test_an_archive_that_would_fill_the_disk_is_refused(place, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_TEXT", 1 << 20)
    with pytest.raises(FileRefused), archives.unpacked(place(zipped({"a.csv": b"0" * (3 << 20)}))):
        pass
    with pytest.raises(FileRefused), archives.unpacked(place(zipped({f"{n}.csv": b"" for n in range(60)}))):
        pass
    with pytest.raises(FileRefused), archives.unpacked(place(zipped({"a/../../b.png": b""}))):
        pass


@pytest.mark.parametrize(
    "content",
    [
        # A cell in the last corner of a sheet: the reader would make room for seventeen thousand million.
        lambda: far(1_048_575, 16_383),
        lambda: far(199_000, 150),
        lambda: books.ods({"a": [["x"], ["y"]]}, rows_repeated=1_000_000, columns_repeated=16_000),
        lambda: books.ods({"a": [["x"], ["y"]]}, rows_repeated=1_000_000),
    ],
)
def test_a_small_workbook_that_spreads_over_all_memory_is_refused(place, content):
    with pytest.raises(FileRefused):
        open_tables(place(content()), "bomb.xlsx")


def far(row, column):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(row, column, "y")
    return out.getvalue()
