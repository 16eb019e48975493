"""Write a backup while Kariz runs: every table as of one moment."""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from kariz.config.backup import format as shape
from kariz.web.moment import one_moment


def write_backup(target: Path) -> dict[str, Any]:
    """Write everything to `target` (replaced only when the new file is whole); returns the manifest."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        work = Path(folder)
        with one_moment():
            counts = {model._meta.label_lower: _dump(model, work) for model in shape.tables(_models())}
            migrations = sorted(MigrationLoader(connection).applied_migrations)
        members = _members(work)
        manifest = {
            "format": shape.FORMAT,
            "kariz": version("kariz"),
            "made_at": timezone.now().isoformat(),
            "engine": connection.vendor,
            "migrations": [list(name) for name in migrations],
            "rows": counts,
            "members": {name: _digest(path) for name, path in members.items()},
        }
        (work / shape.MANIFEST).write_text(
            json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        _pack({shape.MANIFEST: work / shape.MANIFEST, **members}, work / "whole", target)
    return manifest


def _models() -> list[Any]:
    return list(apps.get_models(include_auto_created=True))


def _dump(model: Any, work: Path) -> int:
    names = [field.attname for field in shape.columns(model)]
    count = 0
    with (work / f"{model._meta.label_lower}.jsonl").open("w", encoding="utf-8") as out:
        out.write(json.dumps(names) + "\n")
        for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2_000):
            out.write(shape.to_line(row) + "\n")
            count += 1
    return count


def _members(work: Path) -> dict[str, Path]:
    members = {f"tables/{path.name}": path for path in sorted(work.glob("*.jsonl"))}
    media = Path(settings.MEDIA_ROOT)
    members |= {f"files/{path.relative_to(media).as_posix()}": path for path in shape.files_below(media)}
    return {**members, shape.SECRET: settings.ENVIRONMENT.secret_key_file}


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return shape.digest(source)


def _pack(members: dict[str, Path], whole: Path, target: Path) -> None:
    with tarfile.open(whole, "w:gz", compresslevel=6) as archive:
        for name, path in members.items():
            archive.add(path, arcname=name, recursive=False)
    whole.chmod(0o600)
    with whole.open("rb") as handle:
        os.fsync(handle.fileno())
    whole.replace(target)
