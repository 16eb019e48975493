from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import User


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=User.Language, widget=forms.RadioSelect)
    calendar = forms.ChoiceField(label=_("Calendar"), choices=User.Calendar, widget=forms.RadioSelect)
    digits = forms.ChoiceField(label=_("Digits"), choices=User.Digits, widget=forms.RadioSelect)
    date_form = forms.ChoiceField(
        label=_("Gregorian dates"), choices=User.DateForm, widget=forms.RadioSelect, required=False
    )
    theme = forms.ChoiceField(label=_("Appearance"), choices=User.Theme, widget=forms.RadioSelect)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self.initial.get("calendar") == User.Calendar.JALALI:
            # Who reads Jalali days need not choose among the others.
            del self.fields["date_form"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("date_form"):
            said.pop("date_form", None)
        return said
