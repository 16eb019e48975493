"""`kariz import FILE…`"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from django.core.files.base import File
from django.utils import translation

from kariz.access.models import User
from kariz.access.preferences import activate_for
from kariz.events.origin import origin
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.actions.setup.kinds import LISTS
from kariz.exchange.cli import said_rows, together
from kariz.exchange.cli.people import acting, stop
from kariz.exchange.cli.stopped import tell_came, tell_expected
from kariz.exchange.cli.units import tell_units
from kariz.exchange.models import Group, Import, ImportRow
from kariz.jobs.leases import claim
from kariz.localisation.text import squash
from kariz.pipeline.models import Pipeline
from kariz.reading.files import archives
from kariz.reading.layout.beside import READINGS
from kariz.reading.rows.settings import DAY_ORDERS, EXISTING, MENTIONED, UNREADABLE
from kariz.web.errors import DomainError

SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        type=Path,
        help="CSV, XLSX, XLS, ODS, vCard, or a ZIP of them; several files or sheets come in together",
    )
    parser.add_argument(
        "--as", dest="email", metavar="EMAIL", help="act as this user; else as the first administrator"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument("--pipeline", metavar="NAME", help="name or number of the pipeline that deals go to")
    parser.add_argument("--kind", choices=LISTS, help="what the file holds; else guessed")
    parser.add_argument(
        "--map",
        dest="mapping",
        metavar="COLUMN=FIELD",
        action="append",
        default=[],
        help="what a column means",
    )
    parser.add_argument(
        "--person",
        dest="people",
        metavar="NAME=EMAIL",
        action="append",
        default=[],
        help="who a name in the owner column is; without an e-mail nobody",
    )
    parser.add_argument("--existing", choices=EXISTING, help="what to do with records that are there already")
    parser.add_argument(
        "--existing-company", choices=MENTIONED, help="the same for companies that rows of other kinds name"
    )
    parser.add_argument(
        "--existing-contact", choices=MENTIONED, help="the same for people that rows of other kinds name"
    )
    parser.add_argument(
        "--unreadable", choices=UNREADABLE, help="what to do with a row that has a cell that cannot be read"
    )
    parser.add_argument(
        "--day-order",
        choices=DAY_ORDERS[1:],
        help="what a date like 05/03/2027 begins with; else as the file tells",
    )
    parser.add_argument("--unit", help="unit of the amounts: toman, rial, million toman …")
    parser.add_argument(
        "--all-or-nothing", action="store_true", help="import nothing if one row cannot be taken"
    )
    parser.add_argument(
        "--beside",
        choices=READINGS,
        default="",
        help="tables beside each other on a sheet: each apart, as one table, or as one with all columns; else as it looks",
    )
    parser.add_argument(
        "--leave-rows",
        metavar="[SHEET:]ROWS",
        action="append",
        default=[],
        help='rows that do not come, by their numbers in the file: "14, 27-30"',
    )
    parser.add_argument(
        "--name-rows",
        metavar="[SHEET:]ROWS",
        action="append",
        default=[],
        help="further rows that name the columns of those below them",
    )
    parser.add_argument(
        "--encoding", default="", help="utf-8, utf-16, windows-1256, windows-1252; else recognised"
    )


def run(options: argparse.Namespace) -> int:
    """0 when every row was taken, 1 when some were refused or a file could not be read."""
    by = acting(options.email)
    activate_for(by)
    with translation.override(by.language), origin(via="cli"):
        try:
            if _together(options):
                return together.bring(options.files, by, options, _chosen(options))
            return _bring(options.files[0], by, options)
        except DomainError as error:
            details = [f"{name}: {' '.join(texts)}" for name, texts in error.errors.items()]
            print(f"{options.files[0]}: {'; '.join(details) or error}", file=sys.stderr)
        except OSError as error:
            print(f"{error.filename or options.files[0]}: {error.strerror}", file=sys.stderr)
    return 1


def _together(options: argparse.Namespace) -> bool:
    """Several files, an archive of them, or a workbook of several sheets come in together."""
    first, *others = options.files
    if not others and not _holds_several(first, options):
        return False
    if not (options.kind or options.mapping or options.all_or_nothing):
        return True
    if others or archives.is_archive(first):
        stop("--kind, --map and --all-or-nothing go with a single file")
    print(
        f"{first.name}: with --kind, --map or --all-or-nothing only its first sheet is read", file=sys.stderr
    )
    return False


def _holds_several(path: Path, options: argparse.Namespace) -> bool:
    with path.open("rb") as file:
        return sets.together(
            [File(file, path.name)],
            by=acting(options.email),
            encoding=options.encoding,
            reading=options.beside,
        )


def _bring(path: Path, by: User, options: argparse.Namespace) -> int:
    with path.open("rb") as file:
        one = imports.upload(
            file=File(file, path.name),
            by=by,
            encoding=options.encoding,
            kind=options.kind or "",
            reading=options.beside,
        )
    one = said_rows.say([_set(one, by, options)], by, options)[0]
    print(f"{path.name}: {one.kind}, {one.total} rows")
    for column in one.columns:
        print(f"  {column} -> {one.mapping.get(column, '(left out)')}")
    tell_units([one])
    if options.dry_run:
        try:
            return _rehearse(one, by)
        finally:
            imports.delete(one=one, by=by, remembers=False)
    one = imports.start(one=one, by=by)
    began = time.monotonic()
    one = _work(one)
    seconds = max(time.monotonic() - began, 0.001)
    print(
        f"  {one.created_count} created, {one.updated_count} updated, {one.skipped_count} skipped, "
        f"{one.refused_count} refused in {seconds:.1f} s (import {one.pk})"
    )
    _tell_refused(
        [(row.number, row.errors) for row in one.rows.filter(action=ImportRow.Action.REFUSED)[:SHOWN]]
    )
    tell_came(one)
    if one.phase == Import.Phase.FAILED:
        print(f"  {one.error}", file=sys.stderr)
    return 0 if one.phase == Import.Phase.DONE and not one.refused_count else 1


def _chosen(options: argparse.Namespace) -> dict[str, object]:
    chosen: dict[str, object] = {}
    if options.pipeline:
        chosen["pipeline"] = _pipeline(options.pipeline)
    for name in ("existing", "existing_company", "existing_contact", "unit", "unreadable", "day_order"):
        if value := getattr(options, name):
            chosen[name] = value
    if options.people:
        chosen["people"] = dict(map(_person, options.people))
    return chosen


def _person(pair: str) -> tuple[str, str]:
    name, equals, email = pair.rpartition("=")
    user = User.objects.active().filter(email=email).first() if email else None
    if not equals or (email and user is None):
        stop(f"--person takes NAME=EMAIL of somebody who is here, not {pair!r}")
    return name, str(user.pk) if user else ""


def _set(one: Import, by: User, options: argparse.Namespace) -> Import:
    chosen = _chosen(options) | {"all_or_nothing": options.all_or_nothing}
    mapping = dict(one.mapping)
    for pair in options.mapping:
        column, equals, name = pair.rpartition("=")
        if not equals:
            stop(f"--map takes COLUMN=FIELD, not {pair!r}")
        mapping = {known: field for known, field in mapping.items() if field != name} | {column: name}
    return imports.change(one=one, by=by, mapping=mapping, options=chosen)


def _pipeline(name: str) -> int:
    for pipeline in Pipeline.objects.filter(archived_at=None):
        names = {str(pipeline.pk), squash(str(pipeline.title))}
        for language in ("fa", "en"):
            with translation.override(language):
                names.add(squash(str(pipeline.title)))
        if name in names or squash(name) in names:
            return pipeline.pk
    return stop(f"there is no pipeline called {name!r}")


def _work(one: Import) -> Import:
    """Work the import off here, or watch another worker who was faster."""
    while one.busy:
        mine = claim(Import.objects.filter(pk=one.pk), lease=runs.LEASE)
        if mine is not None:
            runs.work(mine)
        else:
            time.sleep(0.5)
        one = Import.objects.get(pk=one.pk)
    return one


def _rehearse(one: Import, by: User) -> int:
    checked = _work(imports.check(one=one, by=by))
    outcome = checked.outcome
    counts = outcome.get("counts", {})
    print("  dry run: " + ", ".join(f"{count} would be {group}" for group, count in counts.items()))
    for group, reasons in outcome.get("reasons", {}).items():
        for text, count in reasons.items():
            print(f"  {group} {count}: {text}")
    refused = one.expected.filter(group=Group.REFUSED)[:SHOWN]
    _tell_refused([(row.number, row.notes) for row in refused])
    tell_expected(checked)
    return 1 if counts.get(Group.REFUSED) or not outcome else 0


def _tell_refused(rows: list[tuple[int, list[dict[str, str]]]]) -> None:
    for number, errors in rows:
        print(f"  row {number}: " + "; ".join(f"{one['field']}: {one['text']}".strip(": ") for one in errors))
