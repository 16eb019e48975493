"""Reading the files that hang on records."""

from __future__ import annotations

from collections.abc import Iterable

from kariz.records.models import File


def subjects_with_files(kind: str, ids: Iterable[int]) -> set[int]:
    """Which of the records of `kind` have at least one file; one query."""
    rows = File.objects.filter(subject_kind=kind, subject_id__in=list(ids), deleted_at=None)
    return set(rows.values_list("subject_id", flat=True).distinct())
