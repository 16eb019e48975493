"""What the window that corrects the end of a deal reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kariz.pipeline.actions.corrections import Said
from kariz.pipeline.actions.endings import day_of
from kariz.pipeline.forms.fields import DayField
from kariz.pipeline.models import Deal, LostReason, Outcome

LABELS = {Outcome.LOST: _("What can we learn?"), Outcome.WON: _("Reason"), Outcome.RESTING: _("Why?")}


class ClosingForm(forms.Form):
    """The day of the end and its words, why a deal was lost, and of one that rests when it comes back."""

    def __init__(self, data: Any = None, *, deal: Deal) -> None:
        day = day_of(deal.closed_at) if deal.closed_at else None
        initial = {"closed_on": day, "reason": deal.lost_reason_id, "note": deal.outcome_note}
        super().__init__(data, initial=initial | {"resting_until": deal.resting_until}, auto_id="closing_%s")
        if deal.outcome == Outcome.RESTING:
            self.fields["resting_until"] = DayField(label=_("Until"))
        else:
            self.fields["closed_on"] = DayField(label=_("Closed on"))
        # One that is offered no more stays with the deals that had it.
        self.reasons = LostReason.objects.filter(Q(retired_at=None) | Q(pk=deal.lost_reason_id or 0))
        if deal.outcome == Outcome.LOST:
            choices = [(one.pk, one.title) for one in self.reasons]
            self.fields["reason"] = forms.ChoiceField(
                label=_("Why was it lost?"), choices=choices if deal.lost_reason_id else [("", "—"), *choices]
            )
        help_text = _("Needed when the reason is “Other”.") if deal.outcome == Outcome.LOST else ""
        self.fields["note"] = forms.CharField(
            label=LABELS[Outcome(deal.outcome)],
            required=False,
            max_length=500,
            widget=forms.Textarea,
            help_text=help_text,
        )

    def said(self) -> Said:
        """What a valid form says."""
        pk = self.cleaned_data.get("reason")
        reason = self.reasons.filter(pk=pk).first() if pk else None
        given = self.cleaned_data.get
        return Said(given("closed_on"), reason, given("note"), given("resting_until"))
