from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kariz.localisation.text import squash

from ..models import Role, Team, User


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role, initial=Role.SELLER)
    team = forms.ModelChoiceField(
        Team.objects.all(), label=_("Team"), required=False, empty_label=_("No team")
    )


class ColleagueField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        """Two may be called the same."""
        return f"{obj.name} · {obj.email}" if obj.email else obj.name


class JoinForm(forms.Form):
    into = ColleagueField(User.objects.none(), label=_("Colleague"), empty_label="—")

    def __init__(self, *args: Any, person: User, **given: Any) -> None:
        super().__init__(*args, **given)
        people = User.objects.active().exclude(pk=person.pk).order_by("name", "pk")
        alike = squash(person.name)
        # Who is called so is meant, if anybody; nobody else is chosen for whoever presses too soon.
        meant = next((user.pk for user in people if squash(user.name) == alike), None)
        field = self.fields["into"]
        field.queryset = people  # type: ignore[attr-defined]
        self.initial.setdefault("into", meant)


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
