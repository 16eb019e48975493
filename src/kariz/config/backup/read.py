"""Read a backup back, into an empty installation or (when told so) in place of what is there."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kariz.config.backup import format as shape
from kariz.exchange.given_numbers import keep_given

BATCH = 500


class NewerBackup(Exception):
    """The backup was made by a newer Kariz."""


def read_backup(source: Path) -> dict[str, Any]:
    """Put everything of `source` in place; returns the manifest. Raises Damaged or NewerBackup."""
    with tempfile.TemporaryDirectory(dir=settings.ENVIRONMENT.data, prefix=".restore-") as folder:
        work = Path(folder)
        manifest = unpack(source, work)
        nodes = _nodes(manifest)
        call_command("migrate", interactive=False, verbosity=0)
        _back_to(nodes)
        with connection.constraint_checks_disabled(), transaction.atomic():
            _load_tables(nodes, manifest, work)
        _put_files(work)
    call_command("migrate", interactive=False, verbosity=0)
    # Rows alone do not say which numbers records had that are gone.
    keep_given(apps, connection)
    return manifest


def unpack(source: Path, work: Path) -> dict[str, Any]:
    """Extract the backup into `work` and compare every hash. Raises Damaged."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _extract(archive, member, work)
        manifest: dict[str, Any] = json.loads((work / shape.MANIFEST).read_text(encoding="utf-8"))
        members, found = (
            manifest["members"],
            {path.relative_to(work).as_posix() for path in shape.files_below(work)},
        )
        if found != {*members, shape.MANIFEST}:
            raise shape.Damaged("parts are missing or foreign")
        for name, expected in members.items():
            with (work / name).open("rb") as part:
                if shape.digest(part) != expected:
                    raise shape.Damaged(f"{name} was altered")
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise shape.Damaged(str(error)) from error
    if manifest.get("format") != shape.FORMAT:
        raise NewerBackup
    return manifest


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, work: Path) -> None:
    name = PurePosixPath(member.name)
    part = archive.extractfile(member) if member.isfile() else None
    if part is None or name.is_absolute() or ".." in name.parts:
        raise shape.Damaged(f"{member.name!r} does not belong there")
    path = work / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        shutil.copyfileobj(part, out, shape.CHUNK)


def _nodes(manifest: dict[str, Any]) -> list[tuple[str, str]]:
    """The last migrations of the backup, one for each app: the schema its rows were written in."""
    loader = MigrationExecutor(connection).loader
    applied = {(app, name) for app, name in manifest["migrations"] if app in loader.migrated_apps}
    if applied - set(loader.disk_migrations):
        raise NewerBackup
    parents = {
        parent.key
        for key in applied
        for parent in loader.graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(applied - parents)


def _back_to(nodes: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    if set(executor.loader.graph.leaf_nodes()) != set(nodes):
        executor.migrate(nodes)


def _load_tables(nodes: list[tuple[str, str]], manifest: dict[str, Any], work: Path) -> None:
    state = MigrationExecutor(connection).loader.project_state(nodes)
    models = {m._meta.label_lower: m for m in state.apps.get_models(include_auto_created=True)}
    for model in shape.tables(list(models.values())):
        model._base_manager.all()._raw_delete(connection.alias)
    for label, expected in manifest["rows"].items():
        if _load(models[label], work / "tables" / f"{label}.jsonl") != expected:
            raise shape.Damaged(f"{label}: rows are missing")
    connection.check_constraints()
    for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _load(model: Any, path: Path) -> int:
    fields: dict[str, Any] = {field.attname: field for field in shape.columns(model)}
    for field in fields.values():
        field.auto_now = field.auto_now_add = False
    with path.open(encoding="utf-8") as lines:
        names = json.loads(next(lines))
        count = 0
        while batch := list(islice(_rows(lines, names, fields), BATCH)):
            model._base_manager.bulk_create([model(**row) for row in batch])
            count += len(batch)
    return count


def _rows(lines: io.TextIOBase | Any, names: list[str], fields: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for line in lines:
        row = {
            name: shape.from_plain(fields[name], value)
            for name, value in zip(names, json.loads(line), strict=True)
        }
        if "xid" in row:  # a transaction number of another database says nothing in this one
            row["xid"] = 0
        yield row


def _put_files(work: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    for path in shape.files_below(work / "files"):
        target = media / path.relative_to(work / "files")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
    key = settings.ENVIRONMENT.secret_key_file
    shutil.copyfile(work / shape.SECRET, key)
    key.chmod(0o600)
