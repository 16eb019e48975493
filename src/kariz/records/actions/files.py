from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.web.errors import DomainError, FieldErrors, NotAllowed, Stale

from .. import storage, subjects
from ..models import File
from ..queries import on_record
from ..search import index


class TooLarge(DomainError):
    """The upload is bigger than a file may be."""

    code = "too_large"
    status = 413


def create(*, subject: tuple[str, int], upload: UploadedFile | None, by: User) -> File:
    """Put a file on a record the user may see. Raises NotFound, NotAllowed, FieldErrors, TooLarge."""
    by.require("file.create")
    record = subjects.load(*subject, by)
    if not upload or not upload.size:
        raise FieldErrors({"file": [_("Choose a file that is not empty.")]})
    if upload.size > storage.LARGEST:
        limit = storage.LARGEST // storage.MIB
        raise TooLarge(_("A file may be at most %(max)d MB.") % {"max": limit}, field="file")
    held = on_record.held(*subject)
    if held.size + upload.size > storage.MOST_ON_RECORD or held.count >= storage.MOST_FILES:
        limit = storage.MOST_ON_RECORD // storage.MIB
        told = _("A record holds at most %(max)d MB and %(files)d files. Remove some first.")
        raise TooLarge(told % {"max": limit, "files": storage.MOST_FILES}, field="file")
    stored = storage.new_name()
    # The disk first: a row never points at a file that is not there; a file without a row harms nobody.
    content_type, size, sha256 = storage.keep(upload, stored)
    try:
        with transaction.atomic():
            file = File.objects.create(
                subject_kind=subject[0],
                subject_id=subject[1],
                deal_id=subjects.deal_of(subject[0], record),
                name=storage.safe_name(upload.name or ""),
                stored=stored,
                content_type=content_type,
                size=size,
                sha256=sha256,
                uploaded_by=by,
                created_at=timezone.now(),
            )
            _tell(file, "file.created", by)
            index.refresh(*subject)
    except BaseException:
        storage.path_of(stored).unlink(missing_ok=True)
        raise
    return file


def delete(*, file: File, by: User) -> None:
    """Take a file off its record (undoable: its bytes stay). One's own, or anybody's as a manager."""
    _may_handle(file, by)
    with transaction.atomic():
        if File.objects.filter(pk=file.pk, deleted_at=None).update(deleted_at=timezone.now()):
            _tell(file, "file.deleted", by)
            index.refresh(file.subject_kind, file.subject_id)


def restore(*, file: File, by: User) -> None:
    """Put a file back. Raises NotFound, NotAllowed."""
    _may_handle(file, by)
    with transaction.atomic():
        if File.objects.filter(pk=file.pk, deleted_at__isnull=False).update(deleted_at=None):
            _tell(file, "file.restored", by)
            index.refresh(file.subject_kind, file.subject_id)


def rename(*, file: File, name: str, by: User, version: int | None = None) -> File:
    """Show the file under another name; its kind follows from its content as before. Raises NotFound, NotAllowed,
    FieldErrors, Stale."""
    _may_handle(file, by)
    if not name.strip():
        raise FieldErrors({"name": [_("Write a name.")]})
    new, old, seen = storage.safe_name(name), file.name, file.version if version is None else version
    if new == old and seen == file.version:
        return file
    with transaction.atomic():
        rows = File.objects.filter(pk=file.pk, version=seen, deleted_at=None)
        if not rows.update(name=new, version=seen + 1):
            raise Stale()
        file.name, file.version = new, seen + 1
        _tell(file, "file.renamed", by, changes={"name": [old, new]})
        index.refresh(file.subject_kind, file.subject_id)
    return file


def _may_handle(file: File, by: User) -> None:
    by.require("file.create")
    subjects.load(file.subject_kind, file.subject_id, by)
    if file.uploaded_by_id != by.pk and not by.can("file.moderate"):
        raise NotAllowed()


def _tell(file: File, verb: str, by: User, changes: dict[str, list[Any]] | None = None) -> None:
    log.append(
        by=by,
        verb=verb,
        subject=(file.subject_kind, file.subject_id),
        deal_id=file.deal_id,
        changes=changes,
        data={"file": file.pk, "name": file.name},
    )
