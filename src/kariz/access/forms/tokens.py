from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import ApiToken

LIFETIMES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("", _("Until revoked"))]


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("What will use it, such as “Website form”.")
    )
    scope = forms.ChoiceField(label=_("Scope"), choices=ApiToken.Scope, initial=ApiToken.Scope.READ)
    days = forms.ChoiceField(label=_("Valid for"), choices=LIFETIMES, initial="90", required=False)

    def expires_at(self) -> datetime | None:
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=int(days)) if days else None
