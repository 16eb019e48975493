from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from ninja import Field, Schema

from .. import markup


class SubjectIn(Schema):
    subject_kind: str = Field(max_length=30)
    subject_id: int = Field(ge=1, le=2**63 - 1)


class CommentIn(SubjectIn):
    model_config = {"extra": "forbid"}

    body: str = Field(max_length=10_000)
    pinned: bool = Field(False, description="Whether it stands above the others.")


class NoteChange(Schema):
    """What is named is changed: the words of one's own note, or whether it stands above the others."""

    model_config = {"extra": "forbid"}

    body: str | None = Field(None, max_length=10_000)
    pinned: bool | None = None
    version: int | None = Field(
        None, description="The version that was seen; an old one is refused with 409."
    )


class CommentOut(Schema):
    id: int
    subject_kind: str
    subject_id: int
    deal_id: int | None
    author_id: int | None
    body: str
    html: str = Field(description="The body with its marks, safe to show.")
    pinned: bool
    mention_ids: list[int]
    created_at: datetime
    edited_at: datetime | None
    version: int

    @staticmethod
    def resolve_html(note: Any) -> str:
        return markup.html(note.body, [user.name for user in note.mentions.all()])

    @staticmethod
    def resolve_pinned(note: Any) -> bool:
        return note.pinned_at is not None

    @staticmethod
    def resolve_mention_ids(note: Any) -> list[int]:
        return [user.pk for user in note.mentions.all()]


class FileChange(Schema):
    name: str = Field(min_length=1, max_length=1000)
    version: int | None = None


class FileOut(Schema):
    id: int
    subject_kind: str
    subject_id: int
    name: str
    content_type: str
    size: int
    sha256: str
    url: str
    uploaded_by_id: int | None
    created_at: datetime
    version: int

    @staticmethod
    def resolve_url(file: Any) -> str:
        return reverse("records:file", args=[file.pk])


class ViewIn(Schema):
    model_config = {"extra": "forbid"}

    kind: str
    name: str
    query: str = ""
    shared: bool = False


class ViewPatch(Schema):
    model_config = {"extra": "forbid"}

    name: str = ""
    query: str = ""
    shared: bool = False


class ViewOut(Schema):
    id: int
    kind: str
    name: str
    query: str
    shared: bool
    owner_id: int


class NotificationOut(Schema):
    id: int
    kind: str
    text: str
    data: dict[str, Any]
    url: str
    created_at: datetime
    read_at: datetime | None


class ReadIn(Schema):
    model_config = {"extra": "forbid"}

    ids: list[int] | None = None


class Found(Schema):
    kind: str
    id: int
    title: str
    subtitle: str
    url: str
    owner_id: int | None
    at: datetime | None
