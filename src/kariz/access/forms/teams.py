from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Team, User


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)


class MembersForm(TeamForm):
    """Name, members and who of them leads."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )
    leaders = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Lead the team"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = (User.objects.active() | User.objects.filter(memberships__team=team)).distinct()
        for name in ("members", "leaders"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def member_map(self) -> dict[int, bool]:
        """{user id: leads}; who leads is a member also where only that box is ticked."""
        leaders = {user.pk for user in self.cleaned_data["leaders"]}
        members = {user.pk for user in self.cleaned_data["members"]} | leaders
        return {pk: pk in leaders for pk in members}
