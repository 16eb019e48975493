from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Changes, Sees


class ScopeForm(forms.Form):
    """One role's line; its prefix is the role."""

    sees = forms.ChoiceField(label=_("May see"), choices=Sees)
    changes = forms.ChoiceField(label=_("May change"), choices=Changes)
    version = forms.IntegerField(widget=forms.HiddenInput)
