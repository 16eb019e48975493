"""The files that lie in an archive beside their list: unpacked before the transaction that puts them on records, so that
nobody waits for it and none stands in memory whole; gone again where they come to no record."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from time import monotonic

from django.core.files.base import File

from kariz.reading.files import archives, package
from kariz.records import storage
from kariz.records.actions.file_batches import Kept, let_go

OFTEN = 20
"""Seconds after which it is said again that somebody works here."""


class Damaged(Exception):
    """The archive does not give the file back as it was."""


class Packed:
    def __init__(self, archive: zipfile.ZipFile | None) -> None:
        """`archive`: None where it cannot be opened, as if it held nothing."""
        self._archive = archive
        self._kept: dict[int, Kept] = {}
        self._damaged: set[int] = set()

    def size(self, name: str) -> int | None:
        """What the archive says of the file; None of one that it does not hold."""
        part = self._part(name)
        return part.file_size if part else None

    def kept(self, number: int, name: str) -> Kept:
        """The file of the row of this number at a place of its own. Raises Damaged, KeyError."""
        if number in self._damaged:
            raise Damaged
        if number not in self._kept:
            try:
                self._kept[number] = self._unpack(name)
            except Damaged:
                self._damaged.add(number)
                raise
        return self._kept[number]

    def ahead(self, wanted: Mapping[int, str], at_work: Callable[[], None]) -> None:
        """Unpack these of {row number: file}; `at_work` is called now and then."""
        told = monotonic()
        for number, name in wanted.items():
            if 0 < (self.size(name) or 0) <= storage.LARGEST:
                try:
                    self.kept(number, name)
                except Damaged:
                    # Its row says so.
                    continue
            if monotonic() - told > OFTEN:
                at_work()
                told = monotonic()

    def clear(self) -> None:
        """What no record has goes."""
        let_go([kept.stored for kept in self._kept.values()])
        self._kept.clear()

    def _part(self, name: str) -> zipfile.ZipInfo | None:
        try:
            return self._archive.getinfo(f"{package.FILES}/{name}") if self._archive else None
        except KeyError:
            return None

    def _unpack(self, name: str) -> Kept:
        part = self._part(name)
        if self._archive is None or part is None:
            raise KeyError(name)
        stored = storage.new_name()
        return Kept(stored, *storage.keep(_Content(self._archive, part), stored))  # type: ignore[arg-type]


class _Content(File):
    """A member, block by block. What a member says of its size is only a claim: no more of it is read."""

    def __init__(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        self._archive, self._part = archive, part

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        # Only faults of reading are the member's: that the disk is full is none.
        try:
            with self._archive.open(self._part) as content:
                while block := content.read(chunk_size or 1 << 16):
                    yield block
        except archives.BROKEN as error:
            raise Damaged from error


@contextmanager
def opened(stored: str) -> Iterator[Packed]:
    """The archive of a list; afterwards only the files that came to records are left."""
    try:
        archive = zipfile.ZipFile(storage.path_of(stored)) if stored else None
    except archives.BROKEN:
        archive = None
    with archive or nullcontext():
        packed = Packed(archive)
        try:
            yield packed
        finally:
            packed.clear()
