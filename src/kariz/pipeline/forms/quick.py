"""What a deal is asked beside its title when it is added in passing: the company's own fields that it must have, and
behind "More fields" the others."""

from __future__ import annotations

from typing import Any

from django import forms

from kariz.records.custom import definitions
from kariz.records.forms import custom
from kariz.web.errors import FieldErrors


def must_have(given: Any = None) -> forms.Form:
    """A form of the required custom fields of deals; empty where there are none."""
    return _own(given, required=True)


def may_have(given: Any = None) -> forms.Form:
    """A form of the others."""
    return _own(given, required=False)


def _own(given: Any, *, required: bool) -> forms.Form:
    form = forms.Form(given)
    for field in definitions.of("deal").values():
        if field.required == required:
            custom.add_fields(form, "deal", only=field.name)
    return form


def values(*several: forms.Form) -> dict[str, Any]:
    """{key: value} of forms, as `NewDeal` takes them. Raises FieldErrors where one is not valid."""
    # Each is asked, so that all that is wrong is shown at once.
    valid = [form.is_valid() for form in several]
    if not all(valid):
        raise FieldErrors({})
    return {
        key: value
        for form in several
        for key, value in custom.gathered(form.cleaned_data).get("custom", {}).items()
    }


def opened(given: Any, more: forms.Form) -> bool:
    """Was something written behind "More fields"? Then they stay open."""
    return any(given.get(name) for name in ("expected_close", "channel", "notes", *more.fields))
