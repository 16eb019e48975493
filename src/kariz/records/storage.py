"""Where uploaded files lie on disk, and what their content really is."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from pathlib import Path

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

MIB = 1024 * 1024
LARGEST = 25 * MIB
MOST_ON_RECORD = 1024 * MIB
MOST_FILES = 500
IMAGES = frozenset({"image/png", "image/jpeg", "image/webp"})
PDF = "application/pdf"
SHOWN_INLINE = IMAGES | {PDF}
UNKNOWN = "application/octet-stream"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_STORED = re.compile(r"[0-9a-f]{32}")


def safe_name(name: str) -> str:
    """The last part of a name without anything a file system or a header could misread, at most 150 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = _UNSAFE.sub("_", last).strip(". ") or "file"
    stem, dot, ending = clean.rpartition(".")
    return clean if len(clean) <= 150 else f"{(stem or clean)[: 149 - len(ending)]}{dot}{ending}"[:150]


def new_name() -> str:
    """A name nobody can guess, which tells nothing of the content."""
    return secrets.token_hex(16)


def path_of(stored: str) -> Path:
    """The place of a stored file. ValueError for a name this server did not make."""
    if not _STORED.fullmatch(stored):
        raise ValueError("not a stored name")
    return Path(settings.MEDIA_ROOT) / stored[:2] / stored


def keep(upload: UploadedFile, stored: str) -> tuple[str, int, str]:
    """Write the upload to its place; returns (content type by its content, size in bytes, SHA-256)."""
    target = path_of(stored)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    partial = target.with_suffix(".part")
    try:
        with partial.open("xb") as out:
            for chunk in upload.chunks():
                head = head or chunk[:8192]
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        partial.rename(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return sniff(head), size, digest.hexdigest()


def digest_of(stored: str) -> str:
    """The SHA-256 of a kept file: the same of two files is the same content."""
    with path_of(stored).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sniff(head: bytes) -> str:
    """What the first bytes say the content is; only the kinds shown inline are told apart for certain."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        found = puremagic.from_string(head, mime=True) if head else ""
    except (puremagic.PureError, ValueError):
        found = ""
    return found if found and found not in SHOWN_INLINE else UNKNOWN
