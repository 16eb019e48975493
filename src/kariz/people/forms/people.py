"""Forms read what people typed; the actions judge and write it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User

from ..actions import companies, contacts
from ..models import Company, Contact, ContactPoint, PointKind

COMPANY = companies.FIELDS
CONTACT = tuple(name for name in contacts.FIELDS if name != "company")


class _RecordForm(forms.Form):
    model: type
    fields_of: tuple[str, ...]

    def __init__(self, *args: Any, only: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [name for name in self.fields_of if only in (None, name)]
        self.fields.update(forms.fields_for_model(self.model, fields=names))
        if "owner" in self.fields:
            owner: Any = self.fields["owner"]
            owner.queryset = User.objects.active()
        if "notes" in self.fields:
            self.fields["notes"].widget.attrs.update(rows=3, dir="auto")
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.TextInput) and name not in ("phone", "website"):
                field.widget.attrs["dir"] = "auto"


class CompanyForm(_RecordForm):
    model, fields_of = Company, COMPANY


class ContactForm(_RecordForm):
    model, fields_of = Contact, CONTACT

    def __init__(self, *args: Any, only: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, only=only, **kwargs)
        if only in (None, "company_name"):
            self.fields["company_name"] = forms.CharField(label=_("company"), required=False, max_length=200)
            self.fields["company_name"].widget.attrs["dir"] = "auto"
            self.order_fields(["name", "company_name"])


def points_in(data: QueryDict) -> list[dict[str, str]]:
    """The rows of kind and value that a form sent."""
    pairs = zip(data.getlist("point_kind"), data.getlist("point_value"), strict=False)
    return [{"kind": kind, "value": value} for kind, value in pairs]


def point_rows(points: list[ContactPoint] | list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows to draw: what there is, and blank ones."""
    rows = [p if isinstance(p, dict) else {"kind": p.kind, "value": p.value} for p in points]
    blanks = [PointKind.MOBILE, PointKind.EMAIL] if not rows else [PointKind.OTHER]
    return [row for row in rows if row["value"]] + [{"kind": kind, "value": ""} for kind in blanks]
