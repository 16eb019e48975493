"""`kariz backup FILE`: everything in one file, while Kariz runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from kariz.config.backup.write import write_backup
from kariz.config.command import Failed
from kariz.config.installation import require_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to write it, e.g. kariz-2026-11-23.tar.gz")


def run(options: argparse.Namespace) -> int:
    require_ready()
    try:
        manifest = write_backup(options.file.resolve())
    except OSError as error:
        raise Failed(f"cannot write {options.file}: {error.strerror or error}") from error
    rows, files = (
        sum(manifest["rows"].values()),
        sum(name.startswith("files/") for name in manifest["members"]),
    )
    print(f"{options.file}: {rows} rows and {files} files. It holds the secret key: keep it safe.")
    return 0
