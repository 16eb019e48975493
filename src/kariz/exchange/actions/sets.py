"""Files that come in together: uploaded, and set up as one; each file is an import of its own."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
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
from kariz.exchange.actions import (
    continuing,
    imports,
    left_before,
    look_around,
    own_numbers,
    remembered_readings,
    remembering,
    set_answers,
    whom,
    whose_deals,
)
from kariz.exchange.actions.errors import ImportBusy
from kariz.exchange.actions.set_tables import Found, tables_of
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.imports import IMPORTED
from kariz.exchange.queries.sets import complete, in_order
from kariz.exchange.rules import archives, guessing
from kariz.exchange.rules.encodings import CHOICES
from kariz.exchange.rules.labels import labels_of
from kariz.exchange.rules.limits import MOST_FILES, FileRefused, too_many_tables
from kariz.exchange.rules.own_numbers import NUMBERS
from kariz.exchange.rules.settings import FILL, TELL
from kariz.exchange.rules.tables import Table, open_tables
from kariz.exchange.shapes.base import Known
from kariz.exchange.shapes.registry import BY_NAME, recognise
from kariz.jobs.leases import Work
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
)
OWN = ("all_or_nothing",)
"""Options of the set, not of its parts."""
CONTINUES = "continues"
"""{part: its column that names the deals of another part which its rows go on with, or ""}"""
QUEUED = Work.State.DONE
"""Of a part that runs, or is taken back, but has not had its turn: no worker claims it."""


def together(files: Sequence[File], *, by: User, encoding: str = "", reading: str = "") -> bool:
    """Do these hold more than one table: several files, an archive, a workbook of several sheets, or a sheet with tables
    beside each other?"""
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
    if len(files) > MOST_FILES:
        raise FileRefused(_("At most %(most)d files at once.") % {"most": MOST_FILES}, code="too_many_files")
    read_as = remembered_readings.reading_of(reading, by)
    kept: list[str] = []
    try:
        tables: list[Found] = []
        for file in files:
            for table in tables_of(file, encoding, kept, read_as):
                tables.append(table)
                if len(tables) > MOST_FILES:
                    raise too_many_tables()
        with transaction.atomic():
            return make(tables, by)
    except BaseException:
        for stored in kept:
            storage.path_of(stored).unlink(missing_ok=True)
        raise


def make(tables: Sequence[Found], by: User) -> ImportSet:
    """A set of these tables, each a part of it."""
    labels = {key: label for _stored, _name, table in tables for key, label in labels_of(table).items()}
    known = [recognise(table.columns) for _stored, _name, table in tables]
    shapes = Counter(one.shape.name for one in known if one)
    shape = shapes.most_common(1)[0][0] if shapes else ""
    source = shape or guessing.source_of(
        {column for _stored, _name, table in tables for column in table.columns}
    )
    names = list(dict.fromkeys(name for _stored, name, _table in tables))
    title = "، ".join(names) if by.language.startswith("fa") else ", ".join(names)
    made = ImportSet.objects.create(name=title[:150], shape=shape, created_by=by)
    for (stored, name, table), one in zip(tables, known, strict=True):
        if labels:
            table.layout["labels"] = labels
        part_of(made, stored, name, table, one, source, by).save()
    if not shape:
        whom.look_set(made.parts.all(), by)
        look_around.look_for_sellers(made, by)
        continuing.propose(made, by)
        look_around.look_for_other_books(made)
        own_numbers.look_set(made.pk)
    tell(made, "import.uploaded", by)
    return made


def part_of(
    whole: ImportSet, stored: str, name: str, table: Table, known: Known | None, source: str, by: User
) -> Import:
    """The table as a part of the set, unsaved, with all that can be guessed."""
    part = Import(
        part_of=whole,
        stored=stored,
        name=name,
        layout=table.layout,
        columns=table.columns,
        total=table.survey(),
        created_by=by,
        state=QUEUED,
        phase=Import.Phase.MAPPED,
    )
    before = imports.guess(part, by, known, together=True)
    part.options |= {"source": source}
    if whole.shape and known is None and before is None:
        part.options |= {
            key: value for key, value in BY_NAME[whole.shape].options.items() if key in part.options
        }
    if before is None or not remembering.is_own_of_set(before, by):
        # What others of the set point at is not put aside: it is made, and the likeness said.
        part.options |= {"existing": FILL, "alike": TELL}
    left_before.look(part)
    return part


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
    with transaction.atomic():
        touch(whole, version, **own)
        if CONTINUES in options:
            continuing.say(whole, by, options[CONTINUES])
        if NUMBERS in options:
            own_numbers.say(whole, by, options[NUMBERS])
        parts = parts_to_run(whole) if shared else []
        for part in parts:
            mine = set_answers.of_part(part, shared, parts)
            if _says_new(part, mine):
                imports.change(one=part, by=by, options=mine, fills=False)
    return ImportSet.objects.get(pk=whole.pk)


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
    whose_deals.look(whole.pk)
    own_numbers.look_set(whole.pk)


def delete(*, whole: ImportSet, by: User) -> None:
    """Remove a set of which nothing ran, with its files. Raises NotAllowed, ImportBusy."""
    by.require("import.run")
    with transaction.atomic():
        parts = list(whole.parts.all())
        if not whole.changeable or any(not part.changeable for part in parts):
            raise ImportBusy
        tell(whole, "import.deleted", by)
        whole.delete()
    for part in parts:
        storage.path_of(part.stored).unlink(missing_ok=True)


def parts_to_run(whole: ImportSet) -> list[Import]:
    """The parts that have not run and whose columns say enough; others are left out."""
    waiting = whole.parts.filter(phase__in=[Import.Phase.UPLOADED, Import.Phase.MAPPED])
    return [part for part in in_order(waiting) if complete(part)]


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
