"""`kariz check`: what is the state of this installation, and what is to be done?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kariz.config import installation
from kariz.config.command import Failed

OLD_KICK = timedelta(minutes=5)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what is wrong")


def run(options: argparse.Namespace) -> int:
    """0 when all is well, 1 when something is to be done."""
    wrong = 0
    for name, state, advice in findings():
        wrong += bool(advice)
        if advice or not options.quiet:
            print(f"{'!!' if advice else 'ok'} {name}: {state}")
        if advice:
            print(f"   -> {advice}")
    return 1 if wrong else 0


def findings() -> Iterator[tuple[str, str, str]]:
    """(what, state, what to do or "")."""
    yield "version", version("kariz"), ""
    yield "data", str(settings.ENVIRONMENT.data), ""
    try:
        installation.require_database()
    except Failed as failure:
        yield "database", str(failure), "Start the database, or correct DATABASE_URL."
        return
    yield "database", _engine(), ""
    yield from _engine_findings()
    if unknown := installation.unknown_migrations():
        yield "schema", f"newer than this program ({unknown[0]})", "Install the newer Kariz again."
        return
    pending = installation.pending_migrations()
    yield "schema", f"{len(pending)} changes wait" if pending else "up to date", _migrate_advice(pending)
    if not pending:
        yield _jobs()


def _migrate_advice(pending: list[str]) -> str:
    return "Make a backup, then start `kariz serve`: it brings the database up to date." if pending else ""


def _engine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.display_name} {cursor.fetchone()[0]}"


def _engine_findings() -> Iterator[tuple[str, str, str]]:
    if connection.vendor == "sqlite":
        from kariz.config.sqlite.base import journal_mode

        safe = journal_mode() == "WAL"
        advice = (
            "" if safe else "Slower, but safe. For WAL: pip install pysqlite3, or SQLite 3.51.3 or newer."
        )
        yield "journal", journal_mode(), advice
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname=current_database()"
        )
        ctype, encoding = cursor.fetchone()
    fits = encoding == "UTF8" and ctype.upper().replace("-", "").endswith("UTF8")
    advice = (
        ""
        if fits
        else "Search of Persian needs a database in UTF-8: createdb -E UTF8 --lc-ctype=C.UTF-8 -T template0."
    )
    yield "letters", f"{encoding}, {ctype}", advice


def _jobs() -> tuple[str, str, str]:
    waiting = DBTaskResult.objects.ready()
    count = waiting.count()
    old = waiting.filter(enqueued_at__lt=timezone.now() - OLD_KICK).exists()
    return (
        "jobs",
        f"{count} waiting",
        "Nobody does the background work: start `kariz serve` or `kariz worker`." if old else "",
    )
