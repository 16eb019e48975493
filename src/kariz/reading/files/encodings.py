"""Which letters the bytes of a text file are. Never a guess that turns names into rubbish: rather a question."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

from kariz.reading.files.limits import FileRefused

CHOICES = ("utf-8", "utf-16", "windows-1256", "windows-1252")
_PYTHON = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1256": "cp1256", "windows-1252": "cp1252"}
_SAMPLE = 256 * 1024
_ARABIC = re.compile(r"[\u0621-\u06CC]")
_ARABIC_WORD = re.compile(r"[\u0621-\u06CC]{2,}")
_LATIN = re.compile(r"[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF]")
_MIXED = re.compile(r"[A-Za-z][\u0621-\u06CC]|[\u0621-\u06CC][A-Za-z]")


def python_name(encoding: str) -> str:
    """The codec of one of CHOICES or of what `detect` returned."""
    return _PYTHON.get(encoding, encoding)


def detect(path: Path) -> str:
    """The encoding of a text file. Raises FileRefused where it cannot be told or the file is cut."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        check(path, "utf-8")
        return "utf-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        check(path, "utf-16")
        return "utf-16"
    if bare := _bare_utf16(head):
        check(path, bare)
        return bare
    if b"\x00" in head:
        raise FileRefused(_("This is not a text file. Save it as CSV (UTF-8) or XLSX and send it again."))
    try:
        check(path, "utf-8")
    except FileRefused as refused:
        if refused.code == "file_cut":
            raise
        return _of_eight_bits(head)
    return "utf-8"


def check(path: Path, encoding: str) -> None:
    """Decode the whole file. Raises FileRefused when the bytes do not fit, or end within a letter."""
    decoder = codecs.getincrementaldecoder(python_name(encoding))()
    name = encoding.upper()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
    except UnicodeDecodeError:
        raise FileRefused(
            _("The file is not in %(name)s. Choose its encoding.") % {"name": name}, code="wrong_encoding"
        ) from None
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise FileRefused(
            _("The file ends in the middle of a letter: it was cut. Export it again."), code="file_cut"
        ) from None


def _bare_utf16(head: bytes) -> str:
    """UTF-16 without a mark: nearly every other byte says Latin (0) or Arabic (6), and those between do not."""
    even, odd = head[0::2], head[1::2]
    pairs = len(odd) or 1
    if b"\x00" not in head:
        return ""
    of_odd, of_even = (sum(part.count(byte) for byte in (0, 6)) / pairs for part in (odd, even))
    if of_odd > 0.9 and of_even < 0.3:
        return "utf-16-le"
    return "utf-16-be" if of_even > 0.9 and of_odd < 0.3 else ""


def _of_eight_bits(head: bytes) -> str:
    """windows-1256 when its letters form Persian words, windows-1252 for lone accents in Latin words."""
    foreign = sum(byte > 127 for byte in head) or 1
    persian = head.decode("cp1256", "replace")
    arabic = len(_ARABIC.findall(persian))
    words = len(_ARABIC_WORD.findall(persian))
    if arabic >= 0.7 * foreign and words >= 1 and len(_MIXED.findall(persian)) <= arabic * 0.05:
        return "windows-1256"
    best = from_bytes(head, cp_isolation=["cp1252", "cp1256"]).best()
    latin = len(_LATIN.findall(head.decode("cp1252", "replace")))
    if best is not None and best.encoding == "cp1252" and latin >= 0.7 * foreign:
        return "windows-1252"
    raise FileRefused(
        _("The letters of this file could not be recognised. Choose its encoding, or save it as UTF-8."),
        code="unknown_encoding",
    )
