"""`kariz export KIND FILE`"""

from __future__ import annotations

import argparse
from pathlib import Path

from django.utils import translation

from kariz.access.preferences import activate_for
from kariz.exchange.actions.exports import ENDINGS, export
from kariz.exchange.cli.people import acting, stop
from kariz.exchange.queries.exporting import KINDS


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path, help="its ending says the format: .csv or .xlsx")
    parser.add_argument(
        "--as", dest="email", metavar="EMAIL", help="what this user sees; else the first administrator"
    )


def run(options: argparse.Namespace) -> int:
    """Writes beside the file first, so that a half-written one never takes its name."""
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
