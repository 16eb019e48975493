"""Files that a whole export holds beside its tables, put on the records that they belong to."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.links import links_of
from kariz.exchange.actions.rows.work_rows import fresh_rows, made_of_row
from kariz.exchange.models import Import, ImportRow
from kariz.localisation.said import gettext as _
from kariz.reading.files import package
from kariz.records import storage
from kariz.records.actions import file_batches
from kariz.records.queries import on_record

PACKED = "packed"
"""Under which the layout of such a list keeps the archive that holds the files; nothing that a person says names it."""


def write_files(results: Sequence[Result], context: Context) -> None:
    """In a rehearsal nothing is unpacked: what the archive says of its members is enough to foresee them."""
    fresh = fresh_rows(results, context)
    links = links_of(fresh, context)
    news: list[file_batches.NewFile] = []
    whose: list[Result] = []
    held: dict[tuple[str, int], tuple[int, int]] = {}
    with zipfile.ZipFile(storage.path_of(context.one.layout[PACKED])) as packed:
        for result in fresh:
            subject = links[result.draft.number].subject
            if subject is None:
                result.refuse(_("The row does not say which record it belongs to."), "parent_ref")
            elif (part := _part(packed, result)) is None:
                result.refuse(_("The file is not in the archive."), "file")
            elif not _has_room(subject, part.file_size, held):
                result.refuse(_("The file is too large, or its record has too many."), "file")
            elif context.rehearses:
                result.end(ImportRow.Action.CREATED)
            else:
                news.append(_new(packed, part, subject, result, context))
                whose.append(result)
    for result, file in zip(whose, file_batches.bring_in(files=news, by=context.by), strict=True):
        made_of_row(result, file.pk, context)


def archive_of(one: Import) -> str:
    """What the archive beside a list is stored as; "" for all other lists."""
    return str(one.layout.get(PACKED, ""))


def _part(packed: zipfile.ZipFile, result: Result) -> zipfile.ZipInfo | None:
    try:
        return packed.getinfo(f"{package.FILES}/{result.draft.values['file']}")
    except KeyError:
        return None


def _has_room(subject: tuple[str, int], size: int, held: dict[tuple[str, int], tuple[int, int]]) -> bool:
    """May the record have this one, too, beside those that it has and those that came before?"""
    if subject not in held:
        now = on_record.held(*subject)
        held[subject] = now.size, now.count
    total, count = held[subject][0] + size, held[subject][1] + 1
    if not 0 < size <= storage.LARGEST or total > storage.MOST_ON_RECORD or count > storage.MOST_FILES:
        return False
    held[subject] = total, count
    return True


def _new(
    packed: zipfile.ZipFile, part: zipfile.ZipInfo, subject: tuple[str, int], result: Result, context: Context
) -> file_batches.NewFile:
    values = result.draft.values
    with packed.open(part) as content:
        # What a part says of its size is only a claim.
        said = content.read(storage.LARGEST)
    at = context.at(values["noted_at"]) if "noted_at" in values else None
    author = context.sellers.of(result.draft)
    return file_batches.NewFile(subject, values.get("file_name", "file"), said, author, at)
