"""Activities on which somebody wrote or put something: they carry what was said, and do not go by themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kariz.records.models import Comment, File


def spoken_of() -> Q:
    """The condition on activities."""
    return Q(_has(Comment)) | Q(_has(File))


def marked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Activities that say of themselves `has_notes` and `has_files`, for `pipeline/activities/_marks.html`."""
    return rows.annotate(has_notes=_has(Comment), has_files=_has(File))


def _has(model: Any) -> Exists:
    return Exists(model.objects.filter(subject_kind="activity", subject_id=OuterRef("pk"), deleted_at=None))
