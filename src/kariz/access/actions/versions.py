from __future__ import annotations

from typing import Any

from django.db.models import F

from kariz.web.errors import Stale


def write(record: Any, *, version: int | None, **values: Any) -> None:
    """Set values on a row with a version that is still at `version` (or at what was loaded); Stale if it is not."""
    seen = record.version if version is None else version
    # Not type(record): the user of a request comes wrapped.
    manager = record._meta.model._default_manager
    if not manager.filter(pk=record.pk, version=seen).update(version=F("version") + 1, **values):
        raise Stale()
    record.refresh_from_db()
