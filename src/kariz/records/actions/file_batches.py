"""Files that another installation brings, many at once, with who put them there and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kariz.events.actions import log
from kariz.web import bulk
from kariz.web.errors import NotFound

from .. import storage, subjects
from ..models import File
from ..search import index


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that lie at their place already, no more than a file may be (`storage.LARGEST`)."""

    stored: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class NewFile:
    subject: tuple[str, int]
    name: str
    kept: Kept
    author: Any = None
    at: datetime | None = None


def bring_in(*, files: Sequence[NewFile], by: Any) -> list[File]:
    """Put files on records that `by` sees; nobody is told. The bytes stay the caller's until the transaction ends, who then
    lets go of them (`let_go`). Raises NotAllowed, NotFound."""
    by.require("file.create")
    deals = _deals([new.subject for new in files], by)
    now = timezone.now()
    rows = [
        File(
            subject_kind=new.subject[0],
            subject_id=new.subject[1],
            deal_id=deals[new.subject],
            name=storage.safe_name(new.name),
            stored=new.kept.stored,
            content_type=new.kept.content_type,
            size=new.kept.size,
            sha256=new.kept.sha256,
            uploaded_by=new.author or by,
            created_at=min(new.at or now, now),
        )
        for new in files
    ]
    with transaction.atomic():
        made = list(bulk.insert(rows))
        log.append_many(
            [_told(file, "file.created", by, file.created_at, _author(file, by)) for file in made]
        )
        _find_again(made)
    return made


def let_go(stored: Sequence[str]) -> None:
    """Remove those of the bytes, of up to 500 files, that came to no record; outside the transaction that was to put them
    there, which may have been gone back to."""
    there = set(File.objects.filter(stored__in=stored).values_list("stored", flat=True)) if stored else set()
    for name in set(stored) - there:
        storage.path_of(name).unlink(missing_ok=True)


def remove_many(*, files: Sequence[File], by: Any) -> int:
    """Take up to 500 files off their records, one's own or anybody's as a manager; how many were there. Their bytes stay."""
    by.require("file.create" if all(one.uploaded_by_id == by.pk for one in files) else "file.moderate")
    with transaction.atomic():
        rows = File.objects.filter(pk__in=[one.pk for one in files], deleted_at=None)
        fresh = list(rows)
        rows.update(deleted_at=timezone.now())
        log.append_many([_told(file, "file.deleted", by) for file in fresh])
        _find_again(fresh)
    return len(fresh)


def _find_again(files: Sequence[File]) -> None:
    for kind in {file.subject_kind for file in files}:
        index.refresh_many(kind, {file.subject_id for file in files if file.subject_kind == kind})


def _deals(wanted: Sequence[tuple[str, int]], by: Any) -> dict[tuple[str, int], int | None]:
    """{subject: id of the deal whose timeline shows it}. Raises NotFound where one may not be seen."""
    found: dict[tuple[str, int], int | None] = {}
    for kind in {kind for kind, _pk in wanted}:
        for record in subjects.load_many(kind, {pk for held, pk in wanted if held == kind}, by):
            found[kind, record.pk] = subjects.deal_of(kind, record)
    if set(wanted) - set(found):
        raise NotFound
    return found


def _author(file: File, by: Any) -> dict[str, str]:
    """Who did it is who brought it in: that the list names another is told beside, as of notes."""
    return {} if file.uploaded_by in (None, by) else {"author": file.uploaded_by.name}


def _told(
    file: File, verb: str, by: Any, at: datetime | None = None, more: dict[str, str] | None = None
) -> log.Draft:
    data = {"file": file.pk, "name": file.name} | (more or {})
    return log.Draft(by, verb, (file.subject_kind, file.subject_id), file.deal_id, {}, data, at)
