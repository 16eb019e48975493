"""Files that a whole export holds beside its tables, put on the records that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.refs import Refs
from kariz.exchange.actions.rows import packed_files
from kariz.exchange.actions.rows.links import links_of
from kariz.exchange.actions.rows.work_rows import fresh_rows, made_of_row
from kariz.exchange.models import Import, ImportRow
from kariz.localisation.said import gettext as _
from kariz.reading.rows.drafts import Draft
from kariz.records import storage
from kariz.records.actions import file_batches
from kariz.records.queries import on_record
from kariz.records.queries.on_record import Held

PACKED = "packed"
"""Under which the layout of such a list keeps the archive that holds the files; nothing that a person says names it."""
Subject = tuple[str, int]


@contextmanager
def unpacked(context: Context, drafts: Sequence[Draft], at_work: Callable[[], None]) -> Iterator[None]:
    """Around the transaction of a chunk: the files of its rows are unpacked before it. Nothing for other lists."""
    if context.one.kind != Import.Kind.FILES:
        yield
        return
    try:
        with packed_files.opened(archive_of(context.one)) as context.packed:
            context.packed.ahead(_coming(context, drafts), at_work)
            yield
    finally:
        context.packed = None


def _coming(context: Context, drafts: Sequence[Draft]) -> dict[int, str]:
    """{row: its file} of those that are probably not here yet. Asked of other references than the chunk's, which ask in its
    transaction."""
    refs = Refs(context.settings.source, context.one, context.by)
    rows = [draft for draft in drafts if not (draft.aside or draft.errors)]
    keys = {draft.number: draft.values.get("external_id", "") for draft in rows}
    refs.ask(context.own, keys.values())
    return {
        draft.number: draft.values["file"]
        for draft in rows
        if not refs.state(context.own, keys[draft.number])
    }


def write_files(results: Sequence[Result], context: Context) -> None:
    """In a rehearsal nothing is unpacked: what the archive says of its members is enough to foresee them."""
    if context.packed is None:
        with packed_files.opened(archive_of(context.one)) as packed:
            _write(results, context, packed)
    else:
        _write(results, context, context.packed)


def _write(results: Sequence[Result], context: Context, packed: packed_files.Packed) -> None:
    fresh = fresh_rows(results, context)
    links = links_of(fresh, context)
    news: list[file_batches.NewFile] = []
    whose: list[Result] = []
    room = _Room({subject for one in links.values() if (subject := one.subject) is not None})
    for result in fresh:
        subject = links[result.draft.number].subject
        if subject is None:
            result.refuse(_("The row does not say which record it belongs to."), "parent_ref")
        elif (size := packed.size(result.draft.values["file"])) is None:
            result.refuse(_("The file is not in the archive."), "file")
        elif not room.take(subject, size):
            result.refuse(_("The file is too large, or its record has too many."), "file")
        elif context.rehearses:
            result.end(ImportRow.Action.CREATED)
        elif (kept := _kept(packed, result)) is not None:
            news.append(_new(kept, subject, result, context))
            whose.append(result)
    for result, file in zip(whose, file_batches.bring_in(files=news, by=context.by), strict=True):
        made_of_row(result, file.pk, context)


def archive_of(one: Import) -> str:
    """What the archive beside a list is stored as; "" for all other lists."""
    return str(one.layout.get(PACKED, ""))


class _Room:
    """How much more records may hold, beside what they have and what came before; asked once for each kind."""

    def __init__(self, subjects: Collection[Subject]) -> None:
        self._held = {
            (kind, pk): held
            for kind in {kind for kind, _pk in subjects}
            for pk, held in on_record.held_by(kind, {pk for other, pk in subjects if other == kind}).items()
        }

    def take(self, subject: Subject, size: int) -> bool:
        """May the record have a further file of this size? It then has it."""
        held = self._held.get(subject, Held(0, 0))
        total, count = held.size + size, held.count + 1
        if not 0 < size <= storage.LARGEST or total > storage.MOST_ON_RECORD or count > storage.MOST_FILES:
            return False
        self._held[subject] = Held(count, total)
        return True


def _kept(packed: packed_files.Packed, result: Result) -> file_batches.Kept | None:
    try:
        return packed.kept(result.draft.number, result.draft.values["file"])
    except packed_files.Damaged:
        result.refuse(_("The file is damaged in the archive."), "file")
        return None


def _new(kept: file_batches.Kept, subject: Subject, result: Result, context: Context) -> file_batches.NewFile:
    values = result.draft.values
    at = context.at(values["noted_at"]) if "noted_at" in values else None
    author = context.sellers.of(result.draft)
    return file_batches.NewFile(subject, values.get("file_name", "file"), kept, author, at)
