"""What a person does with an import: upload, say what columns mean, start, take back, remove."""

from __future__ import annotations

from collections import Counter
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
from kariz.exchange.actions import (
    checking,
    kinds,
    left_before,
    own_fields,
    own_numbers,
    readiness,
    remembered_readings,
    remembering,
    run_options,
    set_answers,
    whom,
    whose_deals,
    why_lost,
)
from kariz.exchange.actions.errors import ImportBusy
from kariz.exchange.models import Import, RememberedMapping
from kariz.exchange.queries.custom import NEW, targets_of
from kariz.exchange.queries.imports import IMPORTED
from kariz.exchange.queries.reading import AMOUNTS, HEADERS
from kariz.exchange.queries.sets import stays_out
from kariz.exchange.queries.tables import first_rows
from kariz.exchange.rules import guessing
from kariz.exchange.rules.encodings import CHOICES
from kariz.exchange.rules.other_books import COMES
from kariz.exchange.rules.rows import MANY, TWICE
from kariz.exchange.rules.tables import Table, open_table
from kariz.exchange.shapes.base import Known
from kariz.exchange.shapes.registry import recognise
from kariz.jobs.leases import Work
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
    if kind and kind not in Import.Kind.values:
        raise FieldErrors(
            {"kind": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(Import.Kind.values)}]}
        )
    read_as = remembered_readings.reading_of(reading, by)
    stored = storage.new_name()
    path = storage.path_of(stored)
    storage.keep(file, stored)  # type: ignore[arg-type]
    try:
        safe = storage.safe_name(name or file.name or "")
        table = open_table(path, safe, encoding=encoding, reading=read_as)
        with transaction.atomic():
            made = make(table, stored, safe, by, kind)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return made


def make(table: Table, stored: str, name: str, by: User, kind: str = "") -> Import:
    """An import of that table, with all that can be guessed."""
    made = Import(stored=stored, name=name, layout=table.layout, columns=table.columns, total=table.survey())
    guess(made, by, recognise(made.columns), kind)
    made.created_by = by
    made.state = NOTHING_TO_DO
    left_before.look(made)
    own_numbers.look([made])
    made.save()
    _tell(made, "import.uploaded", by)
    return made


def guess(
    made: Import, by: User, known: Known | None, kind: str = "", *, together: bool = False
) -> RememberedMapping | None:
    """Say what the file holds and what its columns mean: as its product writes them, else by their headers; but
    what was said of such a file before goes first, and is given back. `together`: it is one of a set."""
    if known is not None and kind in ("", known.part.kind):
        made.kind, made.mapping = known.part.kind, known.mapping
    else:
        sample = first_rows(made, 50)
        made.kind = kind or guessing.guess_kind(made.columns, sample)
        made.mapping = kinds.guess(made.columns, made.kind, sample)
        whom.look(made, by)
        known = None
    kinds.look_above(made)
    made.options = run_options.first(made, by, known).as_json()
    return None if kind else _as_before(made, by, together)


def _as_before(made: Import, by: User, together: bool) -> RememberedMapping | None:
    """What was said of such a file before goes before all guesses, as far as it still holds."""
    if (before := remembering.known(made, by)) is None:
        return None
    remembering.apply(made, before, by)
    kinds.look_above(made)
    said = remembering.said(before, by, together)
    if people := run_options.people_today(said.pop("people", {})):
        said["people"] = people
    if "reasons" in said:
        said["reasons"] = why_lost.today(said["reasons"], by)
    if made.layout.get(HEADERS):
        # The headers say it, today as then.
        said = {name: value for name, value in said.items() if name not in ("unit", "scale")}
    if made.layout.get(AMOUNTS):
        said.pop("amounts_of", None)
    if not said.get("day_order"):
        # Nobody had to say it then; this file may tell.
        said.pop("day_order", None)
    try:
        run_options.change(made, said, by)
    except FieldErrors:
        # The pipeline, or a stage of it, is gone.
        gone = {"pipeline", "stages", "pipelines", "owner"}
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
    before: Mapping[str, str] | None = None,
    fills: bool = True,
) -> Import:
    """Set what the file holds, what columns mean, and how it is run. Another kind guesses the columns anew;
    `before` is then what they were said to mean. `fills`: what is said of words here is filled in for other files of
    its set that leave them open.

    Raises NotAllowed, ImportBusy, FieldErrors, Stale.
    """
    by.require("import.run")
    if not one.changeable:
        raise ImportBusy
    _check_kind(kind)
    kind_before, columns_before = one.kind, one.mapping
    if header is not None and header != one.layout.get("header"):
        kinds.turn_header(one, header)
    if kind is not None and kind != one.kind:
        kinds.turn(one, kind, before)
    with transaction.atomic():
        if mapping is not None:
            one.mapping = _checked_mapping(one, own_fields.check(one, mapping, by))
        if one.mapping != columns_before or one.kind != kind_before:
            kinds.look_above(one)
        options_before = one.options
        own_numbers.said(one, options or {})
        run_options.change(one, options or {}, by)
        if kinds.rows_taken(one.options) != kinds.rows_taken(options_before):
            kinds.look_above(one)
        looks = own_numbers.matters(one, kind_before, columns_before, options_before)
        if looks and one.part_of_id is None:
            own_numbers.look([one])
        changed = _write(one, version, phase=Import.Phase.MAPPED)
        if fills and changed.part_of_id is not None:
            set_answers.fill_in(changed, options_before)
        turned = stays_out(one) != (not options_before.get(COMES, True))
        if changed.part_of_id is not None and (
            turned or (one.mapping, one.kind) != (columns_before, kind_before)
        ):
            whose_deals.look(changed.part_of_id)
        if (looks or turned) and changed.part_of_id is not None:
            own_numbers.look_set(changed.part_of_id)
            changed = Import.objects.get(pk=one.pk)
        return changed


