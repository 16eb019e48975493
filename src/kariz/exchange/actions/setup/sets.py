"""Files that come in together: uploaded, and set up as one; each file is an import of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kariz.access.actions import users
from kariz.access.models import User
from kariz.events.actions import log
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.installation import whole_lists
from kariz.exchange.actions.rows.file_rows import archive_of
from kariz.exchange.actions.setup import (
    continuing,
    imports,
    own_numbers,
    remembered_readings,
    remembering,
    set_answers,
)
from kariz.exchange.actions.setup.drawn import draw
from kariz.exchange.actions.setup.in_hand import TRIES, ChangedBeside, InHand
from kariz.exchange.actions.setup.saying import Given, Looks, mentioned_too, say
from kariz.exchange.actions.setup.set_tables import Found, tables_again, tables_of
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.imports import IMPORTED
from kariz.exchange.queries.pages.sets import complete, in_order
from kariz.jobs.leases import Work
from kariz.reading.deals.own_numbers import NUMBERS
from kariz.reading.files import archives
from kariz.reading.files.encodings import CHOICES
from kariz.reading.files.limits import MOST_FILES, FileRefused, too_many_tables
from kariz.reading.layout.tables import open_tables
from kariz.records import storage
from kariz.web.errors import FieldErrors, NotFound, Stale

SHARED = (
    "pipeline",
    "stage",
    "existing",
    "alike",
    "owner",
    "currency",
    "unit",
    "scale",
    "rate",
    "calendar",
    "stages",
    "colours",
    "reasons",
    "people",
    "pipelines",
    "day_order",
    "unreadable",
    "asides",
    "several",
    "doubles",
    "here",
    "apart",
    "right_names",
    "same_companies",
)
OWN = ("all_or_nothing",)
"""Options of the set, not of its parts."""
CONTINUES = "continues"
"""{part: its column that names the deals of another part which its rows go on with, or ""}"""
QUEUED = Work.State.DONE
"""Of a part that runs, or is taken back, but has not had its turn: no worker claims it."""


def together(files: Sequence[File], *, by: User, encoding: str = "", reading: str = "") -> bool:
    """Do these hold more than one table: several files, an archive, a workbook of several sheets, or a sheet with tables
    beside each other? Raises NotAllowed, FieldErrors."""
    by.require("import.run")
    if len(files) != 1:
        return len(files) > 1
    read_as = remembered_readings.reading_of(reading, by)
    with NamedTemporaryFile(prefix="kariz-") as copy:
        shutil.copyfileobj(files[0], copy)
        files[0].seek(0)
        copy.flush()
        place = Path(copy.name)
        try:
            if archives.is_archive(place):
                return True
            return len(open_tables(place, copy.name, encoding=encoding, reading=read_as)) > 1
        except FileRefused:
            # Why it is refused is said when it is read.
            return False


def upload(*, files: Sequence[File], by: User, encoding: str = "", reading: str = "") -> ImportSet:
    """Keep the files, know whose export they are, and make a part of every table in them. `reading`: how sheets are
    read that hold several tables beside each other; else as it was said before, or as it looks.

    Raises NotAllowed, FileRefused (naming the file), FieldErrors.
    """
    by.require("import.run")
    if encoding and encoding not in CHOICES:
        raise FieldErrors({"encoding": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(CHOICES)}]})
    if not files:
        raise FieldErrors({"file": [_("Choose a file first.")]})
    with whole_lists.gathered(files) as gathered:
        return _upload(gathered, by, encoding, reading)


def has_files(parts: Sequence[Import]) -> bool:
    """Are the files of these still kept?"""
    stored = [name for part in parts for name in (part.stored, *filter(None, [archive_of(part)]))]
    return bool(parts) and all(name and storage.path_of(name).exists() for name in stored)


def again(*, whole: ImportSet, by: User) -> ImportSet:
    """Bring the tables of a set that was taken back once more, as a new set.

    Raises NotAllowed, ImportBusy, NotFound where their files are gone, FileRefused.
    """
    by.require("import.run")
    if whole.phase != ImportSet.Phase.TAKEN_BACK:
        raise ImportBusy
    return bring_again(list(Import.objects.filter(part_of=whole).order_by("pk")), by)


def bring_again(parts: Sequence[Import], by: User) -> ImportSet:
    """The tables of these as a new set, of which is said what was said of such files last. Raises NotFound, FileRefused."""
    if not has_files(parts):
        raise NotFound
    return _bring(lambda kept: tables_again(parts, kept), by)


def _upload(files: Sequence[File], by: User, encoding: str, reading: str) -> ImportSet:
    if len(files) > MOST_FILES:
        raise FileRefused(_("At most %(most)d files at once.") % {"most": MOST_FILES}, code="too_many_files")
    read_as = remembered_readings.reading_of(reading, by)
    return _bring(
        lambda kept: (table for file in files for table in tables_of(file, encoding, kept, read_as)), by
    )


def _bring(found: Callable[[list[str]], Iterable[Found]], by: User) -> ImportSet:
    """A set of the tables that are found; what they keep is gone again where they cannot come in."""
    kept: list[str] = []
    try:
        tables: list[Found] = []
        for table in found(kept):
            tables.append(table)
            if len(tables) > MOST_FILES:
                raise too_many_tables()
        drawn = draw(tables, by)
        with transaction.atomic():
            drawn.keep()
            tell(drawn.whole, "import.uploaded", by)
            return drawn.whole
    except BaseException:
        for stored in kept:
            storage.path_of(stored).unlink(missing_ok=True)
        raise


def change(
    *, whole: ImportSet, by: User, options: Mapping[str, Any], version: int | None = None
) -> ImportSet:
    """Set options of all parts alike: pipeline, unit …, and `all_or_nothing` of the set as a whole. Of words (stages,
    people, pipelines) each part takes those that it names; what is not said stays as it is.

    Raises NotAllowed, ImportBusy, FieldErrors, Stale.
    """
    by.require("import.run")
    if not whole.changeable:
        raise ImportBusy
    own = {name: options[name] for name in OWN if name in options}
    shared = {name: value for name, value in options.items() if name not in (*own, CONTINUES, NUMBERS)}
    errors = {name: [_("There is no such option.")] for name in set(shared) - set(SHARED)}
    errors |= {
        name: [_("This value has the wrong structure.")]
        for name, value in own.items()
        if type(value) is not bool
    }
    if errors:
        raise FieldErrors(errors)
    if version not in (None, whole.version):
        raise Stale
    for _try in range(TRIES):
        lists = InHand.of(whole)
        _say(lists.parts, by, options, shared)
        try:
            with transaction.atomic():
                touch(whole, version, **own)
                lists.write()
                return ImportSet.objects.get(pk=whole.pk)
        except ChangedBeside:
            continue
    raise Stale


def _say(parts: Sequence[Import], by: User, options: Mapping[str, Any], shared: Mapping[str, Any]) -> None:
    """Say it of the parts, unsaved."""
    looks = Looks()
    if CONTINUES in options:
        for part, mapping in continuing.said(parts, options[CONTINUES]):
            looks |= _said(part, by, Given(mapping=mapping))
    if NUMBERS in options:
        own_numbers.say(parts, options[NUMBERS])
        looks |= Looks(numbers=True)
    run = _to_run(parts) if shared else []
    for part in run:
        mine = set_answers.of_part(part, shared, run)
        if mine.get("existing", part.options.get("existing")) != part.options.get("existing"):
            mine = mentioned_too(part.options, mine["existing"]) | mine
        if _says_new(part, mine):
            looks |= _said(part, by, Given(options=mine))
    looks.again(parts)


def _said(part: Import, by: User, given: Given) -> Looks:
    looks = say(part, by, given)
    part.layout = part.layout | {remembering.SAID_BY: by.pk}
    return looks


def _says_new(part: Import, options: Mapping[str, Any]) -> bool:
    """A part for which nothing changes keeps what was found when it was looked through."""
    return any(part.options.get(name) != value for name, value in options.items())


def leave_out(*, part: Import, by: User) -> None:
    """Take one file out of a set that has not run. Raises NotAllowed, ImportBusy, NotFound."""
    by.require("import.run")
    if (whole := part.part_of) is None:
        raise NotFound
    if not whole.changeable:
        raise ImportBusy
    imports.delete(one=part, by=by)
    look_again(whole)


def look_again(whole: ImportSet) -> None:
    """See anew what the lists of a set tell about each other, of which one is gone."""
    for _try in range(TRIES):
        lists = InHand.of(whole)
        Looks(deals=True, numbers=True).again(lists.parts)
        try:
            with transaction.atomic():
                lists.write()
                break
        except ChangedBeside:
            continue


def delete(*, whole: ImportSet, by: User, remembers: bool = True) -> None:
    """Remove a set of which nothing ran, with its files; what was said of them holds for the next such files, unless they
    were only tried out. Raises NotAllowed, ImportBusy."""
    by.require("import.run")
    with transaction.atomic():
        parts = list(whole.parts.all())
        if not whole.changeable or any(not part.changeable for part in parts):
            raise ImportBusy
        if remembers:
            remembering.keep_said(parts, parts)
        tell(whole, "import.deleted", by)
        whole.delete()
    for part in parts:
        imports.forget_stored(part)


def parts_to_run(whole: ImportSet) -> list[Import]:
    """The parts that have not run and whose columns say enough; others are left out."""
    return _to_run(whole.parts.all())


def _to_run(parts: Iterable[Import]) -> list[Import]:
    return [part for part in in_order(part for part in parts if part.changeable) if complete(part)]


def touch(whole: ImportSet, version: int | None, **values: Any) -> None:
    """Write to the set as it was seen. Raises Stale."""
    seen = whole.version if version is None else version
    rows = ImportSet.objects.filter(pk=whole.pk, version=seen, phase=whole.phase)
    if not rows.update(version=F("version") + 1, **values):
        raise Stale


def tell(whole: ImportSet, verb: str, by: User) -> None:
    """Say in the log what was done with the set."""
    users.mark(by=by, key=IMPORTED)
    log.append(by=by, verb=verb, subject=("import_set", whole.pk), data={"name": whole.name})
