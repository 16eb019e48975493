"""The form by which a custom field is made or changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import CustomField, CustomType


class CustomFieldForm(forms.Form):
    """A new field, or with `field` one that is there: its type stays."""

    label = forms.CharField(label=_("Label"), max_length=80)
    type = forms.ChoiceField(label=_("Type"), choices=CustomType.choices)
    options = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("One per line, in the order in which they are shown."),
    )
    help = forms.CharField(
        label=_("Help text"),
        required=False,
        max_length=200,
        help_text=_("A few words under the field: what belongs here."),
    )
    required = forms.BooleanField(label=_("Must be filled in forms"), required=False)

    def __init__(self, data: Any = None, *, field: CustomField | None = None) -> None:
        super().__init__(data, initial=_initial(field) if field else None)
        self.editing = field
        for name in ("label", "help"):
            self.fields[name].widget.attrs["dir"] = "auto"
        if field is not None:
            del self.fields["type"]
            if field.type not in (CustomType.CHOICE, CustomType.CHOICES):
                del self.fields["options"]

    def values(self) -> dict[str, Any]:
        """What the actions take; options as their labels."""
        given = dict(self.cleaned_data)
        if "options" in given:
            given["options"] = [line for line in given["options"].splitlines() if line.strip()]
        return given


def _initial(field: CustomField) -> dict[str, Any]:
    options = "\n".join(label for _key, label in field.choices())
    return {"label": field.label, "help": field.help, "required": field.required, "options": options}
