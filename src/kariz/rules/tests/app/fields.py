from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef
from django.db.models.functions import Coalesce

from kariz.rules.fields import Field, register

from .models import Lead

CHANNELS = [("call", "تلفن"), ("chat", "گفت‌وگو"), ("mail", "رایانامه")]
TAGS = [(1, "گرم"), (2, "سرد"), (3, "همکار")]


def tags_by_rows():
    return Lead.tags.through.objects.filter(lead=OuterRef("pk")).annotate(rule_value=F("tag_id"))


def _tags_of(lead: Any) -> list[int]:
    return [tag.pk for tag in lead.tags.all()]


def _twice(lead: Any) -> int:
    return (lead.count or 0) * 2


def register_all() -> None:
    register(
        "test_lead",
        Field(name="title", label="عنوان", type="text", path="title", folded_path="folded", sortable=True),
        Field(name="code", label="کد", type="text", path="code"),
        Field(name="count", label="تعداد", type="number", path="count", sortable=True),
        Field(name="ratio", label="نسبت", type="number", path="ratio"),
        Field(name="amount", label="مبلغ", type="money", path="amount", sortable=True),
        Field(name="due", label="سررسید", type="date", path="due"),
        Field(name="touched", label="آخرین تماس", type="datetime", path="touched"),
        Field(name="silent", label="روزهای بی‌تماس", type="age", path="touched"),
        Field(name="late", label="روزهای دیرکرد", type="age", path="due", instant=False),
        Field(name="done", label="انجام‌شده", type="boolean", path="done"),
        Field(name="channel", label="کانال", type="choice", path="channel", choices=CHANNELS, groupable=True),
        Field(name="owner", label="مسئول", type="reference", path="owner", reference="user"),
        Field(name="company.size", label="اندازهٔ شرکت", type="number", path="firm__size"),
        Field(
            name="company.name", label="نام شرکت", type="text", path="firm__name", folded_path="firm__folded"
        ),
        Field(name="tags", label="برچسب", type="choices", path="tags", choices=TAGS),
        Field(name="tag.name", label="نام برچسب", type="text", path="tags__name", many=True),
        Field(
            name="tags.rows",
            label="برچسب",
            type="choices",
            choices=lambda: TAGS,
            path=tags_by_rows,
            value=_tags_of,
        ),
        Field(
            name="twice",
            label="دو برابر",
            type="duration",
            path=lambda: Coalesce(F("count"), 0) * 2,
            value=_twice,
        ),
        Field(name="secret", label="راز", type="text", path="code", filterable=False),
        model=Lead,
    )
