from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Role, Team


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role, initial=Role.SELLER)
    team = forms.ModelChoiceField(
        Team.objects.all(), label=_("Team"), required=False, empty_label=_("No team")
    )


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Without one this person cannot sign in."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AcceptForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least ten characters, and not a common password."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("fa", "فارسی"), ("en", "English")], widget=forms.RadioSelect
    )
