"""Form fields of custom fields: they show what is kept as one would type it; the actions read what was typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.date_showing import format_date
from kariz.localisation.digits import format_number
from kariz.localisation.money import format_money

from ..custom import definitions
from ..custom.values import PREFIX
from ..models import CustomField, CustomType

YES_NO = (("", "—"), ("yes", _("yes")), ("no", _("no")))


class TypedField(forms.CharField):
    """A value as people type it. `kind` tells templates how to draw the field."""

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(max_length=1000, **kwargs)
        self.kind = kind

    def prepare_value(self, value: Any) -> Any:
        mine = preferences.current()
        if isinstance(value, bool) or value is None:
            return {True: "yes", False: "no", None: ""}[value]
        if self.kind == "money" and isinstance(value, int):
            return format_money(value, mine.currency, mine.unit, mine.language, mine.digits)
        if self.kind == "number" and isinstance(value, int | float):
            return format_number(value, mine.digits)
        if self.kind == "day" and (day := _day(value)):
            return format_date(day, mine.calendar, mine.digits, mine.language, "short")
        return value


class YesNoField(forms.ChoiceField):
    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def form_field(field: CustomField, held: Any = None) -> forms.Field:
    """The form field of one custom field. `held` is the record's value: a retired choice that it has stays."""
    common: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": field.required}
    match field.type:
        case CustomType.NUMBER | CustomType.MONEY | CustomType.DATE:
            kinds: dict[str, str] = {CustomType.NUMBER: "number", CustomType.MONEY: "money"}
            widget = forms.TextInput(
                attrs={"inputmode": "decimal"} if field.type == CustomType.NUMBER else None
            )
            return TypedField(kind=kinds.get(field.type, "day"), widget=widget, **common)
        case CustomType.BOOLEAN:
            return YesNoField(choices=YES_NO, **common)
        case CustomType.CHOICE:
            return forms.ChoiceField(choices=[("", "—"), *_options(field, [held])], **common)
        case CustomType.CHOICES:
            return forms.MultipleChoiceField(
                choices=_options(field, held or []), widget=forms.CheckboxSelectMultiple, **common
            )
        case CustomType.PERSON:
            return forms.ChoiceField(choices=_people, **common)
        case CustomType.LINK | CustomType.PHONE:
            return TypedField(kind="text", widget=forms.TextInput(attrs={"dir": "ltr"}), **common)
    return TypedField(kind="text", widget=forms.TextInput(attrs={"dir": "auto"}), **common)


def _options(field: CustomField, held: list[Any]) -> list[tuple[str, str]]:
    live = dict(field.choices())
    return [(key, label) for key, label in field.choices(retired=True) if key in live or key in held]


def _people() -> list[tuple[Any, str]]:
    return [("", "—"), *User.objects.active().values_list("pk", "name")]


def add_fields(form: forms.Form, subject: str, record: Any = None, only: str | None = None) -> None:
    """Put the custom fields of the kind into the form, with the record's values; `only` names a single one."""
    held = record.custom if record is not None else {}
    for field in definitions.of(subject).values():
        if only in (None, field.name):
            form.fields[field.name] = form_field(field, held.get(field.key))
            form.initial.setdefault(field.name, held.get(field.key))


def gathered(cleaned: dict[str, Any]) -> dict[str, Any]:
    """The cleaned data with the custom values together under `custom`, as actions take them."""
    own = {name: value for name, value in cleaned.items() if not name.startswith(PREFIX)}
    custom = {name.removeprefix(PREFIX): cleaned[name] for name in cleaned if name.startswith(PREFIX)}
    return own | {"custom": custom} if custom else own
