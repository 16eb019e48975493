"""Products and reasons of a loss."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kariz.pipeline.forms.fields import MoneyField


class ProductForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(label=_("Code"), required=False, max_length=60)
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=40, help_text=_("Piece, month, licence, kilogram …")
    )

    def __init__(self, data: Any = None, *, currency: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="product_%s")
        self.fields["price"] = MoneyField(
            label=_("Price"),
            required=False,
            currency=currency,
            help_text=_("What one unit costs; each deal may change it."),
        )


class ReasonForm(forms.Form):
    name = forms.CharField(label=_("Reason for the loss"), max_length=200)
