"""What hangs on a record goes with it."""

from __future__ import annotations

from ..models import Comment, File


def follow(*, subject: tuple[str, int], deal_id: int | None) -> None:
    """The record belongs to that deal now, and so do its notes and files. Called inside the transaction of the change."""
    for model in (Comment, File):
        rows = model.objects.filter(subject_kind=subject[0], subject_id=subject[1])
        rows.exclude(deal_id=deal_id).update(deal_id=deal_id)
