"""What rules, filters and sorting may ask of companies and contacts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.rules import fields
from kariz.rules.fields import Field
from kariz.rules.operators import Type

from .models import Channel, Company, Contact, Role, StartedBy


def register_all() -> None:
    """Called once when the application starts."""
    fields.register("company", *_company(), model=Company)
    fields.register("contact", *_contact(), *_company("company", _("Company")), model=Contact)


def _company(link: str = "", group: object = "") -> list[Field]:
    path = f"{link}__" if link else ""
    dot = f"{link}." if link else ""

    def text(name: str, label: object, folded: str | None = None) -> Field:
        return Field(
            name=dot + name,
            label=label,
            type=Type.TEXT,
            path=path + name,
            folded_path=path + folded if folded else None,
            group=group,
            groupable=name in ("industry", "city"),
        )

    return [
        Field(
            name=dot + "name",
            label=_("name"),
            type=Type.TEXT,
            path=path + "name",
            folded_path=path + "folded",
            sort_path=path + "name_key",
            sortable=True,
            group=group,
        ),
        text("industry", _("industry"), "industry_folded"),
        text("city", _("city"), "city_folded"),
        text("national_id", _("national id")),
        text("website", _("website")),
        Field(
            name=dot + "size",
            label=_("size"),
            type=Type.NUMBER,
            path=path + "size",
            sortable=True,
            group=group,
            unit=_("people"),
        ),
        Field(
            name=dot + "source",
            label=_("source"),
            type=Type.CHOICE,
            path=path + "source",
            choices=Channel.choices,
            group=group,
        ),
        *_common(path, dot, group),
    ]


def _common(path: str, dot: str, group: object) -> list[Field]:
    return [
        Field(
            name=dot + "owner",
            label=_("owner"),
            type=Type.REFERENCE,
            path=path + "owner",
            reference="user",
            group=group,
            groupable=True,
        ),
        Field(
            name=dot + "created_at",
            label=_("created"),
            type=Type.DATETIME,
            path=path + "created_at",
            sortable=True,
            group=group,
        ),
        Field(
            name=dot + "updated_at",
            label=_("changed"),
            type=Type.DATETIME,
            path=path + "updated_at",
            sortable=True,
            group=group,
        ),
    ]


def _contact() -> list[Field]:
    return [
        Field(
            name="name",
            label=_("name"),
            type=Type.TEXT,
            path="name",
            folded_path="folded",
            sort_path="name_key",
            sortable=True,
        ),
        Field(
            name="position",
            label=_("job position"),
            type=Type.TEXT,
            path="position",
            folded_path="position_folded",
        ),
        Field(
            name="role",
            label=_("buying role"),
            type=Type.CHOICE,
            path="role",
            choices=Role.choices,
            groupable=True,
        ),
        Field(name="decision_maker", label=_("decides"), type=Type.BOOLEAN, path="decision_maker"),
        Field(
            name="channel",
            label=_("first contact by"),
            type=Type.CHOICE,
            path="channel",
            choices=Channel.choices,
            groupable=True,
        ),
        Field(
            name="started_by",
            label=_("who started"),
            type=Type.CHOICE,
            path="started_by",
            choices=StartedBy.choices,
        ),
        Field(name="company", label=_("company"), type=Type.REFERENCE, path="company", reference="company"),
        *_common("", "", ""),
    ]
