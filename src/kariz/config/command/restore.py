"""`kariz restore FILE`: read a backup back, of SQLite or PostgreSQL into either."""

from __future__ import annotations

import argparse
from pathlib import Path

from kariz.access.models import User
from kariz.config import installation
from kariz.config.backup.format import Damaged
from kariz.config.backup.read import NewerBackup, read_backup
from kariz.config.command import Failed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what `kariz backup` wrote")
    parser.add_argument("--replace", action="store_true", help="replace the data that is there")


def run(options: argparse.Namespace) -> int:
    installation.require_database()
    if not options.file.is_file():
        raise Failed(f"there is no file {options.file}")
    if not options.replace and not installation.pending_migrations() and User.objects.exists():
        raise Failed(
            "this installation already has data; stop Kariz and add --replace to put the backup in its place"
        )
    try:
        manifest = read_backup(options.file.resolve())
    except Damaged as damage:
        raise Failed(f"{options.file} is damaged ({damage}); nothing was changed") from damage
    except NewerBackup as newer:
        raise Failed(f"{options.file} was made by a newer Kariz; install that one first") from newer
    print(f"Restored {sum(manifest['rows'].values())} rows as of {manifest['made_at']}. Start Kariz again.")
    return 0
