from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kariz.localisation import home
from kariz.localisation.usual import country_of_zone, usual
from kariz.organisation.forms.organisation import WEEK, countries, currencies, zones
from kariz.organisation.models import Organisation

MONEY_OF_IRAN = "IRR"
ELSEWHERE = {
    "money": "other",
    "currency": "USD",
    "calendar": "gregorian",
    "working_days": [0, 1, 2, 3, 4],
    "timezone": "UTC",
}
"""What a company that asks in English most likely has where its browser names no country; the page puts the browser's own
zone in."""


def usually_in(country: str) -> dict[str, Any]:
    """What a company of that country most likely has, as the form asks for it; nothing of a country that nobody knows."""
    known = usual(country)
    if not known.zone:
        return {}
    money = {"money": "toman"} if known.currency == MONEY_OF_IRAN else {"money": "other"}
    if known.currency not in ("", MONEY_OF_IRAN):
        money["currency"] = known.currency
    rest = {"calendar": known.calendar, "working_days": list(known.week), "timezone": known.zone}
    return money | rest | {"country": country}


class Countries(forms.Select):
    """Each country carries what its companies usually have, which the page proposes when it is chosen."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value:
            known = usual(str(value))
            option["attrs"] |= {
                "data-currency": known.currency,
                "data-zone": known.zone,
                "data-week": ",".join(map(str, known.week)),
                "data-calendar": known.calendar,
            }
        return option


class Zones(forms.Select):
    """Each zone carries its country, as the page proposes what is usual there."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if country := country_of_zone(str(value)):
            option["attrs"] |= {"data-country": country}
        return option


class SetUpForm(forms.Form):
    """Everything that set-up asks before the first pipeline."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        min_length=10,
        error_messages={"min_length": _("This is too short.")},
        help_text=_("At least 10 characters; a sentence is best."),
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
    )
    company = forms.CharField(label=_("Company name"), max_length=150)
    money = forms.ChoiceField(
        label=_("How money is shown"),
        choices=[("toman", _("Toman")), ("rial", _("Rial")), ("other", _("Another currency"))],
        widget=forms.RadioSelect,
        initial="toman",
    )
    currency = forms.ChoiceField(label=_("Which currency"), required=False)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        widget=Countries,
        help_text=_("Phone numbers written without a country code are read as numbers of this country."),
    )
    calendar = forms.ChoiceField(
        label=_("Calendar"), choices=Organisation.Calendar, widget=forms.RadioSelect, initial="jalali"
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working week"),
        choices=WEEK,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=[5, 6, 0, 1, 2],
        help_text=_("Due dates and follow-ups are counted in these days."),
    )
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial="Asia/Tehran", widget=Zones)

    def __init__(self, *args: Any, asked_from: str = "", **kwargs: Any) -> None:
        """`asked_from`: the country that the browser names."""
        super().__init__(*args, **kwargs)
        if (get_language() or "fa").startswith("en"):
            self.initial.update(ELSEWHERE)
        if asked_from:
            self.initial.update(usually_in(asked_from))
        currency: Any = self.fields["currency"]
        currency.choices = [("", "—"), *(pair for pair in currencies() if pair[0] != "IRR")]
        country: Any = self.fields["country"]
        country.choices = [("", _("That of the time zone")), *countries()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("money") == "other":
            currency, zone = cleaned.get("currency", ""), cleaned.get("timezone", "")
            if not currency:
                self.add_error("currency", _("Choose the currency."))
            elif not (cleaned.get("country") or home.guessed(zone, currency, _language())):
                self.add_error("country", _("Choose the country."))
        return cleaned

    def administrator(self) -> dict[str, Any]:
        """What the account is made of; pages start in the language of set-up."""
        taken = {name: self.cleaned_data[name] for name in ("name", "email", "password", "calendar")}
        return taken | {"language": _language()}

    def organisation(self) -> dict[str, Any]:
        rial = self.cleaned_data["money"] != "other"
        return {
            "name": self.cleaned_data["company"],
            "currency": "IRR" if rial else self.cleaned_data["currency"],
            "money_unit": self.cleaned_data["money"] if rial else "",
            # With rial nobody is asked: the time zone tells, and else it is Iran.
            "country": "" if rial else self.cleaned_data["country"],
            "language": self.administrator()["language"],
        } | {name: self.cleaned_data[name] for name in ("calendar", "timezone", "working_days")}


def _language() -> str:
    return "en" if (get_language() or "fa").startswith("en") else "fa"
