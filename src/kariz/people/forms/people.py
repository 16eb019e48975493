"""Forms read what people typed; the actions judge and write it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.localisation.date_showing import format_date
from kariz.records.forms import custom

from ..actions import companies, contacts
from ..models import Company, Contact, ContactPoint, PointKind

COMPANY = companies.FIELDS
CONTACT = tuple(name for name in contacts.FIELDS if name not in ("company", "reports_to"))


class _RecordForm(forms.Form):
    model: type
    subject: str
    fields_of: tuple[str, ...]

    def __init__(self, *args: Any, only: str | None = None, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [name for name in self.fields_of if only in (None, name)]
        self.fields.update(forms.fields_for_model(self.model, fields=names))
        if "owner" in self.fields:
            owner: Any = self.fields["owner"]
            owner.queryset, owner.empty_label = User.objects.active(), "—"
        if "notes" in self.fields:
            self.fields["notes"].widget.attrs.update(rows=3, dir="auto")
        for name, field in self.fields.items():
            if isinstance(field, forms.TypedChoiceField):
                known: Any = field.choices
                field.choices = [(value, label if value != "" else "—") for value, label in known]
            if isinstance(field, forms.IntegerField):
                # A number input of a browser takes no Persian digits.
                field.widget = forms.TextInput(attrs={"inputmode": "numeric"})
            if isinstance(field.widget, forms.TextInput) and name not in ("phone", "website"):
                field.widget.attrs["dir"] = "auto"
        custom.add_fields(self, self.subject, record, only)

    def clean(self) -> dict[str, Any]:
        return custom.gathered(super().clean() or {})


class DayText(forms.CharField):
    """A day as people type it; the action reads it."""

    kind = "day"

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        mine = preferences.current()
        return format_date(value, mine.calendar, mine.digits, mine.language, "short")


class CompanyForm(_RecordForm):
    model, subject, fields_of = Company, "company", COMPANY


class ContactForm(_RecordForm):
    model, subject, fields_of = Contact, "contact", CONTACT

    def __init__(self, *args: Any, only: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, only=only, **kwargs)
        if only in (None, "company_name"):
            self.fields["company_name"] = forms.CharField(
                label=capfirst(_("company")), required=False, max_length=200
            )
            self.fields["company_name"].widget.attrs["dir"] = "auto"
            self.order_fields(["name", "company_name"])
        if "consent_on" in self.fields:
            self.fields["consent_on"] = DayText(
                label=capfirst(_("consent since")),
                required=False,
                max_length=64,
                help_text=_("Empty means today, when the consent changes."),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "consent" in data and "consent_on" in data and not self._day_typed():
            # The day of the consent that was; the new one has its own.
            del data["consent_on"]
        return data

    def _day_typed(self) -> bool:
        shown = self.fields["consent_on"].prepare_value(self.initial.get("consent_on")) or ""
        return str(self.data.get("consent_on", "")).strip() != shown


def points_in(data: QueryDict) -> list[dict[str, str]]:
    """The rows of kind and value that a form sent."""
    pairs = zip(data.getlist("point_kind"), data.getlist("point_value"), strict=False)
    return [{"kind": kind, "value": value} for kind, value in pairs]


def point_rows(points: list[ContactPoint] | list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows to draw: what there is, and blank ones."""
    rows = [p if isinstance(p, dict) else {"kind": p.kind, "value": p.value} for p in points]
    blanks = [PointKind.MOBILE, PointKind.EMAIL] if not rows else [PointKind.MOBILE]
    return [row for row in rows if row["value"]] + [{"kind": kind, "value": ""} for kind in blanks]
