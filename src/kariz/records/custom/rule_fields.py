"""Custom fields as rules, filters and sorting know them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.rules.fields import Field, Kept, register_provider
from kariz.rules.operators import Type

from ..models import CustomField, CustomType
from . import definitions, kept

TYPES = {
    CustomType.TEXT: Type.TEXT,
    CustomType.NUMBER: Type.NUMBER,
    CustomType.MONEY: Type.MONEY,
    CustomType.DATE: Type.DATE,
    CustomType.CHOICE: Type.CHOICE,
    CustomType.CHOICES: Type.CHOICES,
    CustomType.BOOLEAN: Type.BOOLEAN,
    CustomType.LINK: Type.TEXT,
    CustomType.PHONE: Type.TEXT,
    CustomType.PERSON: Type.REFERENCE,
}
GROUPS = {"": "", "company": _("Company"), "contact": _("Contact")}
GROUPED = (CustomType.CHOICE, CustomType.PERSON, CustomType.BOOLEAN)


def register_all() -> None:
    """Called once when the application starts."""
    register_provider("company", partial(_fields, "company"))
    register_provider("contact", partial(_fields, "contact"))
    register_provider("contact", partial(_fields, "company", link="company"))
    register_provider("deal", partial(_fields, "deal"))
    register_provider("deal", partial(_fields, "company", link="company"))
    register_provider("deal", partial(_fields, "contact", link="contact"))


def _fields(subject: str, link: str = "") -> list[Field]:
    return [rule_field(field, link) for field in definitions.of(subject).values()]


def rule_field(field: CustomField, link: str = "") -> Field:
    """`custom.<key>` of the record itself, or `<link>.custom.<key>` of what it links to."""
    kind = CustomType(field.type)
    many = kind is CustomType.CHOICES
    return Field(
        name=f"{link}.{field.name}" if link else field.name,
        label=field.label,
        type=TYPES[kind],
        path=partial(_sorted, field, link),
        value=partial(_value, field.key, link, kind),
        kept=partial(_kept, field, link),
        choices=partial(_choices, field)
        if kind in (CustomType.CHOICE, CustomType.CHOICES, CustomType.PERSON)
        else None,
        reference="user" if kind is CustomType.PERSON else "",
        group=GROUPS[link],
        instant=False,
        sortable=not many and not link,
        groupable=kind in GROUPED and not link,
    )


def _kept(field: CustomField, link: str) -> Kept:
    """All values of the field, and which of them belong to the record."""
    column = kept.COLUMNS[field.type]
    return Kept(kept.values_of(field), column, link or "pk", folded=column == "text")


def _sorted(field: CustomField, link: str) -> Any:
    """The value to sort by, for lists that join nothing in."""
    column = kept.ordering(field).rpartition("__")[2]
    mine = kept.values_of(field).filter(record=OuterRef(f"{link}_id" if link else "pk"))
    return Subquery(mine.values(column)[:1])


def _value(key: str, link: str, kind: CustomType, record: Any) -> Any:
    owner = getattr(record, link) if link else record
    value = None if owner is None else owner.custom.get(key)
    return date.fromisoformat(value) if kind is CustomType.DATE and value else value


def _choices(field: CustomField) -> list[tuple[Any, Any]]:
    if field.type == CustomType.PERSON:
        return list(User.objects.order_by("name").values_list("pk", "name"))
    return list(field.choices(retired=True))
