"""Form fields that read what people write: days, moments, sums of money, and records picked by name.

`kind` tells `pipeline/_field.html` how to draw a field.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.localisation import preferences
from kariz.localisation.date_reading import DateError
from kariz.localisation.date_showing import format_date, format_datetime
from kariz.localisation.dates import parse_date
from kariz.localisation.digits import localise_number, to_latin
from kariz.localisation.moment_reading import parse_datetime
from kariz.localisation.money import MoneyError, format_money, parse_money
from kariz.pipeline.actions import beginnings
from kariz.pipeline.actions.endings import day_of
from kariz.pipeline.models import Deal
from kariz.pipeline.rules.due import LAST_SECOND


def shown_day(value: date) -> str:
    """A day as a field shows it, in the person's calendar and digits."""
    mine = preferences.current()
    return format_date(value, mine.calendar, mine.digits, mine.language, "short")


class DayField(forms.CharField):
    """A day as people type it («۱۴۰۵/۹/۲», «فردا»); gives a date or None."""

    kind = "day"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=64, **kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text, today=preferences.today(), calendar=preferences.current().calendar)
        except DateError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return shown_day(value) if isinstance(value, date) else value


class MomentField(forms.CharField):
    """A day, or a day with its time («فردا ساعت ۱۰»); gives an aware datetime. A day alone means its end."""

    kind, has_time = "moment", True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=64, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        mine = preferences.current()
        try:
            return parse_datetime(
                text,
                today=preferences.today(),
                calendar=mine.calendar,
                timezone=mine.timezone,
                default=LAST_SECOND,
            )
        except DateError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        mine = preferences.current()
        local = value.astimezone(preferences.now().tzinfo)
        if is_whole_day(value):
            return shown_day(local.date())
        return format_datetime(value, mine.calendar, mine.digits, mine.language, "short", mine.timezone)


class HappenedField(MomentField):
    """When something happened; empty means now, and a past day alone its beginning, as `when` shows it."""

    placeholder = _("Now")

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Empty means now. Or words like yesterday, or yesterday at 10.")
        super().__init__(
            label=pgettext_lazy("happened", "When"), required=False, help_text=help_text, **kwargs
        )

    def clean(self, value: Any) -> datetime | None:
        moment = super().clean(value)
        if moment is None or not is_whole_day(moment):
            return moment
        zone = preferences.now().tzinfo
        day = moment.astimezone(zone).date()
        return None if day == preferences.today() else datetime.combine(day, time(), zone)

    def prepare_value(self, value: Any) -> Any:
        if (
            isinstance(value, datetime)
            and (local := value.astimezone(preferences.now().tzinfo)).time() == time()
        ):
            return shown_day(local.date())
        return super().prepare_value(value)


def is_whole_day(moment: datetime | None) -> bool:
    """No time of day was given: the moment is the end of its day."""
    return moment is None or moment.astimezone(preferences.now().tzinfo).time() == LAST_SECOND


class BeginningField(DayField):
    """The day on which a deal began; gives its moment."""

    def __init__(self, *, deal: Deal, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.deal = deal

    def clean(self, value: Any) -> datetime | None:
        day = super().clean(value)
        return beginnings.moment_on(self.deal, day) if day else None

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(day_of(value) if isinstance(value, datetime) else value)


class MoneyField(forms.CharField):
    """A sum with or without its unit («۲٫۵ میلیارد تومان»); gives minor units of `currency`, or None."""

    kind = "money"

    def __init__(self, *, currency: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=64, **kwargs)
        self.currency = currency

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        mine = preferences.current()
        try:
            amount = parse_money(text, self.currency or mine.currency, mine.unit).amount
        except MoneyError as error:
            raise forms.ValidationError(str(error)) from error
        if amount < 0:
            raise forms.ValidationError(_("The amount must be zero or more."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        mine = preferences.current()
        return format_money(value, self.currency or mine.currency, mine.unit, mine.language, mine.digits)


class NumberField(forms.DecimalField):
    """A number in either digits."""

    kind = "number"

    def to_python(self, value: Any) -> Any:
        text = to_latin(str(value)) if value not in (None, "") else ""
        return super().to_python(text.replace("٫", ".").replace("٬", "").replace("،", "").strip())

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal | int):
            return value
        return localise_number(f"{Decimal(value).normalize():f}", preferences.current().digits)


class RecordBound(forms.BoundField):
    """Knows the words of the record that is picked."""

    @property
    def picked(self) -> Any:
        value = self.value()
        if value in (None, "") or hasattr(value, "pk"):
            return value or None
        return self.field.found(value)  # type: ignore[attr-defined]


class RecordField(forms.Field):
    """One record out of `records`, picked by typing; `options` is the kind that the address of choices names.

    A contact that is added there belongs to the company of the number `company`.
    """

    kind = "record"

    def __init__(
        self, *, options: str, records: QuerySet[Any], company: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.options, self.records, self.company = options, records, company

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> RecordBound:
        return RecordBound(form, self, field_name)

    def found(self, value: Any) -> Any:
        text = str(value)
        return (
            self.records.filter(pk=int(text)).first()
            if text.isascii() and text.isdecimal() and len(text) < 18
            else None
        )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value in (None, ""):
            return None
        record = self.found(value)
        if record is None:
            raise forms.ValidationError(_("Pick one from the list."))
        return record


class RecordsField(forms.MultipleChoiceField):
    """Several records out of a short list, as boxes."""

    kind = "boxes"

    def __init__(self, *, records: list[Any], **kwargs: Any) -> None:
        self.by_pk = {str(record.pk): record for record in records}
        super().__init__(
            choices=[(pk, str(record)) for pk, record in self.by_pk.items()], required=False, **kwargs
        )

    def clean(self, value: Any) -> list[Any]:
        return [self.by_pk[pk] for pk in super().clean(value)]
