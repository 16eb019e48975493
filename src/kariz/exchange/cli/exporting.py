"""`kariz export KIND FILE` and `kariz export all FOLDER|FILE.zip`"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from django.utils import translation

from kariz.access.models import User
from kariz.access.preferences import activate_for
from kariz.exchange.actions.exports import ENDINGS, export
from kariz.exchange.actions.installation import whole
from kariz.exchange.cli.people import acting, stop
from kariz.exchange.queries.exports.exporting import KINDS

ALL = "all"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=(*KINDS, ALL), help="a list, or all: the whole installation")
    parser.add_argument(
        "file", type=Path, help="its ending says the format: .csv or .xlsx; for all a folder or a .zip"
    )
    parser.add_argument(
        "--as", dest="email", metavar="EMAIL", help="what this user sees; else the first administrator"
    )


def run(options: argparse.Namespace) -> int:
    """Writes beside the file first, so that a half-written one never takes its name."""
    if options.kind == ALL:
        return _whole(options.file, acting(options.email))
    ending = options.file.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        stop("the file's ending must be .csv or .xlsx")
    by = acting(options.email)
    activate_for(by)
    partial = options.file.with_name(options.file.name + ".part")
    with translation.override(by.language):
        parts = export(kind=options.kind, ending=ending, by=by)
        try:
            with partial.open("wb") as file:
                for part in parts:
                    file.write(part)
            partial.replace(options.file)
        except OSError as error:
            stop(f"{options.file}: {error.strerror}")
        finally:
            partial.unlink(missing_ok=True)
    print(f"{options.kind} -> {options.file}")
    return 0


def _whole(target: Path, by: User) -> int:
    by.require("export.whole")
    packed = target.suffix.lower() == ".zip"
    if not packed and target.exists() and any(target.iterdir()):
        stop(f"{target}: the folder is not empty")
    activate_for(by)
    try:
        with (
            translation.override(by.language),
            tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as held,
        ):
            folder = Path(held, "whole")
            tables = whole.write_folder(folder)
            if packed:
                whole.pack(folder, target)
            else:
                if target.exists():
                    target.rmdir()
                folder.rename(target)
    except OSError as error:
        stop(f"{target}: {error.strerror}")
    print(f"{sum(table.rows for table in tables)} rows of {len(tables)} tables -> {target}")
    return 0
