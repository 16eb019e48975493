from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import User


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=User.Language, widget=forms.RadioSelect)
    calendar = forms.ChoiceField(label=_("Calendar"), choices=User.Calendar, widget=forms.RadioSelect)
    digits = forms.ChoiceField(label=_("Digits"), choices=User.Digits, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Appearance"), choices=User.Theme, widget=forms.RadioSelect)
