"""Custom values as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.localisation import phones
from kariz.localisation.templatetags.kariz import date_for, money, num

from ..models import CustomField, CustomType, CustomValues
from . import definitions
from .reading import e164

NOTHING = "—"


def words(field: CustomField, value: Any, people: Mapping[int, str] | None = None) -> str:
    """The value in the reader's language, calendar and digits; empty for none. `people` are names known already."""
    if value is None or value == []:
        return ""
    match field.type:
        case CustomType.NUMBER:
            return num(value)
        case CustomType.MONEY:
            return money(value)
        case CustomType.DATE:
            return date_for(date.fromisoformat(value), "long")
        case CustomType.BOOLEAN:
            return _("yes") if value else _("no")
        case CustomType.CHOICE | CustomType.CHOICES:
            called = dict(field.choices(retired=True))
            keys = value if isinstance(value, list) else [value]
            return _(", ").join(str(called.get(key, key)) for key in keys)
        case CustomType.PERSON:
            return _person(value, people)
        case CustomType.PHONE:
            return phones.shown(str(value))
    return str(value)


def facts(record: CustomValues, subject: str) -> list[dict[str, Any]]:
    """Every custom field of the record for its page: {"name", "label", "help", "value", "href", "ltr"}."""
    known = definitions.of(subject)
    asked = {record.custom.get(key) for key, one in known.items() if one.type == CustomType.PERSON} - {None}
    people = dict(User.objects.filter(pk__in=asked).values_list("pk", "name")) if asked else {}
    return [
        {
            "name": field.name,
            "label": field.label,
            "help": field.help,
            "value": words(field, record.custom.get(key), people),
            "href": href(field, record.custom.get(key)),
            "ltr": field.type in (CustomType.LINK, CustomType.PHONE),
        }
        for key, field in known.items()
    ]


def href(field: CustomField, value: Any) -> str:
    """The address that a click on the value opens; empty where there is none. The scheme is always ours."""
    if field.type == CustomType.LINK and str(value or "").startswith(("https://", "http://")):
        return str(value)
    if field.type == CustomType.PHONE and (number := e164(value or "")):
        return f"tel:{number}"
    return ""


def _person(pk: int, people: Mapping[int, str] | None) -> str:
    if people is not None and pk in people:
        return people[pk]
    return User.objects.filter(pk=pk).values_list("name", flat=True).first() or NOTHING


def changes(made: Mapping[str, list[Any]], subject: str) -> Iterator[tuple[str, str, str]]:
    """(label, before, after) of the custom fields that an event changed, of those still in use."""
    if not made:
        return
    known = definitions.of(subject)
    for key, (before, after) in made.items():
        if field := known.get(key):
            yield field.label, words(field, before) or NOTHING, words(field, after) or NOTHING
