"""A ZIP archive as the files it holds, within bounds."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from kariz.reading.files import package, sheets
from kariz.reading.files.limits import LARGEST_TEXT, MOST_FILES, FileRefused, too_large

READ = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".vcf")
BROKEN = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError),
    *(zlib.error, lzma.LZMAError, struct.error, UnicodeDecodeError),
)
"""What reading an archive raises that is damaged, encrypted, cut off or gone."""


def is_archive(path: Path) -> bool:
    """Is it a ZIP archive of files, rather than a workbook (which is one inside)?"""
    with path.open("rb") as file:
        return file.read(2) == b"PK" and not sheets.is_workbook(path)


@contextmanager
def unpacked(path: Path) -> Iterator[list[tuple[str, Path]]]:
    """[(name, place)] of the files inside that can be read, gone again afterwards. Raises FileRefused."""
    with TemporaryDirectory(prefix="kariz-") as folder:
        yield list(_members(path, Path(folder)))


def is_whole_export(path: Path) -> bool:
    """Is it everything that an installation of Kariz exported, table by table?"""
    try:
        with zipfile.ZipFile(path) as packed:
            return package.is_one(packed)
    except BROKEN:
        return False


def tables_of(path: Path, folder: Path) -> dict[str, Path]:
    """{name of a table: place} of such an export, unpacked into the folder. Raises FileRefused."""
    left, found = LARGEST_TEXT, {}
    try:
        with zipfile.ZipFile(path) as packed:
            for number, part in enumerate(packed.infolist()):
                name, _dot, ending = part.filename.rpartition(".")
                if ending == "csv" and name.startswith(package.READ_BACK):
                    found[name] = folder / str(number)
                    left -= _unpack(packed, part, found[name], left)
    except BROKEN:
        raise FileRefused(_("This archive cannot be opened."), code="broken_file") from None
    return found


def _members(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    left = LARGEST_TEXT
    try:
        with zipfile.ZipFile(path) as packed:
            parts = [part for part in packed.infolist() if _wanted(part)]
            if len(parts) > MOST_FILES:
                text = _("The archive holds more than %(most)d files.")
                raise FileRefused(text % {"most": MOST_FILES}, code="too_many_files")
            if not parts:
                raise FileRefused(_("The archive holds no file that can be read."), code="empty_file")
            for number, part in enumerate(parts):
                # Names inside are never used as places: only our own are.
                place = folder / str(number)
                left -= _unpack(packed, part, place, left)
                yield _name(part), place
    except BROKEN:
        raise FileRefused(_("This archive cannot be opened."), code="broken_file") from None


def _wanted(part: zipfile.ZipInfo) -> bool:
    name = part.filename.lower()
    hidden = name.startswith("__macosx/") or name.rsplit("/", 1)[-1].startswith((".", "~$"))
    return not part.is_dir() and not hidden and name.rstrip().endswith(READ)


def _unpack(packed: zipfile.ZipFile, part: zipfile.ZipInfo, place: Path, most: int) -> int:
    """What a part says of its size is only a claim: it is cut off where it would become too much."""
    size = 0
    with packed.open(part) as source, place.open("wb") as target:
        while block := source.read(1 << 20):
            size += len(block)
            if size > most:
                raise too_large(LARGEST_TEXT)
            target.write(block)
    return size


def _name(part: zipfile.ZipInfo) -> str:
    """Old programs write names in the letters of their country, which then read as Latin rubbish."""
    name = part.filename.rsplit("/", 1)[-1]
    if part.flag_bits & 0x800 or name.isascii():
        return name
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "cp1256"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
