"""What a deal is asked beside its title when it is added in passing: the fields of the company's own that it must have."""

from __future__ import annotations

from typing import Any

from django import forms

from kariz.records.custom import definitions
from kariz.records.forms import custom


def must_have(given: Any = None) -> forms.Form:
    """A form of the required custom fields of deals; empty where there are none."""
    form = forms.Form(given)
    for field in definitions.of("deal").values():
        if field.required:
            custom.add_fields(form, "deal", only=field.name)
    return form


def values(form: forms.Form) -> dict[str, Any]:
    """{key: value} of a form that is valid, as `NewDeal` takes them."""
    return dict(custom.gathered(form.cleaned_data).get("custom", {}))
