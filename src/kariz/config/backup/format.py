"""A backup is one tar.gz: manifest.json with a hash of every member, tables, files and the secret key.

Tables are lines of JSON, one row each, in values that mean the same on SQLite and PostgreSQL; so a backup of
the one is restored on the other.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Field, Model

FORMAT = 1
MANIFEST = "manifest.json"
SECRET = "secret-key"
LEFT_OUT = frozenset({"django_tasks_db.dbtaskresult"})
CHUNK = 1 << 20


class Damaged(Exception):
    """The file is no backup, or not whole any more."""


def tables(models: list[type[Model]]) -> list[type[Model]]:
    """The models with a table of their own, in a steady order."""
    own = [m for m in models if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in LEFT_OUT]
    return sorted(own, key=lambda model: model._meta.label_lower)


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def to_line(values: tuple[Any, ...]) -> str:
    return json.dumps([_plain(value) for value in values], ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    return value.isoformat() if isinstance(value, (datetime, date, time)) else value


def from_plain(field: Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    match field.get_internal_type():
        case "JSONField":
            return value
        case "BinaryField":
            return base64.b64decode(value)
        case "DurationField":
            return timedelta(seconds=value)
    return getattr(field, "target_field", field).to_python(value)


def digest(source: BinaryIO) -> str:
    found = hashlib.sha256()
    for piece in _pieces(source):
        found.update(piece)
    return found.hexdigest()


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(CHUNK):
        yield piece


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
