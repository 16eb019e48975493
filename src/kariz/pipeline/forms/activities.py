"""Planning an activity in one line, and saying how one went."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.access.models import User
from kariz.localisation import preferences
from kariz.people.models import Company, Contact
from kariz.pipeline.forms.fields import DayField, HappenedField, MomentField, RecordField, RecordsField
from kariz.pipeline.models import Activity, Deal


class PlanForm(forms.Form):
    """What comes next: kind, what, when, who."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Activity.Kind.choices, initial=Activity.Kind.CALL)
    name = forms.CharField(label=_("What is to be done?"), max_length=200)
    due_at = MomentField(
        label=_("When"),
        required=False,
        help_text=_("A date, or words like tomorrow or Monday at 10."),
    )

    def __init__(self, data: Any = None, *, user: User, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="plan_%s")
        self.fields["owner"] = RecordField(
            label=_("Who"), required=False, options="user", records=User.objects.who_can("activity.create")
        )


class ActivityForm(PlanForm):
    """Every field of an activity, for changing one."""

    def __init__(self, data: Any = None, *, user: User, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, user=user, initial=initial)
        self.fields["notes"] = forms.CharField(
            label=pgettext_lazy("field", "Notes"), required=False, max_length=10_000, widget=forms.Textarea
        )


LINKS: dict[str, tuple[Any, Any]] = {
    "deal": (_("Deal"), Deal),
    "company": (_("Company"), Company),
    "contact": (_("Contact"), Contact),
}


def _link(name: str, user: User) -> RecordField:
    """A record that the person sees and an activity may belong to."""
    label, model = LINKS[name]
    records = model.objects.filter(deleted_at=None).visible_to(user)
    return RecordField(label=label, required=False, options=name, records=records)


class BelongingForm(ActivityForm):
    """The same with the deal, company and person that it belongs to; of one that is done, when it happened instead of
    when it is due."""

    def __init__(
        self, data: Any = None, *, user: User, done: bool, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, user=user, initial=initial)
        for name in ("deal", "company", "contact"):
            self.fields[name] = _link(name, user)
        if done:
            del self.fields["due_at"]
            self.fields["done_at"] = HappenedField()
            self.fields["done_at"].help_text = ""
            self.fields["name"].label = _("What was it about?")
        self.order_fields(
            ["deal", "company", "contact", "kind", "name", "due_at", "done_at", "owner", "notes"]
        )

    def sees(self, name: str) -> bool:
        """Whether the record that stands in the field is shown to the person."""
        field: Any = self.fields[name]
        return self.initial[name] is None or field.found(self.initial[name]) is not None

    def is_empty(self, name: str) -> bool:
        """Whether nothing was written in the field, which is not to say today."""
        return not str(self[name].data or "").strip()

    def says_as_before(self, name: str) -> bool:
        """Whether the field holds what it was shown with."""
        field: Any = self.fields[name]
        return bool(self[name].data == field.prepare_value(self.initial[name]))


class ResultForm(forms.Form):
    """How it went, when, and who took part; the button pressed is the result."""

    result = forms.ChoiceField(choices=Activity.Result.choices, required=True)

    def __init__(
        self,
        data: Any = None,
        *,
        people: list[Contact],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="result_%s")
        self.fields["done_at"] = HappenedField()
        if people:
            self.fields["participants"] = RecordsField(label=_("Who took part?"), records=people)
        self.fields["notes"] = forms.CharField(
            label=_("What was said?"), required=False, max_length=10_000, widget=forms.Textarea
        )


class LogForm(ResultForm):
    """A touch that has happened, with any deal or contact."""

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        people: list[Contact],
        initial: dict[str, Any] | None = None,
        free: bool = False,
    ) -> None:
        super().__init__(data, people=people, initial=initial)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=Activity.Kind.choices, initial=Activity.Kind.CALL
        )
        self.fields["name"] = forms.CharField(label=_("What was it about?"), required=False, max_length=200)
        if free:
            for name in ("deal", "contact"):
                self.fields[name] = _link(name, user)
        self.order_fields(["deal", "contact", "kind", "name", "done_at", "participants", "notes"])


class PutOffForm(forms.Form):
    """The pressed button is the day (`to`, as 2026-11-29), or "day" for the one that is typed; for a heap also
    "spread" and "away". `cleaned_data["day"]` is the day that was chosen."""

    to = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    day = DayField(
        label=_("Another day"), required=False, help_text=_("A date, or words like tomorrow or Monday.")
    )

    def __init__(self, data: Any = None, *, heap: bool = False) -> None:
        super().__init__(data, auto_id="put_off_%s")
        self.heap = heap

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors or (self.heap and given["to"] in ("spread", "away")):
            return given
        try:
            chosen = date.fromisoformat(given["to"])
        except ValueError:
            chosen = given["day"]
        if chosen is None:
            self.add_error("day", _("Choose a day."))
        elif chosen < preferences.today():
            self.add_error("day", _("This day is over; choose today or a later one."))
        return given | {"day": chosen}
