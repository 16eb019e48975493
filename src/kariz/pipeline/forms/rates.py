"""The rate of a currency, as people say it: so many toman for a dollar."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.digits import to_latin
from kariz.localisation.preferences import current
from kariz.organisation.queries.current import organisation

from ..queries.rates import as_minor, as_whole

MARKS = str.maketrans({",": "", "٬": "", "،": "", " ": "", "٫": "."})


def _language() -> str:
    return current().language


def unit_name() -> str:
    """What a rate is said in: toman, rial, or the company's currency."""
    mine = current()
    if mine.currency == "IRR":
        return str(_("toman") if mine.unit == "toman" else _("rial"))
    return CURRENCIES[mine.currency].name(mine.language)


def currency_name(code: str) -> str:
    return CURRENCIES[code].name(_language())


def plain(rate: Decimal | None) -> str:
    """A rate as it is kept, for a hidden field."""
    return f"{rate or 0:f}"


class RateForm(forms.Form):
    """The rate of one currency."""

    currency = forms.CharField(widget=forms.HiddenInput, max_length=3)
    seen = forms.DecimalField(widget=forms.HiddenInput, required=False, min_value=0)
    """The rate that the page showed; none, or 0, where it showed none."""
    rate = forms.CharField(max_length=40, label=_("Rate"))
    closed = forms.BooleanField(required=False, label=_("Also won, lost and resting deals without a rate"))

    def __init__(self, data: Any = None, *, known: Any = None) -> None:
        code = known.currency if known else ""
        shown = f"{as_whole(known.rate, code, current().unit):f}" if known and known.rate else ""
        seen = plain(known.rate) if known else "0"
        initial = {"currency": code, "rate": shown, "seen": seen}
        super().__init__(data, initial=initial, auto_id=f"rate_{code}_%s")
        if not known:
            others = [code for code in CURRENCIES if code != organisation().currency]
            self.fields["currency"] = forms.ChoiceField(
                label=_("Currency"), choices=[(code, currency_name(code)) for code in others]
            )

    def clean_seen(self) -> Decimal:
        return self.cleaned_data["seen"] or Decimal(0)

    def clean_rate(self) -> Decimal:
        text = to_latin(self.cleaned_data["rate"]).translate(MARKS)
        code = self.cleaned_data.get("currency", "")
        try:
            return as_minor(Decimal(text), code, current().unit)
        except (ArithmeticError, KeyError):
            raise forms.ValidationError(_("The rate must be a number above zero.")) from None
