"""Reading the files that hang on records."""

from __future__ import annotations

from collections.abc import Iterable

from kariz.records.models import File
from kariz.web.prepared import Prepared


def subjects_with_files(kind: str, ids: Iterable[int]) -> set[int]:
    """Which of the records of `kind`, at most 1,024, have at least one file; one query."""
    return {pk for (pk,) in _with_files(kind, list(ids))}


_with_files = Prepared(
    lambda kind, ids: (
        File.objects.filter(subject_kind=kind, subject_id__in=ids, deleted_at=None)
        .values_list("subject_id")
        .distinct()
    )
)
