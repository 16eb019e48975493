from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Schema


class SubjectIn(Schema):
    subject_kind: str = Field(max_length=30)
    subject_id: int = Field(ge=1, le=2**63 - 1)


class CommentIn(SubjectIn):
    body: str = Field(max_length=10_000)


class CommentOut(Schema):
    id: int
    subject_kind: str
    subject_id: int
    deal_id: int | None
    author_id: int | None
    body: str
    created_at: datetime


class FileOut(Schema):
    id: int
    subject_kind: str
    subject_id: int
    name: str
    content_type: str
    size: int
    sha256: str
    created_at: datetime


class ViewIn(Schema):
    kind: str
    name: str
    query: str = ""
    shared: bool = False


class ViewOut(ViewIn):
    id: int
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
    ids: list[int] | None = None


class Found(Schema):
    kind: str
    id: int
    title: str
    subtitle: str
    url: str
    owner_id: int | None
