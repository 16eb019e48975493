"""What the deal page reads from its small forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.access.models import User
from kariz.people.models import Channel, Company, Contact
from kariz.pipeline.forms.fields import BeginningField, DayField, MoneyField, NumberField, RecordField
from kariz.pipeline.models import CommitteeMember, Deal, Obstacle, Product
from kariz.records.forms import custom


def deal_field(name: str, deal: Deal, user: User) -> forms.Field | None:
    """The form field of one fact of a deal, or None for what has none."""
    makers: dict[str, Any] = {
        "title": lambda: forms.CharField(label=_("Title"), max_length=300),
        "amount": lambda: MoneyField(
            label=_("Amount"),
            required=False,
            currency=deal.currency,
            help_text=_("Write it as you say it: 2.5 billion, 12 m toman, 500,000,000 rial.")
            if deal.currency == "IRR"
            else _("Write it as you say it: 12,500, 12 thousand, 2.5 m."),
        ),
        "expected_close": lambda: DayField(
            label=_("Expected close date"),
            required=False,
            help_text=_("A date, or words like tomorrow or in 3 weeks."),
        ),
        "created_at": lambda: BeginningField(deal=deal, label=_("Created")),
        "owner": lambda: RecordField(
            label=_("Owner"), required=False, options="user", records=User.objects.who_can("deal.change")
        ),
        "company": lambda: RecordField(
            label=_("Company"), required=False, options="company", records=Company.objects.visible_to(user)
        ),
        "contact": lambda: RecordField(
            label=_("Contact"),
            required=False,
            options="contact",
            records=Contact.objects.visible_to(user),
            company=deal.company_id,
        ),
        "channel": lambda: forms.ChoiceField(
            label=_("Channel"), required=False, choices=[("", "—"), *Channel.choices]
        ),
        "notes": lambda: forms.CharField(
            label=pgettext_lazy("field", "Notes"), required=False, max_length=20_000, widget=forms.Textarea
        ),
    }
    return makers[name]() if name in makers else None


class FactForm(forms.Form):
    """One fact of a deal, in place."""

    def __init__(self, data: Any = None, *, name: str, deal: Deal, user: User) -> None:
        known = (field := deal_field(name, deal, user)) is not None
        super().__init__(data, initial={name: getattr(deal, name)} if known else {}, auto_id="fact_%s")
        if field is not None:
            self.fields[name] = field
        else:
            custom.add_fields(self, "deal", deal, only=name)

    def clean(self) -> dict[str, Any]:
        return custom.gathered(super().clean() or {})


class ObstacleForm(forms.Form):
    text = forms.CharField(label=_("What stops the deal?"), max_length=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=Obstacle.Kind.choices, initial=Obstacle.Kind.OTHER)
    due_on = DayField(
        label=_("To be cleared by"),
        required=False,
        help_text=_("A date, or words like tomorrow or in 3 weeks."),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, auto_id="obstacle_%s")
        self.fields["owner"] = RecordField(
            label=_("Who clears it"), required=False, options="user", records=User.objects.active()
        )


class ClearForm(forms.Form):
    resolution = forms.CharField(label=_("How was it solved?"), required=False, max_length=500)


class MemberForm(forms.Form):
    """A person of the buying committee."""

    def __init__(
        self, data: Any = None, *, user: User, deal: Deal, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="member_%s")
        self.fields["contact"] = RecordField(
            label=_("Person"),
            options="contact",
            records=Contact.objects.visible_to(user),
            company=deal.company_id,
            help_text=_("Somebody new? Type the name, then a phone or e-mail, and choose “Add”."),
        )
        self.fields["role"] = forms.ChoiceField(
            label=_("Role in the decision"),
            choices=CommitteeMember.Role.choices,
            help_text=_("Decision maker and economic buyer are the ones who can say yes."),
        )
        self.fields["stance"] = forms.ChoiceField(
            label=_("Stance"), choices=CommitteeMember.Stance.choices, initial=CommitteeMember.Stance.UNKNOWN
        )
        self.fields["influence"] = forms.ChoiceField(
            label=_("Influence"),
            choices=[("", _("not known")), *CommitteeMember.Influence.choices],
            required=False,
            help_text=_("How much this person's word counts, whatever their title."),
        )


class LineForm(forms.Form):
    """One product on a deal; an empty row is left out."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"] = RecordField(
            label=_("Product"),
            required=False,
            options="product",
            records=Product.objects.filter(retired_at=None),
        )
        self.fields["title"] = forms.CharField(label=_("Description"), required=False, max_length=200)
        self.fields["quantity"] = NumberField(
            label=_("Quantity"), required=False, max_digits=14, decimal_places=3, initial=1
        )
        self.fields["unit_price"] = MoneyField(label=_("Unit price"), required=False, currency=currency)
        self.fields["discount"] = NumberField(
            label=_("Discount %"), required=False, max_digits=5, decimal_places=2, initial=0
        )

    @property
    def is_blank(self) -> bool:
        data = self.cleaned_data
        return not (data.get("product") or data.get("title") or data.get("unit_price"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        product = data.get("product")
        if product is not None:
            data["title"] = data.get("title") or product.name
            if data.get("unit_price") is None:
                data["unit_price"] = product.price or 0
        if not data.get("title") and data.get("unit_price"):
            self.add_error("title", _("Name the product or service."))
        if data.get("quantity") is None:
            data["quantity"] = Decimal(1)
        if data["quantity"] <= 0:
            self.add_error("quantity", _("The quantity must be more than zero."))
        if data.get("discount") is None:
            data["discount"] = Decimal(0)
        if not 0 <= data["discount"] <= 100:
            self.add_error("discount", _("A percentage from 0 to 100."))
        return data
