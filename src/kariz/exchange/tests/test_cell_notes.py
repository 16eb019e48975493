"""Notes that hang on cells of a workbook come as notes of the record of their row."""

import io
import zipfile

import xlsxwriter
from django.core.files.base import ContentFile

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import
from kariz.exchange.tests import books
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

ROWS = [
    ["شرکت", "محصول", "مبلغ"],
    ["سیمان شرق", "پمپ", 10],
    ["سیمان غرب", "کمپرسور", 20],
    ["آرد یزد", "نوار نقاله", 30],
]


def book(notes, sheets=("sales",)):
    """A workbook with {cell: note} on its first sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name in sheets:
            sheet = made.add_worksheet(name)
            for place, row in enumerate(ROWS):
                sheet.write_row(place, 0, row)
            for cell, text in notes.items() if name == sheets[0] else ():
                sheet.write_comment(cell, text)
    return out.getvalue()


def with_thread(data, texts):
    """The same with an answer chain of Excel on B3, whose copy for older programs stands in the old part."""
    out = io.BytesIO()
    said = "".join(
        f'<threadedComment ref="B3" id="{{{at}}}"><text>{text}</text></threadedComment>'
        for at, text in enumerate(texts)
    )
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    root = f'<ThreadedComments xmlns="{space}">{said}</ThreadedComments>'
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/_rels/sheet1.xml.rels":
                content = content.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new.writestr(part.filename, content)
        new.writestr("xl/threadedComments/threadedComment1.xml", root)
    return out.getvalue()


def bring(data, by, name="book.xlsx"):
    one = imports.upload(file=ContentFile(data, name), by=by)
    finish(imports.start(one=one, by=by))
    return Import.objects.get(pk=one.pk), {deal.amount: deal.notes for deal in Deal.objects.all()}


def test_a_note_on_a_cell_stands_in_the_notes_of_its_deal(admin, pipeline):
    notes = {"A2": "رقیب: ماشین سازی تبریز پک", "C2": "با احتساب حمل", "B4": "تا ۱۵ آذر جواب می‌دهند"}
    one, said = bring(book(notes), admin)
    assert one.noted == 2
    assert "رقیب: ماشین سازی تبریز پک" in said[100]
    assert "با احتساب حمل" in said[100]
    assert said[200] == ""
    assert "تا ۱۵ آذر جواب می‌دهند" in said[300]


def test_a_thread_is_read_and_not_its_copy_for_older_programs(admin, pipeline):
    data = with_thread(
        book({"B3": "[Threaded comment] Your version of Excel allows you to read this"}), ["تخفیف؟", "۳٪"]
    )
    _one, said = bring(data, admin)
    assert "تخفیف؟" in said[200]
    assert "۳٪" in said[200]
    assert "Your version" not in said[200]


def test_annotations_of_opendocument_come_too_and_are_no_part_of_the_cell(admin, pipeline):
    data = books.ods({"sales": ROWS})
    out = io.BytesIO()
    note = "<office:annotation><text:p>فقط نقد</text:p></office:annotation>"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part).decode()
            new.writestr(part.filename, content.replace("<text:p>سیمان غرب", f"{note}<text:p>سیمان غرب"))
    one, said = bring(out.getvalue(), admin, "book.ods")
    assert one.noted == 1
    assert "فقط نقد" in said[200]
    assert Deal.objects.get(amount=200).company.name == "سیمان غرب"


def test_the_page_says_how_many_rows_have_notes(admin, client, pipeline):
    whole = sets.upload(
        files=[ContentFile(book({"A2": "فقط نقد"}, ("sales", "others")), "book.xlsx")], by=admin
    )
    client.force_login(admin)
    assert "data-noted" in client.get(f"/imports/together/{whole.pk}/").content.decode()


def test_a_workbook_with_broken_notes_is_read_without_them(admin, pipeline):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book({"A2": "فقط نقد"}))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, content[:40] if "comments1.xml" in part.filename else content)
    one, said = bring(out.getvalue(), admin)
    assert one.noted == 0
    assert set(said) == {100, 200, 300}
