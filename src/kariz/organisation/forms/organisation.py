from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kariz.localisation import country_names, zone_names
from kariz.localisation.currencies import CURRENCIES

from ..models import Organisation

WEEK = [
    (5, _("Saturday")), (6, _("Sunday")), (0, _("Monday")), (1, _("Tuesday")),
    (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
]  # fmt: skip


def currencies() -> list[tuple[str, str]]:
    """Code and name in the language in force."""
    language = get_language() or "fa"
    return [(code, f"{currency.name(language)} ({code})") for code, currency in CURRENCIES.items()]


def countries() -> list[tuple[str, str]]:
    """Every country that has phone numbers of its own, called as in the language in force."""
    return country_names.countries(get_language() or "fa")


def zones(kept: str = "") -> list[tuple[str, str]]:
    """Every place of the zone database, called as in the language in force; `kept` stands there by that name."""
    return zone_names.zones(get_language() or "fa", kept)


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Company name"), max_length=150)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Organisation.Language,
        help_text=_("For invitations and documents; each person chooses their own language for the pages."),
    )
    calendar = forms.ChoiceField(label=_("Calendar"), choices=Organisation.Calendar)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=currencies, help_text=_("Sums and reports use it.")
    )
    money_unit = forms.ChoiceField(
        label=_("Rial amounts are shown in"),
        choices=Organisation.MoneyUnit,
        required=False,
        help_text=_("For rial only; amounts are stored in rial either way."),
    )
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=countries,
        help_text=_("Phone numbers written without a country code are read as numbers of this country."),
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"), choices=WEEK, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone: Any = self.fields["timezone"]
        zone.choices = zones(str(self["timezone"].value() or ""))
