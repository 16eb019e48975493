"""Is the database there, and does it fit this program? Used before anything starts."""

from __future__ import annotations

from django.core.management import call_command
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from kariz.config.command import Failed


def require_database() -> None:
    """Raises Failed with the database's own words."""
    try:
        connection.ensure_connection()
    except Error as error:
        where = "DATABASE_URL" if connection.vendor == "postgresql" else f"{connection.settings_dict['NAME']}"
        raise Failed(f"the database does not answer ({where}): {str(error).strip()}") from error


def pending_migrations() -> list[str]:
    """Changes of the schema that this program brings and the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def unknown_migrations() -> list[str]:
    """Changes in the database that this program does not know: it is older than the database."""
    loader = MigrationExecutor(connection).loader
    ours = set(loader.migrated_apps)
    return [
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    ]


def migrate() -> int:
    """Bring the schema up to date; returns how many changes were made."""
    if unknown := unknown_migrations():
        raise Failed(f"the database was used by a newer Kariz ({unknown[0]}); start that one")
    pending = pending_migrations()
    if pending:
        call_command("migrate", interactive=False, verbosity=0)
    return len(pending)


def require_ready() -> None:
    """Raises Failed unless the database answers and is up to date."""
    require_database()
    if pending_migrations():
        raise Failed("the database is not up to date; run `kariz serve` once, it brings it up to date")
