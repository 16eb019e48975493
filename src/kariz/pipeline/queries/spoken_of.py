"""Activities on which somebody wrote or put something: they carry what was said, and do not go by themselves."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from kariz.records.models import Comment, File


def spoken_of() -> Q:
    """The condition on activities."""
    written, put = (
        Exists(model.objects.filter(subject_kind="activity", subject_id=OuterRef("pk"), deleted_at=None))
        for model in (Comment, File)
    )
    return Q(written) | Q(put)
