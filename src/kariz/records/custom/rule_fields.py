"""Custom fields as rules, filters and sorting know them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    DateField,
    F,
    FloatField,
    Q,
    TextField,
    Value,
    When,
    lookups,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.rules.fields import Field, register_provider
from kariz.rules.operators import Type

from ..models import CustomField, CustomType
from . import definitions

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
_OUTPUT: dict[str, Callable[[], Any]] = {
    CustomType.NUMBER: FloatField,
    CustomType.MONEY: BigIntegerField,
    CustomType.DATE: DateField,
    CustomType.PERSON: BigIntegerField,
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
    text = TYPES[kind] is Type.TEXT
    many = kind is CustomType.CHOICES
    return Field(
        name=f"{link}.{field.name}" if link else field.name,
        label=field.label,
        type=TYPES[kind],
        path=partial(stored, field, link),
        value=partial(_value, field.key, link, kind),
        folded_path=partial(copied, field.key, "fold", link) if text else None,
        sort_path=partial(copied, field.key, "sort", link) if text else None,
        choices=partial(_choices, field)
        if kind in (CustomType.CHOICE, CustomType.CHOICES, CustomType.PERSON)
        else None,
        reference="user" if kind is CustomType.PERSON else "",
        holds=partial(_holds, field.key, link) if many else None,
        group=GROUPS[link],
        instant=False,
        sortable=not many and not link,
        groupable=kind in GROUPED and not link,
    )


def stored(field: CustomField, link: str = "") -> Any:
    """The value in SQL, by its own type on both databases."""
    value = KeyTextTransform(field.key, F(f"{link}__custom" if link else "custom"))
    if field.type == CustomType.BOOLEAN:
        # Both databases give the text of a JSON truth, which SQLite would not cast.
        said = [
            When(lookups.Exact(value, Value(text, TextField())), then=Value(truth))
            for text, truth in (("true", True), ("false", False))
        ]
        return Case(*said, output_field=BooleanField())
    output = _OUTPUT.get(field.type)
    return Cast(value, output()) if output else value


def copied(key: str, what: str, link: str = "") -> Any:
    """The stored copy of a text (`fold`, `sort`) or of choices (`held`)."""
    return KeyTextTransform(what, KeyTransform(key, F(f"{link}__custom_index" if link else "custom_index")))


def _holds(key: str, link: str, value: str | None) -> Q:
    """Whether several choices hold the option; None asks whether there is any."""
    held = copied(key, "held", link)
    there = Q(lookups.IsNull(held, False))
    return there if value is None else there & Q(lookups.Contains(held, Value(f"|{value}|", TextField())))


def _value(key: str, link: str, kind: CustomType, record: Any) -> Any:
    owner = getattr(record, link) if link else record
    value = None if owner is None else owner.custom.get(key)
    return date.fromisoformat(value) if kind is CustomType.DATE and value else value


def _choices(field: CustomField) -> list[tuple[Any, Any]]:
    if field.type == CustomType.PERSON:
        return list(User.objects.order_by("name").values_list("pk", "name"))
    return list(field.choices(retired=True))
