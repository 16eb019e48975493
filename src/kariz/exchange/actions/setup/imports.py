"""What a person does with an import: upload, say what columns mean, start, take back, remove."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kariz.access.actions import users
from kariz.access.models import User
from kariz.events.actions import log
from kariz.exchange.actions.at_work import checking
from kariz.exchange.actions.at_work.errors import ImportBusy
from kariz.exchange.actions.back import once_more
from kariz.exchange.actions.rows.file_rows import archive_of
from kariz.exchange.actions.setup import (
    codes,
    headings,
    kinds,
    left_before,
    own_fields,
    own_numbers,
    readiness,
    remembered_readings,
    remembered_sellers,
    remembered_sheets,
    remembering,
    rows_before,
    run_options,
    whom,
    why_lost,
)
from kariz.exchange.actions.setup.in_hand import TRIES, ChangedBeside, InHand
from kariz.exchange.actions.setup.saying import Given, say_among
from kariz.exchange.models import Import, RememberedMapping
from kariz.exchange.queries.known import custom
from kariz.exchange.queries.known.meanings import by_legend
from kariz.exchange.queries.known.owners_today import people_today
from kariz.exchange.queries.known.reading import AMOUNTS, HEADERS
from kariz.exchange.queries.known.tables import first_rows
from kariz.exchange.queries.pages.going import goes_back, may_go_back
from kariz.exchange.queries.pages.imports import IMPORTED
from kariz.jobs.leases import Work
from kariz.localisation import home
from kariz.reading.deals.other_books import COMES, COMES_SAID, OPEN
from kariz.reading.files.encodings import CHOICES
from kariz.reading.layout.tables import Table, open_table
from kariz.reading.rows.settings import UNSAID
from kariz.reading.shapes.base import Known
from kariz.reading.shapes.registry import recognise
from kariz.records import storage
from kariz.web.errors import FieldErrors, NotFound, Stale

NOTHING_TO_DO = Work.State.DONE


def upload(
    *, file: File, by: User, name: str = "", encoding: str = "", kind: str = "", reading: str = ""
) -> Import:
    """Keep the file and guess all that can be guessed. `reading`: how a sheet is read that holds several tables beside
    each other; else as it was said before, or as it looks. Raises NotAllowed, FileRefused, FieldErrors."""
    by.require("import.run")
    if encoding and encoding not in CHOICES:
        raise FieldErrors({"encoding": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(CHOICES)}]})
    if kind and kind not in kinds.LISTS:
        raise FieldErrors({"kind": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(kinds.LISTS)}]})
    read_as = remembered_readings.reading_of(reading, by)
    stored = storage.new_name()
    path = storage.path_of(stored)
    storage.keep(file, stored)  # type: ignore[arg-type]
    try:
        safe = storage.safe_name(name or file.name or "")
        table = open_table(path, safe, encoding=encoding, reading=read_as)
        made = drawn(table, stored, safe, by, kind)
        with transaction.atomic():
            keep(made, by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return made


def drawn(table: Table, stored: str, name: str, by: User, kind: str = "") -> Import:
    """An import of that table, unsaved, with all that can be guessed. Its file is read again and again: whatever takes long
    is done before a transaction begins."""
    held, rows = rows_before.survey(table, stored)
    made = Import(stored=stored, name=name, created_by=by, **held)
    guess(made, by, recognise(made.columns), kind)
    made.options = made.options | {"rows": rows}
    made.state = NOTHING_TO_DO
    left_before.look(made)
    own_numbers.look([made])
    return made


def keep(made: Import, by: User, *, whose: User | None = None) -> None:
    made.created_by = whose or by
    made.save()
    _tell(made, "import.uploaded", by)


def guess(
    made: Import, by: User, known: Known | None, kind: str = "", *, together: bool = False
) -> RememberedMapping | None:
    """Say what the file holds and what its columns mean: as its product writes them, else by their headers; but
    what was said of such a file before goes first, and is given back. `together`: it is one of a set."""
    if known is not None and kind in ("", known.part.kind):
        made.kind = known.part.kind
        made.mapping = known.mapping | custom.of_export(made, by)
    else:
        sample = first_rows(made, 50)
        made.kind = kind or kinds.kind_of(made.columns, sample, kinds.called(made))
        made.mapping = kinds.guess(made.columns, made.kind, sample, kinds.called(made))
        whom.look(made, by)
        codes.look(made)
        headings.look(made)
        known = None
    kinds.look_above(made)
    made.options = run_options.first(made, by, known).as_json()
    return None if kind else _as_before(made, by, together)


def _as_before(made: Import, by: User, together: bool) -> RememberedMapping | None:
    """What was said of such a file before goes before all guesses, as far as it still holds."""
    if (before := remembering.known(made, by)) is None or not remembering.fits(before, made):
        return None
    guessed = run_options.column_of_owners(made.mapping)
    remembering.apply(made, before, by)
    if run_options.column_of_owners(made.mapping) != guessed:
        made.options = made.options | {"people": {}}
    kinds.look_above(made)
    said = remembering.said(before, by, together)
    if made.options["colours"]:
        # What a line of this very file says of its colours goes before what another one's said; what its rows let one
        # guess does not.
        told = by_legend(made, made.options.get("pipeline"))
        said["colours"] = made.options["colours"] | said.get("colours", {}) | told
    of_sheet = remembered_sheets.take_over(made, before)
    if "colours" in of_sheet:
        said["colours"] = made.options["colours"] | said.get("colours", {}) | of_sheet["colours"]
    said = of_sheet | said
    if people := people_today(said.pop("people", {}), remembering.called(before)):
        # What was left open then is asked about anew: it may have been said since.
        known = {name: meaning for name, meaning in people.items() if meaning != UNSAID}
        said["people"] = remembered_sellers.of_file(made, known)
    if said.get(COMES) is False and remembering.is_of_other_sheet(before, made):
        made.layout = made.layout | {OPEN: said.pop(COMES)}
    elif COMES in said:
        made.layout = made.layout | {COMES_SAID: True}
    if "reasons" in said:
        said["reasons"] = why_lost.today(said["reasons"], by)
    if made.layout.get(HEADERS):
        # The headers say it, today as then.
        said = {name: value for name, value in said.items() if name not in ("unit", "scale")}
    if made.layout.get(AMOUNTS):
        said.pop("amounts_of", None)
    if said.get("day_order", "") in ("", home.date_order()):
        # Nobody had to say it then; this file may tell.
        said.pop("day_order", None)
    try:
        run_options.change(made, said, by)
    except FieldErrors:
        # The pipeline, or a stage of it, is gone.
        gone = {"pipeline", "stage", "stages", "pipelines", "owner", "colours"}
        run_options.change(made, {name: said[name] for name in set(said) - gone}, by)
    return before


def change(
    *,
    one: Import,
    by: User,
    version: int | None = None,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
    header: bool | None = None,
    header_rows: int | None = None,
    before: Mapping[str, str] | None = None,
    fills: bool = True,
) -> Import:
    """Set what the file holds, what columns mean, and how it is run. Another kind guesses the columns anew;
    `before` is then what they were said to mean. `header`: do rows above the data hold the names of the columns, as many
    as were found; `header_rows`: how many. `fills`: what is said of words here is filled in for other files of
    its set that leave them open.

    Raises NotAllowed, ImportBusy, FieldErrors, Stale.
    """
    by.require("import.run")
    if not one.changeable:
        raise ImportBusy
    given = Given(kind, mapping, options, header, header_rows, before)
    for _try in range(TRIES):
        lists = InHand.with_set_of(one)
        seen = remembering.columns_of(one)
        say_among(lists, one, by, given, fills=fills)
        one.layout = one.layout | {remembering.SAID_BY: by.pk}
        if remembering.columns_of(one) != seen:
            one.layout = one.layout | {remembering.COLUMNS_SAID: by.pk}
        try:
            with transaction.atomic():
                lists.write(one, version)
                return Import.objects.get(pk=one.pk)
        except ChangedBeside:
            lists.put_back()
    raise Stale


def _write(one: Import, version: int | None, **values: Any) -> Import:
    seen = one.version if version is None else version
    kept = {name: getattr(one, name) for name in ("kind", "layout", "columns", "total", "mapping", "options")}
    rows = Import.objects.filter(pk=one.pk, version=seen, phase=one.phase)
    if not rows.update(**(kept | values), version=F("version") + 1):
        raise Stale
    return Import.objects.get(pk=one.pk)


def start(*, one: Import, by: User, version: int | None = None) -> Import:
    """Hand the import to the workers. Raises NotAllowed, ImportBusy, FieldErrors, Stale."""
    by.require("import.run")
    if one.part_of_id is not None:
        raise ImportBusy
    readiness.check(one)
    now = timezone.now()
    options = own_fields.options_of(one)
    with transaction.atomic():
        own_fields.settle(one, by, options)
        started = _write(
            one,
            version,
            phase=Import.Phase.RUNNING,
            state=Work.State.WAITING,
            due_at=now,
            started_at=now,
            worked_by=by,
            tries=0,
            error="",
        )
        checking.forget(started)
        remembering.keep(started, by)
        _tell(started, "import.started", by)
    return started


def check(*, one: Import, by: User, version: int | None = None) -> Import:
    """Have the workers rehearse the whole file: what would be created, changed, refused, and why. Writes no record.

    Raises NotAllowed, ImportBusy, FieldErrors, Stale.
    """
    by.require("import.run")
    readiness.check(one)
    with transaction.atomic():
        own_fields.leave_out(one, by)
        begun = _write(one, version, **checking.begin(one, by))
        checking.forget(begun)
    return begun


def stop_check(*, one: Import, by: User) -> Import:
    """Let the rehearsal be. Raises NotAllowed, ImportBusy."""
    by.require("import.run")
    if not checking.stop(one):
        raise ImportBusy
    return Import.objects.get(pk=one.pk)


def take_back(*, one: Import, by: User, changed: bool = False) -> Import:
    """Have the workers remove all that this import created and nobody changed since; `changed`: that, too. Of one that was
    taken back: what stayed then.

    Raises NotAllowed, ImportBusy.
    """
    by.require("import.run")
    now = timezone.now()
    with transaction.atomic():
        rows = Import.objects.filter(may_go_back(), pk=one.pk, part_of=None)
        if not any(map(goes_back, rows)):
            raise ImportBusy
        once_more.stayed(rows)
        done = rows.update(
            phase=Import.Phase.TAKING_BACK,
            takes_changed=changed,
            kept_count=0,
            stayed=[],
            state=Work.State.WAITING,
            due_at=now,
            worked_by=by,
            tries=0,
            position=0,
            started_at=now,
            version=F("version") + 1,
        )
        if not done:
            raise ImportBusy
        remembering.take_back([one])
        _tell(one, "import.taken_back", by)
    return Import.objects.get(pk=one.pk)


def delete(*, one: Import, by: User, remembers: bool = True) -> None:
    """Remove an import that did not run, with its file; what was said of it holds for the next such file, unless it was
    only tried out. Raises NotAllowed, ImportBusy, NotFound."""
    by.require("import.run")
    parts = [one] if one.part_of_id is None else list(Import.objects.filter(part_of=one.part_of_id))
    with transaction.atomic():
        if remembers:
            remembering.keep_said([part for part in parts if part.pk == one.pk], parts)
        gone, _by_model = Import.objects.filter(
            pk=one.pk, phase__in=[Import.Phase.UPLOADED, Import.Phase.MAPPED]
        ).delete()
        if not gone:
            if Import.objects.filter(pk=one.pk).exists():
                raise ImportBusy
            raise NotFound
        _tell(one, "import.deleted", by)
    forget_stored(one)


def forget_stored(one: Import) -> None:
    """Its file, and the archive that holds those which its rows name. The row first: a file without a row harms nobody."""
    for stored in filter(None, (one.stored, archive_of(one))):
        storage.path_of(stored).unlink(missing_ok=True)


def forget_files(*, before: datetime) -> int:
    """Remove the files of imports that ended before then; their rows and counts stay. How many files."""
    old = Import.objects.filter(finished_at__lt=before).exclude(stored="").exclude(state=Work.State.WAITING)
    found = list(old.exclude(state=Work.State.RUNNING).only("pk", "stored", "layout"))
    Import.objects.filter(pk__in=[one.pk for one in found]).update(stored="")
    for one in found:
        forget_stored(one)
    return len(found)


def _tell(one: Import, verb: str, by: User) -> None:
    users.mark(by=by, key=IMPORTED)
    log.append(by=by, verb=verb, subject=("import", one.pk), data={"name": one.name, "kind": one.kind})