def _check_kind(kind: str | None) -> None:
    if kind is not None and kind not in Import.Kind.values:
        raise FieldErrors(
            {"kind": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(Import.Kind.values)}]}
        )


def _checked_mapping(one: Import, mapping: Mapping[str, str]) -> dict[str, str]:
    allowed = {target.name for target in targets_of(one.kind)}
    kept = {column: name for column, name in mapping.items() if name}
    errors: dict[str, list[Any]] = {}
    for column, name in kept.items():
        if column not in one.columns:
            errors[f"mapping.{column}"] = [_("The file has no such column.")]
        elif name not in allowed and not name.startswith(NEW):
            errors[f"mapping.{column}"] = [_("There is no such field: %(name)s.") % {"name": name}]
    repeated = {
        name for name, times in Counter(kept.values()).items() if times > 1 and not name.startswith(NEW)
    }
    repeated -= MANY | TWICE
    for column, name in kept.items():
        if name in repeated:
            errors.setdefault(f"mapping.{column}", []).append(_("Two columns cannot fill one field."))
    if errors:
        raise FieldErrors(errors)
    return kept


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
    with transaction.atomic():
        own_fields.settle(one, by)
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
    """Have the workers remove all that this import created and nobody changed since; `changed`: that, too.

    Raises NotAllowed, ImportBusy.
    """
    by.require("import.run")
    now = timezone.now()
    with transaction.atomic():
        rows = Import.objects.filter(
            pk=one.pk, part_of=None, phase__in=[Import.Phase.DONE, Import.Phase.FAILED]
        )
        done = rows.update(
            phase=Import.Phase.TAKING_BACK,
            takes_changed=changed,
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
        _tell(one, "import.taken_back", by)
    return Import.objects.get(pk=one.pk)


def delete(*, one: Import, by: User) -> None:
    """Remove an import that did not run, with its file. Raises NotAllowed, ImportBusy, NotFound."""
    by.require("import.run")
    with transaction.atomic():
        gone, _by_model = Import.objects.filter(
            pk=one.pk, phase__in=[Import.Phase.UPLOADED, Import.Phase.MAPPED]
        ).delete()
        if not gone:
            if Import.objects.filter(pk=one.pk).exists():
                raise ImportBusy
            raise NotFound
        _tell(one, "import.deleted", by)
    storage.path_of(one.stored).unlink(missing_ok=True)


def forget_files(*, before: datetime) -> int:
    """Remove the files of imports that ended before then; their rows and counts stay. How many files."""
    old = Import.objects.filter(finished_at__lt=before).exclude(stored="").exclude(state=Work.State.WAITING)
    found = dict(old.exclude(state=Work.State.RUNNING).values_list("pk", "stored"))
    # The row first: a file without a row harms nobody.
    Import.objects.filter(pk__in=found).update(stored="")
    for stored in found.values():
        storage.path_of(stored).unlink(missing_ok=True)
    return len(found)


def _tell(one: Import, verb: str, by: User) -> None:
    users.mark(by=by, key=IMPORTED)
    log.append(by=by, verb=verb, subject=("import", one.pk), data={"name": one.name, "kind": one.kind})
