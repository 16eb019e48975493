from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """Who erases a person writes the name, and may say who asked."""

    confirm = forms.CharField(label=_("The person's name, as it stands above"), max_length=200)
    reason = forms.CharField(
        label=_("Who asked, and how"),
        required=False,
        max_length=300,
        help_text=_("Kept with the event, so do not write the person's name or number here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirm"].widget.attrs.update(dir="auto", autocomplete="off")
        self.fields["reason"].widget.attrs["dir"] = "auto"
