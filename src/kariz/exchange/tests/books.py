"""Small workbooks of the kinds that no library here writes: OpenDocument, and Excel's of 1997."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods(sheets, *, rows_repeated=1, columns_repeated=1, spanned=None):
    """{"name": [[cell]]} as bytes; the last cell stands as often as asked for; {(name, row, column): rows merged, or
    (rows, columns)}."""
    tables = ""
    for name, rows in sheets.items():
        lines = ""
        for place, row in enumerate(rows):
            last = place == len(rows) - 1
            cells = [_ods_cell(cell) for cell in row]
            for (sheet, at, column), rows_spanned in (spanned or {}).items():
                if (sheet, at) == (name, place):
                    down, across = rows_spanned if isinstance(rows_spanned, tuple) else (rows_spanned, 1)
                    cells[column] = cells[column].replace(
                        "<table:table-cell",
                        f'<table:table-cell table:number-columns-spanned="{across}" '
                        f'table:number-rows-spanned="{down}"',
                        1,
                    )
            if last and columns_repeated > 1:
                cells[-1] = cells[-1].replace(
                    "<table:table-cell",
                    f'<table:table-cell table:number-columns-repeated="{columns_repeated}"',
                )
            again = f' table:number-rows-repeated="{rows_repeated}"' if last and rows_repeated > 1 else ""
            lines += f"<table:table-row{again}>{''.join(cells)}</table:table-row>"
        tables += f'<table:table table:name="{escape(name)}">{lines}</table:table>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        packed.writestr("content.xml", ODS.format(tables))
    return out.getvalue()


def _ods_cell(value):
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def xls(rows, merged=()):
    """One sheet of texts and numbers in the form of Excel 97; `merged`: (row, column, last row, last column)."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", y, x, 0, len(value), 1) + text)
            else:
                sheet += _record(0x0203, struct.pack("<HHHd", y, x, 0, value))
    if merged:
        ranges = b"".join(struct.pack("<HHHH", top, down, left, right) for top, left, down, right in merged)
        sheet += _record(0x00E5, struct.pack("<H", len(merged)) + ranges)
    sheet += _record(0x000A, b"")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = "Sheet1".encode("ascii")
    head = len(begin) + 4 + 8 + len(name) + 4
    begin += _record(0x0085, struct.pack("<IBBBB", head, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
    return _compound((begin + sheet).ljust(4096, b"\0"))


def _record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream):
    """The stream "Workbook" in an OLE file: one sector of allocation, one of directory, then the stream."""
    stream = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    count = len(stream) // 512
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [fat, end] + [n + 1 for n in range(2, 1 + count)] + [end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = struct.pack(
        "<8s16sHHHHH6s9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6),
        0, 1, 1, 0, 4096, end, 0, end, 0, 0, *[free] * 108,
    )  # fmt: skip
    root = _entry("Root Entry", 5, end, 0, child=1)
    book = _entry("Workbook", 2, 2, len(stream))
    return header + table + (root + book).ljust(512, b"\0") + stream


def _entry(name, kind, start, size, child=0xFFFFFFFF):
    text = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    return struct.pack(
        "<64sHBBIII16sIQQIQ", text, len(text), kind, 1, none, none, child, bytes(16), 0, 0, 0, start, size
    )
